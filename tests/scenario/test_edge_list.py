"""Networks from a file: read as written, roles by position where none is given, one sentence for what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

import borderSim as bs
from borderSim import BorderModel, load_scenario
from borderSim.cli import main
from borderSim.errors import InputError
from borderSim.model.state.networks import ROLE_CODE
from borderSim.parameters.scenario import ROLES, Network
from borderSim.scenario.load import scenario_as_dict
from borderSim.scenario.told import gathering

EXAMPLE = Path(__file__).parents[2] / "experiments" / "example_network.csv"
INPUTS = Path(__file__).parent / "inputs"
PATH = "source,target\na,b\nb,c\nc,d\nd,e\n"

Read = Callable[..., tuple[Network, ...]]


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    monkeypatch.chdir(tmp_path)

    def load(text: str | bytes, *overrides: str) -> tuple[Network, ...]:
        Path("net.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
        return load_scenario(
            "training", ["organisations.networks_file=net.csv", *overrides]
        ).networks

    return load


def test_a_file_gives_the_first_organisations_their_members_roles_and_ties():
    scenario = load_scenario("training", [f"organisations.networks_file={EXAMPLE}"])
    north, south = scenario.networks
    assert (north.name, south.name) == ("invented_north", "invented_south")
    assert len(north.members) == 13
    assert len(north.ties) == 17
    assert north.roles[north.members.index("faye")] == "facilitator"
    o = BorderModel(scenario, seed=3).state.traffickers
    assert o.size[:2].tolist() == [13, 10]
    for slot, network in enumerate(scenario.networks):
        assert [ROLES[c] for c in o.role[slot, : o.size[slot]]] == list(network.roles)
        assert np.argwhere(np.triu(o.links[slot])).tolist() == [list(tie) for tie in network.ties]
    assert scenario.organisations.networks_file == "example_network.csv", (
        "no folder of this machine in a result"
    )
    drawn = BorderModel(load_scenario("training"), seed=3).state.traffickers
    assert (o.links[2, :12, :12] == drawn.links[2, :12, :12]).all(), "all others stay as they were"
    assert (o.role[0, :13] == ROLE_CODE["broker"]).sum() == 2


def test_roles_that_are_not_given_follow_from_the_position(read: Read):
    ties = [("hub", f"m{i}") for i in range(8)] + [
        ("m0", "m1"),
        ("m2", "m3"),
        ("m4", "m5"),
        ("m0", "x"),
        ("x", "y"),
    ]
    (network,) = read("source,target\n" + "\n".join(",".join(tie) for tie in ties))
    roles = dict(zip(network.members, network.roles, strict=True))
    assert roles["hub"] == "broker"
    assert roles["m6"] == "organiser", "knows the broker and nobody else"
    assert roles["m0"] == "logistics"
    assert roles["y"] == "courier"
    (given,) = read(
        "source,target,target_role\nhub,m7,organiser\n" + "\n".join(f"{a},{b}," for a, b in ties)
    )
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
        (b"\xff\xfea,b", ["is not UTF-16"]),
        ("", ["net.csv: is empty"]),
        ("source,target\n", ["has no tie"]),
        ("frm,too\na,b\n", ["lacks the column 'source'", "frm, too"]),
        ("from,too\na,b\n", ["lacks the column 'to'", "'too'"]),
        ("person_a,person_b\na,b\n", ["lacks the column 'source'", "person_a, person_b"]),
        ("source,traget\na,b\n", ["lacks the column 'target'", "'traget'"]),
        ("source target\na b\n", ["lacks the column 'source'", "source target"]),
        (
            ",a,b,c\na,0,1,0\nb,1,0,1\nd,0,1,0\n",
            ["looks like a matrix", "c, d stand on one side only"],
        ),
        (",a,b\na,0,x\nb,x,0\n", ["lacks the column 'source'"]),
        ("source,target,weight\na,b,0\nb,c,0\n", ["only ties of weight 0"]),
        ("source,target,weight\na,b,-1\n", ["line 2: weight is '-1'", "at least 0"]),
        ("source,target,weight\na,b,strong\n", ["line 2: weight is 'strong'"]),
        ('source,target,weight\na,b,"0,5"\n', ["line 2: weight: is '0,5'", "decimal point"]),
        (
            PATH.replace("target", "target,profile")
            .replace("\n", ",cocane\n", 2)
            .replace("target,profile,cocane", "target,profile"),
            ["line 2: profile is 'cocane'", "organisations.profiles"],
        ),
        (
            "source,target,profile\na,b,one\nb,c,two\n",
            ["line 3: profile is 'two', but 'one' further up"],
        ),
        ("source,target\na,b,c\n", ["more fields"]),
        (PATH + "e,f,g\n", ["line 6"]),
        (PATH + "f\n", ["line 6: target is empty"]),
        ("source,target\na,a\nb,b\n", ["only ties of a member with himself"]),
        (
            "source,target,organisation\na,b,one\nb,c,one\nc,d,one\nx,x,two\n",
            ["'two' has only ties of a member with himself"],
        ),
        ("source,target\na,b\n", ["has 2 members", "at least 4", "one organiser"]),
        (
            "source,target,source_role\na,b,borker\n",
            ["line 2: source_role is 'borker'", "did you mean 'broker'"],
        ),
        (
            "source,target,source_role\na,b,broker\nb,c,\na,c,courier\nc,d,\n",
            ["line 4: source_role of 'a' is 'courier'", "'broker' further up"],
        ),
        (
            "source,target,source_role,target_role\na,b,courier,courier\nc,d,courier,courier\n",
            ["has no organiser"],
        ),
        (
            "source,target\n" + "".join(f"hub,m{i}\n" for i in range(200)),
            ["201 members", "organisations.size_max is"],
        ),
    ],
)
def test_what_is_wrong_in_a_file_is_said_in_one_sentence(
    read: Read, text: str | bytes, names: list[str]
):
    with pytest.raises(InputError) as caught:
        read(text)
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.startswith("net.csv: ")
    for name in names:
        assert name in sentence


FORMS = [
    ("matrix.csv", 6, 7, ["read as a matrix"]),
    ("melted.csv", 6, 7, ["16 lines of weight 0", "7 lines that say a tie again"]),
    ("gephi.csv", 4, 4, ["not used: the columns Type, Id"]),
    ("igraph_r.csv", 4, 3, ["role of the member in 'from'", "roles given to 2 of them"]),
    ("headerless.tsv", 4, 4, ["pairs without a header"]),
    ("ties.graphml", 3, 2, ["read as GraphML", "roles given to 1 of them"]),
    ("accents.csv", 2, 1, ["2 lines that say a tie again"]),
]


@pytest.mark.parametrize(("file", "members", "ties", "told"), FORMS)
def test_the_forms_that_people_bring(file: str, members: int, ties: int, told: list[str]):
    network = bs.read_network(INPUTS / file)
    assert (len(network.members), len(network.ties)) == (members, ties)
    assert (network.number_of_nodes(), network.number_of_edges()) == (members, ties)
    assert all(text in str(network) for text in told) and str(INPUTS) not in str(network)


def test_what_the_forms_say_beside_names():
    roles = bs.read_network(str(INPUTS / "igraph_r.csv")).roles
    assert roles == {"a": "broker", "b": "courier", "c": None, "d": None}
    graphml = bs.read_network(INPUTS / "ties.graphml")
    assert graphml.roles["x"] == "broker" and graphml.edges["x", "y"]["weight"] == 2.0
    assert bs.read_network(INPUTS / "melted.csv").left_out == {
        "zero": 16,
        "loops": 0,
        "again": 7,
        "alone": [],
    }
    assert nx.shortest_path(bs.read_network(INPUTS / "matrix.csv"), "Ana", "Fay") == [
        "Ana",
        "Cem",
        "Dov",
        "Fay",
    ], "it is a graph of networkx"
    assert bs.read_network(INPUTS / "accents.csv").members == ["José", "Luc"]


@pytest.mark.parametrize(
    "text",
    [
        "from;to;poids\na;b;0,5\nb;c;1,0\nc;d;2\nd;a;0,0\n",
        ",source,target\n0,a,b\n1,b,c\n2,c,d\n",
        "from to\n1 a b\n2 b c\n3 c d\n".replace(" ", "\t"),
        "Var1,Var2,Freq\na,b,1\nb,c,1\nc,d,3\na,d,0\n",
        "level_0,level_1,0\na,b,1\nb,c,1\nc,d,1\nd,a,0\n",
        "name,variable,value\na,b,1\nb,c,1\nc,d,1\nd,a,0.0\n",
        "Source,Target,Type,Id,Label,timeset,Weight\na,b,Directed,0,,,1.0\nb,c,Directed,1,,,1.0\nc,d,Directed,2,,,0.5\n",
        ";a;b;c;d\na;0;0,5;0;0\nb;0;0;1;0\nc;0;0;0;2,5\nd;0;0;0;0\n",
        "a,b,c,d\na,0,1,0,0\nb,1,0,1,0\nc,0,1,0,1\nd,0,0,1,0\n",
        ",a,b,c,d\na,,1,,\nb,,,NA,\nc,,1,,1\nd,,,,\n",
        "a,b\nb,c\nc,d\n",
        "a\tb\t1\nb\tc\t0.5\nc\td\t2\n",
        "SOURCE , Target\n\u200ba,b\u00a0\nb ,c\nc,d\n",
        "Source_Role,de,vers\nBroker,a,b\nNA,b,c\n,c,d\n",
    ],
)
def test_three_ties_however_they_are_written(tmp_path: Path, text: str):
    (tmp_path / "n.csv").write_text(text, encoding="utf-8")
    assert bs.read_network(tmp_path / "n.csv").ties == [("a", "b"), ("b", "c"), ("c", "d")]


@pytest.mark.parametrize("names", ["x1,x2,x3,x4", "i,j,k,l", "v1,v2,v3,v4", "from,to,c,d"])
def test_members_may_be_called_as_columns_are(tmp_path: Path, names: str):
    a, b, c, d = names.split(",")
    (tmp_path / "n.csv").write_text(f"{a},{b}\n{b},{c}\n{c},{d}\n")
    assert len(bs.read_network(tmp_path / "n.csv").ties) == 3


def test_a_matrix_without_names_and_a_workbook(tmp_path: Path):
    (tmp_path / "n.csv").write_text("0,1,0,0\n1,0,1,0\n0,1,0,1\n0,0,1,0\n")
    assert bs.read_network(tmp_path / "n.csv").ties == [("1", "2"), ("2", "3"), ("3", "4")]
    from openpyxl import Workbook

    book = Workbook()
    for row in (["source", "target", "weight"], ["a", 7.0, 1], ["b", "a", 0]):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(tmp_path / "n.xlsx")
    assert bs.read_network(tmp_path / "n.xlsx").ties == [("7", "a")]


def test_members_without_a_tie_and_names_of_several_organisations_are_told(tmp_path: Path):
    (tmp_path / "n.csv").write_text(
        "source,target,organisation,weight\na,b,one,1\nb,b,one,1\na,c,two,1\na,x,two,0\n"
    )
    found = bs.read_network(tmp_path / "n.csv")
    assert found.organisations == {"one": ["a (one)", "b"], "two": ["a (two)", "c"]}
    assert found.left_out == {"zero": 1, "loops": 1, "again": 0, "alone": ["x"]} and "(x)" in str(
        found
    )


GRAPHML = '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">{}<graph edgedefault="undirected">{}</graph></graphml>'


def test_graphml_by_names_of_igraph_and_weights(tmp_path: Path):
    keys = '<key id="n" for="node" attr.name="name" attr.type="string"/><key id="w" for="edge" attr.name="weight" attr.type="double"/>'
    nodes = "".join(
        f'<node id="n{i}"><data key="n">{name}</data></node>'
        for i, name in enumerate(("Ana", "Bo", "Cem"))
    )
    edges = '<edge source="n0" target="n1"><data key="w">0</data></edge><edge source="n1" target="n2"/><edge source="n2" target="n1"/>'
    (tmp_path / "n.xml").write_text('<?xml version="1.0"?>' + GRAPHML.format(keys, nodes + edges))
    found = bs.read_network(tmp_path / "n.xml")
    assert found.ties == [("Bo", "Cem")] and found.left_out == {
        "zero": 1,
        "loops": 0,
        "again": 1,
        "alone": ["Ana"],
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '<?xml version="1.0"?><!DOCTYPE g [<!ENTITY a "x">]>' + GRAPHML.format("", "&a;"),
            "is not allowed",
        ),
        (
            '<?xml version="1.0"?><!DOCTYPE g SYSTEM "file:///etc/passwd">'
            + GRAPHML.format("", ""),
            "is not allowed",
        ),
        (
            (
                '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE g []>' + GRAPHML.format("", "")
            ).encode("utf-16"),
            "is not allowed",
        ),
        ("<graphml><graph>", "is no XML"),
        ("<html></html>", "is no GraphML"),
        (GRAPHML.format("", '<node id="a"/>'), "has no tie"),
        (
            GRAPHML.format(
                '<key id="w" for="edge" attr.name="weight" attr.type="double"/>',
                '<edge source="a" target="b"><data key="w">x</data></edge>',
            ),
            "is no GraphML",
        ),
    ],
)
def test_graphml_is_data(tmp_path: Path, text: str | bytes, said: str):
    (tmp_path / "n.graphml").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputError, match=said) as caught:
        bs.read_network(tmp_path / "n.graphml")
    assert str(caught.value).startswith("n.graphml: ") and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("none.csv", "there is no file 'none.csv'"),
        (3, "names no file"),
        ("x" * 300, "there is no file 'xxx"),
        ("a\0b", "there is no file"),
        ("~nobody_here/n.csv", "there is no file"),
        (".", "there is no file"),
        ("n.gexf", "is a GEXF file"),
    ],
)
def test_what_is_no_file_of_a_network_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: object, said: str
):
    monkeypatch.chdir(tmp_path)
    Path("n.gexf").write_text("<gexf/>")
    with pytest.raises(InputError, match=said):
        bs.read_network(given)  # type: ignore[arg-type]


def test_a_file_chooses_the_profile_of_its_organisation(read: Read):
    plain = load_scenario("training")
    names = list(plain.organisations.profiles)
    (network,) = read(PATH.replace("target\n", f"target,profile\na,e,{names[-1]}\n"))
    assert network.profile == names[-1]
    without = BorderModel(plain, seed=3).state.traffickers
    chosen = BorderModel(
        load_scenario("training", ["organisations.networks_file=net.csv"]), seed=3
    ).state.traffickers
    assert chosen.profiles[chosen.profile[0]] == names[-1] != without.profiles[without.profile[0]]
    count = plain.organisations.count
    assert sorted(chosen.profile[:count]) == sorted(without.profile[:count]), (
        "the mix of all is as it was"
    )


def test_a_file_without_profiles_leaves_a_scenario_as_it_was(read: Read):
    read(PATH)
    recorded = scenario_as_dict(load_scenario("training", ["organisations.networks_file=net.csv"]))
    assert set(recorded["networks"][0]) == {"name", "members", "roles", "ties"}  # type: ignore[index]


def test_what_was_read_is_told_once_and_so_is_who_is_not_there(read: Read):
    text = "source,target,organisation\n" + "".join(
        row + f",{name}\n" for name in ("one", "two") for row in PATH.splitlines()[1:]
    )
    with gathering() as told:
        for _ in range(3):
            read(text, "organisations.count=1", "organisations.max=3")
    assert told == [
        "net.csv: read as an edge list: 2 organisations, 10 members, 8 ties, roles given to none",
        "net.csv: 1 of its 2 organisations is not there at the start, because organisations.count is 1 (they come in only as others end): 'two'",
    ]


def test_a_file_that_is_not_there_and_too_many_organisations_are_refused(read: Read):
    with pytest.raises(
        InputError, match=r"organisations\.networks_file: there is no file 'none\.csv'"
    ):
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
    out, err = capsys.readouterr()
    assert (
        err
        == f"note: {EXAMPLE}: read as an edge list: 2 organisations, 23 members, 29 ties, roles given to 13 of them\n"
    )
    assert "read as" not in out
    Path("bad.csv").write_text("source,target\na,a\n")
    assert main([*arguments, "organisations.networks_file=bad.csv"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "bad.csv" in err
