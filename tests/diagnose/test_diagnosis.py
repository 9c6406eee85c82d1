"""What forms say of a country: profile, gaps, difficulties, and a country in which all of it is in force."""

import dataclasses
import json
from pathlib import Path

import pytest

from borderSim.diagnose.country import country_of
from borderSim.diagnose.diagnosis import check_paths, default_name, diagnose, write
from borderSim.diagnose.gaps import HANDBOOK, known_gaps
from borderSim.diagnose.remedies import remedies
from borderSim.diagnose.written import SCENARIO
from borderSim.errors import InputError
from borderSim.scenario.levels import load_level
from borderSim.scenario.load import load_levels, load_scenario
from borderSim.scenario.names import shipped
from borderSim.scenario.questionnaire.answers import read_answers
from borderSim.scenario.questionnaire.as_level import as_typed
from borderSim.scenario.questionnaire.items import items, parts
from borderSim.scenario.questionnaire.reading import interpret
from borderSim.scenario.shipped import config_dir
from borderSim.scenario.strict_yaml import read_yaml

FORMS = Path(__file__).parents[2] / "experiments" / "questionnaire"
TWO = [str(FORMS / "customs.yaml"), str(FORMS / "police.yaml")]
SMALL = "training"


def own(tmp_path: Path, text: str, name: str = "mine.yaml") -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def at_level(level: str) -> str:
    """A form whose every answer on a trait stands at a level."""
    lines = []
    for part in parts():
        for option in part.options.values():
            if option.level == level and part.traits and not option.values:
                lines.append(f"  {part.item}: {{{part.name}: '{option.name}'}}")
                break
    by_item: dict[str, list[str]] = {}
    for line in lines:
        item, said = line.strip().split(": {", 1)
        by_item.setdefault(item, []).append(said[:-1])
    said = "\n".join(f"  {item}: {{{', '.join(own)}}}" for item, own in by_item.items())
    return f"answers:\n{said}\n"


@pytest.fixture(scope="module")
def found():
    return diagnose(TWO, SMALL)


# ------------------------------------------------------------------------------ profile
@pytest.mark.parametrize("level", shipped("partnership"))
def test_answers_at_one_level_imply_that_level_and_have_no_weaker_link(level, tmp_path):
    profile = diagnose([own(tmp_path, at_level(level))], SMALL).profile
    assert profile.implied == profile.weakest == level


def test_the_weakest_link_is_the_lowest_trait(tmp_path):
    text = at_level("coordination").replace(
        "A.13: {pooling: 'joint_plan'}", "A.13: {pooling: 'never'}"
    )
    profile = diagnose([own(tmp_path, text)], SMALL).profile
    assert profile.implied == "coordination"
    assert profile.weakest == "coexistence"
    assert profile.weak == ("pool_fraction", "pool_reaction_days")


def test_the_level_named_stands_beside_the_level_implied(found):
    assert found.profile.implied == "communication"
    assert found.profile.named == {"customs": "cooperation", "police": "communication"}
    assert found.profile.above("customs") == 1
    assert found.profile.above("police") == 0
    assert found.profile.layers["customs"]["tactical"] == "communication"


def test_a_range_holds_the_place_as_answered(found):
    for row in found.profile.rows:
        assert row.low <= row.step <= row.high
    assert any(row.unsure for row in found.profile.rows)
    assert (found.profile.implied_low, found.profile.implied_high) == (
        "communication",
        "cooperation",
    )


# ------------------------------------------------------------------------------ gaps
def test_every_item_has_a_gap_or_is_said_to_have_none():
    raw = read_yaml(config_dir() / "questionnaire" / "gaps.yaml")
    assert {gap.item for gap in known_gaps()} | set(raw["nothing_named"]) == set(items())


def test_the_handbook_names_a_remedy_for_seven_items_here_as_where_they_are_simulated():
    named = {gap.item for gap in known_gaps() if gap.remedy_by == HANDBOOK}
    assert named == {"A.1", "A.2.1", "A.3.1", "A.4.1", "A.6", "A.14.1", "A.17"}
    assert named == {remedy.item for remedy in remedies().values() if remedy.named_by == HANDBOOK}


def test_every_gap_is_told_in_both_languages_and_shows_at_the_lowest_answer():
    for gap in known_gaps():
        assert set(gap.gap) == set(gap.remedy) == {"en", "fr"}
        assert gap.section
        for name, options in gap.options.items():
            names = set(items()[gap.item].parts[name].options)
            assert options
            assert options < names


def test_gaps_show_who_sees_them(found):
    by_key = {one.seen[0].part.key: one for one in found.gaps}
    assert by_key["A.2.1.protocol"].only == "police"
    assert by_key["A.2.1.protocol"].sure is False
    assert by_key["A.4.1"].only == ""
    assert by_key["A.4.1"].sure
    assert "A.1.basis" not in by_key
    assert by_key["A.6.register"].sure is False


def test_answers_at_the_highest_level_show_no_gap_of_theirs(tmp_path):
    said = diagnose([own(tmp_path, at_level("collaboration"))], SMALL)
    sure = {one.gap.item for one in said.gaps if one.sure}
    assert sure == set()


def test_every_difficulty_has_an_effect_or_a_reason_for_none(found):
    assert len(found.difficulties) == 10
    for one in found.difficulties:
        assert bool(one.effects) != bool(one.without)
    effects = {one.seen.part.name: one.effects for one in found.difficulties}
    assert effects["rivalry"] == ("governance.quarrel_chance=0.2",)
    assert effects["trust"] == ("trust_set_point=0.3",)


