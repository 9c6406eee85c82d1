"""``bordersim params`` and ``scenarios``: what can be set, what answers became, and what is shipped."""

from __future__ import annotations

from borderSim.cli.arguments import CONFIG_DIR, PRINTED_KEY, Arguments, Command, short
from borderSim.cli.output import DONE
from borderSim.errors import InputError, nearest
from borderSim.language.current import using


def params(arguments: Arguments) -> int:
    """Print the assumptions log, or the rows whose key or meaning holds a word.

    Or what a questionnaire became.
    """
    if "answers" in arguments.own:
        return _answers(arguments)

    from borderSim.extend.kinds import own_rows
    from borderSim.report.terminal.console import console
    from borderSim.report.terminal.lists import own_table
    from borderSim.report.terminal.settings import parameter_table
    from borderSim.scenario.catalogue import parameters, rule_parameters

    word = arguments.words[0].lower() if arguments.words else ""
    rows = parameters() + rule_parameters()
    chosen = [row for row in rows if word in row.key.lower() or word in row.doc.lower()]
    own = [row for row in own_rows() if word in " ".join(row.values()).lower()]
    if not chosen and not own:
        known = {part for row in rows for part in row.key.split(".")} | {
            row["name"] for row in own_rows()
        }
        raise InputError(f"no parameter holds {short(word)!r}{nearest(word, known)}")
    if chosen:
        console().print(parameter_table(chosen))
    if own:
        console().print(own_table(own))
    return DONE


def _answers(arguments: Arguments) -> int:
    """Print what a filled-in questionnaire became, or the empty form."""
    if arguments.words:
        raise InputError(f"answers= stands alone: take {short(arguments.words[0])!r} out")
    path = arguments.text("answers") or ""
    from borderSim.scenario.levels import load_level
    from borderSim.scenario.questionnaire.answers import load_answers
    from borderSim.scenario.questionnaire.blank import blank
    from borderSim.scenario.questionnaire.reading import interpret

    if path == "blank":
        print(blank(), end="")
        return DONE
    reading = interpret(load_answers(path), load_level)
    from borderSim.report.diagnosis.answers import answer_tables
    from borderSim.report.terminal.console import console

    console().print(answer_tables(reading))
    return DONE


def scenarios(arguments: Arguments) -> int:
    """Print what is shipped."""
    from borderSim.extend.kinds import own_rows
    from borderSim.report.terminal.console import console
    from borderSim.report.terminal.lists import (
        instrument_table,
        own_table,
        rule_table,
        shipped_tables,
        shock_table,
    )
    from borderSim.scenario.catalogue import (
        instrument_rows,
        legal_rows,
        level_rows,
        rule_rows,
        scenario_rows,
        shock_rows,
    )

    out = console()
    with using(arguments.lang()):
        out.print(shipped_tables(scenario_rows(), level_rows(), legal_rows()))
        out.print(
            instrument_table(instrument_rows()), shock_table(shock_rows()), rule_table(rule_rows())
        )
        if own := own_rows():
            out.print(own_table(own))
    return DONE


PARAMS = Command(
    "params",
    "params [WORD]: what can be set, with units, ranges and sources; answers=FILE.yaml: what a questionnaire became",
    params,
    word="[WORD]",
    keys={
        "answers": "a filled-in questionnaire: what each answer became; answers=blank prints the empty form"
    },
    flags=CONFIG_DIR,
)
SCENARIOS = Command(
    "scenarios",
    "the scenarios, levels, legal models, instruments and shocks that are shipped, and the decision rules installed",
    scenarios,
    PRINTED_KEY,
    flags=CONFIG_DIR,
)
