"""Keys that name a file are declared so, and where no file may be named none is opened."""

from __future__ import annotations

import dataclasses
import re

import pytest

from borderSim.errors import InputError
from borderSim.parameters.scenario import Scenario, SettingChange
from borderSim.scenario.build import declaration_of, hints
from borderSim.scenario.file_keys import _parts, file_keys, names_a_file
from borderSim.scenario.load import load_scenario
from borderSim.scenario.own_files import no_file_but

SOUNDS_LIKE_A_FILE = re.compile(r"(^|_)(file|files|path|url|folder|csv|address)(_|$)")


def every_field(kind, seen):
    for field in dataclasses.fields(kind):
        yield kind, field
        for _, inner in _parts(hints(kind)[field.name], ""):
            if inner not in seen:
                seen.add(inner)
                yield from every_field(inner, seen)


def test_a_field_that_sounds_like_a_file_says_so_in_its_declaration():
    found = {
        f"{kind.__name__}.{field.name}"
        for kind, field in every_field(Scenario, {Scenario})
        if SOUNDS_LIKE_A_FILE.search(field.name)
        and kind is not SettingChange  # (its path is a key)
        and not (declaration_of(field) and declaration_of(field).file)
    }
    assert not found, found
    assert "organisations.networks_file" in file_keys()


@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("organisations.networks_file", True),
        ("networks_file", True),
        ("schedule.organisations.networks_file", True),
        ("organisations.max", False),
        ("organisations.networks_file.x", False),
    ],
)
def test_a_key_is_known_wherever_it_stands(key, names):
    assert names_a_file(key) is names


@pytest.mark.parametrize(
    "setting",
    [
        "organisations.networks_file=notes",
        "organisations.networks_file=net.csv",
        "partnership=level.yaml",
        "partnership=level.yaml+liaison_officers",
        "present=level.yaml",
        "legal_model=law.yaml",
        "posts.seaport.partnership=level.yaml",
        "layers.operational=level.yaml",
        "instruments=[own.yaml]",
        "shocks=[own.yaml]",
        "schedule=[{day: 3, partnership: level.yaml}]",
        "schedule=[{day: 3, legal_model: law.yaml}]",
    ],
)
def test_no_file_is_opened_where_none_may_be_named(setting, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("notes", "net.csv", "level.yaml", "law.yaml", "own.yaml"):
        (tmp_path / name).write_text("secret: 1\n", "utf-8")
    with no_file_but(""), pytest.raises(InputError, match="no file may be named here") as refused:
        load_scenario("training", [setting])
    assert "secret" not in str(refused.value)
    with pytest.raises(InputError) as opened:
        load_scenario("training", [setting])
    assert "no file may be named" not in str(opened.value)


def test_the_one_file_is_read_and_names_no_other(tmp_path):
    (tmp_path / "one.yaml").write_text("base: training\nyears: 1\n", "utf-8")
    (tmp_path / "two.yaml").write_text("base: training\npresent: three.yaml\n", "utf-8")
    (tmp_path / "three.yaml").write_text("secret: 1\n", "utf-8")
    with no_file_but(str(tmp_path / "one.yaml")):
        assert load_scenario(str(tmp_path / "one.yaml")).years == 1
        with pytest.raises(InputError, match="no file may be named here"):
            load_scenario(str(tmp_path / "two.yaml"))
    with (
        no_file_but(str(tmp_path / "two.yaml")),
        pytest.raises(InputError, match="no file may be named here"),
    ):
        load_scenario(str(tmp_path / "two.yaml"))
