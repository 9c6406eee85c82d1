"""Memory: what is left is a share of each table, of the first organisations alone."""

from __future__ import annotations

import numpy as np

from borderSim.model.kernels.memory import fade


def test_a_share_of_every_table_is_kept_of_the_first_organisations():
    rng = np.random.default_rng(1)
    for kernel in (fade, fade.py_func):  # type: ignore[attr-defined]
        tables = [*rng.random((4, 5, 3)), *rng.random((2, 5, 3, 2))]
        expected = [table.copy() for table in tables]
        for table in expected:
            table[:4] *= 0.99
        kernel(0.99, 4, *tables)
        assert [x.tobytes() for x in tables] == [x.tobytes() for x in expected]
