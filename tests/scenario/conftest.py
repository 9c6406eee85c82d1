"""Small helpers: a person's own file, and the sentence that a call ends with."""

from collections.abc import Callable
from pathlib import Path

import pytest

from borderSim.errors import InputError


@pytest.fixture
def own_file(tmp_path: Path) -> Callable[..., str]:
    def write(text: str | bytes, name: str = "mine.yaml") -> str:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


@pytest.fixture
def sentence() -> Callable[..., str]:
    def of(call: Callable, *args: object, **kwargs: object) -> str:
        with pytest.raises(InputError) as caught:
            call(*args, **kwargs)
        text = str(caught.value)
        assert "\n" not in text
        return text

    return of
