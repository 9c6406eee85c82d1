"""Instruments by name: behind a level, in a list, in a file of one's own; what each requires."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from borderSim.errors import InputError
from borderSim.parameters.scenario import Instrument
from borderSim.scenario.files import names_in
from borderSim.scenario.instrument_checks import posts_covered
from borderSim.scenario.instruments import named, shipped_instruments, split_level
from borderSim.scenario.load import load_levels, load_scenario

NAMES = names_in("instruments")


def test_every_shipped_instrument_costs_something_names_its_item_and_gives_something():
    empty = Instrument(name="x").gives
    for name, instrument in shipped_instruments().items():
        assert instrument.name == name
        assert instrument.handbook.startswith("H"), name
        assert instrument.title and instrument.about, name
        assert instrument.gives != empty, name
        assert instrument.setup_cost_eur > 0 and instrument.setup_days > 0, name
        brought = instrument.gives.desk_hours_per_week + instrument.gives.inspection_hours_per_week
        assert brought <= instrument.police_hours_per_week, "hours are lent, not made"


def test_a_level_with_instruments_is_the_level_and_their_names():
    plain = load_scenario("training", ["partnership=cooperation"]).partnership
    both = load_scenario(
        "training", ["partnership=cooperation+liaison_officers+joint_training"]
    ).partnership
    assert both.traits == plain.traits
    assert both.instruments == ("liaison_officers", "joint_training")
    assert both.name == "cooperation+liaison_officers+joint_training"


def test_settings_of_an_instrument_reach_every_level_that_has_it():
    levels = load_levels(
        "training",
        ["coexistence", "cooperation+liaison_officers"],
        ["instruments.liaison_officers.n=4"],
    )
    assert {s.instruments["liaison_officers"].n for s in levels.values()} == {4.0}
    assert [s.partnership.instruments for s in levels.values()] == [(), ("liaison_officers",)]


def test_a_list_is_added_to_every_level_and_to_the_reference_but_not_to_the_burn_in():
    levels = load_levels(
        "training",
        ["coexistence", "coordination+joint_training"],
        ["instruments=[liaison_officers]"],
    )
    assert [s.partnership.instruments for s in levels.values()] == [
        ("liaison_officers",),
        ("joint_training", "liaison_officers"),
    ]
    assert all(s.present.instruments == () for s in levels.values())


def test_the_present_country_may_have_instruments_already():
    scenario = load_scenario("training", ["present=coexistence+joint_training"])
    assert scenario.present.instruments == scenario.partnership.instruments == ("joint_training",)


def test_all_and_all_but_some():
    assert named("levels", ["all"]) == NAMES
    assert named("levels", ["all-joint_operation-liaison_officers"]) == [
        n for n in NAMES if n not in ("joint_operation", "liaison_officers")
    ]
    everything = load_scenario("national", ["partnership=coexistence+all"])
    assert sorted(everything.partnership.instruments) == NAMES


def test_a_scenario_file_puts_instruments_in_force_and_sets_them(tmp_path: Path):
    own = tmp_path / "watch.yaml"
    own.write_text("title: A watch\nsetup_cost_eur: 7\ngives: {lookup_prob: 0.5}\n")
    path = tmp_path / "mine.yaml"
    path.write_text(
        f"base: training\ninstruments:\n  liaison_officers: {{n: 3}}\n  joint_training: {{}}\n  {own}: {{setup_cost_eur: 9}}\n"
    )
    scenario = load_scenario(str(path))
    assert scenario.partnership.instruments == ("liaison_officers", "joint_training", "watch")
    assert (
        scenario.instruments["liaison_officers"].n,
        scenario.instruments["watch"].setup_cost_eur,
    ) == (3.0, 9.0)
    listed = load_scenario("training", [f"instruments=[{own}]"])
    assert listed.instruments["watch"].gives.lookup_prob == 0.5


def test_instruments_are_named_as_shocks_are(tmp_path: Path):
    """A name without settings is named, and a file is looked up beside the scenario that names it."""
    (tmp_path / "watch.yaml").write_text("title: A watch\nsetup_cost_eur: 7\n")
    path = tmp_path / "mine.yaml"
    path.write_text(
        "base: training\ninstruments:\n  liaison_officers:\n  watch.yaml: {setup_cost_eur: 9}\n"
    )
    scenario = load_scenario(str(path))
    assert (
        scenario.partnership.instruments == ("liaison_officers", "watch")
        and scenario.instruments["watch"].setup_cost_eur == 9
    )
    path.write_text("base: training\ninstruments: liaison_officers\n")
    assert load_scenario(str(path)).partnership.instruments == ("liaison_officers",)


def test_a_post_may_stand_at_a_level_with_instruments():
    scenario = load_scenario(
        "training", ["posts.seaport.partnership=cooperation+port_control_unit"]
    )
    assert scenario.levels["cooperation+port_control_unit"].instruments == ("port_control_unit",)
    assert scenario.instruments["port_control_unit"].n == 1.0


def test_a_path_with_a_plus_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path("a+b.yaml").write_text("x: 1")
    assert split_level("a+b.yaml") == ("a+b.yaml", [])
    assert split_level("mine.yaml+liaison_officers") == ("mine.yaml", ["liaison_officers"])


def test_a_unit_covers_the_biggest_post_of_its_kind_first():
    scenario = load_scenario("national", ["instruments=[port_control_unit]"])
    unit = scenario.instruments["port_control_unit"]
    officers = {
        p: sum(f.officers for f in post.flows.values())
        for p, post in scenario.posts.items()
        if post.kind == "seaport"
    }
    ranked = sorted(officers, key=lambda p: -officers[p])
    assert posts_covered(scenario, unit) == ranked[:1]
    assert posts_covered(scenario, dataclasses.replace(unit, n=2.0)) == ranked[:2]
    assert load_scenario(
        "national",
        [
            "instruments=[port_control_unit]",
            f"instruments.port_control_unit.scope.posts=[{ranked[2]}]",
        ],
    )


@pytest.mark.parametrize(
    ("overrides", "sentences"),
    [
        (
            ["partnership=coexistence+liason_officers"],
            ["there is no instrument 'liason_officers'", "did you mean 'liaison_officers'?"],
        ),
        (
            ["instruments=[liaison_officers,liaison_officers]"],
            ["'liaison_officers' is named twice"],
        ),
        (["instruments=[all-foo]"], ["leaves out 'foo'"]),
        (
            ["instruments=3"],
            [
                "override 'instruments=3' must be a list of names and files such as [airport_task_force,mine.yaml]"
            ],
        ),
        (["instruments={liaison_officers: 3}"], ["must be a list of names and files"]),
        (
            ["instruments=[nowhere.yaml]"],
            ["override 'instruments=[nowhere.yaml]': there is no file 'nowhere.yaml'"],
        ),
        (
            ["instruments.liaison_officers.n=3"],
            [
                "no level here has an instrument 'liaison_officers'",
                "instruments='[liaison_officers]'",
            ],
        ),
        (
            ["instruments=[memorandum_of_agreement]"],
            ["requires memorandum_of_understanding", "LEVEL+memorandum_of_understanding+"],
        ),
        (
            ["instruments=[integrated_database]"],
            ["needs a formal arrangement (persistence at least 0.85)", "is 0"],
        ),
        (
            ["instruments=[port_control_unit]", "instruments.port_control_unit.n=2"],
            ["n is 2", "there are only 1: seaport"],
        ),
        (
            [
                "instruments=[port_control_unit]",
                "instruments.port_control_unit.scope.posts=[seeport]",
            ],
            ["no such post", "did you mean 'seaport'?"],
        ),
        (
            [
                "instruments=[offence_committees,national_committee]",
                "instruments.offence_committees.scope.offences=[cocain]",
            ],
            ["did you mean 'cocaine'?"],
        ),
        (
            ["instruments=[liaison_officers]", "instruments.liaison_officers.starts_day=730"],
            ["starts_day is 730", "between 0 and 729"],
        ),
        (
            ["instruments=[fusion_centre]", "instruments.fusion_centre.police_hours_per_week=10"],
            ["bring 120 hours a week"],
        ),
        (
            ["instruments=[joint_training]", "instruments.joint_training.during=now"],
            ["must be one of: always, surge, emergency"],
        ),
    ],
)
def test_wrong_instruments_get_a_sentence(overrides: list[str], sentences: list[str]):
    with pytest.raises(InputError) as told:
        load_scenario("training", overrides)
    for sentence in sentences:
        assert sentence in str(told.value)


def test_a_kind_of_post_that_is_not_there_is_told():
    with pytest.raises(
        InputError, match="covers no post: scenario 'container_port' has only posts of kind seaport"
    ):
        load_scenario("container_port", ["instruments=[airport_task_force]"])


def test_a_schedule_adds_instruments_that_take_their_set_up_time():
    scenario = load_scenario(
        "training", ["+schedule=[{day: 100, instruments: [liaison_officers]}]"]
    )
    assert scenario.partnership.instruments == ()
    assert scenario.schedule[0].scenario.partnership.instruments == ("liaison_officers",)
