"""A filled-in questionnaire as a level: every option, the joining of answers, provenance, the forms, errors."""

import dataclasses
import itertools
import json
import re
from pathlib import Path

import pytest

from borderSim.cli import main
from borderSim.language.current import using
from borderSim.parameters.scenario import Partnership, Traits
from borderSim.report.diagnosis.answers import answer_tables
from borderSim.report.terminal.console import console
from borderSim.scenario.dials import anchors
from borderSim.scenario.files import names_in
from borderSim.scenario.levels import load_level
from borderSim.scenario.load import load_levels, load_scenario, scenario_as_dict
from borderSim.scenario.names import shipped
from borderSim.scenario.questionnaire import as_level
from borderSim.scenario.questionnaire.answers import load_answers, read_answers
from borderSim.scenario.questionnaire.as_level import as_typed
from borderSim.scenario.questionnaire.blank import blank
from borderSim.scenario.questionnaire.items import clashes, items, parts, settable_traits
from borderSim.scenario.questionnaire.reading import Reading, interpret
from borderSim.scenario.strict_yaml import parse_yaml
from borderSim.simulation import run

ROOT = Path(__file__).parents[2]
FORMS = ROOT / "experiments" / "questionnaire"
LEVELS = shipped("partnership")
KNOWN = {  # until configs/instruments holds them
    "memorandum_of_understanding",
    "memorandum_of_agreement",
    "national_committee",
    "regional_committees",
    "offence_committees",
    "liaison_officers",
    "virtual_task_force",
    "joint_training",
    "officer_exchange",
    "joint_investigation_team",
    "standing_investigation_team",
    "fusion_centre",
    "single_point_of_contact",
    "joint_targeting_centre",
    "port_control_unit",
    "airport_task_force",
    "joint_operation",
    "deconfliction_register",
    "integrated_database",
    "informant_rules",
    "controlled_delivery_rules",
    "joint_emergency_plan",
    "shared_credit",
    "asset_sharing_rule",
    "customs_i247",
}


def read(answers: dict[str, object], **more: object) -> Reading:
    return interpret(read_answers({"answers": answers, **more}, "mine.yaml"), load_level)


def answer(part, *options) -> dict[str, object]:
    names = [option.name for option in options]
    return {part.item: {part.name: names if part.several else names[0]}}


def more_of(trait: str, value) -> float:
    """How much cooperation a value of a trait stands for (null: none of it)."""
    if value is None:
        return -1e9
    number = getattr(value, "customs_to_police", getattr(value, "total", value))
    return (
        -number
        if trait in ("share_interval_days", "share_latency_days", "pool_reaction_days")
        else number
    )


def all_at(level: str) -> dict[str, object]:
    """Every question answered by the option that stands at a level, as far as it has one and may be answered."""
    given: dict[str, object] = {}
    for item in items().values():
        if item.asked_if and given.get(item.asked_if[0]) == {
            items()[item.asked_if[0]].plain: item.asked_if[1]
        }:
            continue
        found = {
            p.name: o.name
            for p in item.parts.values()
            for o in p.options.values()
            if o.level == level and not o.values
        }
        if found:
            given[item.name] = found
    return given


# ------------------------------------------------------------------------------ the questions
def test_the_27_questions_are_those_of_the_handbook():
    names = [
        "1",
        "2.1",
        "2.2",
        "3.1",
        "3.2",
        "4.1",
        "4.2",
        "5.1",
        "5.2",
        "6",
        "7.1",
        "7.2",
        "8",
        "9",
        "10",
        "11",
        "12",
        "13",
        "14.1",
        "14.2",
        "15.1",
        "15.2",
        "16.1",
        "16.2",
        "17",
        "18",
        "19",
    ]
    assert list(items()) == [f"A.{name}" for name in names] and len(names) == 27
    assert all(
        item.question.endswith("?") and item.french.endswith(" ?") for item in items().values()
    )


