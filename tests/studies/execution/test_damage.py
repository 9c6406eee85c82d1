"""Bits that flip, files that are cut off, exchanged or lost: noticed, named, made again, and never another number unseen."""

from __future__ import annotations

import json
import random
import shutil

import pytest

from borderSim.cli import main
from borderSim.errors import InputError, StoppedError
from borderSim.scenario.load import load_levels
from borderSim.studies.analysis import precision
from borderSim.studies.compare import compare_loaded
from borderSim.studies.execution import checksums, files, manifest, pages, part_files, scheduler
from borderSim.studies.execution.part_files import Ledger
from borderSim.studies.execution.result_folder import prepare
from borderSim.studies.execution.status import standing
from tests.studies import fake, small
from tests.studies.conftest import contents

FLIPS = 200


@pytest.fixture
def place(monkeypatch, tmp_path):
    monkeypatch.setenv(small.PLACE, str(tmp_path))
    monkeypatch.setattr(scheduler, "MOST_TASKS", 4)
    return tmp_path


def flipped(path, chances):
    """Flip a bit somewhere in a file, all of it alike."""
    content = bytearray(path.read_bytes())
    content[chances.randrange(len(content))] ^= 1 << chances.randrange(8)
    path.write_bytes(content)


def test_no_flipped_bit_of_a_part_goes_unseen(place):
    found = small.study(place / "x", 8)
    origin, chances = small.design(8).origin, random.Random(1)
    whole = Ledger(found.parts, origin)
    files = sorted(found.parts.iterdir())
    assert len(files) >= 4 and len(whole.done) == 8
    for _ in range(FLIPS):
        path = chances.choice(files)
        kept = path.read_bytes()
        flipped(path, chances)
        seen = Ledger(found.parts, origin)
        assert seen.damaged == [path.name] and len(seen.done) < 8 and not seen.foreign
        path.write_bytes(kept)


def test_a_flipped_part_is_made_again(place):
    whole = small.tables(small.study(place / "whole", 30).folder)
    with pytest.raises(StoppedError):
        small.study(place / "x", 30, small.fails_at_nine, on_error="stop")
    path = sorted((place / "x" / "parts").glob("*.monthly.parquet"))[0]
    flipped(path, random.Random(2))
    found = small.study(place / "x", 30)
    assert path.name in " ".join(found.notes) and small.tables(found.folder) == whole
    assert any(path.name in note for note in standing(found.folder).notes)


