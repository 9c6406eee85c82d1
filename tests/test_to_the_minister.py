"""The way of docs/to-the-minister.md: a spreadsheet and two forms become a diagnosis and a brief on paper."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from borderSim.cli import main
from borderSim.report.layout.pdf import browser

ROOT = Path(__file__).parents[1]
FORMS = ROOT / "experiments" / "questionnaire"


@pytest.mark.skipif(browser() is None, reason="no chromium found")
def test_from_a_spreadsheet_and_two_forms_to_a_printed_brief(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name in ("customs.yaml", "police.yaml"):
        shutil.copy(FORMS / name, name)
    assert main(["country", str(ROOT / "docs" / "examples" / "valdoria"), "lang=fr"]) == 0
    asked = ["customs.yaml", "police.yaml", "scenario=valdoria.yaml", "name=here", "lang=fr"]
    assert main(["diagnose", *asked, "pdf=true"]) == 0
    folder = Path("results/here")
    assert _pages(folder / "brief.pdf") == 2
    given = [f"scenario={folder}/scenario.yaml", "levels=[coordination]", "name=levels", "lang=fr"]
    short = ["replications=2", "years=0.2", "burn_in_days=30", "workers=1", "pdf=true"]
    assert main(["compare", *given, *short]) == 0
    result = Path("results/levels")
    assert _pages(result / "brief.fr.pdf") == 2
    told = (result / "brief.fr.html").read_text("utf-8")
    assert "Valdoria" in told and "Coordination" in told
    assert {"report.html", "report.fr.html", "brief.html"} <= {p.name for p in result.iterdir()}
    assert "brief.fr.pdf" in capsys.readouterr().out


def _pages(path: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))