def test_every_question_part_and_option_is_worded_in_english_and_french():
    for item in items().values():
        assert item.question
        assert item.french
        assert item.about in ("", "customs", "police")
    for part in parts():
        assert part.asks
        assert part.demande
        for option in part.options.values():
            assert option.says
            assert option.dit


def test_words_stand_in_the_language_in_force():
    part = items()["A.13"].parts["pooling"]
    assert part.options["never"].words == "never"
    with using("fr"):
        assert part.options["never"].words == "jamais"
        assert part.words == "jusqu'où"
        assert items()["A.13"].words.startswith("La douane et la police")


def test_what_options_name_exists():
    instruments = {name for part in parts() for name in part.instruments}
    assert instruments == (set(names_in("instruments")) or KNOWN)
    assert settable_traits() <= {f.name for f in dataclasses.fields(Traits)}
    assert {o.level for p in parts() for o in p.options.values() if o.level} == {
        anchor.name for anchor in anchors()
    }
    for part in parts():
        for option in part.options.values():
            assert not part.traits or option.level, (part.key, option.name)
            for key, value in option.settings.items():
                load_scenario("training", ["instruments=all", f"{key}={as_typed(value)}"])
    for clash in clashes():
        assert set(clash.answers) <= set(items()[clash.item].parts[clash.part].options)
        assert set(clash.other_answers) <= set(items()[clash.other].parts[clash.other_part].options)


@pytest.mark.parametrize("item", items())
def test_every_option_loads_and_says_what_became_of_it(item, own_file):
    for part in items()[item].parts.values():
        for option in part.options.values():
            check_option(part, option, own_file)


def check_option(part, option, own_file):
    said = answer(part, option)
    reading = read(said)
    source = f"{part.key} ({option.name})"
    for trait in part.traits:
        expected = option.values.get(trait, getattr(load_level("x", option.level).traits, trait))
        assert more_of(trait, getattr(reading.traits, trait)) == more_of(trait, expected)
        assert source in reading.sources[trait]
    assert [name for name, text in reading.instruments.items() if text == source] == list(
        option.instruments
    )
    # of what is in place
    settings = {k: v for k, v in option.settings.items() if not k.startswith("instruments.")}
    assert [(s.what, s.value, s.source) for s in reading.settings] == [
        (k, v, source) for k, v in settings.items()
    ]
    assert [o for _, o in reading.recorded] == ([option] if option.recorded else [])
    path = own_file("answers: " + json.dumps(said))
    level = load_level("partnership", path)
    assert level.name == "mine" and level.traits == reading.traits


@pytest.mark.parametrize("base", [LEVELS[0], LEVELS[2], LEVELS[-1]])
def test_a_higher_option_never_gives_less(base):
    for part in (part for part in parts() if part.ordered):
        for low, high in itertools.pairwise(part.options.values()):
            lower, higher = read(answer(part, low), base=base), read(answer(part, high), base=base)
            for trait in (*part.traits, "setup_cost_eur", "running_cost_eur"):
                less, more = getattr(lower.traits, trait), getattr(higher.traits, trait)
                assert more_of(trait, more) >= more_of(trait, less), (part.key, high.name, trait)
            assert set(low.instruments) <= set(high.instruments) or part.key == "A.6.cases", (
                "only a standing team takes the place of another"
            )


# ------------------------------------------------------------------------------ joining them
@pytest.mark.parametrize("level", LEVELS)
def test_answers_that_all_stand_at_a_level_are_that_level(level):
    said = all_at(level)
    reading, own = read(said), load_level("x", level).traits
    assert (
        set(settable_traits())
        == {t for t, text in reading.sources.items() if "A." in text} & settable_traits()
    )
    assert dataclasses.replace(reading.traits, months_to_reach=own.months_to_reach) == own
    assert set(reading.places.values()) == {
        next(anchor.place for anchor in anchors() if anchor.name == level)
    }


