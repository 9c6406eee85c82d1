"""The command ``bordersim``: reads what was typed, has it done, prints tables.

``key=value`` says what is computed or where, ``--flag`` how the command behaves. Wrong input
ends with one sentence on stderr, nothing on stdout and exit code 2; runs that failed with 1;
Ctrl-C with 130. What is heavy (the model, pandas, figures) is imported when it is needed.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from borderSim import __version__
from borderSim.errors import InputError, nearest

if TYPE_CHECKING:
    from borderSim.scenario.schema import Scenario

DONE, RUNS_FAILED, WRONG_INPUT, STOPPED = 0, 1, 2, 130

COMMANDS = {
    "compare": "levels × replications on the same chances: table, files, report.html, class.html",
    "run": "one run: its outcomes; with -m several (seed=1,2,3 or range(1,4): their product)",
    "status": "status RESULT: runs done, failed and left",
    "report": "report RESULT: the report made anew",
    "params": "params [WORD]: what can be set, with units, ranges and sources",
    "scenarios": "the scenarios, levels and legal models that are shipped",
    "bench": "speed",
}
KEYS = {
    "compare": {
        "scenario": "a name or a YAML file (default: national)",
        "scenarios": "several: '[NAME,FILE.yaml]'",
        "levels": "all, or '[NAME,FILE.yaml]'",
        "present": "level of the burn-in and reference",
        "replications": "replicates, with seeds seed, seed+1, ... (default: 20)",
        "years": "horizon (default: the scenario's own)",
        "seed": "first seed (default: 1)",
        "workers": "processes (default: one per processor)",
        "name": "name of the result (default: made from what is set)",
        "results_dir": "folder of the results (default: results)",
        "plane": "false skips the plane of two dials",
        "overwrite": "true replaces another configuration under the same name",
        "open": "true opens the report in a browser",
        "transition": "steady (the only one of this version)",
        "budget.rule": "on_top or fixed",
    },
    "run": {
        "scenario": "a name or a YAML file (default: national)",
        "seed": "seed (default: 1)",
        "workers": "processes (default: one per processor)",
        "name": "name of the result (default: made from what is set)",
        "results_dir": "folder of the results (default: results)",
        "overwrite": "true replaces another configuration under the same name",
    },
    "status": {"results_dir": "folder of the results (default: results)"},
    "report": {"results_dir": "folder of the results (default: results)", "open": "true opens the report in a browser"},
}
TAKES_OVERRIDES = ("compare", "run")
TAKES_WORD = ("status", "report", "params")
FLAGS = {"--help": "-h", "--version": "-V", "--multirun": "-m"}


@dataclass
class Arguments:
    """What was typed.

    Attributes:
        command: its name, empty where none was given.
        flags: flags in their long form.
        own: keys of the front end, with their text.
        overrides: every other ``key=value``.
        words: what is neither flag nor ``key=value``.
        typed: all of it.
    """

    command: str = ""
    flags: set[str] = field(default_factory=set)
    own: dict[str, str] = field(default_factory=dict)
    overrides: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)

    def text(self, key: str, default: str | None = None) -> str | None:
        """Return the text of a key, quotes taken off."""
        value = self.own.get(key, default)
        if value is not None and len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
            return value[1:-1]
        return value

    def count(self, key: str, least: int) -> int | None:
        """Return a whole number, None where the key is not given."""
        text = self.text(key)
        if text is None:
            return None
        if not re.fullmatch(r"[+-]?[0-9]{1,18}", text) or int(text) < least:
            several = " (several values need 'bordersim run -m')" if key == "seed" and "," in text else ""
            raise InputError(f"{key}={_short(text)}: must be a whole number of at least {least}{several}")
        return int(text)

    def switch(self, key: str, default: bool) -> bool:
        """Return true or false."""
        text = self.text(key)
        if text is None:
            return default
        switches = {"true": True, "on": True, "yes": True, "false": False, "off": False, "no": False}
        if text.lower() not in switches:
            raise InputError(f"{key}={_short(text)}: must be true or false")
        return switches[text.lower()]

    def listed(self, key: str) -> list[str] | str | None:
        """Return a list of names such as ``[a,b]``, or a single name as it stands."""
        text = self.text(key)
        if text is None or not text.startswith("["):
            return text
        from borderSim.scenario.overrides import value_of

        value = value_of(f"{key}={text}")
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise InputError(f"{key}={_short(text)}: must be a list of names such as '[a,b]'")
        return [str(item) for item in value]


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out a command line; return the exit code."""
    typed = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        return _carry_out(read_arguments(typed))
    except InputError as error:
        _tell(str(error))
        return WRONG_INPUT
    except KeyboardInterrupt:
        _tell("stopped; what is finished is kept, the same command goes on from there")
        return STOPPED
    except BrokenPipeError:  # the reader of a pipe has gone (| head)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def read_arguments(typed: Sequence[str]) -> Arguments:
    """Sort what was typed into command, flags, keys of the front end, overrides and words.

    Raises:
        InputError: an unknown command or flag, a key given twice.
    """
    found = Arguments(typed=list(typed))
    long = {short: flag for flag, short in FLAGS.items()}
    for text in typed:
        if text.startswith("-"):
            flag = long.get(text, text)
            if flag not in FLAGS:
                raise InputError(f"unknown flag {text!r}{nearest(text, FLAGS)}; there are: {', '.join(FLAGS)}")
            found.flags.add(flag)
        elif not found.command:
            if text not in COMMANDS:
                raise InputError(f"unknown command {_short(text)!r}{nearest(text, COMMANDS)}; there are: {', '.join(COMMANDS)}")
            found.command = text
        elif "=" in text or text.startswith("~"):
            _sort_in(found, text)
        else:
            found.words.append(text)
    return found


