"""The grammar of key=value."""

import pytest

from borderSim.scenario.load import load_scenario
from borderSim.scenario.overrides import (
    expand,
    group_choice,
    names_in_list,
    parse,
    swept_keys,
    value_of,
)


def test_values_are_plain():
    texts = ["a=1", "b.c=2.5", "d=[x,y+z]", "e={f: null}", "g='q r'", "+h=true", "~i.j", "k=off"]
    assert [s.value for s in parse(texts)] == [
        1,
        2.5,
        ["x", "y+z"],
        {"f": None},
        "q r",
        True,
        None,
        "off",
    ]
    assert [s.does for s in parse(["a=1", "+a=1", "~a"])] == ["set", "add", "delete"]


def test_sweeps_expand_into_their_product():
    rows = expand(["scenario=airport", "a=1,2", "b=range(1,4)"])
    assert len(rows) == 6 and rows[1] == {"scenario": "scenario=airport", "a": "a=1", "b": "b=2"}
    assert swept_keys(["scenario=airport", "a=1,2", "b=range(1,4)"]) == ["a", "b"]
    assert value_of("b=2") == 2


def test_a_group_takes_its_value_as_typed():
    assert group_choice("partnership=/tmp/x [1].yaml", ("partnership",)) == (
        "partnership",
        "/tmp/x [1].yaml",
    )
    assert group_choice("partnership.traits.x=1", ("partnership",)) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("customs.random_share", "must be of the form key=value"),
        (
            "instruments.*.running_cost_eur=1",
            "'*' for every entry is for the factors of a design",
        ),
        ("~shocks.*", "and for interventions: name each entry here"),
        ("=3", "empty part"),
        ("a..b=1", "can't be read"),
        ("title=[1,2", "can't be read"),
        ("years=1,2", "bordersim run -m"),
        ("partnership=a,b", "bordersim run -m"),
        ("title=${oc.env:HOME}", "interpolations"),
        ("partnership=${oc.env:HOME}", "interpolations"),
        ("_target_=x", "_target_"),
        ("customs={_target_: x}", "_target_"),
        ("hydra.run.dir=x", "Hydra's own"),
        ("hydra/launcher=x", "Hydra's own"),
        ("scenario@x=y", "a key holds only"),
        ("~customs=3", "take a key out"),
        ("cutoms.random_share=1", "(did you mean 'customs'?)"),
        ("customs.random_share.x=1", "no keys below"),
        ("posts.airprt.police_officers=1", "(did you mean 'airport'?)"),
        ("~posts.airprt", "(did you mean 'airport'?)"),
        ("levels.x=1", "posts.<name>.partnership"),
        ("present.traits.share_prob=1", "the present level is set whole"),
        ("~present", "the present level is set whole"),
        ("present=[a]", "present='[a]'"),
        ("legal_model=ful", "(did you mean 'full'?)"),
        ("legal_model=a/b", "must end in .yaml"),
        ("legal_model=a.yaml", "there is no file"),
        ("partnership=", "names no level"),
        ("~customs.analysts.x", "no keys below"),
        ("~modes.box.unit", "modes.box.unit can't be taken out: it is box in the scenario itself"),
        (
            "~police.investigators",
            "police.investigators can't be taken out: it is 12 in the scenario itself",
        ),
        ("~customs.random_share", "it is at its default already"),
        ("~schedule", "there is no schedule to take out"),
        ("~partnership.traits.share_prob", "a level is set whole"),
        ("~legal_model", "a legal model is set whole"),
    ],
)
def test_wrong_overrides(text, says, sentence):
    assert says in sentence(load_scenario, "training", [text])


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        (["a=1", "a=2"], "given twice"),
        (["a=glob(*)"], "glob() chooses among names"),
        (["a=range(0,1000)", "b=range(0,1000)"], "at most 100000"),
        (["a=range(0,1000000000)"], "at most 100000"),
    ],
)
def test_wrong_sweeps(texts, says, sentence):
    assert says in sentence(expand, texts)


def test_what_is_taken_out_is_the_scenarios_own_again(own_file):
    mine = own_file(
        "base: airport\npolice: {investigators: 20, units: 4}\nschedule: [{day: 9, customs.random_share: 0.3}]\n",
        "mine.yaml",
    )
    found = load_scenario(mine, ["~police.investigators", "~schedule"])
    own = load_scenario("airport")
    assert (
        found.police.investigators == own.police.investigators
        and found.police.units == 4
        and found.schedule == ()
    )
    assert load_scenario(mine, ["~police"]).police == own.police


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("[a,b]", ["a", "b"]),
        ("[]", []),
        ("[my file (1).yaml,é.yaml]", ["my file (1).yaml", "é.yaml"]),
        ("['a, b.yaml',c]", ["a, b.yaml", "c"]),
        ('["it\'s.yaml"]', ["it's.yaml"]),
        (r"['it\'s.yaml']", ["it's.yaml"]),
        ("[a=b #c.yaml]", ["a=b #c.yaml"]),
        ("[{name: x}]", None),
        ("[a],[b]", None),
        ("a", None),
    ],
)
def test_names_in_a_list_are_taken_as_they_are_typed(value, names):
    assert names_in_list(value) == names


@pytest.mark.parametrize(
    "texts",
    [["a=1,1"], ["scenario=x.yaml,y.yaml,x.yaml"], ["a=choice(1,2,1)"], ["a=1", "+a=2"]],
)
def test_nothing_is_expanded_twice(texts, sentence):
    assert "twice" in sentence(expand, texts)


def test_files_with_signs_are_expanded():
    rows = expand(["scenario=é (1).yaml,'a, b.yaml'", "seed=1,2"])
    assert [row["scenario"] for row in rows[::2]] == [
        "scenario=é (1).yaml",
        "scenario='a, b.yaml'",
    ] and len(rows) == 4
