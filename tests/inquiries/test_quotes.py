"""What a quote comes to, to the cent; how it looks as text and as a file."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.desk import Desk
from frontdesk.desk.inquiries import quote_pdf, quote_words, quotes
from frontdesk.desk.inquiry_values import Inquiry, Quote, QuoteLine
from tests.inquiries.conftest import ARRIVAL

Asked = Callable[..., Inquiry]

LINES = st.lists(
    st.builds(
        QuoteLine,
        st.just("x"),
        st.integers(-(10**9), 10**9),
        st.decimals(Decimal("0.001"), Decimal(10_000), places=3),
        st.none() | st.decimals(0, 100, places=2),
    ),
    max_size=30,
)


@given(LINES, st.sampled_from(["included", "added"]))
def test_net_and_taxes_make_the_total(lines: list[QuoteLine], taxes: str) -> None:
    amounts, rates, net, total = quotes.summed(lines, taxes)
    assert net + sum(one.tax for one in rates) == total
    assert sum(amounts) == (total if taxes == "included" else net)
    for line, amount in zip(lines, amounts, strict=True):
        assert abs(Fraction(line.quantity) * line.price - amount) <= Fraction(1, 2)
    assert [one.rate for one in rates] == sorted({line.tax for line in lines if line.tax is not None})
    for one in rates:
        gross = sum(amount for line, amount in zip(lines, amounts, strict=True) if line.tax == one.rate)
        base = Fraction(gross, 1) / (100 + Fraction(one.rate)) * 100 if taxes == "included" else Fraction(gross)
        assert abs(base * Fraction(one.rate) / 100 - one.tax) <= Fraction(1, 2)
        assert one.net == (gross - one.tax if taxes == "included" else gross)


@given(st.integers(0, 10**8), st.decimals(0, 100, places=2))
def test_the_order_of_lines_does_not_matter(price: int, rate: Decimal) -> None:
    lines = [QuoteLine("a", price, Decimal("1.5"), rate), QuoteLine("b", 995, Decimal(3), rate), QuoteLine("c", -50)]
    assert quotes.summed(lines, "included")[1:] == quotes.summed(lines[::-1], "included")[1:]


def test_a_half_goes_away_from_zero() -> None:
    assert quotes.summed([QuoteLine("a", 3, Decimal("0.5")), QuoteLine("b", -3, Decimal("0.5"))], "added")[0] == (2, -2)
    assert quotes.summed([QuoteLine("a", 110, tax=Decimal(10))], "included")[1][0].tax == 10
    assert quotes.summed([QuoteLine("a", 105, tax=Decimal(10))], "added")[1][0].tax == 11


@pytest.mark.parametrize(
    "line",
    [
        QuoteLine(" ", 1),
        QuoteLine("a", 1, Decimal(0)),
        QuoteLine("a", 1, Decimal("NaN")),
        QuoteLine("a", 1, Decimal("1.0001")),
        QuoteLine("a", 10**10),
        QuoteLine("a", -1),
        QuoteLine("a", 1, tax=Decimal(101)),
        QuoteLine("a", 1, tax=Decimal(-1)),
        QuoteLine("a", 1, tax=Decimal("Infinity")),
    ],
)
def test_what_is_no_line_is_refused_and_nothing_is_written(desk: Desk, asked: Asked, line: QuoteLine) -> None:
    one = asked()
    with pytest.raises(FrontdeskError) as refused:
        desk.inquiries.quote(one.id, [line])
    assert refused.value.code == "wrong_value"
    assert desk.inquiries.inquiry(one.id) == one


def test_quotes_are_kept_as_they_were_made(desk: Desk, asked: Asked) -> None:
    one = asked()
    assert [(line.text, line.price, line.quantity) for line in desk.inquiries.proposed_lines(one.id)] == [
        ("Habitación doble", 9000, Decimal(2))
    ]
    desk.inquiries.quote(one.id, [QuoteLine("Doble", 9000, Decimal(2), Decimal("10.0"))], valid_until=ARRIVAL)
    desk.inquiries.quote(one.id, [QuoteLine("Doble", 8000, Decimal(2), Decimal(10))], send=False, taxes="added")
    first, second = desk.inquiries.quotes(one.id)
    assert (first.number, first.total, first.net, first.valid_until) == (1, 18000, 16364, ARRIVAL)
    assert (second.number, second.total, second.net) == (2, 17600, 16000)
    assert desk.inquiries.inquiry(one.id).quote == second
    with pytest.raises(FrontdeskError) as past:
        desk.inquiries.quote(one.id, [QuoteLine("Doble", 1)], valid_until=desk.today() - 1)
    assert past.value.params["field"] == "date"
    with pytest.raises(FrontdeskError) as unknown:
        desk.inquiries.answer(one.id, "Aquí va.", quote=3)
    assert unknown.value.code == "not_found"
    desk.undo()
    assert desk.inquiries.inquiry(one.id).quote == first


def _quote(**more: object) -> Quote:
    lines = (QuoteLine("Doble <b>& más</b>", 9000, Decimal("1.5"), Decimal(10)), QuoteLine("Descuento", -1000))
    amounts, rates, net, total = quotes.summed(lines, "included")
    return Quote(7, 2, lines, amounts, rates, net, total, "EUR", **more)  # type: ignore[arg-type]


def test_a_quote_in_words() -> None:
    said = quote_words.as_text(_quote(valid_until=ARRIVAL, note="Desayuno incluido."), "es")
    assert said.splitlines() == [
        "Presupuesto 2",
        "",
        "– Doble <b>& más</b>",
        "  1,5 × 90,00 EUR = 135,00 EUR",
        "– Descuento",
        "  -10,00 EUR",
        "",
        "Base imponible: 112,73 EUR",
        "IVA 10 %: 12,27 EUR",
        "Total: 125,00 EUR",
        "Precios con IVA incluido.",
        "Válido hasta el 11 dic 2026",
        "",
        "Desayuno incluido.",
    ]


def _content(pdf: bytes) -> str:
    """The text that the pages show, its pieces run together."""
    streams = re.findall(rb"stream\r?\n(.*?)~>endstream", pdf, re.DOTALL)
    pages = b"".join(zlib.decompress(base64.a85decode(one)) for one in streams)
    pieces = re.findall(rb"\((.*?)(?<!\\)\) Tj", pages)
    return b"".join(pieces).decode("unicode_escape")


def test_the_file_takes_what_it_is_given_as_text() -> None:
    hostile = "Łukasz <img src=x> & 李 \u202e\x07" * 3
    quote = _quote(note=f"{hostile}\n\nfin", valid_until=ARRIVAL)
    made = quote_pdf.render("Hotel <i>", "Playa & Mar", hostile, "Q7", quote, ARRIVAL - 5, "es")
    assert made.startswith(b"%PDF-")
    shown = _content(made)
    for words in (
        "Total125,00 EUR",
        "Doble <b>& más</b>",
        "Hotel <i>Playa & Mar",
        "Lukasz <img src=x> & Li",
        "IVA 10 %12,27",
    ):
        assert words in shown, words
    assert made == quote_pdf.render("Hotel <i>", "Playa & Mar", hostile, "Q7", quote, ARRIVAL - 5, "es")


def test_the_file_speaks_the_language_of_who_asked(desk: Desk, asked: Asked) -> None:
    one = asked(language="en")
    made = desk.inquiries.quote(one.id, [QuoteLine("Double", 9000)])
    assert made.quote is not None
    file = desk.inquiries.quote_file(made.quote.id)
    assert (file.name, file.content[:5]) == ("Q1-1.pdf", b"%PDF-")
    assert b"/Title (Quote Q1-1)" in file.content
    (mail,) = desk.messages.listed(statuses=["waiting"])[-1:]
    assert mail.kind == "reply"
    event = next(event for event in desk.inquiries.history(one.id) if event.kind == "waiting")
    assert event.subject == "Hotel Miramar: Your quote"
    assert "90.00 EUR in all" in event.text


def test_taxes_are_reckoned_without_writing(desk: Desk) -> None:
    assert desk.inquiries.reckon([QuoteLine("a", 11000, tax=Decimal(10))]).net == 10000
    assert desk.inquiries.reckon([]).total == 0


def test_who_may_not_see_inquiries(desk: Desk, asked: Asked) -> None:
    from frontdesk.desk.desk import Desk as Door
    from frontdesk.desk.values import Actor

    one = asked()
    employee = Door(desk.store, desk.clock, Actor("eva", "employee"))
    for act in (employee.inquiries.counts, lambda: employee.inquiries.next(one.id), employee.inquiries.inquiries):
        with pytest.raises(FrontdeskError) as refused:
            act()
        assert refused.value.code == "not_allowed"
    assert employee.waits().inquiries == 0


@pytest.mark.parametrize(("text", "note"), [("x" * 201, ""), ("Doble", "x" * 2_001)])
def test_what_is_too_long_is_refused_and_not_cut(
    desk: Desk, asked: Callable[..., Inquiry], text: str, note: str
) -> None:
    one = asked()
    with pytest.raises(FrontdeskError) as refused:
        desk.inquiries.quote(one.id, [QuoteLine(text, 9000)], note=note, send=False)
    assert refused.value.params["most"] in (200, 2_000)
    assert desk.inquiries.quotes(one.id) == []


def test_pictures_are_left_out_and_taxes_are_told(desk: Desk, asked: Callable[..., Inquiry]) -> None:
    one = asked()
    quoted = [QuoteLine("🚐 Traslado ☀️ № 2", 5000, tax=Decimal(10))]
    made = desk.inquiries.quote(one.id, quoted, send=False).quote
    assert made is not None
    told = "Precios con IVA incluido."
    assert told in quote_words.as_text(made, "es")
    content = _content(desk.inquiries.quote_file(made.id).content)
    assert told in content
    assert "No 2" in content
    assert "minibus" not in content
    assert "sunny" not in content
    on_top = desk.inquiries.quote(one.id, quoted, send=False, taxes="added").quote
    assert on_top is not None
    assert told not in quote_words.as_text(on_top, "es")