def _sort_in(found: Arguments, text: str) -> None:
    key, _, value = text.partition("=")
    if key in KEYS.get(found.command, {}):
        from borderSim.scenario.yaml_files import refuse_code

        refuse_code(value, f"{key}=")
        if key in found.own:
            raise InputError(f"{key}= is given twice")
        found.own[key] = value
        return
    elsewhere = [command for command, keys in KEYS.items() if key in keys]
    if elsewhere and key not in ("years", "transition", "budget.rule", "present"):
        raise InputError(f"{key}= belongs to 'bordersim {elsewhere[0]}', not to 'bordersim {found.command}'")
    if found.command not in TAKES_OVERRIDES:
        raise InputError(f"'bordersim {found.command}' takes no {_short(key)}=")
    found.overrides.append(text)


def _carry_out(arguments: Arguments) -> int:
    if "--version" in arguments.flags:
        print(f"bordersim {__version__}")
        return DONE
    if "--help" in arguments.flags or not arguments.command:
        print(help_text(arguments.command))
        return DONE
    if "--multirun" in arguments.flags and arguments.command != "run":
        raise InputError(f"-m belongs to 'bordersim run', not to 'bordersim {arguments.command}'")
    most = 1 if arguments.command in TAKES_WORD else 0
    if len(arguments.words) > most:
        hint = " (settings are written key=value)" if arguments.command in TAKES_OVERRIDES else ""
        raise InputError(f"'bordersim {arguments.command}' can't use {_short(arguments.words[most])!r}{hint}")
    handlers: dict[str, Callable[[Arguments], int]] = {
        "compare": compare, "run": run, "status": status, "report": report,
        "params": params, "scenarios": scenarios, "bench": bench,
    }  # fmt: skip
    return handlers[arguments.command](arguments)


def help_text(command: str = "") -> str:
    """Return the help of a command, or of all."""
    if not command:
        lines = ["usage: bordersim COMMAND [key=value ...] [--flag ...]", ""]
        lines += [f"  {name:<10} {does}" for name, does in COMMANDS.items()]
        lines += ["", "bordersim COMMAND --help tells the keys of a command; bordersim params what else can be set.",
                  "flags: -h --help, -V --version, -m --multirun (run)"]  # fmt: skip
        return "\n".join(lines)
    lines = [f"usage: bordersim {command}{' RESULT' if command in ('status', 'report') else ''}"
             f"{' [key=value ...]' if command in KEYS else ''}", "", f"  {COMMANDS[command]}", ""]  # fmt: skip
    lines += [f"  {key + '=':<14} {does}" for key, does in KEYS.get(command, {}).items()]
    if command in TAKES_OVERRIDES:
        lines += ["", "Any other key of the scenario can be set too (bordersim params lists them),",
                  "such as customs.random_share=0.2 or legal_model=NAME."]  # fmt: skip
    if command == "run":
        lines += ["partnership=NAME or FILE.yaml sets the level, levers.<dial>= and partnership.traits.<trait>= parts of it;",
                  "events=true keeps the log of events."]  # fmt: skip
    return "\n".join(lines).rstrip()