def test_the_closer_question_wins_and_else_the_lower_level():
    closer = read({"A.2.1": "secure_channel", "A.2.2": {"channel": "phone"}})
    assert (
        closer.sources["share_fidelity"] == "A.2.2.channel (phone)"
        and closer.traits.share_fidelity == load_level("x", LEVELS[1]).traits.share_fidelity
    )
    assert [(s.what, s.source) for s in closer.overruled] == [
        ("share_fidelity", "A.2.1.protocol (secure_channel)")
    ]
    closer = read({"A.2.1": "oral", "A.2.2": {"channel": "database"}})
    assert closer.sources["share_fidelity"] == "A.2.2.channel (database)", (
        "also where it is the higher one"
    )
    for lists, cases, wins in (
        ("lists", "standing_team", "A.3.1 (lists)"),
        ("profiles", "none", "A.6.cases (none)"),
    ):
        lower = read({"A.3.1": lists, "A.6": cases})
        assert (
            lower.sources["lookup_prob"] == wins
            and "the lower of both" in lower.overruled[0].remark
        )


def test_one_way_leaves_the_other_at_the_lowest_level():
    shares = read(
        {"A.2.1": "written", "A.2.2": {"direction": "customs_to_police"}}
    ).traits.share_prob
    low, own = (
        load_level("x", LEVELS[0]).traits.share_prob,
        load_level("x", LEVELS[2]).traits.share_prob,
    )
    assert (
        shares.customs_to_police == own.customs_to_police
        and shares.police_to_customs == low.police_to_customs
    )
    kept = read({"A.2.2": {"direction": "police_to_customs"}}, base=LEVELS[4])
    assert kept.traits.share_prob.customs_to_police == low.customs_to_police
    assert (
        kept.traits.share_prob.police_to_customs
        == load_level("x", LEVELS[4]).traits.share_prob.police_to_customs
    )
    assert (
        kept.sources["share_prob"]
        == "level collaboration; customs to police A.2.2.direction (police_to_customs)"
    )


@pytest.mark.parametrize(
    ("said", "base", "lapses"),
    [
        ({"A.2.1": "oral"}, 0, True),
        ({"A.13": "listed"}, 0, True),
        ({"A.1": "none", "A.3.1": "meetings"}, 0, True),
        ({"A.1": "none"}, 2, True),  # what the base has in place does not last for ever either
        ({"A.1": "none"}, 0, False),
        ({"A.2.1": "none", "A.13": "never", "A.17": {"trust": 0}}, 0, False),
    ],
)
def test_what_is_in_place_can_lapse(said, base, lapses):
    reading = read(said, base=LEVELS[base])
    assert reading.traits.persistence == (
        load_level("x", LEVELS[1]).traits.persistence if lapses else None
    )
    assert ("implied by" in reading.sources["persistence"]) == lapses


def test_costs_come_with_the_traits_that_they_pay_for():
    own = load_level("x", LEVELS[2]).traits
    costs = read({"A.2.1": "written"}).traits.setup_cost_eur  # three of the six traits of sharing
    assert costs.sharing == pytest.approx(own.setup_cost_eur.sharing * 3 / 6)
    assert costs.pooling == 0 and costs.governance == 0
    # one trait of sharing (the look-up) as at the lowest level, the other five as in the base
    kept = read({"A.3.1": "none"}, base=LEVELS[2]).traits.running_cost_eur
    assert kept.sharing == pytest.approx(own.running_cost_eur.sharing * 5 / 6)
    assert kept.pooling == own.running_cost_eur.pooling
    # both traits of pooling as at the lowest level
    kept = read({"A.13": "never"}, base=LEVELS[2]).traits.running_cost_eur
    assert kept.pooling == 0 and kept.sharing == own.running_cost_eur.sharing


