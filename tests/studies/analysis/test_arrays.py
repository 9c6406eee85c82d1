"""Runs as labelled arrays: every run in its cell, factors as dimensions of a grid alone."""

import sys

import numpy as np
import pandas as pd
import pytest

from borderSim.errors import InputError
from borderSim.studies.analysis.arrays import NOT_RUN, dataset
from tests.studies.analysis.test_along import GRID, LAW, STAFF, runs_of


def cell(runs, **where):
    for column, value in where.items():
        runs = runs[runs[column] == value]
    return runs["seizures"].item()


def test_a_grid_has_its_factors_as_dimensions():
    runs = runs_of(GRID)
    data = dataset(runs, drawn=False, about={"title": "toy", "question": ""})
    assert data["seizures"].dims == (STAFF, LAW, "level", "replicate") and data[
        "seizures"
    ].shape == (3, 2, 2, 6)
    assert (
        data[STAFF].values.tolist() == [10, 20, 30]
        and data.attrs == {"title": "toy"}
        and data["scenario"] == "toy"
    )
    for staff, law, level, replicate in (
        (10, "full", "low", 0),
        (30, "none", "high", 5),
        (20, "full", "high", 3),
    ):
        found = (
            data["seizures"]
            .sel({STAFF: staff, LAW: law, "level": level, "replicate": replicate})
            .item()
        )
        assert found == cell(
            runs, **{STAFF: staff, LAW: law, "level": level, "replicate": replicate}
        )
    assert (
        data["seed"].sel(replicate=2).item() == 3 and data["seizures"].attrs["units"] == "seizures"
    )
    assert data[STAFF].attrs == {
        "units": "investigators",
        "long_name": STAFF,
        "description": "border-related investigators",
    }
    assert data["interdiction_rate"].attrs["description"] and data[LAW].dtype.kind == "U"


def test_what_is_no_grid_has_points():
    holes = runs_of(GRID[:-1])
    for runs, drawn in ((holes, False), (runs_of(GRID), True), (runs_of([{}, {}]), False)):
        data = dataset(runs, drawn=drawn, about={})
        assert data["seizures"].dims == ("point", "level", "replicate")
        assert data["seizures"].sel(point=1, level="high", replicate=4).item() == cell(
            runs, point=1, level="high", replicate=4
        )
    data = dataset(holes, drawn=False, about={})
    assert data[STAFF].dims == data[LAW].dims == ("point",) and data[LAW].values.tolist() == [
        "none",
        "full",
        "none",
        "full",
        "none",
    ]


def test_a_cell_without_a_run_is_empty_and_points_may_have_seeds_of_their_own():
    runs = runs_of(GRID)
    gone = runs[~((runs[STAFF] == 20) & (runs["replicate"] == 1))]
    data = dataset(gone, drawn=False, about={})
    assert (
        np.isnan(data["seizures"].sel({STAFF: 20, "replicate": 1})).all()
        and int(np.isnan(data["seizures"]).sum()) == 4
    )
    own = gone.assign(seed=gone["seed"] + 100 * gone["point"])
    data = dataset(own, drawn=False, about={})
    assert (
        data["seed"].dims == (STAFF, LAW, "replicate")
        and (data["seed"].sel({STAFF: 20, "replicate": 1}) == NOT_RUN).all()
    )
    assert data["seed"].sel({STAFF: 30, LAW: "full", "replicate": 0}).item() == 501


def test_several_scenarios_are_a_dimension_and_a_named_level_is_none():
    runs = runs_of(GRID)
    other = runs.assign(scenario="other", seizures=runs["seizures"] + 1)
    data = dataset(pd.concat([runs, other]), drawn=False, about={})
    assert data["seizures"].dims[0] == "scenario"
    assert (
        data["seizures"].sel(scenario="other") - data["seizures"].sel(scenario="toy")
    ).mean().item() == pytest.approx(1)
    named = runs_of(
        [{"partnership": level, STAFF: staff} for level in ("high", "low") for staff in (10, 20)]
    )
    named["seizures"] = named.groupby([STAFF, "level", "seed"])["seizures"].transform("first")
    assert dataset(named, drawn=False, about={})["seizures"].dims == (STAFF, "level", "replicate")


def test_without_xarray_a_sentence_says_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "xarray", None)
    with pytest.raises(InputError, match=r"not installed: pip install 'bordersim\[xarray\]'$"):
        dataset(runs_of(GRID), drawn=False, about={})