# ------------------------------------------------------------------------------ the country
def test_what_was_typed_by_hand_is_in_force_by_itself(found):
    """The scenario that is written equals the one with the settings typed on the command line."""
    typed = [f"{said.what}={as_typed(said.value)}" for said in found.country.settings]
    by_hand = load_scenario(SMALL, [one for one in typed if not one.startswith("instruments.")])
    country = found.scenario()
    for key in ("legal_model", "competence", "capabilities", "governance", "intelligence"):
        assert getattr(country, key) == getattr(by_hand, key)
    assert typed
    liaison = country.instruments["liaison_officers"]
    assert (liaison.written_role, liaison.double_access) == (False, False)


def test_every_value_stands_beside_the_answer_it_comes_from(found):
    lines = found.texts[SCENARIO].splitlines()
    for said in found.country.settings:
        key = said.what.split(".")[-1] if said.what != "legal_model" else "name"
        assert any(
            line.strip().startswith(f"{key}:") and f"# source: {said.source}" in line
            for line in lines
        )
    for name, source in found.country.instruments.items():
        assert any(f"{name}:" in line and f"# source: {source}" in line for line in lines)


def test_what_is_there_stays_in_every_level_that_it_is_compared_with(found, tmp_path):
    write(found, tmp_path)
    levels = load_levels(str(tmp_path / SCENARIO), ["coexistence", "cooperation"])
    assert next(iter(levels)) == "mine"
    for scenario in levels.values():
        assert set(found.country.instruments) <= set(scenario.partnership.instruments)
        assert scenario.present.name == "mine"


def test_an_instrument_without_what_it_rests_on_is_left_out_and_told(tmp_path):
    answers = read_answers(
        {"answers": {"A.4.1": "planned", "A.1": {"basis": "none", "also": ["airport_task_force"]}}},
        "mine.yaml",
    )
    country = country_of(interpret(answers, load_level), "container_port", "x")
    assert country.left_out
    assert not country.left_out.keys() & country.instruments.keys()
    assert not country.left_out.keys() & set(country.level["instruments"])
    assert (
        set(interpret(answers, load_level).instruments)
        == country.left_out.keys() | country.instruments.keys()
    )


def test_answers_lie_over_a_scenario_of_ones_own(tmp_path):
    own(tmp_path, "base: training\npolice: {investigators: 9}\nyears: 1\n", "land.yaml")
    said = diagnose(TWO, str(tmp_path / "land.yaml"))
    country = said.scenario()
    assert country.police.investigators == 9
    assert country.governance.mandate_clarity == 0.3
    assert country.present.name == "mine"


def test_where_every_answer_is_sure_there_is_no_range(tmp_path):
    text = Path(FORMS / "example_answers.yaml").read_text(encoding="utf-8")
    said = diagnose([own(tmp_path, text)], SMALL)
    assert said.edges == {}
    assert said.profile.implied_low == said.profile.implied == said.profile.implied_high


def test_the_edges_lie_on_both_sides_of_the_country(found):
    assert list(found.edges) == ["low", "high"]
    low, mid, high = (found.scenario(edge) for edge in ("low", "", "high"))
    for one, other in ((low, mid), (mid, high)):
        assert set(one.present.instruments) <= set(other.present.instruments)
        assert one.present.traits.pool_fraction <= other.present.traits.pool_fraction
    assert low.governance.mandate_clarity < high.governance.mandate_clarity


def test_nothing_of_a_diagnosis_depends_on_the_order_of_the_forms(found):
    other = diagnose(TWO[::-1], SMALL)
    assert other.texts == found.texts
    assert default_name(TWO, SMALL) == default_name(TWO[::-1], SMALL)


def test_a_form_without_answers_is_the_base_and_unsure_of_everything(tmp_path):
    said = diagnose([own(tmp_path, "answers: {country: Exampleland}\n")], SMALL)
    base = load_level("base", "coexistence")
    assert dataclasses.astuple(said.scenario().present.traits) == dataclasses.astuple(base.traits)
    assert said.profile.implied_low == "coexistence"
    assert said.profile.implied_high == "collaboration"


@pytest.mark.parametrize(
    ("paths", "says"),
    [
        (["nope.yaml"], "there is no file 'nope.yaml'"),
        (["table.csv"], "table.csv: a filled-in questionnaire is a YAML file"),
        ([TWO[0], TWO[0]], "is named twice"),
    ],
)
def test_paths_that_are_no_forms_are_refused(paths, says):
    with pytest.raises(InputError, match=says):
        check_paths(paths)


def test_a_file_of_another_thing_is_no_form(tmp_path):
    with pytest.raises(InputError, match="is no filled-in questionnaire: it has no key 'answers:'"):
        diagnose([own(tmp_path, "name: x\ntraits: {}\n")], SMALL)


def test_the_data_are_plain_and_name_every_part(found):
    from borderSim.report.diagnosis.rows import as_data

    data = json.loads(json.dumps(as_data(found), allow_nan=False))
    assert [part["part"] for part in data["parts"]] == [part.key for part in parts()]
    assert data["profile"]["levels_above"] == {"customs": 1, "police": 0}
    assert {gap["remedy_by"] for gap in data["gaps"]} == {"handbook", "project"}