def test_instruments_of_the_base_stay_unless_an_answer_speaks_of_them(monkeypatch):
    base = load_level("x", LEVELS[2])
    object.__setattr__(base, "instruments", ("liaison_officers", "joint_training", "customs_i247"))
    monkeypatch.setattr(
        "borderSim.scenario.questionnaire.reading._base", lambda _, read_level: base
    )
    found = read(
        {"A.14.1": "none", "A.15.1": "none", "A.16.1": "yearly", "A.11": "joint_handling"}
    ).instruments
    assert found == {
        "customs_i247": "level cooperation",
        "joint_training": "A.16.1 (yearly)",
        "informant_rules": "A.11 (joint_handling)",
    }


def test_instruments_stand_in_the_level():
    values = {"answers": {"A.1": "mou", "A.15.1": "yearly", "A.16.1": "curriculum"}}
    assert as_level.level_of(values, "mine.yaml", load_level)["instruments"] == [
        "memorandum_of_understanding",
        "joint_training",
    ]
    assert (
        "joint_training: A.15.1 (yearly), A.16.1 (curriculum)"
        in as_level.level_of(values, "mine.yaml", load_level)["sources"]
    )


# ------------------------------------------------------------------------------ what is no part of a level
def typed(answers: dict[str, object]):
    """The scenario in which every setting that follows from answers was typed."""
    reading = read(answers)
    instruments = [f"instruments=[{','.join(reading.instruments)}]"] if reading.instruments else []
    return load_scenario(
        "training", [*instruments, *(f"{s.what}={as_typed(s.value)}" for s in reading.settings)]
    )


def test_competence_by_goods_is_one_list_for_each_service():
    said = {
        "A.5.1": {
            "drugs": "none",
            "tobacco": "full",
            "wildlife": "limited",
            "firearms": "none",
            "vehicles": "limited",
        },
        "A.5.2": {
            "drugs": "police",
            "wildlife": "nobody",
            "firearms": "nobody",
            "vehicles": "other",
        },
    }
    law = typed(said).competence
    drugs = ("cocaine", "heroin", "resin", "herb")
    assert set(law.customs) == {*drugs, "wildlife", "firearms"} and len(law.customs) == 6, (
        "named once each"
    )
    assert set(law.police) == {"wildlife", "firearms"}
    assert typed({"A.5.2": {"currency": "customs"}}).competence.police == ("cash",)
    everything = read({"A.5.1": "full"}).settings
    assert [(s.what, as_typed(s.value)) for s in everything] == [("competence.customs", "[]")]
    assert everything[0].source.count("A.5.1") == 7, "works of art are no goods of the model"


def test_what_customs_can_do_is_set_means_by_means():
    said = {
        "A.8": "direct",
        "A.9": {"surveillance": "power_no_means", "interception": "via_partner"},
        "A.10": "own",
        "A.11": "none",
        "A.12": "none",
    }
    held = typed(said).capabilities
    assert {name: c.customs for name, c in held.items()} == {
        "prosecution": "own",
        "surveillance": "none",
        "interception": "partner",
        "undercover": "own",
        "informants": "none",
        "forensics": "none",
        "finance": "none",
    }
    before = load_scenario("training").capabilities
    assert {name for name, c in held.items() if c.police != before[name].police} == {
        "forensics"
    } and held["forensics"].police == "none"


def test_difficulties_set_what_governance_has_of_them():
    shipped_now, slight = load_scenario("training").governance, typed({"A.17": "1"}).governance
    assert slight == shipped_now, "a slight difficulty is what is shipped"
    worse = typed({"A.17": {"will": "4", "mandate_overlap": "3", "rivalry": "2"}}).governance
    assert (worse.political_will, worse.mandate_clarity, worse.quarrel_chance) == (0.1, 0.3, 0.2)
    for part in items()["A.17"].parts.values():
        keys = {key for option in part.options.values() for key in option.settings}
        assert keys or part.traits or all(o.recorded for o in part.options.values()), part.name


