"""The grammar of key=value."""

import pytest

from borderSim.scenario.compose import load_scenario
from borderSim.scenario.overrides import expand, group_choice, parse, swept_keys, value_of


def test_values_are_plain():
    texts = ["a=1", "b.c=2.5", "d=[x,y+z]", "e={f: null}", "g='q r'", "+h=true", "~i.j", "k=off"]
    assert [s.value for s in parse(texts)] == [1, 2.5, ["x", "y+z"], {"f": None}, "q r", True, None, "off"]
    assert [s.does for s in parse(["a=1", "+a=1", "~a"])] == ["set", "add", "delete"]


def test_sweeps_expand_into_their_product():
    rows = expand(["scenario=airport", "a=1,2", "b=range(1,4)"])
    assert len(rows) == 6 and rows[1] == {"scenario": "scenario=airport", "a": "a=1", "b": "b=2"}
    assert swept_keys(["scenario=airport", "a=1,2", "b=range(1,4)"]) == ["a", "b"]
    assert value_of("b=2") == 2


def test_a_group_takes_its_value_as_typed():
    assert group_choice("partnership=/tmp/x [1].yaml", ("partnership",)) == ("partnership", "/tmp/x [1].yaml")
    assert group_choice("partnership.traits.x=1", ("partnership",)) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("customs.random_share", "must be of the form key=value"),
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
        ("~modes.box.unit", "modes.box lacks the key 'unit'"),
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
