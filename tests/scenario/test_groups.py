"""A group of named entries from files: names, paths, mappings with changes, entries written out."""

import pytest

from borderSim.scenario.files import names_in
from borderSim.scenario.groups import read_group
from borderSim.scenario.shipped import config_dir
from borderSim.scenario.strict_yaml import read_yaml


def read(chosen, origin="override 'x'"):
    return read_group("shocks", chosen, origin, "effects")


def test_names_give_what_their_files_say():
    entries = read(["rare_birds", "budget_cut"])
    assert list(entries) == ["rare_birds", "budget_cut"]
    assert entries["budget_cut"].values == read_yaml(config_dir() / "shocks" / "budget_cut.yaml")
    assert (
        entries["budget_cut"].origin == "shock 'budget_cut'" and entries["budget_cut"].changes == {}
    )
    assert list(read("rare_birds")) == ["rare_birds"]


def test_nothing_chosen_is_nothing():
    assert read(None) == read([]) == read({}) == {}


def test_a_mapping_says_what_is_set_otherwise_and_may_write_an_entry_out():
    entries = read(
        {"budget_cut": {"day": 5}, "rare_birds": None, "of_my_own": {"effects": {}, "day": 3}},
        "mine.yaml",
    )
    assert entries["budget_cut"].changes == {"day": 5} and entries["rare_birds"].changes == {}
    assert (
        entries["of_my_own"].values == {"effects": {}, "day": 3}
        and entries["of_my_own"].origin == "mine.yaml"
    )


def test_a_file_is_looked_up_beside_the_one_that_names_it_then_from_where_one_is(
    own_file, tmp_path, monkeypatch
):
    own_file("effects: {}\nday: 1\n", "a.yaml")
    entries = read(["a.yaml"], origin=str(tmp_path / "scenario.yaml"))
    assert entries["a"].values == {"effects": {}, "day": 1} and entries["a"].origin == str(
        tmp_path / "a.yaml"
    )
    monkeypatch.chdir(tmp_path)
    assert read(["a.yaml"])["a"].values == entries["a"].values


def test_a_shipped_name_is_never_taken_for_an_entry_of_ones_own():
    assert read({"budget_cut": {"effects": {}}})["budget_cut"].changes == {"effects": {}}


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        (
            ["scaner_breaks"],
            [
                "unknown shock 'scaner_breaks'",
                "did you mean 'scanner_breaks'?",
                names_in("shocks")[0],
            ],
        ),
        (
            {"scaner_breaks": {"day": 3}},
            ["unknown shock 'scaner_breaks'", "did you mean 'scanner_breaks'?"],
        ),
        (["nowhere.yaml"], ["there is no file 'nowhere.yaml'"]),
        (["budget_cut", "budget_cut"], ["names 'budget_cut' twice"]),
        (["../shocks/budget_cut"], ["only letters, digits"]),
        (7, ["must be a list of names and files such as [attack_halts_trade,mine.yaml]"]),
        ([3], ["must be a list of names"]),
        ({"budget_cut": 3}, ["must be a list of names"]),
        ([""], ["must be a list of names"]),
    ],
)
def test_what_is_wrong_is_told(chosen, names, sentence):
    text = sentence(read, chosen)
    assert text.startswith("override 'x': shocks") and all(name in text for name in names), text


def test_a_file_must_have_a_name_that_a_key_can_have(own_file, sentence):
    assert "must be renamed" in sentence(read, [own_file("effects: {}\n", "My-shock.yaml")])
