"""What is printed, whatever it is printed to: other letters, narrow, closed, full, nobody who reads, a log."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from rich.console import Group
from rich.table import Table

import borderSim.report
from borderSim.cli.output import narrowed, tell
from borderSim.measures.outcomes import OUTCOMES
from borderSim.parameters.window import Window
from borderSim.report.terminal import log_lines
from borderSim.report.terminal.comparison import comparison_tables, provisional_table, rank_tables
from borderSim.report.terminal.console import Sheet, console
from borderSim.report.terminal.letters import register, written
from borderSim.report.terminal.lists import (
    instrument_table,
    rule_table,
    shipped_tables,
    shock_table,
)
from borderSim.report.terminal.markdown import shown
from borderSim.report.terminal.progress import ComparisonProgress, RunProgress, done_line
from borderSim.report.terminal.runs import outcome_table, runs_table
from borderSim.report.terminal.settings import parameter_table
from borderSim.scenario import catalogue
from borderSim.studies.analysis.paired import paired_table
from borderSim.studies.analysis.ranks import rank_table

LEVELS = ("coexistence", "communication", "cooperation", "coordination", "collaboration")


# ------------------------------------------------------------------------------ letters
@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        ("−3.2 ± 1.4 × 10", "ascii", b"-3.2 +/- 1.4 x 10"),
        ("−3.2 ± 1.4 × 10", "latin-1", b"-3.2 \xb1 1.4 \xd7 10"),
        ("−12 345 €", "cp1252", b"-12 345 \x80"),
        ("≤ 5, ≥ 2, ▲ ▼ · λ = 1", "ascii", b"<= 5, >= 2, ^ v . lambda = 1"),
        ("coopération, cœur, ½", "ascii", b"cooperation, coeur, 1/2"),
        ("█░ 3 of 10… “so”", "cp1252", b"#. 3 of 10\x85 \x93so\x94"),
        ("Δ τ µ ∞ –", "ascii", b"Delta tau u inf -"),
        ("كلمة", "ascii", b"\\u0643\\u0644\\u0645\\u0629"),
        ("caf\udce9", "utf-8", b"caf\xe9"),
    ],
)
def test_a_sign_that_a_stream_lacks_has_a_stand_in(text, encoding, found):
    assert text.encode(encoding, register()) == found
    if "\udce9" not in text:
        assert written(text, encoding).encode(encoding) == found


def test_every_sign_of_the_tables_has_a_stand_in():
    """No ``?`` and no number of a character, in whatever this package prints."""
    root = Path(borderSim.report.__file__).parents[1]
    signs = {
        c
        for path in root.rglob("*.py")
        for c in path.read_text("utf-8")
        if c > "\x7f" and not "\ud800" <= c <= "\udfff"
    }
    lost = {c for c in signs if "\\" in written(c, "ascii")}
    assert not lost, lost


# ------------------------------------------------------------------------------ widths
def _comparison():
    rng = np.random.default_rng(1)
    runs = pd.DataFrame(
        [
            {"scenario": "training", "level": level, "seed": seed, "replicate": seed}
            | {name: rng.gamma(4.0) * 10.0 ** (3 + i % 5) for i, name in enumerate(OUTCOMES)}
            for level in LEVELS
            for seed in range(6)
        ]
    )
    return runs, paired_table(runs, LEVELS[0], {"training": 1.0})


def _tables():
    runs, paired = _comparison()
    findings = "# A question?\n\n| outcome | difference |\n| --- | --- |\n| net benefit (M EUR a year) | −16.41 [−17.02; −3.99] |\n"
    return {
        "params": parameter_table(catalogue.parameters()),
        "scenarios": shipped_tables(
            catalogue.scenario_rows(), catalogue.level_rows(), catalogue.legal_rows()
        ),
        "instruments": instrument_table(catalogue.instrument_rows()),
        "shocks": shock_table(catalogue.shock_rows()),
        "rules": rule_table(catalogue.rule_rows()),
        "run": outcome_table(runs.iloc[0].to_dict(), 1.0, "training, a seed"),
        "runs": runs_table(runs, [Window(1.0)] * len(runs)),
        "compare": comparison_tables(paired, LEVELS[0], {"training": Window(1.0)}),
        "provisional": provisional_table(paired, LEVELS[0], 6),
        "ranks": rank_tables(rank_table(paired)),
        "findings": Group(*shown(findings)),
    }


@pytest.fixture(scope="module")
def tables():
    return _tables()


def _printed(table, width, monkeypatch, encoding="utf-8"):
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors=register())
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setenv("COLUMNS", str(width))
    console().print(table)
    out.flush()
    return out.buffer.getvalue().decode(encoding)


def _words(text):
    """Return the words, each number in one piece: a thin space stands in the middle of one."""
    return {
        word
        for word in (word.strip(":,") for word in re.split(r"[ \n]+", text))
        if not re.fullmatch(r"[─\-+|]*", word)
    }


def _first_heads(table):
    """Return the words over the first columns: a list has none of them, its rows begin with what stands there."""
    if isinstance(table, Group):
        return {word for part in table.renderables for word in _first_heads(part)}
    return _words(str(table.columns[0].header)) if isinstance(table, Table) else set()


@pytest.mark.parametrize("width", [60, 72, 80, 100])
@pytest.mark.parametrize(
    "name",
    [
        "params",
        "scenarios",
        "instruments",
        "shocks",
        "rules",
        "run",
        "runs",
        "compare",
        "provisional",
        "ranks",
        "findings",
    ],
)
def test_a_table_at_any_width_has_every_word(tables, name, width, monkeypatch):
    wide, narrow = (
        _printed(tables[name], 2000, monkeypatch),
        _printed(tables[name], width, monkeypatch),
    )
    lost = _words(wide) - _words(narrow) - _first_heads(tables[name])
    assert not lost and "…" not in narrow
    too_long = [
        line for line in narrow.splitlines() if len(line.rstrip()) > width and len(line.split()) > 1
    ]
    assert not too_long


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_a_table_in_other_letters_stays_straight(tables, encoding, monkeypatch):
    text = _printed(tables["compare"], 100, monkeypatch, encoding)
    assert "?" not in text and "\\u" not in text and "-" in text
    boxed = [line for line in text.splitlines() if line.startswith("|")]
    assert boxed and len({len(line) for line in boxed}) == 1


def test_help_is_broken_between_words(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    text = "  engine=        who carries out the runs: local, dask or mpi (default: local)"
    assert narrowed(text).splitlines() == [
        "  engine=        who carries out the runs: local, dask or",
        " " * 17 + "mpi (default: local)",
    ]
    monkeypatch.delenv("COLUMNS")
    assert narrowed(text) == text


# ------------------------------------------------------------------------------ closed, full, unread
def _shell(line, **environment):
    env = {**os.environ, **environment, "PYTHON": sys.executable}
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", line], capture_output=True, text=True, check=False, env=env
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ('"$PYTHON" -m borderSim params share >/dev/full', 1, "No space left on device"),
        ('"$PYTHON" -m borderSim --help >&-', 1, "standard output is closed"),
        ('"$PYTHON" -m borderSim --version | true', 0, ""),
        ('"$PYTHON" -m borderSim comapre 2>/dev/full', 2, ""),
        ('"$PYTHON" -m borderSim comapre >&-', 2, "did you mean 'compare'?"),
        ('"$PYTHON" -m borderSim params share >&- 2>&-', 1, ""),
    ],
)
def test_a_stream_that_takes_nothing(line, code, told):
    done = _shell(line)
    assert (done.returncode, done.stdout) == (code, "")
    assert told in done.stderr and "Traceback" not in done.stderr and "Exception" not in done.stderr
    assert done.stderr.count("\n") == bool(told)


def test_work_goes_on_when_what_it_prints_is_lost(monkeypatch):
    """The provisional table can't be printed; the comparison is not stopped by it."""

    class Full(io.StringIO):
        def write(self, text):
            raise OSError(28, "No space left on device")

    runs, _ = _comparison()
    progress = ComparisonProgress(
        Sheet(file=Full(), width=100), LEVELS[0], {"training": 1.0}, live=False
    )
    for done in (5, 10, 20):
        progress.update(done, 30, runs, None)


