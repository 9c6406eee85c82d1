"""``bordersim export``: a finished result as an RO-Crate, for an archive or a colleague.

The crate holds the tables, the pages, the copies of the user's own files and the manifest, with
what each of them is. The parts from which tables are made stay at home. The bytes hang on the
result alone: files in a fixed order, dates from the manifest, a ``.zip`` without compression (each
version of the library that compresses gives other bytes).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from borderSim.errors import InputError
from borderSim.results import crate
from borderSim.results.crate import CODEMETA, METADATA, Entry
from borderSim.scenario.own_files import expanded
from borderSim.studies.execution import checksums, datapackage, files, lock, manifest, private

ZIP = ".zip"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""Date of every file in a ``.zip``: the first that the format can hold."""
_LICENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{0,63}")
_LONGEST_AUTHOR = 200
_OTHER_MEDIA = {".yaml": "application/yaml", ".yml": "application/yaml", ".txt": "text/plain"}
_PAGES = {
    "report.html": ("Report", "The result for people: figures, tables and their uncertainty."),
    "report.fr.html": ("Rapport", "The report in French."),
    "brief.html": (
        "Brief",
        "Two pages for a decision: which level, how sure, who pays, when it loses.",
    ),
    "brief.fr.html": ("Note de synthèse", "The brief in French."),
    "class.html": ("Class page", "Two levels side by side, for teaching."),
}


def export(
    result: str | Path | Any,
    output: str | Path | None = None,
    *,
    authors: Sequence[str] = (),
    license: str = "",
    results_dir: str | Path = "results",
) -> Path:
    """Write a finished result as an RO-Crate with ``codemeta.json``; return its path.

    Args:
        result: name or folder of a result, or one that was loaded.
        output: a ``.zip``, or a folder (None: ``<name>-crate.zip`` beside the result). A crate that
            is there is replaced; anything else stays.
        authors: names of persons, told as the authors of the results.
        license: SPDX name of the licence of the results, such as ``CC-BY-4.0``.
        results_dir: the folder of the results.

    Raises:
        InputError: the result is not finished or damaged, something that is no crate is in the
            way, an author or the licence is none, or ``rocrate`` is not installed.
        OSError: the disk does not take it.
    """
    _check(authors, license)
    given = getattr(result, "folder", result)
    if not isinstance(given, str | os.PathLike) or not str(given):
        raise InputError(f"result={given!r:.60}: must be the name of a result, or its folder")
    folder = files.find_result(
        Path(given) if isinstance(given, os.PathLike) else given, results_dir
    )
    target = _target(folder, output)
    with lock.at_work(folder):
        told = manifest.read(folder)
        manifest.check_finished(folder, told)
        _check_private(folder, told)
        with _building(target) as building:
            _fill(folder, told, building, authors, license)
            _take_place(building, target)
    return target


# --------------------------------------------------------------------------- checks
def _check(authors: Sequence[str], licence: str) -> None:
    if isinstance(authors, str):
        raise InputError(f"authors={authors!r:.60}: must be a list of names such as '[A B,C D]'")
    for name in authors:
        if (
            not isinstance(name, str)
            or not name.strip()
            or len(name) > _LONGEST_AUTHOR
            or not name.isprintable()
        ):
            raise InputError(f"authors: {name!r:.60} is no name of a person")
    if licence and not _LICENCE.fullmatch(str(licence)):
        raise InputError(f"license={licence!r:.60}: must be an SPDX name such as CC-BY-4.0")


def _check_private(folder: Path, told: Mapping[str, Any]) -> None:
    """See that nothing which can't be cut names a person or a machine.

    Raises:
        InputError: errors were kept in full.
    """
    failed = "failures.parquet" in (told.get(manifest.FILES) or ())
    if failed and manifest.names_machine(told.get("ran")):
        raise InputError(
            f"{folder}: was made with provenance=full and runs failed: failures.parquet may name a person or a "
            f"machine; make the result again with provenance={private.SHORT}"
        )


def _target(folder: Path, output: str | Path | None) -> Path:
    """Return where the crate goes.

    Raises:
        InputError: it would lie in the result, or something that is no crate is in the way.
    """
    if output is None:
        target = folder.parent / f"{folder.resolve().name}-crate{ZIP}"
    elif not isinstance(output, str | os.PathLike) or not str(output):
        raise InputError(f"output={output!r:.60}: must be a folder or a file that ends in {ZIP}")
    else:
        target = expanded(Path(output))
    inside, place = folder.resolve(), target.resolve()
    if place == inside or inside in place.parents or place in inside.parents:
        raise InputError(f"output={target}: must lie outside the result {folder}")
    if not target.parent.is_dir():
        raise InputError(f"output={target}: there is no folder {target.parent}")
    if target.exists() and not _is_crate(target):
        raise InputError(
            f"output={target}: is there already and is no crate; choose another output="
        )
    return target


