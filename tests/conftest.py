"""What holds for every test: the terminal of whoever runs them plays no part."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the width and the encoding of the terminal: tables are laid out as in a pipe."""
    for name in ("COLUMNS", "LINES", "PYTHONIOENCODING"):
        monkeypatch.delenv(name, raising=False)