# ------------------------------------------------------------------------------ compare
def compare(arguments: Arguments) -> int:
    """``bordersim compare``: the main job."""
    from borderSim.scenario.compose import default_choices, load_levels, refuse_level_keys

    for text in arguments.overrides:
        refuse_level_keys(text)
    several = arguments.listed("scenarios")
    if several is not None and "scenario" in arguments.own:
        raise InputError("scenario= and scenarios= exclude each other: name all in scenarios='[a,b]'")
    names = [several] if isinstance(several, str) else several
    if names == []:
        raise InputError("scenarios=[] names no scenario; write a list such as scenarios='[a,b]'")
    scenario = arguments.text("scenario", default_choices()["scenario"]) or ""
    levels = arguments.listed("levels")
    levels = "all" if levels is None else levels
    present = arguments.text("present")
    replications, seed = arguments.count("replications", 1), arguments.count("seed", 0)
    workers, years = arguments.count("workers", 1), _number(arguments, "years")
    plane, overwrite = arguments.switch("plane", True), arguments.switch("overwrite", False)
    opens = arguments.switch("open", False)
    settings = [*arguments.overrides, *(f"{key}={arguments.own[key]}" for key in ("years", "transition", "budget.rule") if key in arguments.own)]
    loaded = [load_levels(name, levels, settings, present) for name in names or [scenario]]
    first = [next(iter(by_level.values())) for by_level in loaded]
    results_dir = _results_dir(arguments)

    from borderSim.report.terminal import ComparisonProgress, comparison_tables, console, rank_tables
    from borderSim.studies.compare import compare as carry_out
    from borderSim.studies.study import RunsFailedError

    out = console()
    options: dict[str, Any] = {} if replications is None else {"replications": replications}
    options |= {} if seed is None else {"seed": seed}
    try:
        with ComparisonProgress(out, first[0].present.name, {s.name: s.years for s in first}) as progress:
            comparison = carry_out(
                scenario, scenarios=names, levels=levels, present=present, years=years, workers=workers,
                overrides=arguments.overrides, name=arguments.text("name"), results_dir=results_dir, plane=plane,
                overwrite=overwrite, transition=arguments.text("transition"), budget_rule=arguments.text("budget.rule"),
                progress=progress, command=["bordersim", *arguments.typed], **options,
            )  # fmt: skip
    except RunsFailedError as error:
        _tell(str(error))
        return RUNS_FAILED
    manifest = comparison.manifest
    out.print(comparison_tables(comparison.paired(), manifest["present"], manifest["years_by_scenario"]))
    if len(manifest["scenarios"]) > 1:
        out.print(rank_tables(comparison.ranks()))
    _tell_notes(comparison.notes, comparison.failed)
    page = comparison.folder / "report.html"
    print(f"report: {page}")
    if opens:
        _open(page)
    return RUNS_FAILED if comparison.failed else DONE


# ------------------------------------------------------------------------------ run
def run(arguments: Arguments) -> int:
    """``bordersim run``: one run, or with ``-m`` the product of all values given."""
    rows = _rows(arguments)
    workers, overwrite = arguments.count("workers", 1), arguments.switch("overwrite", False)
    results_dir = _results_dir(arguments)

    from borderSim.report.terminal import RunProgress, console, in_years, outcome_table, runs_table
    from borderSim.studies import manifest
    from borderSim.studies.single import run_and_store
    from borderSim.studies.study import RunsFailedError

    out = console()
    try:
        with RunProgress(out) as progress:
            folder, runs = run_and_store(
                rows, name=arguments.text("name"), command_key="run", results_dir=results_dir, overwrite=overwrite,
                workers=workers, command=["bordersim", *arguments.typed], progress=progress,
            )  # fmt: skip
    except RunsFailedError as error:
        _tell(str(error))
        return RUNS_FAILED
    if len(rows) == 1:
        _, scenario, seed = rows[0]
        title = f"{scenario.name}, {scenario.partnership.name}, seed {seed}, {in_years(scenario.years)}"
        out.print(outcome_table(runs.iloc[0].to_dict(), scenario.years, title))
    else:
        out.print(runs_table(runs, [rows[int(i)][1].years for i in runs["run"]]))
    failed = manifest.read(folder).get("failed", [])
    _tell_notes((), failed)
    print(f"results: {folder}")
    return RUNS_FAILED if failed else DONE


def _rows(arguments: Arguments) -> list[tuple[dict[str, object], Scenario, int]]:
    """Return design factors, scenario and seed of each run."""
    from borderSim.scenario.compose import default_choices, load_scenario
    from borderSim.scenario.overrides import expand, swept_keys, value_of

    swept: list[str] = []
    plain = {"scenario": f"scenario={arguments.text('scenario', default_choices()['scenario'])}",
             "seed": f"seed={arguments.own.get('seed', '1')}"}  # fmt: skip
    if "--multirun" in arguments.flags:
        texts = [f"{key}={arguments.own[key]}" for key in ("scenario", "seed") if key in arguments.own]
        texts = [text for text in arguments.typed if text in texts or text in arguments.overrides]
        swept = swept_keys(texts)
        expanded = [{**plain, **row} for row in expand(texts)]
    else:
        expanded = [{**plain, **{text: text for text in arguments.overrides}}]
    scenarios: dict[tuple[str, ...], Scenario] = {}
    rows: list[tuple[dict[str, object], Scenario, int]] = []
    for row in expanded:
        name = Arguments(own={"scenario": row["scenario"].partition("=")[2]}).text("scenario") or ""
        seed = Arguments(own={"seed": row["seed"].partition("=")[2]}).count("seed", 0) or 0
        settings = [text for key, text in row.items() if key not in ("scenario", "seed")]
        if (key := (name, *settings)) not in scenarios:
            scenarios[key] = load_scenario(name, settings)
        rows.append(({factor.lstrip("+"): value_of(row[factor]) for factor in swept}, scenarios[key], seed))
    return rows


