"""What a run of a sweep costs beside its model: units of work whose runs take no time, through the same loop and store."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from borderSim.measures.outcomes import OUTCOMES
from borderSim.measures.result import Result
from borderSim.scenario.schema import Scenario
