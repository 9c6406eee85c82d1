"""Plug-ins that come and go: what was found once is forgotten before and after."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from borderSim.rules import fingerprint, probe, registry


def _forget() -> None:
    registry.installed.cache_clear()
    registry._loaded.cache_clear()
    fingerprint.first_met.cache_clear()
    fingerprint._owners.cache_clear()
    probe._first_error.cache_clear()


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder in which fake packages are installed for the time of a test."""
    folder = tmp_path / "packages"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    _forget()
    yield folder
    _forget()
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", "")).startswith(str(folder)):
            del sys.modules[name]
