"""The small house with something of everything in it: every status, an event, a hold, a session, who waits, long names."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import insert, update

from frontdesk.base.clock import FixedClock
from frontdesk.base.codes import number_of
from frontdesk.desk.desk import Desk
from frontdesk.desk.duty.values import LostWish
from frontdesk.desk.inquiry_values import InquiryWish, QuoteLine
from frontdesk.desk.message_values import FromOutside, Incoming
from frontdesk.desk.messages.choosing import CHANNELS
from frontdesk.desk.opening import create
from frontdesk.desk.values import Booking, CustomerEdit, CustomerWish, LineWish
from frontdesk.store import message_tables, schema
from tests.app.conftest import ANA, COLOUR, CUT, DINNER, LUIS, MARTA, ROOM, YOGA, at, rows

LONG = "María José Fernández de la Fuente y Álvarez de Toledo"
KERATIN = 6


def fill(path: Path) -> None:
    """Make the database as it is at NOW; the same in every run."""
    clock = FixedClock.at("2026-11-23T08:00:00+01:00")
    desk = create(str(path), clock)

    def house(connection: Any) -> None:
        for table, some in rows():
            connection.execute(insert(table), some)
        connection.execute(update(schema.business).values(confirm="manual"))
        connection.execute(
            insert(schema.service),
            [
                {
                    "id": KERATIN, "name": "Tratamiento de keratina con corte y peinado", "duration": 120, "price": 14500,
                    "needs": '["staff"]', "channels": '["desk", "web"]', "step": 15,
                }
            ],
        )  # fmt: skip
        connection.execute(insert(schema.performs), [{"resource_id": ANA, "service_id": KERATIN}])
        day = dt.date(2026, 11, 23).toordinal()
        event = {"kind": "meeting", "title": "Reunión con el proveedor", "location_id": 1, "day": day, "all_day": 0}
        birthday = {"kind": "birthday", "title": "Cumpleaños de Marta", "location_id": 1, "day": day, "all_day": 1}
        connection.execute(
            insert(schema.event),
            [event | {"resource_id": LUIS, "starts": at("16:00"), "ends": at("17:00"), "recurring": 0}],
        )
        connection.execute(
            insert(schema.event), [birthday | {"starts": at("00:00"), "ends": at("23:59"), "recurring": 1}]
        )

    desk.store.writing(house)

    def book(name: str, when: str, staff: int | None, service: int = CUT, phone: str = "", **more: Any) -> str:
        line = LineWish(service, staff, session=1 if service == YOGA else None)
        wish = CustomerWish(name=name, phone=phone or None)
        start = at(when, more.pop("day", "2026-11-23"))
        return desk.book(Booking((line,), start, wish, **more)).code

    def until(text: str) -> None:
        clock.move(dt.datetime.fromisoformat(f"2026-11-23T{text}:00+01:00").timestamp() - clock.seconds())

    missed = book("Carmen Ruiz", "09:00", MARTA, phone="600444555")
    unpaid = book("Zoë", "09:45", MARTA)
    paid = book("Luis Gil", "09:00", ANA, COLOUR, "600777888")
    here = book(LONG, "10:30", ANA, COLOUR, "600123456", notes="Prefiere la silla junto a la ventana; trae a su hija.")
    book("田中さくら", "10:30", LUIS)
    book("Ana López", "11:00", MARTA, phone="600111222")
    book("Íñigo Ibáñez", "11:45", MARTA, phone="600999000", channel="web")
    gone = book("Òscar", "12:00", LUIS)
    book("Familia Gómez", "12:00", None, DINNER, party=4)
    book(LONG, "12:00", ANA, KERATIN)
    book("Nuria", "18:00", None, YOGA, party=2)
    book("Hotelera", "15:00", None, ROOM, nights=2)
    book("Ana López", "10:00", MARTA, phone="600111222", day="2026-11-26")
    desk.cancel(gone)

    twin = desk.add_customer(CustomerWish(name="Ana Lopez", email="ana.lopez@example.com"))
    ana = next(one for one in desk.customers("600111222"))
    desk.edit_customer(
        ana.id, CustomerEdit(tags=("vip", "alergia al tinte"), preferences={"alergia": "amoniaco", "café": "con leche"})
    )
    desk.add_note(ana.id, "Le gusta el agua muy caliente.\nViene siempre con su hermana.")
    desk.edit_customer(twin.id, CustomerEdit(preferences={"alergia": "amoniaco"}))

    until("09:05")
    desk.arrive(paid)
    until("09:30")
    desk.no_show(missed)
    until("09:50")
    desk.arrive(unpaid)
    until("10:20")
    desk.wait(CUT, CustomerWish(name="Berta", phone="600222333"), quoted=15)
    until("10:28")
    desk.complete(paid)
    desk.pay(paid, 6000, "card")
    desk.arrive(here)
    until("10:30")
    for when, party in (("17:00", 2), ("17:30", 1)):
        desk.duty.lose(LostWish(CUT, at(when, "2026-11-26"), party=party, reason="full"))
    desk.complete(unpaid)
    desk.wait(DINNER, CustomerWish(name="Peña del Domingo por la Mañana"), party=3, quoted=30)
    until("10:41")
    desk.hold(Booking((LineWish(CUT, LUIS),), at("13:00"), CustomerWish(name="Eva")))
    parked = {
        "service": CUT, "staff": MARTA, "day": dt.date(2026, 11, 24).toordinal(), "clock": 720,
        "start": at("12:00", "2026-11-24"), "zone": "Europe/Madrid", "customer": None,
        "name": "Julia", "phone": "", "known": {}, "anew": False,
        "typed": {"service": "Corte", "staff": "Marta", "day": "24/11", "time": "12:00", "customer": "Julia"},
    }  # fmt: skip
    booking = Booking((LineWish(CUT, MARTA),), at("12:00", "2026-11-24"), CustomerWish(name="Julia"))
    desk.park("booking", parked, booking=booking, location=1)
    written(desk, clock, ana.id)
    told(desk, ana.id)
    asked(desk)
    desk.close()


def asked(desk: Desk) -> None:
    """Inquiries in every stage, long and short."""
    first = dt.date(2026, 12, 11).toordinal()

    def ask(name: str, email: str, text: str, **more: Any) -> str:
        return desk.inquiries.register(InquiryWish(name=name, email=email, asked=text, **more)).id

    ask("Rosa Gil", "rosa@example.com", "¿Qué cuesta una doble del 11 al 13, con desayuno?", phone="600121212",
        services=(ROOM,), starts=first, ends=first + 2, party=2)  # fmt: skip
    ask(LONG, "mj@example.com", "Somos doce y queremos cenar. " * 8, source="form", services=(DINNER,), party=12)
    told = ask("Luis Prats", "luis@example.com", "¿Tienen color sin amoniaco?", services=(COLOUR,))
    desk.inquiries.answer(told, "Sí, desde 60 €.")
    desk.inquiries.schedule(told)
    lines = (
        QuoteLine("Habitación, 2 noches", 9000, Decimal(2), Decimal(10)),
        QuoteLine("Descuento", -1000, tax=Decimal(10)),
    )
    quoted = ask(
        "Peña Sol", "pena@example.com", "Presupuesto para dos noches", services=(ROOM,), starts=first, ends=first + 2
    )
    desk.inquiries.quote(quoted, lines, valid_until=first - 3, note="Desayuno incluido.")
    desk.inquiries.confirm(ask("Óscar Vila", "oscar@example.com", "Un corte el jueves", services=(CUT,)))
    desk.inquiries.lose(ask("Tomás", "tomas@example.com", "¿Abren los domingos?"), "los domingos cerramos")


def told(desk: Desk, ana: str) -> None:
    """A rule that reminds the day before, and what was sent of one visit."""
    visit = max(desk.customer(ana).reservations, key=lambda one: one.start)

    def rule(connection: Any) -> None:
        row = {"id": 1, "due": "-24h", "channels": '["whatsapp","sms"]', "template": "reminder"}
        connection.execute(insert(schema.reminder_rule), [row])
        sent = {
            "purpose": "service",
            "customer_id": int(ana[1:]),
            "reservation": number_of(visit.code),
            "made_by": "ana",
        }
        sent |= {"made_at": at("08:00") * 60, "due_at": at("08:01") * 60, "ended_at": at("08:01") * 60}
        many = (("booked", "sent", "sms", None), ("changed", "failed", "email", "550 no such user"))
        rows = [
            {"dedupe_key": kind, "kind": kind, "status": status, "channel": channel, "problem": problem}
            for kind, status, channel, problem in many
        ]
        connection.execute(insert(message_tables.outbox), [one | sent | {"seen": 1} for one in rows])

    desk.store.writing(rule)


def written(desk: Desk, clock: FixedClock, ana: str) -> None:
    """What was said: over several channels and days, read and not, answered, refused, in doubt, waiting to go."""
    now = int(clock.seconds())
    clock.move(-2 * 86400)

    def came(channel: str, text: str, sender: str, minutes: int, **more: Any) -> None:
        clock.move(minutes * 60)
        given = {"channel": channel, "external_id": f"m{clock.seconds()}", "sender": sender, "text": text}
        desk.messages.receive(Incoming(**given, at=int(clock.seconds()), **more))

    def went(who: str, text: str, channel: str, became: str = "sent", problem: str = "") -> None:
        desk.messages.reply(who, text, channel=channel)
        clock.move(61)
        for going in desk.messages.claim((channel,)):
            desk.messages.sending(going)
            if became in ("failed", "doubtful"):
                desk.messages.not_sent(going, problem, doubtful=became == "doubtful")
                continue
            desk.messages.sent(going, f"our{going.id}")
            if became != "sent":
                desk.messages.told(channel, f"our{going.id}", became, int(clock.seconds()) + 60)

    came("email", "Buenos días:\n\n¿Tendrían hora el jueves por la mañana?\nUn saludo,\nAna", "ana.l@example.com", 0,
         subject="Hora para el jueves", phone="600111222")  # fmt: skip
    went(ana, "El jueves a las 10:00 con Marta.", "sms", "delivered")
    photo = FromOutside("peinado que quiero.jpg", "image/jpeg", b"x" * 123_456)
    came("whatsapp", "Perfecto, gracias! Quiero algo así:", "34600111222", 90, attachments=(photo,))
    went(ana, "¡Qué bonito! Lo hacemos.", "whatsapp", "read")
    came("sms", "[bold]hola[/] \u202eolleh", "600333999", 30, name="Ömer Şahin")
    clock.move(now - clock.seconds() - 86400)
    went(desk.customers("600123456")[0].id, "Le esperamos mañana a las 10:30.", "sms", "failed", "not a mobile number")
    went(desk.customers("600777888")[0].id, "¿Puede venir un poco antes?", "sms", "doubtful")
    clock.move(now - clock.seconds() - 3 * 3600)
    came("telegram", "¿Hay sitio para dos esta tarde en la clase de yoga? " * 3, "77", 5, name="Nuria Telegrama")
    came("whatsapp", "Llego diez minutos tarde, lo siento mucho!!", "34600111222", 150)
    clock.move(now + 30 - clock.seconds())
    desk.messages.reply(ana, "No pasa nada, la esperamos.", channel="whatsapp")
    desk.messages.see(ana, 1)
    clock.move(5)
    came("whatsapp", "Gracias 👍🏽", "34600111222", 0)
    clock.move(now - clock.seconds())
    desk.messages.consent(ana, "marketing", True)
    desk.messages.beat("norte:1", "norte", now, tuple((name, "") for name in CHANNELS))
