"""What pages of the class say: every key in both languages, and every key that a module asks for."""

import re
from pathlib import Path

import pytest

from borderSim.classroom import texts as module
from borderSim.classroom.inlined import WEB, modules_of
from borderSim.classroom.texts import TextsError, areas, texts

KEY = re.compile(r"""\bt\(\s*(?:[\w.]+ \? )?"([\w.]+)"(?:\s*:\s*"([\w.]+)")?""")


def _all() -> set[str]:
    """Keys of all areas; a page takes one or two of them, so that two areas may use a name alike."""
    return {key for area in areas() for key in texts(area)}


def test_all_texts_can_be_read():
    assert len(areas()) >= 4 and len(_all()) > 200


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("a: {en: x}", "must have en and fr"),
        ("a: {en: '{n} x', fr: '{m} x'}", "other places"),
        ("a: x", "must have"),
    ],
)
def test_a_text_that_is_not_whole_is_refused(written, complaint, tmp_path, monkeypatch):
    (tmp_path / "odd.yaml").write_text(written, encoding="utf-8")
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    with pytest.raises(TextsError, match=complaint):
        texts("odd")


def test_every_text_that_a_module_asks_for_is_there():
    known, asked = _all(), set()
    for path in sorted(WEB.rglob("*.js")):
        for match in KEY.finditer(path.read_text(encoding="utf-8")):
            asked |= {key for key in match.groups() if key}
    assert len(asked) >= 15 and asked <= known


def test_modules_of_one_file_import_by_name_only():
    found = modules_of("class.js")
    assert {"class.js", "player.js", "source.js"} <= set(found)
    for text in found.values():
        assert not re.search(r"""from\s+["']\.""", text)
    assert 'from "bordersim/words.js"' in found["player.js"]
    assert all((WEB / path).is_file() for path in found) and Path(WEB).is_dir()