# ------------------------------------------------------------------------------ results
def status(arguments: Arguments) -> int:
    """``bordersim status RESULT``: done, failed, left."""
    from borderSim.studies import manifest

    folder = _result(arguments)
    counts = manifest.status(folder)
    print(f"{folder}: {counts['done']} runs done, {counts['failed']} failed, {counts['left']} left")
    for failure in manifest.read(folder).get("failed", []):
        print(f"  failed: seed {failure['seed']}: {failure['reason']}")
    return DONE


def report(arguments: Arguments) -> int:
    """``bordersim report RESULT``: the report made anew."""
    opens = arguments.switch("open", False)
    folder = _result(arguments)

    from borderSim.studies.compare import write_pages
    from borderSim.studies.comparison import Comparison

    comparison = Comparison.load(folder)
    write_pages(comparison, anew=True)
    print(f"report: {folder / 'report.html'}")
    if opens:
        _open(folder / "report.html")
    return DONE


def _result(arguments: Arguments) -> Path:
    if not arguments.words:
        raise InputError(f"'bordersim {arguments.command}' needs the name of a result or the path of its folder")
    from borderSim.studies.store import find_result

    return find_result(arguments.words[0], _results_dir(arguments))


def _results_dir(arguments: Arguments) -> str:
    folder = arguments.text("results_dir", "results")
    if not folder:
        raise InputError("results_dir= names no folder")
    return folder


# ------------------------------------------------------------------------------ what there is
def params(arguments: Arguments) -> int:
    """``bordersim params [WORD]``: the assumptions log, or the rows whose key or meaning holds a word."""
    from borderSim.report.terminal import console, parameter_table
    from borderSim.scenario.catalogue import parameters

    word = arguments.words[0].lower() if arguments.words else ""
    rows = parameters()
    chosen = [row for row in rows if word in row.key.lower() or word in row.doc.lower()]
    if not chosen:
        known = {part for row in rows for part in row.key.split(".")}
        raise InputError(f"no parameter holds {_short(word)!r}{nearest(word, known)}")
    console().print(parameter_table(chosen))
    return DONE


def scenarios(arguments: Arguments) -> int:
    """``bordersim scenarios``: what is shipped."""
    from borderSim.report.terminal import console, shipped_tables
    from borderSim.scenario.catalogue import legal_rows, level_rows, scenario_rows

    console().print(shipped_tables(scenario_rows(), level_rows(), legal_rows()))
    return DONE


def bench(arguments: Arguments) -> int:
    """``bordersim bench``: speed."""
    from importlib import import_module
    from importlib.util import find_spec

    if find_spec("borderSim.studies.bench") is None:
        raise InputError("'bordersim bench' is not part of this version")
    return int(import_module("borderSim.studies.bench").main() or DONE)


# ------------------------------------------------------------------------------ small things
def _number(arguments: Arguments, key: str) -> float | None:
    if key not in arguments.own:
        return None
    from borderSim.scenario.overrides import value_of

    value = value_of(f"{key}={arguments.own[key]}")
    if not isinstance(value, int | float) or isinstance(value, bool) or not value > 0:
        raise InputError(f"{key}={_short(arguments.own[key])}: must be a number above 0")
    return value


def _tell(sentence: str) -> None:
    """Print one line on stderr, without characters that a terminal would obey."""
    flat = " ".join(sentence.split())
    print("bordersim:", "".join(c if c.isprintable() else ascii(c)[1:-1] for c in flat), file=sys.stderr)


def _tell_notes(notes: Sequence[str], failed: Sequence[dict[str, Any]]) -> None:
    for note in notes:
        print(f"note: {note}", file=sys.stderr)
    for failure in failed:
        print(f"failed: seed {failure['seed']}: {failure['reason']}", file=sys.stderr)


def _open(page: Path) -> None:
    import webbrowser

    webbrowser.open(page.resolve().as_uri())


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "..."


if __name__ == "__main__":
    sys.exit(main())
