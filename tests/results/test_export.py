"""``bordersim export``: an RO-Crate that others can read, the same every time, and nothing half written."""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
import sys
import zipfile
from importlib.resources import files as shipped
from pathlib import Path
from urllib.parse import unquote

import pytest
from rocrate.rocrate import ROCrate

import borderSim as bs
from borderSim.cli import main
from borderSim.errors import InputError
from borderSim.results.export import EPOCH
from borderSim.studies.execution import manifest

RUN = ["run", "years=0.05", "burn_in_days=5", "workers=1"]
CRATE_KEYS = {
    "name",
    "description",
    "datePublished",
    "license",
    "hasPart",
    "conformsTo",
    "mentions",
}
CODEMETA_KEYS = {
    "@context",
    "@type",
    "name",
    "description",
    "version",
    "license",
    "author",
    "identifier",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of a scenario of one's own, made with ``provenance=full``.

    Returns the folder it was typed in.
    """
    folder = tmp_path_factory.mktemp("typed here")
    own = folder / "my port.yaml"
    own.write_text("base: training\ncustoms: {random_share: 0.02}\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main([*RUN, f"scenario={own}", "name=r", "provenance=full"]) == 0
    return folder


@pytest.fixture
def here(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it that a test may spoil."""
    shutil.copytree(made / "results", tmp_path / "results")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_its_reader_finds_every_file_with_meaning_and_checksum(here: Path) -> None:
    assert main(["export", "r", "authors=[Jane Doe,Ali Ben]", "license=CC-BY-4.0"]) == 0
    crate = ROCrate(here / "results" / "r-crate.zip")
    for entity in crate.data_entities:
        content = Path(entity.source).read_bytes()
        assert entity["sha256"] == hashlib.sha256(content).hexdigest()
        assert entity["contentSize"] == str(len(content))
        assert entity["name"] and entity["description"] and "/" in entity["encodingFormat"]
    unpacked = Path(crate.source)
    placed = {p.relative_to(unpacked).as_posix() for p in unpacked.rglob("*") if p.is_file()}
    assert placed == {unquote(e.id) for e in crate.data_entities} | {"ro-crate-metadata.json"}
    assert {
        "runs.parquet",
        "manifest.json",
        "codemeta.json",
        "datapackage.json",
        "inputs/my port.yaml",
    } <= placed
    assert isinstance(loaded := bs.load_result(unpacked), bs.Runs) and len(loaded.runs) == 1
    assert [author["name"] for author in crate.root_dataset["author"]] == ["Jane Doe", "Ali Ben"]
    assert crate.root_dataset["license"].id == "https://spdx.org/licenses/CC-BY-4.0"


def test_the_run_is_an_action_with_its_inputs_and_its_program(here: Path) -> None:
    crate = ROCrate(bs.export("r", here / "crate"))
    root, run = crate.root_dataset, crate.dereference("#run")
    assert root.properties().keys() >= CRATE_KEYS and "author" not in root.properties()
    assert root["license"].id == "#licence-not-stated"
    told = manifest.read(here / "results" / "r")
    assert (run.type, run["startTime"], run["endTime"]) == (
        "CreateAction",
        told["ran"]["started"],
        told["ran"]["written"],
    )
    assert run["instrument"]["softwareVersion"] == bs.__version__
    assert run["instrument"]["identifier"] == f"sha256:{told['source_hash']}"
    read = {unquote(entity.id) for entity in run["object"]}
    assert "inputs/my port.yaml" in read and any(place.startswith("#set-") for place in read)
    assert "runs.parquet" in {entity.id for entity in run["result"]}


def test_every_term_is_of_json_ld_and_codemeta_is_complete(here: Path) -> None:
    folder = bs.export(bs.load_result("r"), here / "crate")
    content = json.loads((folder / "ro-crate-metadata.json").read_text())
    known = json.loads((shipped("rocrate") / "data" / "ro-crate.jsonld").read_text())["@context"]
    own = content["@context"][1]
    used = {key for entity in content["@graph"] for key in entity} - {"@id", "@type"}
    kinds = {entity["@type"] for entity in content["@graph"]}
    assert used | kinds <= known.keys() | own.keys()
    codemeta = json.loads((folder / "codemeta.json").read_text())
    assert codemeta.keys() >= CODEMETA_KEYS
    assert codemeta["@context"] == "https://w3id.org/codemeta/3.0"


def test_the_bytes_hang_on_the_result_alone_and_name_no_machine(
    made: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = bs.export("r").absolute()
    first = folder.read_bytes()
    elsewhere = here / "elsewhere"
    elsewhere.mkdir()
    shutil.copytree(here / "results" / "r", elsewhere / "r")
    monkeypatch.chdir(elsewhere)
    assert bs.export("r", results_dir=".").read_bytes() == first
    with zipfile.ZipFile(folder) as archive:
        assert {info.date_time for info in archive.infolist()} == {EPOCH}  # (no clock)
        told = b"".join(
            archive.read(name)
            for name in archive.namelist()
            if name.endswith((".json", ".html", ".csv"))
        )
    for private in (str(made), platform.node(), str(Path.home()), sys.prefix):
        assert len(private) < 4 or private.encode() not in told


@pytest.mark.parametrize(
    ("spoil", "words", "told"),
    [
        ("running", [], "results/r: not finished; type the command that made it again"),
        ("table", [], "runs.parquet: is damaged"),
        ("about", [], "datapackage.json: is damaged"),
        ("input", [], "my port.yaml: is damaged"),
        ("", ["output=mine"], "output=mine: is there already and is no crate"),
        ("", ["output=results/r/x.zip"], "must lie outside the result"),
        ("", ["output=nowhere/x.zip"], "there is no folder nowhere"),
        ("", ["license=free for all"], "must be an SPDX name such as CC-BY-4.0"),
        ("", ["licence=MIT"], "did you mean 'license'?"),
        ("library", [], "pip install 'bordersim[export]'"),
    ],
)
def test_one_sentence_and_nothing_half_written(
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    spoil: str,
    words: list[str],
    told: str,
) -> None:
    folder = here / "results" / "r"
    (here / "mine").mkdir()
    (here / "mine" / "precious.txt").write_text("stays")
    if spoil == "running":
        manifest.write(folder, manifest.read(folder) | {"state": manifest.RUNNING})
    elif spoil == "table":
        (folder / "runs.parquet").write_bytes(b"PAR1 no PAR1")
    elif spoil == "about":
        (folder / "datapackage.json").write_text("{}")
    elif spoil == "input":
        (folder / "inputs" / "my port.yaml").write_text("base: national\n")
    elif spoil == "library":
        monkeypatch.setitem(sys.modules, "rocrate.rocrate", None)
    before = sorted(here.rglob("*"))
    assert main(["export", "r", *words]) == 2
    out, err = capsys.readouterr()
    assert told in err and err.count("\n") == 1 and not out
    assert sorted(here.rglob("*")) == before


def test_a_manifest_can_not_make_it_take_files_from_elsewhere(here: Path) -> None:
    secret = here / "secret.yaml"
    secret.write_text("key: 1\n")
    folder = here / "results" / "r"
    found = manifest.read(folder)
    digest = hashlib.sha256(secret.read_bytes()).hexdigest()
    manifest.write(folder, found | {"inputs": found["inputs"] | {"../../secret.yaml": digest}})
    with pytest.raises(InputError, match=r"outside the result|not a manifest"):
        bs.export("r")
    assert not list(here.glob("results/*.zip"))
