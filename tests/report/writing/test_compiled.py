"""Compiled templates are kept: only where that changes no page."""

from __future__ import annotations

import jinja2
import pytest
from jinja2 import nodes

from borderSim.report.writing import compiled
from borderSim.report.writing.texts import environment

ROOMS = ("borderSim.classroom",)


def kept(folder, monkeypatch) -> jinja2.Environment:
    monkeypatch.setattr(compiled, "ROOM", folder)
    env = jinja2.Environment(loader=jinja2.DictLoader({"a": "{{ x }}!"}))
    env.bytecode_cache = compiled.Kept()
    return env


def test_a_template_is_compiled_once_and_anew_when_it_was_changed(tmp_path, monkeypatch):
    env = kept(tmp_path / "made", monkeypatch)
    assert env.get_template("a").render(x=1) == "1!"
    (file,) = (tmp_path / "made").iterdir()
    before = file.read_bytes()
    again = kept(tmp_path / "made", monkeypatch)
    monkeypatch.setattr(again, "_generate", lambda *_, **__: pytest.fail("compiled again"))
    assert again.get_template("a").render(x=2) == "2!"
    changed = kept(tmp_path / "made", monkeypatch)
    changed.loader = jinja2.DictLoader({"a": "{{ x }}?"})
    assert changed.get_template("a").render(x=3) == "3?" and file.read_bytes() != before


def test_a_damaged_file_and_a_folder_where_nothing_can_be_written_do_no_harm(tmp_path, monkeypatch):
    assert kept(tmp_path / "made", monkeypatch).get_template("a").render(x=1) == "1!"
    (file,) = (tmp_path / "made").iterdir()
    file.write_bytes(file.read_bytes()[:-20] + b"\xff" * 7)
    assert kept(tmp_path / "made", monkeypatch).get_template("a").render(x=2) == "2!"
    (tmp_path / "no folder").write_text("a file")
    assert kept(tmp_path / "no folder", monkeypatch).get_template("a").render(x=3) == "3!"


def test_no_template_holds_what_is_reckoned_when_it_is_compiled():
    """A filter of a constant would be written in the language in force on that day, and kept so."""
    env = environment(*ROOMS)
    found = []
    for name in env.list_templates(extensions=["html"]):
        source, _, _ = env.loader.get_source(env, name)  # type: ignore[union-attr]
        for one in env.parse(source).find_all((nodes.Filter, nodes.Test)):
            if one.name in ("translated", "number", "plain", "about", "years", "told", "localised"):
                found += [(name, one.name)] if isinstance(one.node, nodes.Const) else []
    assert found == []
