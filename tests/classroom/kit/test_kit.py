"""The kit's folder, with a pip that fetches nothing."""

from __future__ import annotations

import hashlib
import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from borderSim.classroom.kit import folder as module
from borderSim.classroom.kit.folder import as_page, make
from borderSim.classroom.kit.needed import conditions, not_there
from borderSim.classroom.kit.own_wheel import _put_together
from borderSim.classroom.kit.wheels import PLATFORMS, fetch, this_python
from borderSim.cli import main
from borderSim.cli.start import choices
from borderSim.errors import InputError, StoppedError


def wheel(place: Path, name: str, *asks: str) -> Path:
    """Write a wheel that holds nothing but what it asks for."""
    project, version = name.split("-")[:2]
    path = place / f"{name}.whl"
    rows = [f"Name: {project}", f"Version: {version}", *(f"Requires-Dist: {x}" for x in asks)]
    with zipfile.ZipFile(path, "w") as content:
        content.writestr(f"{project}-{version}.dist-info/METADATA", "\n".join(rows) + "\n")
    return path


class Pip:
    """Stands for pip: notes what is asked, writes a small wheel, or fails where it is told to.

    Like pip, it does not see what is asked for on another platform alone until it is named.
    """

    def __init__(self, *fails: str, has: tuple[str, ...] = ("colorama",)) -> None:
        self.asked: list[list[str]] = []
        self.fails = fails
        self.has = has

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
        wheel(place, "starlette-1.0-py3-none-any", "colorama>=0.4; sys_platform == 'win32'")
        for name in self.has:
            if any(word.startswith(name) for word in arguments):
                wheel(place, f"{name}-0.4.6-py3-none-any")
        return subprocess.CompletedProcess(arguments, 0, "", "")


def own(place: Path) -> Path:
    """Stand for the wheel of borderSim: to build it takes an index."""
    return wheel(place, "bordersim-0-py3-none-any", 'starlette>=1.0; extra == "class"')


@pytest.fixture
def no_build(monkeypatch):
    """Neither is the own wheel built nor are pages made; ``whole`` has them."""
    monkeypatch.setattr(module, "own_wheel", own)
    monkeypatch.setattr(module, "_pages", lambda place: [])


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A kit with all its pages, and what pip was asked for it."""
    pip = Pip()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "own_wheel", own)
        return make(tmp_path_factory.mktemp("kit") / "stick", by=pip), pip


def test_a_kit_holds_what_its_list_says(whole):
    made, pip = whole
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
    assert list(made.folder.parent.iterdir()) == [made.folder], "nothing else is left behind"


@pytest.mark.parametrize("platform", PLATFORMS)
def test_each_platform_names_its_python_and_says_where_nobody_tried(no_build, tmp_path, platform):
    pip = Pip()
    made = make(tmp_path / "stick", platform, "3.12", by=pip)
    assert len(pip.asked) == 1 + len(PLATFORMS[platform]) + (platform == "windows")
    assert all("3.12" in asked and "--only-binary=:all:" in asked for asked in pip.asked[1:])
    start = next(path for path in made.folder.iterdir() if path.name.startswith("start."))
    assert "3.12" in start.read_text("ascii") and "--no-index" in start.read_text("ascii")
    said = (made.folder / "READ-ME_fr.txt").read_text("utf-8")
    assert "Python 3.12" in said and ("NON ESSAYÉ" in said) == (platform != "linux")


def test_a_shell_understands_the_start_file(no_build, tmp_path):
    made = make(tmp_path / "stick", "linux", "3.13", by=Pip())
    subprocess.run(["sh", "-n", made.folder / "start.sh"], check=True)


def run_start(folder: Path, place: Path, *words: str) -> list[str]:
    """Run a start file with a Python that notes what it is asked for; return what was asked, line by line."""
    log, fake = place / "asked", place / "python"
    fake.write_text(
        """#!/bin/sh
echo "python $*" >> "$ASKED"
if [ "$2" = venv ]; then
    mkdir -p "$3/bin"
    printf '#!/bin/sh\\necho "python $*" >> "$ASKED"\\n' > "$3/bin/python"
    printf '#!/bin/sh\\necho "bordersim $*" >> "$ASKED"\\n' > "$3/bin/bordersim"
    chmod +x "$3/bin/python" "$3/bin/bordersim"
