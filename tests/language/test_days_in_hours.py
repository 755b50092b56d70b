"""Days in words where hours and absences are typed."""

import datetime as dt

from frontdesk.language.hours import Away, read_away, read_dated

TODAY = dt.date(2026, 11, 23).toordinal()


def test_days_in_words() -> None:
    assert read_away("24 dic..31 dic vacaciones", TODAY) == Away("2026-12-24", "2026-12-31", "vacaciones")
    assert read_away("24 dec 2026 10:30..12:30 doctor", TODAY) == Away("2026-12-24T10:30", "2026-12-24T12:30", "doctor")
    assert read_away("24/12..31/12 sol y mar", TODAY) == Away("2026-12-24", "2026-12-31", "sol y mar")
    assert read_dated("24 dic 9-14", TODAY) == ("2026-12-24", ["09:00-14:00"])
    assert read_dated("24/12 closed", TODAY) == ("2026-12-24", [])
