"""The day as a table: what a line does not declare it neither writes nor sees, and the time of each can be told."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import borderSim as bs
from borderSim.cli import main
from borderSim.day import ALL, DAY
from borderSim.day_times import ALL_LINES
from borderSim.errors import InputError
from borderSim.extend.own import NOTHING, Own, read_own
from borderSim.model.state.consignments import Load
from borderSim.model.state.state import State
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel
from tests.extend.own_ones import from_day_twenty, in_the_dark
from tests.fingerprints.runs import EVERY_SYSTEM
from tests.model.guard import PARTS, CheatError, Guard

CONFIGS = Path(__file__).parents[1] / "configs"


def _names(folder: str) -> list[str]:
    return sorted(path.stem for path in (CONFIGS / folder).glob("*.yaml"))


YEAR = (
    "years=0.98",
    "burn_in_days=8",
    "events=true",
    "partnership=collaboration",
    *EVERY_SYSTEM,
    "governance.will_loss_scandal=0.1",
    "governance.scandal_chance=1",
    "customs.allocation=bandit",
    "customs.mobile_share=0.2",
    "police.second_stop_share=0.5",
    "schedule=[{day: 20, customs.random_share: 0.3}, {day: 200, partnership: coordination}]",
)


def _everything(name: str) -> Scenario:
    """A year with every instrument, system and shock, but for those whose posts or traffic a country has none of."""
    instruments, shocks = _names("instruments"), _names("shocks")
    for _ in range(9):
        days = [f"shocks.{shock}.day={10 + 8 * i}" for i, shock in enumerate(shocks)]
        chosen = [f"instruments=[{','.join(instruments)}]", f"shocks=[{','.join(shocks)}]"]
        try:
            return load_scenario(
                name, [*YEAR, *chosen, *days, "instruments.joint_operation.every_days=30"]
            )
        except InputError as error:
            found = re.search(r"(?:shock|instrument) '(\w+)'", str(error))
            assert found and name != "national", error
            instruments, shocks = (
                [x for x in names if x != found[1]] for names in (instruments, shocks)
            )
    raise AssertionError(f"hardly anything fits {name}")


HARD_TIMES = (
    "traffic.class_drift_sd=0",
    "years=0.98",
    "burn_in_days=8",
    "partnership=collaboration",
    "legal_model=full",
    "transition=ramp",
    "traffickers.strategy=learning",
    "traffickers.rogue_exit_days=5",
    "traffickers.broke_days=30",
    "traffickers.entry_per_year=1",
    "traffickers.promotion_days=7",
    "traffickers.goods_review_days=7",
    "traffickers.goods_switch_gain=0",
    "traffickers.penalty_loads=5",
    "investigation.controlled_delivery=1",
    "investigation.let_run_lost=0.3",
    "police.investigators=60",
    "investigation.takedown_weight=2",
    "investigation.register_days=0",
    "partnership.traits.lookup_prob=1",
    "investigation.lookup_missed=0",
    "investigation.lookup_knows_case=true",
    "capacity_scale=3",
    "police.known_entity_share=0.6",
    "police.known_member_share=0.3",
    "organisations.profiles.cocaine_boxes.shipments_per_year=150",
)
"""Organisations that end and enter, cases that ripen, loads that are let run."""


def _under_guard(scenario: Scenario, days: int, own: Own = NOTHING) -> State:
    guard = Guard(BorderModel(scenario, 1, own))
    with guard.installed():
        for _ in range(days):
            guard.step()
    return guard.state


@pytest.mark.parametrize("name", _names("scenario"))
def test_for_a_year_no_line_writes_or_sees_what_it_does_not_declare(name: str):
    scenario = _everything(name)
    recorder = _under_guard(scenario, 365).recorder
    assert recorder.closed == 365 and recorder.total("attempts", 0) > 0
    assert all(recorder.total(f"shock:{shock}", 0) for shock in scenario.shocks), "each struck"
    assert len(scenario.shocks) >= 20


def test_nor_where_organisations_end_and_enter_loads_are_let_run_and_interventions_order():
    own = read_own([in_the_dark], [from_day_twenty])
    recorder = _under_guard(load_scenario("training", HARD_TIMES), 190, own).recorder
    done = ("orgs_entered", "members_arrested", "takedowns", "finds_in_cases", "seizures_let_run")
    assert [name for name in done if not recorder.total(name, 0)] == []


def _charge_hours(w: State) -> None:
    w.workload.police_owed += 1.0


def _move_hours(w: State) -> None:
    w.staff.post_working_share[0] = 0.5


def _hide_a_sector(w: State) -> None:
    w.routes.modes.append("balloon")


def _tip_off(w: State) -> None:
    load: Load = next(load for loads in w.consignments.agenda.values() for load in loads)
    load.tip_weight[0] = 9.0


def _replace_trust(w: State) -> None:
    w.cooperation.trust = w.cooperation.trust * 0.9


def _see_members(w: State) -> None:
    assert w.traffickers.role.any()


def _skip_a_day(w: State) -> None:
    w.day += 1


@pytest.mark.parametrize(
    ("line", "cheat", "told"),
    [
        ("cooperation", _charge_hours, "cooperation reads workload"),
        ("allocation", _move_hours, "allocation writes to an array"),
        ("targeting", _replace_trust, r"targeting writes cooperation: Cooperation\.trust"),
        ("investigation", _hide_a_sector, r"investigation changes routes\.modes"),
        ("queries", _tip_off, r"queries changes consignments\.agenda.*tip_weight"),
        ("targeting", _see_members, r"targeting looks at traffickers\.role"),
        ("planning", _skip_a_day, r"planning writes state: State\.day"),
    ],
)
def test_a_mechanism_that_cheats_is_caught(line: str, cheat: Callable[[State], object], told: str):
    guard = Guard(BorderModel(load_scenario("training", ["burn_in_days=0"]), 1))

    def cheating(act: Callable[[State], object]) -> Callable[[State], object]:
        return lambda w: (act(w), cheat(w))

    day = tuple(dataclasses.replace(p, act=cheating(p.act)) if p.name == line else p for p in DAY)
    with guard.installed():
        for _ in range(7):
            guard.step()
        with pytest.raises(CheatError, match=told):
            guard.step(day)
    assert all(
        array.flags.writeable or array.base is not None
        for arrays in guard.arrays.values()
        for _, array in arrays
    )


def test_customs_and_police_act_on_knowledge_and_observation_alone():
    """Whose lines see all is the organisations' and the measurement's.

    These lines see nothing of the truth.
    """
    by_name = {phase.name: phase for phase in DAY}
    assert {name for name, phase in by_name.items() if phase.truth == ALL} == {
        "planning",
        "picture",
        "adaptation",
        "measures",
        "own measures",
    }
    for name in ("schedule", "class learning", "allocation", "cooperation"):
        assert not by_name[name].truth and "traffickers" not in by_name[name].writes
    assert all(phase.reads | phase.writes <= set(PARTS) for phase in DAY)
    assert not any(phase.reads & phase.writes for phase in DAY), "what is written may be read"


# ------------------------------------------------------------------ the time of each line
SHORT = ("years=0.1", "burn_in_days=10")


def test_a_profile_tells_the_time_of_each_line_and_changes_nothing():
    scenario = load_scenario("training", [*SHORT, "events=true"])
    plain, timed = bs.run(scenario), bs.run(scenario, profile=True)
    assert plain.profile is None and timed.profile is not None
    for name in ("outcomes", "daily", "monthly", "events", "networks", "links"):
        assert getattr(plain, name).equals(getattr(timed, name)), name
    table = timed.profile
    assert table["line"].tolist() == [*(phase.name for phase in DAY), ALL_LINES]
    assert (table["ms_per_day"] >= 0).all() and table["ms_per_day"].iloc[
        :-1
    ].sum() == pytest.approx(table["ms_per_day"].iloc[-1])
    assert table["share"].iloc[:-1].sum() == pytest.approx(1.0)
    with pytest.raises(InputError, match="profile='yes': must be true or false"):
        bs.run(scenario, profile="yes")  # type: ignore[arg-type]


def test_the_command_prints_a_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any):
    monkeypatch.chdir(tmp_path)
    assert main(["run", "scenario=training", *SHORT, "profile=true"]) == 0
    told = capsys.readouterr()
    assert all(phase.name in told.out for phase in DAY) and "ms a day" in told.out
    assert main(["run", "scenario=training", *SHORT, "profile=true"]) == 0
    told = capsys.readouterr()
    assert "ms a day" not in told.out and "nothing was simulated" in told.err
    for wrong, sentence in (
        ("profile=maybe", "must be true or false"),
        ("workers=2", "one process"),
    ):
        given = ["profile=true", wrong] if wrong == "workers=2" else [wrong]
        assert main(["run", "scenario=training", *SHORT, "seed=2", *given]) == 2
        assert sentence in capsys.readouterr().err
    assert not list(tmp_path.glob("results/*seed*")), "nothing is begun"
