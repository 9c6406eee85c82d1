"""Memory of loads that fades from day to day."""

from __future__ import annotations

from borderSim.model.kernels.compiled import F2, F3, compiled


@compiled
def fade(
    kept: float, slots: int, one: F2, two: F2, three: F2, four: F2, fifth: F3, sixth: F3
) -> None:
    """Keep a share of what the first organisations remember, in six tables.

    Args:
        kept: share.
        slots: organisations that have been there; the others remember nothing.
        one: (O, R) table; changed.
        two: as the first.
        three: as the first.
        four: as the first.
        fifth: (O, R, S) table; changed.
        sixth: as the fifth.
    """
    for o in range(slots):
        for r in range(one.shape[1]):
            one[o, r] *= kept
            two[o, r] *= kept
            three[o, r] *= kept
            four[o, r] *= kept
            for s in range(fifth.shape[2]):
                fifth[o, r, s] *= kept
                sixth[o, r, s] *= kept