@pytest.mark.parametrize(("written", "access"), [("no", "yes"), ("yes", "no")])
def test_what_liaison_officers_lack_is_set_where_there_are_any(written, access):
    role = {"written": written, "access": access}
    officers = typed({"A.14.1": "both_ways", "A.14.2": role}).instruments["liaison_officers"]
    assert (officers.written_role, officers.double_access) == (written == "yes", access == "yes")
    assert not read({"A.14.1": "contact_named", "A.14.2": role}).settings


# ------------------------------------------------------------------------------ where a level is
def test_it_stands_wherever_a_level_does(own_file):
    path = own_file("answers: {A.2.1: written, A.14.1: part_time}")
    traits = load_level("x", path).traits
    assert load_scenario("training", [f"partnership={path}"]).partnership.traits == traits
    assert load_scenario("training", [f"present={path}"]).present.traits == traits
    assert (
        load_scenario("training", [f"posts.airport.partnership={path}"]).levels[path].traits
        == traits
    )
    changed = (
        load_scenario("training", [f"schedule=[{{day: 9, partnership: '{path}'}}]"])
        .schedule[0]
        .scenario
    )
    assert changed.partnership.traits == traits
    found = load_levels("training", [path, LEVELS[3]])
    assert (
        list(found) == [LEVELS[0], "mine", LEVELS[3]] and found["mine"].partnership.traits == traits
    )
    assert (
        load_scenario(own_file(f"base: training\npresent: '{path}'\n", "own.yaml")).present.traits
        == traits
    )


def test_the_result_keeps_where_values_come_from_and_forgets_what_was_set_over_them(own_file):
    path = own_file("answers: {A.2.1: written, A.7.1: full, A.9: dont_know}")
    kept = scenario_as_dict(load_scenario("training", [f"partnership={path}"]))["partnership"][
        "sources"
    ]  # type: ignore[index]
    assert (
        "share_prob: A.2.1.protocol (written)" in kept
        and "trust_set_point: level coexistence" in kept
    )
    assert (
        "not applied: legal_model=full, A.7.1 (full)" in kept
        and "open: A.9.kit, don't know" in kept
    )
    assert {f.name for f in dataclasses.fields(Traits)} <= {text.partition(":")[0] for text in kept}
    for setting in ("partnership.traits.share_prob=0.9", "levers.information_sharing=1"):
        sources = load_scenario("training", [f"partnership={path}", setting]).partnership.sources
        assert not [text for text in sources if text.startswith("share_prob: ")]
        assert "trust_set_point: level coexistence" in sources


def test_the_law_is_told_and_not_applied(own_file):
    path = own_file("answers: {A.7.1: full, A.4.1: none}")
    scenario = load_scenario("training", [f"present={path}"])
    assert scenario.legal_model == load_scenario("training").legal_model
    (open_parts, told) = as_level.remarks([scenario])
    assert told.endswith("type legal_model.customs_may_let_run=false legal_model=full")
    assert "parts of the questionnaire are open" in open_parts
    assert as_level.remarks([load_scenario("training")]) == []


def test_a_form_without_answers_is_the_base_level_bit_for_bit(own_file):
    path = str(FORMS / "blank_answers.yaml")
    assert load_level("x", path).traits == load_level("x", LEVELS[0]).traits
    for base in LEVELS:
        again = own_file(blank().replace("# base: NAME", f"base: {base}"))
        assert load_level("x", again).traits == load_level("x", base).traits
    short = ["years=0.3", "burn_in_days=60"]
    of_form, of_base = (
        run(load_scenario("training", [f"partnership={level}", *short]), 3)
        for level in (again, LEVELS[-1])
    )
    assert of_form.outcomes == of_base.outcomes
    assert of_form.daily.equals(of_base.daily)


