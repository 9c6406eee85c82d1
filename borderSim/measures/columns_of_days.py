"""Columns of a frame with a row a day."""

from __future__ import annotations

import numpy as np
import pandas as pd

from borderSim.model.state.counters import Stock
from borderSim.model.state.random_streams import Floats

STATES: tuple[str, ...] = tuple(stock.value for stock in Stock)
"""Columns of the daily series that are states at the end of the day; all others are flows."""


def column(frame: pd.DataFrame, name: str) -> Floats:
    """Return a column as floats; zeros where nothing of the kind ever happened."""
    return frame[name].to_numpy(dtype=np.float64) if name in frame else np.zeros(len(frame))
