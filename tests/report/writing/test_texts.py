"""The short texts of the report."""

import re
from collections import Counter
from pathlib import Path

import borderSim.report

WORDS = Path(borderSim.report.__file__).parent / "templates" / "words.html"
KEY = re.compile(r'(?:^\s*|, )"([\w.]+)": "', re.MULTILINE)


def test_no_text_stands_there_twice():
    keys = KEY.findall(WORDS.read_text("utf-8"))
    assert len(keys) > 200
    assert [key for key, count in Counter(keys).items() if count > 1] == []
