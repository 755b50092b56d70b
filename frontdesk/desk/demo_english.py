"""The demonstration in English: what belongs to the businesses of ``data/en``."""

from __future__ import annotations

from frontdesk.desk.demo_words import AskedWords, Profile, Words

WOMEN = """
Abigail Aisha Alice Amelia Amy Anna Anya Beth Bridget Caroline Charlotte Claire Daisy Deborah Diana Eleanor Eliza
Emily Erin Fatima Fiona Florence Georgia Hannah Harriet Heather Imogen Isla Ivy Jade Jane Janet Jasmine Jessica Joan
Joanna Judith Karen Kate Katie Leah Lily Linda Lucy Mabel Maisie Margaret Martha Mary Maya Mei Molly Naomi Natalie
Niamh Nicola Phoebe Poppy Rachel Rebecca Rosie Ruby Ruth Sally Sian Sophie Susan Tamsin Tessa Victoria Wendy Yasmin
Zara Zofia
"""

MEN = """
Adam Aidan Alan Alfie Amir Anthony Archie Arthur Charlie Christopher Colin Connor Craig Dylan Edward Elliot Ethan
Finn Frank Freddie Gareth George Graham Harry Henry Hugh Ian Isaac Jacob Jamie Joe Jonathan Joshua Keith Kevin Kieran
Liam Luke Mark Matthew Mohammed Nathan Neil Nicholas Noah Oliver Oscar Owen Patrick Paul Peter Philip Raj Rhys Robert
Rory Ryan Sam Sanjay Simon Stephen Steven Theo Toby Wei William
"""

SURNAMES = """
Adams Ahmed Allen Anderson Armstrong Atkinson Bailey Baker Barker Barnes Begum Bell Booth Bradley Brown Butler Campbell
Carter Chapman Chen Clark Clarke Collins Cook Cooper Cox Davies Dawson Dixon Edwards Ellis Evans Fisher Foster Fox
Gibson Gill Graham Gray Green Griffiths Hall Hamilton Harris Harrison Harvey Hill Holmes Howard Hughes Hunt Hunter
Hussain Jackson James Jenkins Johnson Jones Kaur Kelly Khan King Knight Kowalski Lee Lewis Lloyd Marshall Mason
Matthews Mills Mitchell Moore Morgan Morris Murphy Murray Okafor Owen Palmer Parker Patel Pearson Phillips Powell
Price Reid Reynolds Richards Richardson Roberts Robinson Rogers Russell Scott Shah Sharma Shaw Simpson Singh Smith
Stevens Stewart Taylor Thomas Thompson Turner Walker Walsh Ward Watson Webb White Wilkinson Williams Wilson Wood
Wright Young
"""

COMMON_NOTES = ("Prefers to be written to on WhatsApp", "Tends to be ten minutes late", "Always pays in cash")

PROFILES = {
    "salon": Profile(
        people=330,
        women=0.72,
        for_women=("Colour", "Highlights", "Bridal hair", "Blow-dry", "Manicure", "Gel manicure"),
        for_men=("Short cut", "Beard trim"),
        tags=(("VIP", 0.06), ("referral", 0.1), ("student", 0.08)),
        notes=(
            *COMMON_NOTES,
            "Allergic to ammonia: use a colour without",
            "Colour 7.1 with 20 vol.",
            "Sensitive scalp",
        ),
        internal=("Complained about the colour in summer; done again for free", "Do not book within the hour"),
        wishes=("Brings a picture", "Wants a new style", "Comes with her daughter", "Has a wedding on Saturday", ""),
        preferences=(
            ("drink", ("white coffee", "tea", "water")),
            ("magazine", ("none", "fashion")),
            ("quiet", ("yes",)),
        ),
        meeting="Team meeting",
        meeting_at=13 * 60 + 15,
        favourites={
            "Cut": 3.0,
            "Short cut": 3.0,
            "Blow-dry": 1.6,
            "Manicure": 1.4,
            "Bridal hair": 0.03,
            "Highlights": 0.6,
        },
    ),
    "studio": Profile(
        people=240,
        women=0.74,
        for_women=("Pregnancy pilates",),
        tags=(("pilates", 0.4), ("morning", 0.3), ("evening", 0.3), ("yoga", 0.35), ("seniors", 0.1)),
        notes=(
            *COMMON_NOTES,
            "Injured right shoulder",
            "Knee operation in 2024",
            "Slipped disc: no twists",
        ),
        internal=("Has not paid September's pass", "Asked for the money back; settled"),
        wishes=("First class", "Needs a mat", "Comes from work, just in time", ""),
        preferences=(("place", ("by the window", "at the back")), ("mat", ("their own", "ours"))),
        meeting="Teachers' meeting",
        favourites={"Physio": 1.5},
    ),
    "clinic": Profile(
        people=420,
        tags=(("insured", 0.35), ("self-pay", 0.5), ("athlete", 0.12)),
        notes=(*COMMON_NOTES, "Allergic to penicillin", "Pacemaker: no laser", "Comes in a wheelchair"),
        internal=("October's invoice was returned by the insurer",),
        wishes=("Brings test results", "Comes with her daughter", "Back pain for a month", "Fasting", ""),
        preferences=(("reach by", ("SMS", "call")), ("language", ("English", "Welsh"))),
        meeting="Clinical meeting",
        favourites={"Follow-up": 2.5, "Physiotherapy": 3.0, "Blood test": 2.0, "Guided injection": 0.3},
    ),
    "restaurant": Profile(
        people=560,
        tags=(("regular", 0.12), ("press", 0.02), ("company", 0.1)),
        notes=(
            "Coeliac",
            "Allergic to nuts",
            "Likes the table by the window",
            "Always asks for a high chair",
            "Eats no meat",
        ),
        internal=("Left a bill unpaid in May; settled since",),
        wishes=(
            "High chair",
            "Birthday",
            "A coeliac at the table",
            "A quiet table",
            "Coming with a dog",
            "Anniversary",
            "",
        ),
        preferences=(("table", ("window", "terrace", "corner")), ("wine", ("red", "white", "no alcohol"))),
        meeting="Floor meeting",
        meeting_at=11 * 60,
        hours={
            "Lunch": ((12 * 60, 14 * 60 + 15),),
            "Group meal": ((12 * 60, 13 * 60),),
            "Dinner": ((18 * 60, 20 * 60 + 45),),
            "Tasting menu": ((12 * 60 + 30, 13 * 60), (18 * 60 + 30, 20 * 60)),
        },
        favourites={"Lunch": 4.0, "Dinner": 5.0, "Tasting menu": 0.7, "Group meal": 0.12},
        parties=(4, 45, 14, 20, 6, 6, 2, 2, 1, 1),
        lively=31.0,
    ),
    "hotel": Profile(
        people=380,
        tags=(("regular", 0.1), ("company", 0.15), ("family", 0.15)),
        notes=(
            "Asks for a high floor",
            "Allergic to feathers: synthetic pillow",
            "Always arrives in the small hours",
            "Invoice to the company",
        ),
        internal=("Complained of noise last time; give a room at the back",),
        wishes=("Cot", "Arriving late", "Double bed", "Anniversary", "Invoice to the company", ""),
        preferences=(("pillow", ("firm", "soft")), ("breakfast", ("early", "gluten-free"))),
        meeting="Staff meeting",
        meeting_at=9 * 60 + 30,
        parties=(25, 60, 10, 5),
    ),
}