fi
""",
        encoding="ascii",
    )
    fake.chmod(0o755)
    where = {"PYTHON": str(fake), "BORDERSIM_HOME": str(place / "a home"), "ASKED": str(log)}
    log.unlink(missing_ok=True)
    subprocess.run(["sh", folder, *words], check=True, env={**os.environ, **where})
    return log.read_text("utf-8").splitlines()


@pytest.mark.parametrize(("platform", "name"), [("linux", "start.sh"), ("macos", "start.command")])
def test_the_start_file_asks_what_to_begin_or_begins_what_is_said(
    no_build, tmp_path, platform, name
):
    file = make(tmp_path / "a stick", platform, "3.13", by=Pip()).folder / name
    first = run_start(file, tmp_path)
    assert [line.split()[0] for line in first] == ["python", "python", "bordersim"]
    assert "--no-index" in first[1] and first[-1] == "bordersim start"
    words = ("play", "exercise=two_half_pictures", "anew=true")
    assert run_start(file, tmp_path, *words) == [f"bordersim {' '.join(words)}"]


def test_the_start_file_of_windows_asks_or_passes_words_on(no_build, tmp_path):
    lines = (make(tmp_path / "stick", "windows", "3.13", by=Pip()).folder / "start.bat").read_text(
        "ascii"
    )
    assert 'set "words=%*"' in lines and 'if "%~1"=="" set "words=start"' in lines
    assert lines.splitlines()[-2].endswith('bordersim" %words%')


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_read_me_names_every_choice_and_the_words_for_an_exercise(no_build, tmp_path, platform):
    folder = make(tmp_path / "stick", platform, "3.13", by=Pip()).folder
    start = next(path.name for path in folder.iterdir() if path.name.startswith("start."))
    assert len(choices()) == 5, "the READ-ME names five"
    for language in ("en", "fr"):
        said = (folder / f"READ-ME_{language}.txt").read_text("utf-8")
        assert f"{start} play exercise=two_half_pictures anew=true" in said
        assert ("4 and 5" if language == "en" else "4 et 5") in said


def test_a_missing_wheel_is_told_without_an_address_and_nothing_is_left(no_build, tmp_path):
    fails = [tags[0] for tags in PLATFORMS["macos"]]
    with pytest.raises(StoppedError, match="no kit for macos") as told:
        make(tmp_path / "stick", "macos", "3.13", by=Pip(*fails))
    assert "llvmlite" in str(told.value) and "://" not in str(told.value)
    assert list(tmp_path.iterdir()) == []
    notes = fetch(own(tmp_path), tmp_path, "macos", "3.13", Pip(fails[1]))
    assert len(notes) == 1 and "x86_64" in notes[0]


def test_what_is_needed_on_the_other_platform_alone_is_fetched_too(no_build, tmp_path):
    pip = Pip()
    made = make(tmp_path / "stick", "windows", "3.13", by=pip)
    assert pip.asked[-1][-2:] == ["--no-deps", "colorama>=0.4"]
    assert (made.folder / "wheels/colorama-0.4.6-py3-none-any.whl").is_file()
    linux = make(tmp_path / "linux", "linux", "3.13", by=Pip())
    assert not list(linux.folder.glob("wheels/colorama*"))
    with pytest.raises(StoppedError, match=r"no wheel meets colorama>=0\.4"):
        make(tmp_path / "other", "windows", "3.13", by=Pip(has=()))
    assert not (tmp_path / "other").exists()


def test_a_wheel_for_another_processor_or_of_another_version_does_not_count(tmp_path):
    own = wheel(
        tmp_path,
        "bordersim-0-py3-none-any",
        "numpy>=2",
        'uvicorn[standard]; extra == "class"',
        'dask; extra == "dask"',
    )
    wheel(tmp_path, "numpy-2.1-cp313-cp313-macosx_11_0_x86_64")
    wheel(tmp_path, "uvicorn-1.0-py3-none-any", 'httptools; extra == "standard"')
    where = conditions("macos", "macosx_11_0_arm64", "3.13")
    assert not_there(own, "class", where, "arm64") == ["httptools", "numpy>=2"]
    assert not_there(own, "class", where, "x86_64") == ["httptools"]
    wheel(tmp_path, "httptools-1.0-cp313-cp313-macosx_10_13_universal2")
    wheel(tmp_path, "numpy-1.9-cp313-cp313-macosx_11_0_arm64")
    assert not_there(own, "class", where, "arm64") == ["numpy>=2"]
    own.write_bytes(b"")
    with pytest.raises(StoppedError, match="is no wheel that can be read"):
        not_there(own, "class", where, "arm64")


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

    path = _put_together(distribution("rich"), tmp_path)
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
        rows = wheel.read(next(n for n in names if n.endswith("/RECORD"))).decode().splitlines()
    assert {row.rsplit(",", 2)[0] for row in rows} == set(names)
    assert not [n for n in names if n.endswith((".pyc", "/INSTALLER", "/direct_url.json"))]


def test_a_guide_becomes_a_page_and_markup_in_it_stays_text():
    page = as_page("# A <b>guide</b>\n\n| a | b |\n| - | - |\n| 1 | <script>x</script> |\n", "en")
    assert "<table>" in page and "<script>x" not in page and "<title>A &lt;b&gt;" in page


@pytest.mark.parametrize(("language", "answer"), [("en", "Declarations"), ("fr", "Déclarations")])
def test_the_sheet_of_questions_holds_no_answer_and_its_guide_all(whole, language, answer):
    made, _ = whole
    sheet = (made.folder / f"quiz_{language}.html").read_text("utf-8")
    guide = (made.folder / f"guide_{language}.html").read_text("utf-8")
    assert sheet.count("<li>") == 10 and answer not in sheet and answer in guide
    assert '.md"' not in guide, "the stick holds no other document of the project"
    assert f'href="guide_{"en" if language == "fr" else "fr"}.html"' in guide
    assert {path.stem.split("_")[-1] for path in (made.folder / "cards").iterdir()} == {"en", "fr"}


def test_this_python_is_a_version():
    assert this_python().split(".")[0] == "3"
    with pytest.raises(InputError):
        make(Path("x"), "this", "2.7")
