"""The tutorial on a police rule of one's own: every block is carried out, in its order, in an empty folder."""

from __future__ import annotations

import re
import sys
import types
from pathlib import Path
from typing import Any

import pytest

from borderSim.rules import own_rules

PAGE = Path(__file__).resolve().parents[2] / "docs" / "own-police-rule.md"


def test_every_block_runs_and_the_rule_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)
    notebook: Any = types.ModuleType("__main__")  # (where a notebook has its classes)
    monkeypatch.setitem(sys.modules, "__main__", notebook)
    names = notebook.__dict__
    blocks = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    assert len(blocks) >= 6
    try:
        for block in blocks:
            exec(compile(block, PAGE.name, "exec"), names)
    finally:
        own_rules.forget("police.casework", "patient")
    told = capsys.readouterr().out
    assert "patient: 60 views" in told and "are in order" in told
    assert (
        "police.casework.patiance is no parameter of the police rule 'patient' (did you mean 'patience'?); it has: patience"
        in told
    )
    runs = names["sweep"].runs
    assert len(runs) == 2 * 2 * 2 * 2
    by_rule = runs.groupby("police.casework")["members_arrested"].sum()
    assert by_rule["patient"] != by_rule["standard"]
