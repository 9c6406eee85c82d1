"""Networks from a file: read as written, roles by position where none is given, one sentence for what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from borderSim import BorderModel, load_scenario
from borderSim.cli import main
from borderSim.errors import InputError
from borderSim.scenario.schema import ROLES, Network
from borderSim.world.networks import ROLE_CODE

EXAMPLE = Path(__file__).parents[2] / "experiments" / "example_network.csv"
PATH = "source,target\na,b\nb,c\nc,d\nd,e\n"

Read = Callable[..., tuple[Network, ...]]


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    monkeypatch.chdir(tmp_path)

    def load(text: str | bytes, *overrides: str) -> tuple[Network, ...]:
        Path("net.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
        return load_scenario("training", ["organisations.networks_file=net.csv", *overrides]).networks

    return load


def test_a_file_gives_the_first_organisations_their_members_roles_and_ties():
    scenario = load_scenario("training", [f"organisations.networks_file={EXAMPLE}"])
    north, south = scenario.networks
    assert (north.name, south.name) == ("invented_north", "invented_south")
    assert len(north.members) == 13
    assert len(north.ties) == 17
    assert north.roles[north.members.index("faye")] == "facilitator"
    o = BorderModel(scenario, seed=3).world.organisations
    assert o.size[:2].tolist() == [13, 10]
    for slot, network in enumerate(scenario.networks):
        assert [ROLES[c] for c in o.role[slot, : o.size[slot]]] == list(network.roles)
        assert np.argwhere(np.triu(o.links[slot])).tolist() == [list(tie) for tie in network.ties]
    assert scenario.organisations.networks_file == "example_network.csv", "no folder of this machine in a result"
    drawn = BorderModel(load_scenario("training"), seed=3).world.organisations
    assert (o.links[2, :12, :12] == drawn.links[2, :12, :12]).all(), "all others stay as they were"
    assert (o.role[0, :13] == ROLE_CODE["broker"]).sum() == 2


def test_roles_that_are_not_given_follow_from_the_position(read: Read):
    ties = [("hub", f"m{i}") for i in range(8)] + [("m0", "m1"), ("m2", "m3"), ("m4", "m5"), ("m0", "x"), ("x", "y")]
    (network,) = read("source,target\n" + "\n".join(",".join(tie) for tie in ties))
    roles = dict(zip(network.members, network.roles, strict=True))
    assert roles["hub"] == "broker"
    assert roles["m6"] == "organiser", "knows the broker and nobody else"
    assert roles["m0"] == "logistics"
    assert roles["y"] == "courier"
    (given,) = read("source,target,target_role\nhub,m7,organiser\n" + "\n".join(f"{a},{b}," for a, b in ties))
    roles = dict(zip(given.members, given.roles, strict=True))
    assert roles["m7"] == "organiser"
    assert roles["m6"] != "organiser", "one was given"
    assert len(given.ties) == len(ties), "a tie that stands there twice is one tie"


def test_names_are_text_and_loops_spaces_and_blank_lines_do_no_harm(read: Read):
    (network,) = read("source , target\n1,2\n\n 2 ,NA\nNA,4\n4,4\n7,7\n")
    assert sorted(network.members) == ["1", "2", "4", "NA"]
    assert len(network.ties) == 3


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (b"\xff\xfea,b", ["is not UTF-8"]),
        ("", ["net.csv: is empty"]),
        ("source,target\n", ["has no tie"]),
        ("from,to\na,b\n", ["lacks the column 'source'", "from, to"]),
        ("source,traget\na,b\n", ["lacks the column 'target'", "'traget'"]),
        ("source;target\na;b\n", ["lacks the column 'source'", "source;target"]),
        ("source,target\na,b,c\n", ["more fields"]),
        (PATH + "e,f,g\n", ["line 6"]),
        (PATH + "f\n", ["line 6: target is empty"]),
        ("source,target\na,a\nb,b\n", ["only ties of a member with himself"]),
        ("source,target,organisation\na,b,one\nb,c,one\nc,d,one\nx,x,two\n", ["'two' has only ties of a member with himself"]),
        ("source,target\na,b\n", ["has 2 members", "at least 4", "one organiser"]),
        ("source,target,source_role\na,b,borker\n", ["line 2: source_role is 'borker'", "did you mean 'broker'"]),
        (
            "source,target,source_role\na,b,broker\nb,c,\na,c,courier\nc,d,\n",
            ["line 4: source_role of 'a' is 'courier'", "'broker' further up"],
        ),
        ("source,target,source_role,target_role\na,b,courier,courier\nc,d,courier,courier\n", ["has no organiser"]),
        ("source,target\n" + "".join(f"hub,m{i}\n" for i in range(200)), ["201 members", "organisations.size_max is"]),
    ],
)
def test_what_is_wrong_in_a_file_is_said_in_one_sentence(read: Read, text: str | bytes, names: list[str]):
    with pytest.raises(InputError) as caught:
        read(text)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.startswith("net.csv: ")
    for name in names:
        assert name in sentence


def test_a_file_that_is_not_there_and_too_many_organisations_are_refused(read: Read):
    with pytest.raises(InputError, match=r"organisations\.networks_file: there is no file 'none\.csv'"):
        read(PATH, "organisations.networks_file=none.csv")
    many = "source,target,organisation\n" + "".join(
        row.replace("\n", f",{i}\n") for i in range(3) for row in PATH.splitlines(keepends=True)[1:]
    )
    with pytest.raises(InputError, match=r"has 3 organisations, but organisations\.max is 2"):
        read(many, "organisations.count=2", "organisations.max=2")
    with pytest.raises(InputError, match="networks is no key"):
        Path("own.yaml").write_text("base: training\nnetworks: []\n")
        load_scenario("own.yaml")


def test_a_scenario_file_finds_its_networks_beside_itself(read: Read):
    Path("folder").mkdir()
    Path("folder/own.yaml").write_text("base: training\norganisations: {networks_file: near.csv}\n")
    Path("folder/near.csv").write_text(PATH)
    assert len(load_scenario("folder/own.yaml").networks) == 1


def test_the_command_line_runs_a_file_and_refuses_a_bad_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)
    arguments = ["run", "scenario=training", "years=0.02", "burn_in_days=0"]
    assert main([*arguments, f"organisations.networks_file={EXAMPLE}"]) == 0
    Path("bad.csv").write_text("source,target\na,a\n")
    capsys.readouterr()
    assert main([*arguments, "organisations.networks_file=bad.csv"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "bad.csv" in err
