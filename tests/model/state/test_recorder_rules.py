"""The books: what was entered on a day is read back, whether it stands on a page or in a column."""

from __future__ import annotations

import pickle

import pytest

from borderSim.model.state.counters import Counter, Stock
from borderSim.model.state.recorder import PAGES, Recorder, UndeclaredError

FIRST = 5
"""Day of the run on which the books begin."""


def books(days: int) -> tuple[Recorder, list[dict[str, float]]]:
    """Books of so many days, and what was entered, day by day: seizures daily, finds every ninth day, arrests late."""
    recorder, plain = Recorder(keep_events=False), []
    for day in range(days):
        recorder.add(Counter.SEIZURES, day)
        recorder.add(Counter.SEIZURES, 0.5)
        page = {"seizures": day + 0.5}
        if day % 9 == 4:
            recorder.add(Counter.LOADS_FOUND)
            page["loads_found"] = 1.0
        if day == PAGES + 3:
            recorder.note_stock(Stock.CASES_OPEN, 7.0)
            page["cases_open"] = 7.0
        recorder.close_day(FIRST + day)
        plain.append(page | {"day": float(FIRST + day)})
    return recorder, plain


@pytest.mark.parametrize("days", [0, 1, PAGES - 1, PAGES, PAGES + 1, 2 * PAGES, 2 * PAGES + 9])
def test_what_was_entered_is_read_back(days: int):
    recorder, plain = books(days)
    assert recorder.days == plain
    assert recorder.last_day() == (plain[-1] if plain else {})
    for name in ("seizures", "loads_found", "cases_open", "takedowns"):
        entered = [page.get(name) for page in plain]
        assert recorder.total(name, FIRST) == sum(x or 0.0 for x in entered)
        for last in (0, 1, 9, PAGES, 3 * PAGES):
            mine = entered[max(0, days - last) :]
            assert recorder.recent(name, last) == [x for x in mine if x is not None]
            assert recorder.latest_days(name, last) == [x or 0.0 for x in mine]
    for start in (0, 3, days // 2):
        frame = recorder.frame(FIRST + start)
        there = dict.fromkeys(name for page in plain for name in page)
        assert [*frame] == [x for x in there if any(x in page for page in plain[start:])]
        for name in frame:
            expected = [page.get(name, 0.0) for page in plain[start:]]
            less = FIRST + start if name == "day" else 0
            assert frame[name].tolist() == [x - less for x in expected]


def test_books_go_on_after_they_were_copied():
    recorder, _ = books(PAGES + 5)
    copy = pickle.loads(pickle.dumps(recorder))
    for book in (recorder, copy):
        book.add(Counter.TAKEDOWNS)
        book.close_day(FIRST + PAGES + 5)
    assert copy.days == recorder.days
    assert copy.days[-1] == {"takedowns": 1.0, "day": FIRST + PAGES + 5}


def test_what_nobody_has_declared_is_refused_at_the_end_of_the_day():
    recorder, _ = books(3)
    recorder.add("no_such_counter")  # type: ignore[arg-type]
    with pytest.raises(UndeclaredError, match="no_such_counter"):
        recorder.close_day(FIRST + 3)