def _is_crate(path: Path) -> bool:
    """Whether a folder or a ``.zip`` is an RO-Crate with this program's ``codemeta.json``, or empty."""
    if path.is_dir():
        return path.suffix != ZIP and (
            not any(path.iterdir()) or all((path / name).is_file() for name in (METADATA, CODEMETA))
        )
    if path.suffix != ZIP or not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return {METADATA, CODEMETA} <= set(archive.namelist())


# --------------------------------------------------------------------------- what goes in
def _fill(
    folder: Path, told: dict[str, Any], building: Path, authors: Sequence[str], licence: str
) -> None:
    """Put the files, and what describes them, into a folder."""
    full = manifest.names_machine(told.get("ran"))
    if full:
        told = told | {"ran": manifest.without_machine(told["ran"])}
    package = datapackage.package(folder)
    about = {one["path"]: one for one in package["resources"]}
    for place in _places(folder, told, pages=not full):
        _copy(folder / place, building / place)
    if full:
        manifest.write(building, told)
    else:
        _copy(folder / manifest.FILE, building / manifest.FILE)
    files.write_json(building / CODEMETA, crate.codemeta(told))
    entries = [_entry(building, place, about) for place in _everything(building)]
    graph = crate.metadata(told, str(package["title"]), entries, authors, licence)
    files.write_text(
        building / METADATA, json.dumps(graph, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    )


def _places(folder: Path, told: Mapping[str, Any], *, pages: bool) -> list[str]:
    """Return the files that go in; pages only as they were written, with the report's own names.

    Raises:
        InputError: a file that the manifest names is missing, damaged, or outside the result.
    """
    block = told.get(manifest.FILES)
    kept = list(block or ())
    if damaged := checksums.damaged(folder, block):
        raise InputError(checksums.damage(folder / damaged[0]))
    inputs = dict(told.get("inputs") or {})
    for place, digest in inputs.items():
        path = folder / place
        if not path.is_file() or checksums.of_file(path)["sha256"] != digest:
            raise InputError(checksums.damage(path))
    if pages and isinstance(written := told.get(manifest.PAGES), Mapping):
        wrong = set(checksums.damaged(folder, written))
        kept += [name for name in written if name not in wrong]
    found = sorted({*map(str, kept), *map(str, inputs)})
    root = folder.resolve()
    for place in found:
        if root not in (folder / place).resolve().parents:
            raise InputError(f"{folder / place}: lies outside the result")
    return found


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _everything(building: Path) -> list[str]:
    """Return all files of a folder in a fixed order."""
    return sorted(
        path.relative_to(building).as_posix() for path in building.rglob("*") if path.is_file()
    )


def _entry(building: Path, place: str, about: Mapping[str, Mapping[str, Any]]) -> Entry:
    """Return what one file is."""
    sums, suffix = checksums.of_file(building / place), Path(place).suffix.lower()
    own = place.startswith("inputs/")
    title, text = _PAGES.get(place, (place, "A file of the result."))
    if place in about:
        title, text = about[place]["title"], about[place]["description"]
    elif own:
        title, text = Path(place).name, "A copy of a file of the user's own that the run read."
    elif place == CODEMETA:
        title, text = "The program", "borderSim as it made the result: version, licence, libraries."
    elif place == datapackage.FILE:
        title, text = "Data package", "Every table with its columns, their units and meaning."
    media = {**datapackage.MEDIA, **_OTHER_MEDIA}.get(suffix, "application/octet-stream")
    return Entry(place, title, text, media, sums["bytes"], sums["sha256"], own)


# --------------------------------------------------------------------------- where it goes
@contextmanager
def _building(target: Path) -> Iterator[Path]:
    """Make a folder beside the target for the time of a ``with``; nothing of it stays.

    Raises:
        OSError: nothing can be written there.
    """
    building = target.with_name(f".{target.name}.new.{os.getpid()}.tmp")
    building.mkdir()
    try:
        yield building
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _take_place(building: Path, target: Path) -> None:
    """Let a finished folder, or a ``.zip`` of it, take the place of what is there."""
    if target.suffix == ZIP:
        with files.written_whole(target) as file:
            _zip(building, file)
        return
    old = target.with_name(f".{target.name}.old.{os.getpid()}.tmp")
    if target.exists():
        target.replace(old)
    try:
        building.replace(target)
    except OSError:
        if old.exists():
            old.replace(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _zip(folder: Path, file: IO[bytes]) -> None:
    """Write a ``.zip`` whose bytes hang on the files alone."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for place in _everything(folder):
            info = zipfile.ZipInfo(place, EPOCH)
            info.create_system, info.external_attr = 3, 0o644 << 16  # (as on Linux, on Windows too)
            info.file_size = (folder / place).stat().st_size
            with (folder / place).open("rb") as source, archive.open(info, "w") as sink:
                shutil.copyfileobj(source, sink)
