"""The part of the how-to on Python: every block is carried out, in its order, in an empty folder."""

import re
import warnings
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to.md"
PART = "## In a notebook, and in Python\n"


def test_every_block_of_the_page_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = {}
    blocks = re.findall(
        r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8").partition(PART)[2], re.M | re.S
    )
    assert len(blocks) >= 7
    for block in blocks:
        with warnings.catch_warnings():
            if "ema" in block:
                warnings.simplefilter("ignore")  # (the workbench has its own)
            exec(compile(block, PAGE.name, "exec"), names)
    assert (
        names["comparison"].folder.name == "question"
        and len(names["sweep"].figure("points").data) > 0
    )
    assert set(names["logged"].daily["seed"]) == {1, 2}
