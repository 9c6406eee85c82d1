"""The debrief: percentiles and differences as computed anew, everything typed escaped, nothing lost in the tables."""

from __future__ import annotations

import csv
import dataclasses
import io
from pathlib import Path

import numpy as np
import pytest
from markupsafe import escape

from borderSim.classroom.exercise.costs import decision_costs
from borderSim.classroom.exercise.debrief import outcomes_csv, page, timeline_csv, write_debrief
from borderSim.classroom.exercise.luck import OUTCOMES, Outcome, measured, other_seeds, percentile
from borderSim.classroom.exercise.session import Note, Session, read_session
from borderSim.classroom.exercise.settings import Taken, overrides
from borderSim.classroom.exercise.words import speaker
from borderSim.errors import InputError
from borderSim.scenario.load import load_scenario
from borderSim.simulation import run
from tests.classroom.exercise.short import session

EVIL = "<script>alert(1)</script>=cmd"


@pytest.fixture(scope="module")
def played() -> Session:
    begun = session()
    return dataclasses.replace(
        begun,
        taken=(
            Taken(0, "fourth_team", "police", "10:12"),
            Taken(21, "liaison", "", EVIL),
            Taken(42, "third_analyst"),
        ),
        fired={**begun.fired, "budget_cut": 30, "one_warehouse": None},
        notes=(Note("10:20", 5, EVIL),),
        played=63,
    )


@pytest.fixture(scope="module")
def begun() -> Session:
    return Session.begin("two_half_pictures")


@pytest.fixture(scope="module")
def outcomes(played: Session) -> list[Outcome]:
    return measured(played, 2)


def test_the_percentile_is_the_rank_among_runs_of_the_same_decisions(
    played: Session, outcomes: list[Outcome]
) -> None:
    keys = [*overrides(played.exercise, played.taken, played.fired), f"years={63 / 365}"]
    none = [*overrides(played.exercise, (), played.fired), f"years={63 / 365}"]
    seeds = [1, 2]
    assert other_seeds(3, 2) == seeds and other_seeds(2, 3) == [1, 3, 4]
    with_ours = [run(load_scenario("training", keys), n).outcomes for n in (3, *seeds)]
    without = [run(load_scenario("training", none), n).outcomes for n in (3, *seeds)]
    assert [one.name for one in outcomes] == list(OUTCOMES)
    for one in outcomes:
        mine, *others = [float(found[one.name] or 0) for found in with_ours]
        mine_none, *others_none = [float(found[one.name] or 0) for found in without]
        assert (one.played, one.others) == (mine, tuple(others))
        below = sum(x < mine for x in others) + sum(x == mine for x in others) / 2
        assert one.percentile == pytest.approx(100 * below / 2)
        assert one.skill.value == pytest.approx(np.mean(np.subtract(others, others_none)))
        assert one.here == mine - mine_none


def test_what_the_decisions_changed_has_the_interval_of_every_study() -> None:
    """Student's t by hand: mean 2, standard deviation 1.5811, 5 pairs, 2.776 for 4 degrees of freedom."""
    one = Outcome("seizures", 0.0, (1.0, 2.0, 3.0, 4.0, 5.0), (1.0, 1.0, 1.0, 1.0, 1.0), 0.0)
    assert one.skill.value == 2 and one.skill.half == pytest.approx(
        2.776 * 1.5811 / 5**0.5, rel=1e-3
    )
    assert one.skill.clear
    few = dataclasses.replace(one, others=one.others[:4], without=one.without[:4])
    assert not few.skill.known and not few.skill.clear


def test_percentiles_of_known_values() -> None:
    assert percentile(3, [1, 2, 3, 4]) == 62.5
    assert percentile(0, [1, 2]) == 0 and percentile(9, [1, 2]) == 100
    assert percentile(1, [1, 1, 1]) == 50


def test_everything_typed_is_escaped_and_no_cell_is_a_formula(
    played: Session, outcomes: list[Outcome], tmp_path: Path
) -> None:
    typed = dataclasses.replace(played, notes=(*played.notes, Note("", 6, "=1+1")))
    paths = write_debrief(typed, outcomes, tmp_path / "result")
    assert [path.name for path in paths] == [
        "debrief_en.html", "debrief_fr.html", "timeline.csv", "outcomes.csv", "session.yaml",
    ]  # fmt: skip
    for path in paths[:2]:
        text = path.read_text("utf-8")
        assert "<script" not in text and "&lt;script&gt;" in text
        assert "default-src 'none'" in text and "http" not in text.replace("http-equiv", "")
    cells = [cell for row in csv.reader(io.StringIO(paths[2].read_text("utf-8"))) for cell in row]
    assert "'=1+1" in cells and not any(cell.startswith("=") for cell in cells)


def test_decisions_are_attributed_and_timed_and_injects_numbered(played: Session) -> None:
    rows = list(csv.DictReader(io.StringIO(timeline_csv(played, []))))
    decision = next(row for row in rows if row["name"] == "fourth_team")
    assert (decision["day"], decision["by"], decision["clock"], decision["round"]) == (
        "1", "police", "10:12", "1",
    )  # fmt: skip
    kinds = {row["number"]: row["kind"] for row in rows if row["number"]}
    assert kinds == {
        "1": "inject", "2": "skipped", "3": "skipped", "4": "inject", "5": "inject", "6": "skipped",
    }  # fmt: skip
    assert [int(row["day"]) for row in rows] == sorted(int(row["day"]) for row in rows)


