"""Days as plain numbers: what the outcomes are made of."""

from __future__ import annotations

import numpy as np

from borderSim.measures.columns_of_days import Days
from borderSim.model.state.recorder import Recorder


def test_columns_are_the_books_and_what_never_happened_is_zero():
    books = Recorder(keep_events=False)
    for day, harm in enumerate((1.0, 2.0, 4.0, 8.0)):
        books.add("harm_eur", harm)
        if day == 3:
            books.add("seizures")
        books.close_day(day)
    days = Days.of(books.entered(1))
    assert len(days) == 3
    assert days.column("day").tolist() == [0.0, 1.0, 2.0]
    assert days.column("harm_eur").tolist() == [2.0, 4.0, 8.0]
    assert days.column("seizures").tolist() == [0.0, 0.0, 1.0]
    assert days.column("leaks").tolist() == [0.0, 0.0, 0.0]
    assert days.sums() == {"day": 3.0, "harm_eur": 14.0, "seizures": 1.0}
    part = days.between(1, 2)
    assert len(part) == 1 and part.sums()["harm_eur"] == 4.0
    assert len(days.between(1)) == 2


def test_sums_together_are_the_bytes_of_sums_one_by_one():
    amounts = np.random.default_rng(3).lognormal(5.0, 3.0, (7, 800))
    days = Days.of({str(row): numbers for row, numbers in enumerate(amounts)}).between(13, 742)
    assert days.sums() == {name: float(days.column(name).sum()) for name in days.places}


def test_no_day_has_no_numbers():
    days = Days.of(Recorder(keep_events=False).entered(0))
    assert len(days) == 0 and days.sums() == {} and days.column("harm_eur").tolist() == []
