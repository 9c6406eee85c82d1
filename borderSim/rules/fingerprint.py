"""Which version of a plug-in is it? A hash of its files, and of what they import that is no installed package.

The version number that a package names is not enough: whoever works on a rule edits it many times
between two of them.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import importlib.util
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, EntryPoint, packages_distributions, version
from pathlib import Path

OWN = "borderSim"
"""Its source has a hash of its own."""
KNOWN = ("numpy", "pandas", "scipy", "mesa", "networkx", "pyarrow")
"""Libraries whose versions every manifest names."""


@functools.cache
def first_met(entry: EntryPoint) -> str:
    """Return the hash of a plug-in's files as they were when this process first asked for it."""
    return of_now(entry)


def of_now(entry: EntryPoint) -> str:
    """Return the hash of a plug-in's files as they are now, 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for name, path in sorted(_files(entry).items()):
        content = path.read_bytes() if path.is_file() else b""
        if path.suffix == ".py":
            content = content.replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    for name in sorted(_packages(entry)):
        digest.update(f"{name}\0".encode())
    return digest.hexdigest()


def _files(entry: EntryPoint) -> dict[str, Path]:
    """Return files by name: the plug-in's package, and loose modules that it imports, and they in turn."""
    found = _shipped(entry.dist)
    for top in _modules(entry):
        found |= dict(_of_module(top))
    return found


def _modules(entry: EntryPoint) -> list[str]:
    """Return the top-level modules of the plug-in's own: its own first, then loose ones that are imported."""
    seen: dict[str, None] = {_top(entry.module): None}
    for top in (queue := list(seen)):  # (it grows while it is read)
        for name in sorted(_imported(top)):
            if name not in seen and not _is_elsewhere(name):
                seen[name] = None
                queue.append(name)
    return list(seen)


def _packages(entry: EntryPoint) -> set[str]:
    """Return name and version of the installed packages that the plug-in's modules import."""
    mine = entry.dist.name if entry.dist else ""
    names = {name for top in _modules(entry) for name in _imported(top)}
    owners = {owner for name in names if _counts(name) for owner in _owners().get(name, [])} - {
        mine
    }
    return {f"{owner} {version(owner)}" for owner in owners}


def _counts(name: str) -> bool:
    return name not in (OWN, *KNOWN) and name not in sys.stdlib_module_names


def _is_elsewhere(name: str) -> bool:
    """Whether a module is Python's, ours, or of an installed package, whose version says which it is."""
    return not _counts(name) or name in _owners()


@functools.cache
def _owners() -> dict[str, list[str]]:
    return dict(packages_distributions())


def _imported(top: str) -> set[str]:
    """Return the top-level names that a module's files import, wherever they do."""
    found: set[str] = set()
    for _, path in _of_module(top):
        if path.suffix == ".py" and path.is_file():
            about = path.stat()
            found |= _imported_by(path, about.st_mtime_ns, about.st_size)
    return found - {top}


@functools.lru_cache(maxsize=4096)
def _imported_by(path: Path, mtime_ns: int, size: int) -> frozenset[str]:
    """Return what one file imports; time and size say whether it has to be read again."""
    try:
        tree = ast.parse(path.read_bytes())
    except (OSError, SyntaxError, ValueError, RecursionError):
        return frozenset()
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {_top(alias.name) for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            found.add(_top(node.module))
    return frozenset(found)


def _of_module(top: str) -> Iterator[tuple[str, Path]]:
    """Yield name and path of the files of a module, or of the folders of a package that are packages."""
    try:
        spec = importlib.util.find_spec(top)
    except (ImportError, AttributeError, ValueError):
        return
    if spec is None:
        return
    if spec.submodule_search_locations is None:
        if spec.origin:
            yield Path(spec.origin).name, Path(spec.origin)
        return
    for place in map(Path, spec.submodule_search_locations):
        for folder in sorted(
            p for p in (place, *place.rglob("*")) if p == place or (p / "__init__.py").is_file()
        ):
            for path in sorted(folder.iterdir()):
                if path.is_file() and path.suffix != ".pyc" and not path.name.startswith("."):
                    yield f"{top}/{path.relative_to(place).as_posix()}", path


def _shipped(dist: Distribution | None) -> dict[str, Path]:
    """Return what an installer put beside the code: data, extension modules, in whatever folder."""
    if dist is None:
        return {}
    files = [
        file
        for file in dist.files or ()
        if file.suffix not in (".pyc", ".pth") and ".." not in file.parts
    ]
    return {
        file.as_posix(): Path(str(file.locate()))
        for file in files
        if not file.parts[0].endswith((".dist-info", ".egg-info"))
    }


def _top(module: str) -> str:
    return module.partition(".")[0]