# ------------------------------------------------------------------------------ the forms
def test_the_empty_form_is_whole_and_as_shipped(capsys):
    assert (FORMS / "blank_answers.yaml").read_text("utf-8") == blank(), (
        "bordersim params answers=blank writes it anew"
    )
    assert main(["params", "answers=blank"]) == 0 and capsys.readouterr().out == blank()
    form = parse_yaml(blank(), "form")["answers"]
    for item in items().values():
        own = form[item.name]  # type: ignore[index]
        assert (
            own == "dont_know"
            if len(item.parts) == 1
            else own == dict.fromkeys(item.parts, "dont_know")
        )
    said = re.sub(r"\s*\n\s*# ", " ", blank())
    assert all(option in said for part in parts() for option in part.options)


def test_the_example_is_answered_in_full_and_its_tables_tell_everything():
    reading = interpret(load_answers(str(FORMS / "example_answers.yaml")), load_level)
    assert {part.key for part in parts()} == {g.part.key for g in reading.answers.given} | {
        o.part.key for o in reading.answers.open
    }
    assert not [o for o in reading.answers.open if o.asked]
    out = console()
    with out.capture() as captured:
        out.print(answer_tables(reading))
    text = captured.get()
    for shown in (
        "A.2.2.reply_time (weeks)",
        "legal_model=limited",
        "the closer question",
        "memorandum_of_understanding",
        "not asked",
        "headquarters",
        "sharing 0.38",
        "overall cooperation",
        "by the traits answered",
    ):
        assert shown in text, shown
    assert all(item in text for item in items())


def test_plain_words_lists_and_notes():
    reading = read(
        {
            "A.1": {"also": ["national_committee"]},
            "A.9": "via_partner",
            "A.6": {"register": True},
            "A.15.2": [],
            "A.17": {"trust": 0, "note": "of late"},
            "country": "Exampleland",
        }
    )
    assert reading.answers.title == "Exampleland" and reading.answers.notes == {"A.17": "of late"}
    assert (
        reading.answers.options("A.9", "kit") == ("via_partner",)
        and "deconfliction_register" in reading.instruments
    )
    assert "A.15.2" not in {missing.part.key for missing in reading.answers.open}, (
        "none of them is an answer"
    )
    kept = {missing.part.key: traits for missing, traits in reading.open}
    assert kept["A.1.basis"] == ("persistence", "meeting_share") and kept["A.13"] == (
        "pool_fraction",
        "pool_reaction_days",
    )


