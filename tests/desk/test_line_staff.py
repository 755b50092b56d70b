"""Who serves in a typed line: by a title, by “w/”, with a slip of the fingers, or anyone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desk.ready_lines import Opened, houses, said


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    people = {
        "en/clinic": (("Linda Chapman", None), ("Mohammed Reid", None)),
        "es/clinic": (("Tomás Ortiz", None), ("Laia Soto Torres", None)),
        "en/salon": (("Finn Smith", None), ("Ema Jones", None), ("Sally Singh", None)),
        "es/salon": (("Jimena Durán", None), ("Lola Marta Gil", None)),
    }
    yield from houses(tmp_path_factory, people)


@pytest.mark.parametrize(
    ("house", "line", "wanted"),
    [
        ("en/clinic", "follow up dr reid linda chapman tmrw 3:10pm", "Linda Chapman | Follow-up | Dr Helen Reid"),
        ("en/clinic", "dr reid follow up tmrw 3pm linda chapman", "Linda Chapman | Follow-up | Dr Helen Reid"),
        ("en/clinic", "linda chapman follow up tmrw 3pm doctor reid", "Linda Chapman | Follow-up | Dr Helen Reid"),
        ("en/clinic", "mohammed reid follow up tmrw 3pm dr reid", "Mohammed Reid | Follow-up | Dr Helen Reid"),
        ("en/clinic", "ultrasound w dr nair wed 4pm linda chapman", "Linda Chapman | Ultrasound | Dr Anita Nair"),
        ("es/clinic", "tomas ortiz revision mie 12 dra. ruiz", "Tomás Ortiz | Revisión | Dra. Elena Ruiz"),
        ("es/clinic", "doctora ruiz revision tomas ortiz mie 12", "Tomás Ortiz | Revisión | Dra. Elena Ruiz"),
        (
            "es/clinic",
            "revision dra vega mie 16:30 pra laia soto torres",
            "Laia Soto Torres | Revisión | Dra. Pilar Vega",
        ),
        ("en/salon", "finn smith short cut sat 10am w/ jack", "Finn Smith | Short cut | Jack"),
        ("en/salon", "cut finn smith thurs at 11 w emma", "Finn Smith | Cut | Emma"),
        ("en/salon", "finn smith cut thurs 11 garce", "Finn Smith | Cut | Grace"),
        ("en/salon", "finn smith gracee cut thurs 11", "Finn Smith | Cut | Grace"),
        ("es/salon", "jimena duran corte jue 12 mrata", "Jimena Durán | Corte | Marta"),
        ("en/salon", "cut thurs 11am for sally singh, don't mind who", "Sally Singh | Cut | -"),
        ("en/salon", "can u put sally singh in for a cut on friday at quarter past 3 pls", "Sally Singh | Cut | -"),
        ("es/salon", "jimena duran corte jue 12 da igual", "Jimena Durán | Corte | -"),
    ],
)
def test_who_serves(opened: Opened, house: str, line: str, wanted: str) -> None:
    assert said(opened(house), line).startswith(wanted)


@pytest.mark.parametrize(
    ("house", "line", "why"),
    [
        ("en/clinic", "dr smith follow up tmrw 3pm linda chapman", "“dr smith”"),  # no doctor here, nor a customer
        ("en/salon", "finn smith cut thurs 11 ema", "“ema”"),  # a customer is called so
        ("es/salon", "jimena duran corte jue 12 da igual la hora", "“da igual”"),
    ],
)
def test_what_may_be_somebody_else_is_not_understood(opened: Opened, house: str, line: str, why: str) -> None:
    assert said(opened(house), line) == why


def test_a_letter_too_few_is_a_slip_where_no_customer_is_called_so(opened: Opened) -> None:
    assert said(opened("en/salon"), "finn smith cut thurs 11 emmma").startswith("Finn Smith | Cut | Emma")
