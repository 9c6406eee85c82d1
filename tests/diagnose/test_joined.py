"""Two questionnaires as one: how each answer is joined, the gap between services, what is carried on as a range."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from borderSim.diagnose.consistent import as_form, consistent
from borderSim.diagnose.joined import BOTH, Joined, acts, join, read_forms, spread
from borderSim.errors import InputError
from borderSim.scenario.questionnaire.answers import Answers, read_answers
from borderSim.scenario.questionnaire.items import items, parts

FORMS = Path(__file__).parents[2] / "experiments" / "questionnaire"


def form(service: str, **answers: object) -> Answers:
    said = {key.replace("_", "."): value for key, value in answers.items()}
    return read_answers({"answers": {"service": service, **said}}, f"{service}.yaml")


def joined(customs: dict[str, object], police: dict[str, object]) -> Joined:
    return join(
        {
            "customs": read_answers({"answers": customs}, "customs.yaml"),
            "police": read_answers({"answers": police}, "police.yaml"),
        }
    )


def seen(both: Joined, key: str):
    return next(one for one in both.seen if one.part.key == key)


def chosen(both: Joined, key: str) -> list[str] | None:
    options = seen(both, key).chosen
    return None if options is None else [option.name for option in options]


@pytest.mark.parametrize(
    ("customs", "police", "key", "says", "rule"),
    [
        ({"A.1": "mou"}, {"A.1": "mou"}, "A.1.basis", ["mou"], "same"),
        ({"A.1": "mou"}, {}, "A.1.basis", ["mou"], "alone"),
        ({"A.1": "mou"}, {"A.1": "dont_know"}, "A.1.basis", ["mou"], "alone"),
        ({"A.1": "mou"}, {"A.1": "law"}, "A.1.basis", ["mou"], "lower"),
        ({"A.17": {"trust": 3}}, {"A.17": {"trust": 1}}, "A.17.trust", ["3"], "lower"),
        ({"A.7.1": "serious"}, {"A.7.1": "none"}, "A.7.1", ["serious"], "about"),
        ({"A.16.1": "none"}, {"A.16.1": "yearly"}, "A.16.1", ["yearly"], "about"),
        (
            {"A.1": {"also": ["national_committee", "port_control_unit"]}},
            {"A.1": {"also": ["port_control_unit", "officer_exchange"]}},
            "A.1.also",
            ["port_control_unit"],
            "list",
        ),
        (
            {"A.2.2": {"direction": "both"}},
            {"A.2.2": {"direction": "police_to_customs"}},
            "A.2.2.direction",
            ["police_to_customs"],
            "ways",
        ),
        (
            {"A.2.2": {"direction": "customs_to_police"}},
            {"A.2.2": {"direction": "police_to_customs"}},
            "A.2.2.direction",
            None,
            "ways",
        ),
        ({}, {}, "A.13", None, "open"),
    ],
)
def test_each_answer_is_joined_by_its_rule(customs, police, key, says, rule):
    both = joined(customs, police)
    assert chosen(both, key) == says
    assert seen(both, key).rule == rule


def test_what_the_joined_answers_rule_out_falls_away():
    both = joined({"A.14.1": "none"}, {"A.14.1": "both_ways", "A.14.2": {"written": "yes"}})
    assert chosen(both, "A.14.1") == ["none"]
    assert chosen(both, "A.14.2.written") is None
    assert seen(both, "A.14.2.written").rule == "dropped"


def test_what_contradicts_is_lowered_to_what_can_be():
    both = joined({"A.1": "none"}, {"A.1": "mou", "A.2.1": {"protocol": "written"}})
    assert chosen(both, "A.1.basis") == ["none"]
    assert chosen(both, "A.2.1.protocol") == ["oral"]


def test_the_distance_is_told_in_steps_of_the_five_levels():
    both = joined(
        {
            "A.1": {"basis": "none", "also": []},
            "A.6": {"register": "no"},
            "A.2.2": {"direction": "both"},
        },
        {
            "A.1": {"basis": "law", "also": ["national_committee"]},
            "A.6": {"register": "yes"},
            "A.2.2": {"direction": "customs_to_police"},
        },
    )
    steps = {one.part.key: one.steps for one in both.seen}
    assert steps["A.1.basis"] == steps["A.1.also"] == steps["A.6.register"] == 4.0
    assert steps["A.2.2.direction"] == 4.0
    assert joined({"A.13": "never"}, {"A.13": "by_favour"}).gaps()[0].steps == 1.0
    assert joined({"A.13": "never"}, {}).gaps() == []


def test_the_widest_apart_stands_first():
    both = joined({"A.13": "never", "A.1": "mou"}, {"A.13": "common_pool", "A.1": "mou_moa"})
    assert [one.part.key for one in both.gaps()] == ["A.13", "A.1.basis"]


def test_one_form_alone_is_itself():
    path = str(FORMS / "example_answers.yaml")
    forms = read_forms([path])
    assert list(forms) == [BOTH]
    own = forms[BOTH]
    both = join(forms)
    assert not both.two
    assert [str(one) for one in both.answers.given] == [str(one) for one in own.given]
    assert both.gaps() == []


def test_nobody_knows_stands_for_every_answer_and_a_difference_for_both():
    both = joined({"A.13": "by_favour"}, {"A.13": "joint_plan"})
    low, high = spread(both)
    assert low.options("A.13", "pooling") == ("by_favour",)
    assert high.options("A.13", "pooling") == ("joint_plan",)
    assert low.options("A.9", "interception") == ("no_power",)
    assert high.options("A.9", "interception") == ("power_and_means",)
    assert low.options("A.1", "also") == ()
    assert len(high.options("A.1", "also")) == len(items()["A.1"].parts["also"].options)
    assert high.options("A.18", "overall") == ()


def test_a_free_answer_moves_where_a_sure_one_stands_against_it():
    sure = joined({"A.2.1": {"protocol": "written"}}, {"A.2.1": {"protocol": "written"}})
    low, _ = spread(sure)
    assert low.options("A.2.1", "protocol") == ("written",)
    assert low.options("A.1", "basis") == ("personal_contacts",)


# ------------------------------------------------------------------------------ whatever is answered
@st.composite
def answers(draw, service: str) -> Answers:
    """A form that answers some parts anyhow, without contradicting itself."""
    said = {}
    for part in parts():
        options = list(part.options.values())
        if part.several:
            pick = draw(st.none() | st.lists(st.sampled_from(range(len(options))), unique=True))
            said[part.key] = None if pick is None else tuple(options[i] for i in pick)
        else:
            pick = draw(st.none() | st.integers(0, len(options) - 1))
            said[part.key] = None if pick is None else (options[pick],)
    chosen = consistent(said)
    values = as_form({}, chosen, service)
    return read_answers(values, f"{service}.yaml")


@settings(max_examples=15, deadline=None)
@given(answers("customs"), answers("police"))
def test_any_two_forms_join_to_a_questionnaire_with_both_edges(customs, police):
    both = join({"customs": customs, "police": police})
    low, high = spread(both)
    where = {part.key: part for part in parts()}
    for one in both.seen:
        part = where[one.part.key]
        got = both.answers.options(part.item, part.name)
        assert got == tuple(o.name for o in one.chosen or ())
        if (
            one.rule == "open"
            and any(acts(o) for o in part.options.values())
            and one.low is not None
        ):
            assert one.unsure
    assert low.name == "mine_low"
    assert high.name == "mine_high"


@settings(max_examples=10, deadline=None)
@given(answers("customs"))
def test_two_equal_forms_do_not_differ(form):
    both = join({"customs": form, "police": form})
    assert both.gaps() == []
    assert [str(one) for one in both.answers.given] == [str(one) for one in form.given]


# ------------------------------------------------------------------------------ bad input
@pytest.mark.parametrize(
    ("files", "says"),
    [
        (
            {"a": {"service": "customs"}, "b": {"service": "customs"}},
            "b.yaml: is filled in by customs, as",
        ),
        (
            {"a": {"service": "customs"}, "b": {}},
            "b.yaml: of two questionnaires each says which service",
        ),
        (
            {
                "a": {"service": "customs", "country": "Aland"},
                "b": {"service": "police", "country": "Bland"},
            },
            "the same country, not Aland in",
        ),
        ({"a": {"service": "army"}}, "service is 'army'; allowed: customs, police"),
        ({"a": {"service": "custom"}}, r"did you mean 'customs'"),
        ({"a": {}, "b": {}, "c": {}}, "takes one or two filled-in questionnaires, not 3"),
    ],
)
def test_wrong_forms_get_one_sentence(files, says, tmp_path):
    paths = []
    for name, content in files.items():
        path = tmp_path / f"{name}.yaml"
        said = "".join(f"  {key}: {value}\n" for key, value in content.items())
        path.write_text(f"answers:\n  A.1: mou\n{said}", encoding="utf-8")
        paths.append(str(path))
    with pytest.raises(InputError, match=says) as error:
        read_forms(paths)
    assert "\n" not in str(error.value)


def test_two_bases_are_refused(tmp_path):
    for name, base in (("customs", "coexistence"), ("police", "communication")):
        (tmp_path / f"{name}.yaml").write_text(
            f"base: {base}\nanswers: {{service: {name}, A.1: mou}}\n", encoding="utf-8"
        )
    with pytest.raises(InputError, match="must name the same base, not coexistence in"):
        read_forms([str(tmp_path / "customs.yaml"), str(tmp_path / "police.yaml")])