def test_a_table_of_every_outcome(outcomes: list[Outcome]) -> None:
    rows = list(csv.DictReader(io.StringIO(outcomes_csv(outcomes))))
    assert [row["outcome"] for row in rows] == list(OUTCOMES)
    assert float(rows[0]["percentile"]) == outcomes[0].percentile and rows[0]["runs"] == "2"


def test_a_session_comes_back_from_its_file(begun: Session, tmp_path: Path) -> None:
    told = dataclasses.replace(
        begun,
        taken=(Taken(0, "one_contact", "customs", "10:00"),),
        fired={**begun.fired, "traveller_talks": 71, "police_wire": None},
        notes=(Note("10:01", 3, "no: [x] # y"),),
        played=182,
    )
    path = tmp_path / "session.yaml"
    path.write_text(told.yaml(), "utf-8")
    assert read_session(path) == told


def test_a_session_of_which_nothing_was_played_goes_on_but_has_no_debrief(
    begun: Session, tmp_path: Path
) -> None:
    from borderSim.cli import main

    path = tmp_path / "session.yaml"
    path.write_text(begun.yaml(), "utf-8")
    assert read_session(path).played == 0
    assert main(["exercise", "debrief", str(path), f"results_dir={tmp_path}"]) == 2
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("decision: one_contact", "decision: one_contakt", "line 7: .*did you mean 'one_contact'"),
        ("played: 182", "played: 9999", "line 4: played: must be a whole number from 0 to 546"),
        ("police_wire: 20", "police_wires: 20", "injects.police_wires: unknown key .*police_wire"),
        ("by: customs", "by: red_cell", "decisions.0..by: there is no role 'red_cell'"),
    ],
)
def test_a_wrong_session_is_told_with_line_and_key(
    begun: Session, right: str, wrong: str, says: str, tmp_path: Path
) -> None:
    told = dataclasses.replace(begun, taken=(Taken(0, "one_contact", "customs", "x"),), played=182)
    assert right in told.yaml()
    path = tmp_path / "session.yaml"
    path.write_text(told.yaml().replace(right, wrong), "utf-8")
    with pytest.raises(InputError, match=says):
        read_session(path)


def test_days_count_alike_in_notes_and_decisions(played: Session) -> None:
    """A note before a round's run stands on the round's first day, as its decisions do."""
    notes = (Note("", 0, "a"), Note("", 5, "b"), Note("", 21, "c"), Note("", 63, "d"))
    rows = csv.DictReader(io.StringIO(timeline_csv(dataclasses.replace(played, notes=notes), [])))
    told = {row["text"]: (row["day"], row["round"]) for row in rows if row["kind"] == "note"}
    assert told == {"a": ("1", "1"), "b": ("5", "1"), "c": ("22", "2"), "d": ("63", "3")}


def test_the_twin_is_the_run_with_the_same_decisions_under_its_level(
    played: Session, outcomes: list[Outcome]
) -> None:
    keys = overrides(played.exercise, played.taken, played.fired, level="collaboration")
    found = run(load_scenario("training", [*keys, f"years={63 / 365}"]), 3).outcomes
    assert [one.played_twin for one in outcomes] == [float(found[name] or 0) for name in OUTCOMES]
    assert outcomes[0].level.value == pytest.approx(
        np.mean(np.subtract(outcomes[0].twin, outcomes[0].others))
    )


def test_what_the_decisions_cost_adds_up_to_what_the_whole_costs(
    played: Session, outcomes: list[Outcome]
) -> None:
    costs = decision_costs(played)
    assert [one.taken.decision for one in costs] == [t.decision for t in played.taken]
    here = {one.name: one.here for one in outcomes}
    assert sum(x.cooperation_eur for x in costs) == pytest.approx(here["cooperation_cost_eur"])
    assert sum(x.hours for x in costs) == pytest.approx(here["coordination_hours"])
    assert costs[0].services_eur > 0, "four investigators are paid"
    rows = list(csv.DictReader(io.StringIO(timeline_csv(played, costs))))
    of_team = next(row for row in rows if row["name"] == "fourth_team")
    assert float(of_team["services_cost_eur"]) == costs[0].services_eur


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_debrief_keeps_what_wall_and_cards_promise(
    played: Session, outcomes: list[Outcome], language: str
) -> None:
    """The wall says that the debrief shows the twin many times, the cards that it shows each decision's cost."""
    text = page(played, outcomes, decision_costs(played), language)
    say = speaker(language)
    for key in ("debrief.col.twin", "debrief.costs", "debrief.col.services"):
        assert str(escape(say(key))) in text
    for name in ("timeline.csv", "outcomes.csv", "session.yaml"):
        assert f'href="{name}"' in text
    other = "en" if language == "fr" else "fr"
    assert f'href="debrief_{other}.html"' in text
