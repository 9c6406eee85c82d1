"""A kernel is compiled for exactly what its annotations say, and refuses all else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from borderSim.model.kernels.compiled import F1, I1, compiled


@compiled
def scaled(row: F1, number: I1, by: float) -> tuple[F1, int]:
    out = row * by
    return out, len(number)


def test_a_kernel_takes_what_it_is_annotated_with():
    out, number = scaled(np.array([1.0, 2.0]), np.array([1, 2, 3]), 2.0)
    assert out.tolist() == [2.0, 4.0] and number == 3


@pytest.mark.parametrize("row", [np.arange(4.0)[::2], np.arange(4)], ids=["in pieces", "whole"])
def test_a_kernel_refuses_another_layout_or_type(row: np.ndarray):
    with pytest.raises(TypeError):
        scaled(row, np.array([1]), 2.0)


def test_an_annotation_that_no_kernel_can_have_is_named():
    with pytest.raises(TypeError, match="a kernel cannot take"):

        @compiled
        def wrong(name: str) -> int:
            return len(name)


def test_a_kernel_works_where_nothing_can_be_kept(monkeypatch: pytest.MonkeyPatch):
    """As in a read-only installation without a home folder: compiled for the process alone."""
    import borderSim.model.kernels.compiled as module

    real: Any = module.njit

    def nowhere(*args: Any, cache: bool = False, **kwargs: Any) -> Any:
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return real(*args, **kwargs)

    monkeypatch.setattr(module, "njit", nowhere)

    @compiled
    def twice(x: float) -> float:
        return 2.0 * x

    assert twice(2.0) == 4.0