def test_no_flipped_bit_of_a_table_or_manifest_goes_unseen(place):
    folder = small.study(place / "x", 8).folder
    chances, facts = random.Random(3), manifest.read(folder)
    for name in ("runs.parquet", "monthly.parquet"):
        kept = (folder / name).read_bytes()
        for _ in range(FLIPS // 2):
            flipped(folder / name, chances)
            with pytest.raises(InputError, match=f"{name}: is damaged"):
                manifest.check_finished(folder, facts)
            (folder / name).write_bytes(kept)
    kept = (folder / "manifest.json").read_bytes()
    for _ in range(FLIPS):
        flipped(folder / "manifest.json", chances)
        try:
            seen = manifest.read(folder)
        except InputError as error:
            assert "\n" not in str(error) and "manifest.json" in str(error)
        else:  # a blank, or when and where it was made
            assert {**seen, "ran": 0} == {**facts, "ran": 0}
        (folder / "manifest.json").write_bytes(kept)


@pytest.mark.parametrize("harm", ["flipped", "cut", "empty", "lost", "exchanged"])
def test_a_damaged_table_is_made_again_from_the_parts(place, harm):
    folder = small.study(place / "x", 12).folder
    whole, path = small.tables(folder), folder / "runs.parquet"
    if harm == "flipped":
        flipped(path, random.Random(4))
    elif harm == "lost":
        path.unlink()
    elif harm == "exchanged":
        shutil.copy(folder / "monthly.parquet", path)
    else:
        path.write_bytes(path.read_bytes()[: {"cut": -9, "empty": 0}[harm]])
    assert any("runs.parquet" in note for note in standing(folder).notes)
    found = small.study(place / "x", 12, fake.all_fail)
    assert small.tables(folder) == whole and any(
        "made again" in note and "runs.parquet" in note for note in found.notes
    )
    assert (
        not checksums.damaged(folder, manifest.read(folder)["files"]) and not standing(folder).notes
    )


def test_exchanged_and_foreign_parts_are_noticed(place):
    whole = small.tables(small.study(place / "whole", 12).folder)
    with pytest.raises(StoppedError):
        small.study(place / "x", 12, small.fails_at_nine, on_error="stop")
    folder = place / "x" / "parts"
    one, two = sorted(folder.glob("*.monthly.parquet"))[:2]
    kept = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(kept)
    found = small.study(place / "x", 12)
    assert (
        one.name in found.notes[0]
        and two.name in found.notes[0]
        and small.tables(found.folder) == whole
    )
    one.write_bytes(kept)  # the pair of another study, with the same names of tasks
    other = small.study(place / "other", 20)
    for path in other.parts.iterdir():
        shutil.copy(path, folder)
    (place / "x" / "runs.parquet").unlink()
    found = small.study(place / "x", 12)
    assert small.tables(found.folder) == whole


def test_parts_of_another_configuration_or_program_are_never_merged(place, monkeypatch):
    from borderSim.studies.execution import provenance

    whole = small.tables(small.study(place / "whole", 8).folder)
    with monkeypatch.context() as patched:
        patched.setattr(provenance, "source_hash", lambda: "of last week")
        old = small.study(place / "old", 8)
    with pytest.raises(StoppedError):
        small.study(place / "x", 8, small.fails_early, on_error="stop")
    for path in old.parts.iterdir():
        shutil.copy(path, place / "x" / "parts")
    found = small.study(place / "x", 8)
    assert any("of another configuration, program or plug-in" in note for note in found.notes)
    assert small.tables(found.folder) == whole


def test_a_part_that_is_lost_before_the_tables_are_made_is_told(place, monkeypatch):
    def lost(study):
        next(study.target.parts.glob("*.monthly.parquet")).unlink()

    with monkeypatch.context() as patched:
        patched.setattr(small.Study, "_check_whole", lost)
        with pytest.raises(
            StoppedError,
            match=r"monthly.parquet: was deleted while it was needed; type the same command again",
        ):
            small.study(place / "x", 8)
    with monkeypatch.context() as patched:
        patched.setattr(scheduler, "execute", lambda *args, **kwargs: [])
        with pytest.raises(
            StoppedError,
            match=r"\d (part is|parts are) missing, the first s00-a\d+-p00000\d-r\d+; type the same command again",
        ):
            small.study(place / "x", 8)
    assert small.tables(small.study(place / "x", 8).folder) == small.tables(
        small.study(place / "whole", 8).folder
    )


def test_a_part_that_can_never_be_read_back_ends_it(place, monkeypatch):
    write, tries = files.write_bytes, []

    def unsound(path, content):
        if path.name.endswith(".runs.parquet"):
            tries.append(path)
            content = bytes(content)[:-1]
        return write(path, content)

    monkeypatch.setattr(files, "write_bytes", unsound)
    with pytest.raises(
        StoppedError,
        match="written there 3 times and can't be read back as they were written: is the disk sound",
    ):
        small.study(place / "x", 4)
    assert len(tries) <= 3 * 4


@pytest.mark.parametrize("lost", [True, False])
def test_a_lost_or_damaged_manifest_is_made_again_from_the_parts(place, lost):
    folder = small.study(place / "x", 8).folder
    whole, path = small.tables(folder), folder / "manifest.json"
    path.unlink() if lost else path.write_text("{")
    found = small.study(place / "x", 8, fake.all_fail)
    assert any("manifest.json" in note for note in found.notes) and small.tables(folder) == whole
    path.unlink()
    with pytest.raises(InputError, match="is no result of borderSim"):
        prepare(folder, small.design(8, seed=2), overwrite=False)


# --------------------------------------------------------------------------- pages and summary
@pytest.mark.parametrize("name", ["summary.csv", "report.html", "class.html", "brief.html"])
@pytest.mark.parametrize("cut", [0, 40, None])
def test_a_truncated_summary_or_page_is_made_again(toy, monkeypatch, name, cut):
    from borderSim.studies import compare

    def write(path, text):
        return files.write_text(path, text)

    monkeypatch.setattr(
        compare.Comparison,
        "report",
        lambda self: write(self.folder / "report.html", "a report of these tables"),
    )
    monkeypatch.setattr(
        compare.Comparison,
        "class_page",
        lambda self: write(self.folder / "class.html", "a page for a class, to play"),
    )
    monkeypatch.setattr(
        compare.Comparison,
        "brief",
        lambda self: write(self.folder / "brief.html", "two pages for whoever decides, on paper"),
    )
    monkeypatch.setattr(compare, "write_pages", PAGES)
    path = toy(replications=2).folder / name
    whole, tables = path.read_bytes(), contents(path.parent)
    assert manifest.read(path.parent)["pages"].keys() == {"report.html", "class.html", "brief.html"}
    path.unlink() if cut is None else path.write_bytes(whole[:cut] if cut else b"")
    told = toy(fake.all_fail, replications=2)
    assert path.read_bytes() == whole and contents(path.parent) == tables
    assert any(name in note for note in told.notes) or name != "summary.csv"


def _pages():
    from borderSim.studies import compare

    return compare.write_pages


PAGES = _pages()


# --------------------------------------------------------------------------- older results
def older(folder):
    """Make a result as 0.1.0 wrote it first: no checksums, no origin in parts, parts named for their tasks alone."""
    found = json.loads((folder / "manifest.json").read_text())
    found |= {"schema_version": 1, "files": list(found["files"])}
    for key in ("checksum", "pages"):
        found.pop(key, None)
    (folder / "manifest.json").write_text(json.dumps(found))
    for path in (folder / "parts").glob("*.parquet"):
        base, _, kind = path.name.removesuffix(".parquet").rpartition(".")
        stem = base.rpartition(".")[0]
        files.write_table(path.with_name(f"{stem}.{kind}.parquet"), files.read_table(path))
        path.unlink()


def test_older_results_are_read_and_their_parts_never_mixed(toy, monkeypatch):
    found = toy(replications=2)
    older(found.folder)
    again = toy(fake.all_fail, replications=2)
    assert again.runs.equals(found.runs) and len(standing(found.folder).notes) == 0
    monkeypatch.setattr("borderSim.studies.execution.provenance.source_hash", lambda: "of today")
    assert len(toy(fake.all_fail, replications=2).runs) == 6
    with pytest.raises(
        InputError,
        match="made by another version of the program: choose another name=, or set overwrite=true",
    ):
        toy(replications=3)
    assert len(toy(replications=3, overwrite=True).runs) == 9


def test_a_copied_result_is_whole(toy, tmp_path):
    found = toy(replications=2)
    shutil.copytree(found.folder, tmp_path / "results" / "copy")
    assert len(toy(fake.all_fail, replications=2, name="copy").runs) == 6
    assert toy(replications=3, name="copy").notes == ()


# --------------------------------------------------------------------------- manifests of any kind
def altered(content, **changes):
    return json.dumps(content | changes)


@pytest.mark.parametrize(
    "make",
    [
        lambda c: "[" * 100_000 + "]" * 100_000,
        lambda c: '{"config_hash":' * 50_000 + "1" + "}" * 50_000,
        lambda c: "null",
        lambda c: "[]",
        lambda c: "7",
        lambda c: "{}",
        lambda c: '{"config_hash": 1e999}',
        lambda c: '{"config_hash": ' + "9" * 5000 + "}",
        lambda c: "",
        lambda c: "\udcff",
        lambda c: altered(c, schema_version=3),
        lambda c: altered(c, schema_version=True),
        lambda c: altered(c, schema_version=[1]),
        *(
            lambda c, key=key, value=value, version=version: altered(
                c, **{key: value, "schema_version": version}
            )
            for key in (
                "choices",
                "plan",
                "files",
                "ran",
                "failed",
                "config",
                "level_config",
                "levels",
                "years_by_scenario",
                "scenarios",
                "present",
                "state",
                "seeds",
                "versions",
                "command",
                "pages",
                "plugins",
                "config_hash",
            )
            for value in (5, None, [[]], {"a": []})
            for version in (1, 2)
        ),
    ],
)
def test_no_manifest_ends_in_a_traceback(altered_result, make, capsys):
    folder, content = altered_result
    (folder / "manifest.json").write_bytes(make(content).encode("utf-8", "surrogateescape"))
    for command in (["status", str(folder)], ["report", str(folder)]):
        code = main(command)
        told = capsys.readouterr()
        assert code in (0, 2) and told.err.count("\n") == (code == 2), told.err
        assert code == 0 or str(folder) in told.err


@pytest.fixture
def altered_result(tmp_path_factory, monkeypatch):
    from borderSim.studies import compare

    monkeypatch.setattr(compare, "write_pages", lambda comparison, anew, lang: [])
    source = _result(tmp_path_factory)
    monkeypatch.setattr("borderSim.studies.execution.provenance.source_hash", lambda: "as it was")
    return source


_MADE = {}


def _result(factory):
    """Return a finished comparison of the fake world, made once, and its manifest."""
    if not _MADE:
        from tests.studies import conftest

        patch = pytest.MonkeyPatch()
        make = getattr(conftest.toy, "__wrapped__", None) or conftest.toy.__pytest_wrapped__.obj
        folder = make(patch, factory.mktemp("once"))(replications=2).folder
        patch.undo()
        _MADE["x"] = (folder, json.loads((folder / "manifest.json").read_text()))
    return _MADE["x"]


def test_a_huge_manifest_is_refused(tmp_path):
    with (tmp_path / "manifest.json").open("wb") as file:
        file.truncate(manifest.MOST_BYTES + 1)
    with pytest.raises(InputError, match="it has more than 256 MB"):
        manifest.read(tmp_path)


# --------------------------------------------------------------------------- names
@pytest.mark.parametrize("name", ["漢" * 90, "é" * 121, "x" * 300, "a\udcff" * 70])
def test_names_that_no_disk_takes(toy, tmp_path, name):
    with pytest.raises(InputError, match="name="):
        toy(name=name)
    with pytest.raises(InputError, match="is no result"):
        files.find_result(name, tmp_path)
    with pytest.raises(InputError, match="results_dir="):
        toy(results_dir=tmp_path / (name * 3))
    assert not list(tmp_path.iterdir())


def test_a_parts_that_is_no_folder(place):
    (place / "x").mkdir()
    (place / "x" / "parts").write_text("mine")
    with pytest.raises(InputError, match=r"parts: must be a folder.*move that file away"):
        small.study(place / "x", 4)
    assert (place / "x" / "parts").read_text() == "mine" and [
        path.name for path in (place / "x").iterdir()
    ] == ["parts"]


def test_the_names_of_parts_prove_them(place):
    found = small.study(place / "x", 4)
    for path in found.parts.glob("*.runs.parquet"):
        base = path.name.removesuffix(".runs.parquet")
        assert checksums.of_file(path)["sha256"].startswith(base.rpartition(".")[2])
        told = part_files.read_content(path)
        assert told.series == {
            "monthly": checksums.of_file(path.with_name(f"{base}.monthly.parquet"))["sha256"]
        }
    assert pages.unfit(found.folder, {"pages": {}}, {"no.html": print}) == {"no.html": print}


@pytest.mark.parametrize("typed", [{"replications": 3}, {"replications": None}])
@pytest.mark.parametrize("simulate", [fake.simulate, fake.one_seed_fails])
def test_a_mended_result_has_as_many_replicates_as_it_had(toy, monkeypatch, typed, simulate):
    monkeypatch.setattr(precision.Rule, "counts", lambda self: iter((2, 4)))
    made = toy(simulate, replications=5)
    before = contents(made.folder)
    (made.folder / "summary.csv").write_text("x")
    again = toy(simulate, **typed)
    assert contents(again.folder) == before and again.manifest["replications"] == 5
    assert toy(simulate, replications=6).manifest["replications"] == 6


@pytest.mark.parametrize("number", [True, -1, 10**9, "5", None, [3]])
def test_a_number_of_replicates_that_nobody_can_have_written_counts_for_nothing(toy, number):
    folder = toy(replications=2).folder
    told = json.loads((folder / "manifest.json").read_text())
    altered = told | {"replications": number, "futures": {"replications": number}}
    (folder / "manifest.json").write_text(json.dumps(altered))
    (folder / "summary.csv").write_text("x")
    assert toy(replications=1).manifest["replications"] == 1


def test_a_step_that_is_mended_has_as_many_replicates_as_it_had(tmp_path):
    levels = load_levels("training", "all", ["burn_in_days=20", "years=0.1"], "coexistence")
    few = {name: levels[name] for name in list(levels)[:2]}
    where = {"workers": 1, "name": "singles", "results_dir": tmp_path}
    folder = compare_loaded(few, replications=2, **where).folder
    (folder / "summary.csv").write_text("x")
    assert len(compare_loaded(few, replications=1, **where).runs) == 4
