"""The kit's folder, with a pip that fetches nothing."""

from __future__ import annotations

import hashlib
import subprocess
import zipfile
from pathlib import Path

import pytest

from borderSim.classroom.kit import folder as module
from borderSim.classroom.kit.folder import as_page, make
from borderSim.classroom.kit.own_wheel import _put_together
from borderSim.classroom.kit.wheels import PLATFORMS, fetch, this_python
from borderSim.cli import main
from borderSim.errors import InputError, StoppedError


class Pip:
    """Stands for pip: notes what is asked, writes an empty wheel, or fails where it is told to."""

    def __init__(self, *fails: str) -> None:
        self.asked: list[list[str]] = []
        self.fails = fails

    def __call__(self, arguments):
        self.asked.append(list(arguments))
        if any(tag in arguments for tag in self.fails):
            wrong = (
                "ERROR: No matching distribution found for llvmlite at https://index.example/simple"
            )
            return subprocess.CompletedProcess(arguments, 1, "", wrong)
        if arguments[0] == "wheel":
            return subprocess.CompletedProcess(arguments, 0, "", "")
        place = Path(arguments[arguments.index("--dest") + 1])
        (place / "starlette-1.0-py3-none-any.whl").write_bytes(b"wheel")
        return subprocess.CompletedProcess(arguments, 0, "", "")


@pytest.fixture
def no_build(monkeypatch):
    """The own wheel is not built: that takes an index."""

    def own(place):
        path = place / "bordersim-0-py3-none-any.whl"
        path.write_bytes(b"own")
        return path

    monkeypatch.setattr(module, "own_wheel", own)


def test_a_kit_holds_what_its_list_says(no_build, tmp_path):
    pip = Pip()
    made = make(tmp_path / "stick", by=pip)
    names = {
        path.relative_to(made.folder).as_posix()
        for path in made.folder.rglob("*")
        if path.is_file()
    }
    assert {
        "demo_en.html",
        "demo_fr.html",
        "guide_en.html",
        "guide_fr.html",
        "READ-ME_en.txt",
    } <= names
    assert {"wheels/bordersim-0-py3-none-any.whl", "wheels/starlette-1.0-py3-none-any.whl"} <= names
    rows = (made.folder / "CONTENTS.txt").read_text("utf-8").splitlines()[1:]
    assert {row.split("  ")[-1].strip() for row in rows} == names - {"CONTENTS.txt"}
    for row in rows:
        digest, name = row.split()[0], row.split()[-1]
        assert hashlib.sha256((made.folder / name).read_bytes()).hexdigest() == digest
    assert pip.asked[1][-1].endswith("[class]") and "--platform" not in pip.asked[1]
    assert list(tmp_path.iterdir()) == [made.folder], "nothing else is left behind"


@pytest.mark.parametrize("platform", PLATFORMS)
def test_each_platform_names_its_python_and_says_where_nobody_tried(no_build, tmp_path, platform):
    pip = Pip()
    made = make(tmp_path / "stick", platform, "3.12", by=pip)
    assert len(pip.asked) == 1 + len(PLATFORMS[platform])
    assert all("3.12" in asked and "--only-binary=:all:" in asked for asked in pip.asked[1:])
    start = next(path for path in made.folder.iterdir() if path.name.startswith("start."))
    assert "3.12" in start.read_text("ascii") and "--no-index" in start.read_text("ascii")
    said = (made.folder / "READ-ME_fr.txt").read_text("utf-8")
    assert "Python 3.12" in said and ("NON ESSAYÉ" in said) == (platform != "linux")


def test_a_shell_understands_the_start_file(no_build, tmp_path):
    made = make(tmp_path / "stick", "linux", "3.13", by=Pip())
    subprocess.run(["sh", "-n", made.folder / "start.sh"], check=True)


def test_a_missing_wheel_is_told_without_an_address_and_nothing_is_left(no_build, tmp_path):
    fails = [tags[0] for tags in PLATFORMS["macos"]]
    with pytest.raises(StoppedError, match="no kit for macos") as told:
        make(tmp_path / "stick", "macos", "3.13", by=Pip(*fails))
    assert "llvmlite" in str(told.value) and "://" not in str(told.value)
    assert list(tmp_path.iterdir()) == []
    notes = fetch(tmp_path / "own.whl", tmp_path, "macos", "3.13", Pip(fails[1]))
    assert len(notes) == 1 and "x86_64" in notes[0]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["platform=windos"], "did you mean 'windows'"),
        (["platform=linux", "python=3.9"], "3.12 or newer"),
        (["platform=linux", "python=three"], "a version such as 3.13"),
        (["python=3.99"], "name a platform"),
        (["to=."], "is there already"),
    ],
)
def test_wrong_words_end_with_a_sentence(words, sentence, capsys):
    assert main(["kit", *words]) == 2
    assert sentence in capsys.readouterr().err


def test_a_wheel_is_put_together_from_what_is_installed(tmp_path):
    """What pip needs of a wheel: its files, its list, nothing that pip itself added."""
    from importlib.metadata import distribution

    path = _put_together(distribution("babel"), tmp_path)
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
        rows = wheel.read(next(n for n in names if n.endswith("/RECORD"))).decode().splitlines()
    assert {row.rsplit(",", 2)[0] for row in rows} == set(names)
    assert not [n for n in names if n.endswith((".pyc", "/INSTALLER", "/direct_url.json"))]


def test_a_guide_becomes_a_page_and_markup_in_it_stays_text():
    page = as_page("# A <b>guide</b>\n\n| a | b |\n| - | - |\n| 1 | <script>x</script> |\n", "en")
    assert "<table>" in page and "<script>x" not in page and "<title>A &lt;b&gt;" in page


def test_this_python_is_a_version():
    assert this_python().split(".")[0] == "3"
    with pytest.raises(InputError):
        make(Path("x"), "this", "2.7")
