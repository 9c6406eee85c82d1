"""Where the fingerprints are kept, and what they were made with."""

import json
from pathlib import Path
from typing import Any

import borderSim
from borderSim.studies.execution.provenance import config_hash, processor, versions
from tests.fingerprints.runs import RUNS, fingerprint, fingerprint_of_results

Prints = dict[str, dict[str, str]]
"""Fingerprints by run: ``fingerprints`` of all that a run hands back, ``results`` without the event log."""

PATH = Path(borderSim.__file__).with_name("behaviour.json")
"""In the package, so that an installed program can say how it behaves."""


def measure() -> Prints:
    """Return the fingerprints of every run by name: of all that it hands back, and of its results alone."""
    made: Prints = {"fingerprints": {}, "results": {}}
    for name, covered in RUNS.items():
        result = covered.run()
        made["fingerprints"][name] = fingerprint(result)
        made["results"][name] = fingerprint_of_results(result)
    return made


def made_with() -> dict[str, object]:
    """Return what may move the last bit of a number: the processor's vector instructions, and numpy."""
    return {"processor": processor(), "numpy": versions()["numpy"]}


def kept() -> dict[str, Any]:
    """Return what is stored."""
    empty = {"fingerprints": {}, "results": {}, "same_results": []}
    return json.loads(PATH.read_text(encoding="utf-8")) if PATH.is_file() else empty


def differences(fresh: Prints) -> list[str]:
    """Return the names of the runs whose fingerprint is not the one kept, new and lost ones among them.

    A run whose results are others as well is named with the word.
    """
    old, out = kept(), []
    for name in sorted({*fresh["fingerprints"], *old["fingerprints"]}):
        log, results = (
            fresh[part].get(name) != old[part].get(name) for part in ("fingerprints", "results")
        )
        out += [f"{name} (results)"] if results else [name] if log else []
    return out


def write(fresh: Prints) -> None:
    """Keep the fingerprints; earlier digests that stood for the results kept so far go when these change."""
    now = config_hash(fresh["results"])
    same = [one for one in kept()["same_results"] if one["same_as"] == now]
    content = {"made_with": made_with(), **fresh, "same_results": same}
    PATH.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8", newline="\n")
