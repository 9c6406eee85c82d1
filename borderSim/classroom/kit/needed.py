"""What wheels ask for on the laptop that they are for, and what of it is not in the folder.

``pip download`` reads the conditions of a requirement, such as ``sys_platform == "win32"``, for the
machine that it runs on. A folder for Windows that is made on Linux would lack what is needed on
Windows alone.
"""

from __future__ import annotations

import zipfile
from email.parser import BytesParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from borderSim.errors import StoppedError

SYSTEMS = {
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    "macos": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
}


def conditions(platform: str, tag: str, python: str) -> dict[str, str]:
    """Return what the conditions of a requirement are held against on another laptop.

    Args:
        platform: ``windows``, ``macos`` or ``linux``.
        tag: what pip calls its kind, as in ``macosx_11_0_arm64``.
        python: version of its Python, as in ``3.13``.
    """
    return {
        **SYSTEMS[platform],
        "platform_machine": "AMD64" if tag == "win_amd64" else processor(tag),
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }


def processor(tag: str) -> str:
    """Return the kind of processor of a platform's tag: ``arm64``, ``x86_64`` or ``amd64``."""
    return next(kind for kind in ("arm64", "x86_64", "amd64") if tag.endswith(kind))


def not_there(own: Path, extra: str, where: dict[str, str], kind: str) -> list[str]:
    """Return the requirements that no wheel in the folder of a wheel meets, sorted.

    Args:
        own: the wheel that is to be installed; the others lie beside it.
        extra: of that wheel.
        where: of :func:`conditions`.
        kind: of :func:`processor`: wheels for another kind do not count.

    Raises:
        StoppedError: a wheel can't be read.
    """
    wheels = [path for path in sorted(own.parent.glob("*.whl")) if _fits(path, kind)]
    missing: dict[str, str] = {}
    open_ends, seen = [(own, frozenset({extra}))], set()
    while open_ends:
        end = open_ends.pop()
        if end in seen:
            continue
        seen.add(end)
        for asked in _asked(*end, where):
            found = [path for path in wheels if _meets(path, asked)]
            if found:
                open_ends += [(path, frozenset(asked.extras)) for path in found]
            else:
                missing[canonicalize_name(asked.name)] = f"{asked.name}{asked.specifier}"
    return sorted(missing.values())


def _asked(wheel: Path, extras: frozenset[str], where: dict[str, str]) -> list[Requirement]:
    """Return what a wheel asks for with these extras on that laptop."""
    try:
        with zipfile.ZipFile(wheel) as content:
            name = next(x for x in content.namelist() if x.endswith(".dist-info/METADATA"))
            told = BytesParser().parsebytes(content.read(name))
    except (zipfile.BadZipFile, StopIteration) as wrong:
        raise StoppedError(f"{wheel.name}: is no wheel that can be read") from wrong
    rows = [Requirement(row) for row in told.get_all("Requires-Dist") or []]
    return [row for row in rows if _holds(row, extras, where)]


def _holds(row: Requirement, extras: frozenset[str], where: dict[str, str]) -> bool:
    marker = row.marker
    return marker is None or any(
        marker.evaluate({**where, "extra": extra}) for extra in ("", *extras)
    )


def _meets(wheel: Path, asked: Requirement) -> bool:
    name, version, _, _ = parse_wheel_filename(wheel.name)
    same = name == canonicalize_name(asked.name)
    return same and asked.specifier.contains(version, prereleases=True)


def _fits(wheel: Path, kind: str) -> bool:
    tags = parse_wheel_filename(wheel.name)[3]
    return any(tag.platform.endswith(("any", kind, "universal2")) for tag in tags)
