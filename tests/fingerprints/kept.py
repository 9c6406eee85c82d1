"""Where the fingerprints are kept, and what they were made with."""

import json
from pathlib import Path

import borderSim
from borderSim.studies.execution.provenance import processor, versions
from tests.fingerprints.runs import RUNS, fingerprint

PATH = Path(borderSim.__file__).with_name("behaviour.json")
"""In the package, so that an installed program can say how it behaves."""


def measure() -> dict[str, str]:
    """Return the fingerprint of every run by name."""
    return {name: fingerprint(covered.run()) for name, covered in RUNS.items()}


def made_with() -> dict[str, object]:
    """Return what may move the last bit of a number: the processor's vector instructions, and numpy."""
    return {"processor": processor(), "numpy": versions()["numpy"]}


def kept() -> dict[str, object]:
    """Return what is stored."""
    return json.loads(PATH.read_text(encoding="utf-8")) if PATH.is_file() else {"fingerprints": {}}


def differences(fresh: dict[str, str]) -> list[str]:
    """Return the names of the runs whose fingerprint is not the one kept, new and lost ones among them."""
    old = kept()["fingerprints"]
    return [name for name in sorted({*fresh, *old}) if fresh.get(name) != old.get(name)]


def write(fresh: dict[str, str]) -> None:
    """Keep the fingerprints."""
    content = {"made_with": made_with(), "fingerprints": fresh}
    PATH.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8", newline="\n")
