"""``bordersim params``, ``scenarios`` and ``bench``: what there is, and how fast."""

from __future__ import annotations

from borderSim.commands.arguments import Arguments, Command, short
from borderSim.commands.telling import DONE
from borderSim.errors import InputError, nearest


def params(arguments: Arguments) -> int:
    """Print the assumptions log, or the rows whose key or meaning holds a word."""
    from borderSim.report.terminal import console, parameter_table
    from borderSim.scenario.catalogue import parameters

    word = arguments.words[0].lower() if arguments.words else ""
    rows = parameters()
    chosen = [row for row in rows if word in row.key.lower() or word in row.doc.lower()]
    if not chosen:
        known = {part for row in rows for part in row.key.split(".")}
        raise InputError(f"no parameter holds {short(word)!r}{nearest(word, known)}")
    console().print(parameter_table(chosen))
    return DONE


def scenarios(arguments: Arguments) -> int:
    """Print what is shipped."""
    from borderSim.report.terminal import console, rule_table, shipped_tables, shock_table
    from borderSim.scenario.catalogue import legal_rows, level_rows, rule_rows, scenario_rows, shock_rows

    tables = shipped_tables(scenario_rows(), level_rows(), legal_rows())
    console().print(tables, shock_table(shock_rows()), rule_table(rule_rows()))
    return DONE


def bench(arguments: Arguments) -> int:
    """Measure the speed."""
    from importlib import import_module
    from importlib.util import find_spec

    if find_spec("borderSim.studies.bench") is None:
        raise InputError("'bordersim bench' is not part of this version")
    return int(import_module("borderSim.studies.bench").main() or DONE)


PARAMS = Command("params", "params [WORD]: what can be set, with units, ranges and sources", params, word="[WORD]")
SCENARIOS = Command("scenarios", "the scenarios, levels, legal models and shocks that are shipped, and the decision rules installed", scenarios)
BENCH = Command("bench", "speed", bench)
