"""Checks that go on while runs are made: what is checked first, that nothing is checked twice, and that a wrong point ends it."""

from concurrent.futures import Future

import pytest

from borderSim.errors import InputError
from borderSim.studies import sweep as module
from borderSim.studies.design.experiment_files import load_experiment
from borderSim.studies.execution.ahead import Ahead
from borderSim.studies.plans import plan as sweep_plan
from borderSim.studies.plans.hypothesis_plan import plan_of
from tests.studies import fake


@pytest.fixture
def design(tmp_path, monkeypatch):
    """Return a function that writes a design of so many points with some cells changed, and reads it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(module, "branch_levels", fake.simulate)
    monkeypatch.setattr(sweep_plan, "FIRST", 10)

    def write(points, changes=()):
        # no point twice
        rows = [["0.1", "belief", "10", "20", f"{0.1 + row / 1000:.3f}"] for row in range(points)]
        for row, column, text in changes:
            rows[row][column] = text
        heads = "customs.random_share,customs.targeting,organisations.count,organisations.max,police.known_entity_share"
        (tmp_path / "d.csv").write_text("\n".join([heads, *map(",".join, rows)]) + "\n")
        (tmp_path / "asked.yaml").write_text(
            "question: q\nscenario: training\nyears: 0.2\nsettings: [burn_in_days=20]\nlevels: [coexistence]\n"
            "design: {kind: csv, file: d.csv}\n"
        )
        return "asked.yaml"

    return write


def test_what_is_wrong_with_a_factor_shows_in_the_first_points(design):
    """A number out of its range, a broken one where whole ones are asked, a word that is none: wherever they stand."""
    changes = [(33, 0, "0.05"), (61, 0, "0.9"), (47, 1, "rule"), (83, 2, "12"), (71, 3, "19")]
    plan = plan_of(load_experiment(design(100, changes)))
    assert {row for row, *_ in changes} <= set(plan.first_points) and len(plan.first_points) < 20
    for wrong, told in (
        ((47, 0, "1.5"), "customs.random_share"),
        ((47, 1, "rulle"), "customs.targeting"),
        ((47, 2, "12.5"), "organisations.count"),
    ):
        plan = plan_of(load_experiment(design(100, [wrong])))
        with pytest.raises(InputError, match=f"row 49 of d.csv.*{told}"):
            plan.check_first()


def test_every_point_is_made_once(design, monkeypatch):
    plan = plan_of(load_experiment(design(40)))
    made = []
    at = plan._at
    monkeypatch.setattr(plan, "_at", lambda *key: made.append(key) or at(*key))
    plan.check_first()
    rest = plan.check_rest()
    next(rest)
    for point in range(10):
        plan.place(*next(iter(plan.bases)), point)
    list(rest)
    assert len(made) == 40 == len(set(made)) and made[len(plan.first_points)][2] > 30, (
        "from the last on"
    )


@pytest.mark.parametrize("workers", [1, 2])
def test_a_combination_that_is_wrong_ends_the_sweep_in_a_sentence(design, tmp_path, workers):
    """12 and 11 stand in other rows too, each in its range: only together they are wrong."""
    changes = [(0, 2, "12"), (1, 3, "11"), (77, 2, "12"), (77, 3, "11")]
    with pytest.raises(
        InputError, match=r"row 79 of d\.csv.*must not exceed organisations\.max, 11"
    ):
        module.sweep(
            design(100, changes), workers=workers, results_dir=tmp_path / "results", name="x"
        )


def test_it_checks_while_it_waits_and_stops_when_something_is_done():
    steps, future = [], Future()

    def checks():
        for step in range(1000):
            steps.append(step)
            if step == 7:
                future.set_result(None)
            yield

    ahead = Ahead(checks())
    ahead.while_waiting([future])
    assert 8 <= len(steps) < 500
    ahead = Ahead(iter([None] * 3))
    ahead.while_waiting([Future()])  # ends, though nothing ever comes