# ------------------------------------------------------------------------------ errors
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("answers: {A.20: mou}", ["A.20 is no question", "did you mean", "A.19"]),
        ("answers: {a.2.1: oral}", ["a.2.1", "did you mean 'A.2.1'"]),
        (
            "answers: {A.2.1: writen}",
            [
                "A.2.1.protocol is 'writen'",
                "did you mean 'written'",
                "none, oral, written",
                "dont_know",
            ],
        ),
        (
            "answers: {A.2.2: {freqency: weekly}}",
            ["A.2.2.freqency is unknown", "did you mean 'frequency'", "reply_time"],
        ),
        ("answers: {A.2.2: weekly}", ["A.2.2 asks several things", "{channel: phone", "dont_know"]),
        ("answers: {A.2.2: [weekly]}", ["A.2.2 asks several things"]),
        ("answers: {A.13: [listed, never]}", ["A.13 takes one answer, not a list"]),
        ("answers: {A.13: {pooling: {a: b}}}", ["A.13 takes one word, not a mapping"]),
        ("answers: {A.15.2: [documents, documents]}", ["A.15.2 names documents twice"]),
        ("answers: {A.15.2: [documents, 7]}", ["A.15.2 is '7'", "allowed: documents"]),
        ("answers: {A.17: {trust: 5}}", ["A.17.trust is '5'", "allowed: 4, 3, 2, 1, 0"]),
        ("answers: {A.1: mou, A.1: law}", ["'answers.A.1' stands there twice"]),
        ("answers: [A.1]", ["answers must be a mapping", "{A.1: mou}"]),
        ("answers:", ["answers must be a mapping"]),
        (
            "answers: {A.1: mou}\nbsae: coexistence",
            ["bsae is an unknown key", "did you mean 'base'"],
        ),
        ("answers: {A.1: mou}\ntraits: {}", ["traits is an unknown key of a questionnaire"]),
        (
            "answers: {A.1: mou}\nbase: coperation",
            ["base=coperation", "did you mean 'cooperation'"],
        ),
        ("answers: {A.1: mou}\nbase: [a]", ["base must be text"]),
        (
            "answers: {A.1: mou}\nbase: mine.yaml",
            ["mine.yaml is a filled-in questionnaire: name a level"],
        ),
        ("answers: {A.1: mou, country: [a]}", ["country must be text"]),
        ("answers: {A.1: mou}\nname: a b", ["name is 'a b'"]),
        (
            "answers: {A.14.1: none, A.14.2: {role: both}}",
            ["A.14.2.role (both)", "A.14.1 (none)", "asked only if A.14.1 is not none"],
        ),
        ("answers: {A.3.1: none, A.3.2: none}", ["A.3.2 is asked only if A.3.1 is not none"]),
        (
            "answers: {A.5.1: {drugs: full}, A.5.2: {drugs: police}}",
            ["A.5.2.drugs (police)", "A.5.1.drugs is not full"],
        ),
        (
            "answers: {A.5.1: {drugs: none}, A.5.2: {drugs: customs}}",
            ["A.5.1 is none and A.5.2 is customs", "may not seize"],
        ),
        (
            "answers: {A.1: none, A.2.1: written}",
            ["A.1 is none and A.2.1 is written", "can't both be", "is an arrangement"],
        ),
        (
            "answers: {A.2.1: none, A.2.2: {frequency: weekly}}",
            ["A.2.1 is none and A.2.2 is weekly"],
        ),
        ("answers: {A.1: '${oc.env:HOME}'}", ["interpolations"]),
    ],
)
def test_wrong_answers_get_one_sentence_with_file_and_question(
    text, says, own_file, sentence, monkeypatch, tmp_path
):
    monkeypatch.chdir(tmp_path)
    own_file(text)
    told = sentence(load_scenario, "training", ["partnership=mine.yaml"])
    assert "mine.yaml" in told
    for part in says:
        assert part in told


def test_what_is_answered_elsewhere_by_goods_is_still_asked():
    reading = read({"A.5.1": {"drugs": "full"}, "A.5.2": {"firearms": "police"}})
    assert [o.part.name for o in reading.answers.open if not o.asked] == ["drugs"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (
            ["run", "scenario=mine.yaml"],
            ["filled-in questionnaire, not a scenario", "partnership=mine.yaml"],
        ),
        (["params", "answers=nowhere.yaml"], ["there is no file 'nowhere.yaml'"]),
        (["params", "answers=coexistence"], ["answers=coexistence", "must be a YAML file"]),
        (["params", "answers=level.yaml"], ["level.yaml", "no key 'answers:'"]),
        (["params", "share", "answers=mine.yaml"], ["answers= stands alone", "'share'"]),
        (["run", "answers=mine.yaml"], ["answers= belongs to 'bordersim params'"]),
    ],
)
def test_on_the_command_line(typed, says, own_file, monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    own_file("answers: {A.1: mou}")
    own_file("name: a\ntraits: {}\n", "level.yaml")
    assert main(typed) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1
    for part in says:
        assert part in err


def test_nothing_reads_the_sources():
    assert {f.name for f in dataclasses.fields(Partnership)} >= {
        "name",
        "title",
        "traits",
        "sources",
    }
    for folder in ("world", "cycle", "measures"):
        for path in (ROOT / "borderSim" / folder).rglob("*.py"):
            assert ".sources" not in path.read_text("utf-8"), path