def test_endless_words_are_cut(capsys):
    tell(f"scenario={'n' * 5000}: unknown; {'/a' * 300} stays")
    err = capsys.readouterr().err
    assert len(err) < 800 and "/a" * 300 in err and err.endswith("stays\n")


# ------------------------------------------------------------------------------ logs
def test_a_log_gets_a_line_now_and_then(capsys):
    now = [0.0]
    log = log_lines.LogLines(clock=lambda: now[0])
    for second in range(0, 20_000, 10):
        now[0] = float(second)
        log.update(done_line(second, 20_000, 20_000.0 - second))
    lines = capsys.readouterr().err.splitlines()
    assert (
        lines[0] == "bordersim: 30 of 20000 runs done, about 5.5 h left" and 40 < len(lines) < 120
    )


def test_quick_work_writes_nothing_into_a_log(capsys):
    with RunProgress(console()) as progress:
        for done in range(5):
            progress.update(done, 5, pd.DataFrame(), None)
    assert capsys.readouterr() == ("", "")


def test_no_warning_of_somebody_elses_above_a_result(tmp_path):
    env = {key: value for key, value in os.environ.items() if key != "PYTHONWARNINGS"}
    code = (
        "import sys, warnings; from borderSim import cli; sys.argv = ['bordersim', '--version']; cli.main(); "
        "warnings.warn('theirs', FutureWarning)"
    )
    quiet = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=env
    )
    asked = subprocess.run(
        [sys.executable, "-W", "default", "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env=env,
    )
    assert quiet.stderr == "" and "theirs" in asked.stderr