ENGLISH = Words(
    language="en",
    foreign="es",
    women=tuple(WOMEN.split()),
    men=tuple(MEN.split()),
    surnames=tuple(SURNAMES.split()),
    surnames_each=1,
    first_phone=447_700_900_000,
    desk="reception",
    customer_reasons=("Something came up", "Ill", "Cannot get away from work", "Travelling", "Change of plans", ""),
    business_reasons=("Somebody fell ill", "Something broke", "No water"),
    methods=("card", "card", "card", "cash", "cash", "transfer"),
    deposit="card",
    absences=("Off sick", "Holiday", "Personal day", "Doctor"),
    private=("Doctor", "Parents' evening", "Errand at the bank", "Course"),
    reminders=(
        "Call the supplier",
        "Check the fire extinguisher",
        "Get change from the bank",
        "Send the accountant the invoices",
    ),
    birthday="{name}'s birthday",
    inquiry_subject="A question",
    inquiries=(
        AskedWords(
            stage="new",
            source="phone",
            hours=2,
            tax=20,
            asked='Calls about "{service}" on {day}. Would rather have the answer by e-mail.',
        ),
        AskedWords(
            stage="new",
            source="email",
            hours=0.7,
            tax=20,
            asked='Good morning,\n\nHow much is "{service}"? {day} would suit me.\n\nThank you.',
        ),
        AskedWords(
            stage="answered",
            source="phone",
            hours=26,
            party=2,
            tax=20,
            asked='Asks whether "{service}" can be had for two people on {day}.',
            answer="Hello {first},\n\nYes, there is room for both of you on {day}. Shall we keep it?\n\nKind regards",
        ),
        AskedWords(
            stage="answered",
            source="email",
            hours=30,
            tax=20,
            asked='Hello, do you have anything left for "{service}" on {day}?',
            answer="Hello {first},\n\n{day} is still free. Would that suit you?\n\nKind regards",
            reply="Yes, it would. Do you need a deposit?",
        ),
        AskedWords(
            stage="quoted",
            source="form",
            hours=20,
            party=4,
            quoted=True,
            tax=20,
            asked='There are four of us, and we would like "{service}" on {day}. Could you send us a quote?',
            answer="Hello {first},\n\nPlease find our quote for {day} attached. Just ask if anything is unclear.\n\nKind regards",
        ),
        AskedWords(
            stage="confirmed",
            source="email",
            hours=50,
            party=2,
            quoted=True,
            tax=20,
            asked='Good afternoon,\n\nI would like to give "{service}" as a present on {day}. How much is it for two?',
            answer="Hello {first},\n\nOur quote is attached. If it suits you, we will book it.\n\nKind regards",
            reply="Perfect, we will take it. Please book it for us.",
        ),
        AskedWords(stage="booked", source="phone", hours=0, asked='Asks about "{service}" on {day}.', tax=20),
        AskedWords(
            stage="lost",
            source="email",
            hours=120,
            tax=20,
            asked='Hello, is there a discount on "{service}" for several people?',
            answer="Hello {first},\n\nSorry, our prices are those on the list. Shall we keep places for you?\n\nKind regards",
            reason="Was after another price",
        ),
    ),
    profiles=PROFILES,
)
