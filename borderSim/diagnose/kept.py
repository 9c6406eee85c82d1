"""The files of the second half of a diagnosis: ``remedies.parquet`` and ``road_map.json``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from borderSim.diagnose.road_map import road_map, rows_of
from borderSim.diagnose.simulate import Simulated
from borderSim.results.road_map import FILE as ROAD_MAP
from borderSim.results.road_map import sealed
from borderSim.studies.execution import files

REMEDIES = "remedies.parquet"


def write(found: Simulated) -> list[Path]:
    """Write both into the folder of the diagnosis; the same runs give the same bytes."""
    table = files.to_table(pd.DataFrame(rows_of(found)))
    return [
        files.write_table(found.folder / REMEDIES, table),
        files.write_json(found.folder / ROAD_MAP, sealed(road_map(found), found.config)),
    ]


def read(folder: Path) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Read both again."""
    return files.read_frame(folder / REMEDIES), files.read_json(folder / ROAD_MAP)
