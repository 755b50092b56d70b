"""Services in a typed line by other words, cut short or with a slip: the one that is meant, or which ones may be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desk.ready_lines import Opened, houses, said

ENGLISH = (("Linda Chapman", None), ("Finn Smith", None), ("Keith Rogers", None))
SPANISH = (("Luis Fuentes", None), ("Jimena Durán", None))


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    names = ("clinic", "salon", "hotel", "restaurant")
    people = {f"en/{name}": ENGLISH for name in names} | {f"es/{name}": SPANISH for name in names}
    yield from houses(tmp_path_factory, people)


@pytest.mark.parametrize(
    ("house", "line", "choices"),
    [
        ("en/clinic", "linda chapman physio thurs 4pm", {"Physio assessment", "Physiotherapy"}),
        ("en/clinic", "linda chapman physio thurs 4pm tom", {"Physio assessment", "Physiotherapy"}),
        ("en/salon", "finn smith trim thurs 11", {"Beard trim", "Cut"}),
        ("en/hotel", "massage keith rogers fri 11", {"Relaxing massage", "Hot stone massage"}),
    ],
)
def test_a_short_word_for_several_is_asked_about(opened: Opened, house: str, line: str, choices: set[str]) -> None:
    found = opened(house).understand(line)
    assert [(one.kind, set(one.choices)) for one in found.doubts] == [("service", choices)] and found.booking is None


@pytest.mark.parametrize(
    ("house", "line", "wanted"),
    [
        ("en/clinic", "linda chapman physio thurs 4pm laura", "Linda Chapman | Physiotherapy | Laura Bennett"),
        ("en/clinic", "laura physio linda chapman thurs 4pm", "Linda Chapman | Physiotherapy | Laura Bennett"),
        ("en/salon", "finn smith trim thurs 11 emma", "Finn Smith | Cut | Emma"),
    ],
)
def test_who_performs_but_one_of_them_settles_it(opened: Opened, house: str, line: str, wanted: str) -> None:
    assert said(opened(house), line).startswith(wanted)


def test_parts_of_two_services_are_asked_about(opened: Opened) -> None:
    assert said(opened("en/salon"), "finn smith dry cut thurs 11 emma") == "services"


@pytest.mark.parametrize(
    ("house", "line", "service"),
    [
        ("en/salon", "finn smith haircut thurs 11 emma", "Cut"),
        ("en/salon", "finn smith hair cut thurs 11 emma", "Cut"),
        ("en/salon", "finn smith blowdry thurs 11:20 chloe", "Blow-dry"),
        ("en/salon", "gel mani finn smith thurs 4pm megan", "Gel manicure"),
        ("en/clinic", "linda chapman 1st visit thursday 26 nov 3.20pm", "First visit"),
        ("en/clinic", "linda chapman followup tmrw 3pm", "Follow-up"),
        ("en/hotel", "dbl room 2 nights fri keith rogers 2 guests", "Double room"),
        ("en/hotel", "double rm 2 nights fri keith rogers 2 guests", "Double room"),
        ("en/hotel", "relaxing masage wed 3:30pm keith rogers", "Relaxing massage"),
        ("es/salon", "jimena duran corte de pelo jue 12 marta", "Corte"),
        ("es/salon", "jimena duran corte cabalero jue 12 ana", "Corte caballero"),
        ("es/salon", "manicura semi jimena duran mie 10 nuria", "Manicura semipermanente"),
        ("es/clinic", "valoracion fisio luis fuentes lun 30 nov 16:30", "Valoración de fisioterapia"),
        ("es/restaurant", "cenar vie 21h jimena duran 2 personas", "Cena"),
    ],
)
def test_other_words_for_a_service_are_read(opened: Opened, house: str, line: str, service: str) -> None:
    assert said(opened(house), line).split(" | ")[1:2] == [service]


def test_a_service_is_no_longer_for_the_name_behind_it(opened: Opened) -> None:
    salon = opened("es/salon")
    assert said(salon, "corte Caballo Ruiz 655444333 jue 12 marta").startswith(("+Caballo Ruiz | Corte |", "services"))
    assert said(salon, "corte jimena duran jue 12 marta").startswith("Jimena Durán | Corte | Marta")
