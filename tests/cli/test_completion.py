"""Tab completion: what is offered where, what bash makes of it, and that nothing slow is imported for it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from borderSim import cli
from borderSim.cli.completion import SCRIPTS, candidates
from borderSim.scenario.files import names_in
from borderSim.scenario.names import shipped
from borderSim.studies.design.experiment_files import shipped_experiments

ROOT = Path(__file__).resolve().parents[2]


def offered(line):
    return candidates(f"bordersim {line}", cli.COMMANDS)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("comp", ["compare"]),
        ("", list(cli.COMMANDS)),
        ("run scenario=", [f"scenario={name}" for name in names_in("scenario")]),
        ("run scenario=tr", ["scenario=training"]),
        ("run partnership=coop", ["partnership=cooperation"]),
        ("run partnership=cooperation+liaison", ["partnership=cooperation+liaison_officers"]),
        ("compare levels=[coexistence,coop", ["levels=[coexistence,cooperation"]),
        ("compare levels='[coexistence,coop", ["levels=[coexistence,cooperation"]),
        ("compare levels=al", ["levels=all"]),
        ("compare scenarios=[training,airp", ["scenarios=[training,airport"]),
        ("run legal_model=", [f"legal_model={name}" for name in names_in("legal_model")]),
        ("run shocks=[scan", ["shocks=[scanner_breaks"]),
        ("run customs.ra", ["customs.random_share="]),
        ("run cust", ["customs."]),
        ("run partnership.traits.look", ["partnership.traits.lookup_prob="]),
        ("run shocks.scan", ["shocks.scanner_breaks."]),
        ("run shocks.scanner_breaks.da", ["shocks.scanner_breaks.day="]),
        ("run cargo.sampling=", ["cargo.sampling=lazy", "cargo.sampling=full"]),
        ("compare transition=", ["transition=steady", "transition=switch", "transition=ramp"]),
        ("compare plane=", ["plane=true", "plane=false"]),
        ("sweep experiment=", [f"experiment={name}" for name in shipped_experiments()]),
        ("run --cf", ["--cfg"]),
        ("run --cfg ", ["job"]),
        ("--completion ", list(SCRIPTS)),
        ("run seed=", []),
        ("run scenario=no", []),
        ("run nothing.at_all", []),
        ("params customs.ra", []),
    ],
)
def test_what_is_offered(line, expected):
    assert offered(line) == expected


def test_a_key_is_offered_once_and_results_by_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "seed=" in offered("run s") and "seed=" not in offered("run seed=1 s")
    for name in ("first", "second"):
        (tmp_path / "results" / name).mkdir(parents=True)
    (tmp_path / "results/first/manifest.json").write_text("{}")
    assert offered("status f") == ["first"] and "second" not in offered("report ")


def test_names_of_ones_own_folder(tmp_path):
    (tmp_path / "scenario").mkdir()
    (tmp_path / "scenario" / "ours.yaml").write_text("base: training\n")
    assert offered(f"run --config-dir {tmp_path} scenario=ou") == ["scenario=ours"]
    assert offered("run --config-dir /nowhere scenario=ou") == []


def test_every_offered_key_is_a_key(capsys):
    """Keys that end in = can be set: each is known to the program, whatever its value."""
    for line in (
        "run customs.",
        "run police.",
        "run traffickers.",
        "run budget.",
        "run shocks.scanner_breaks.",
    ):
        for word in offered(line):
            if word.endswith("="):
                cli.main(
                    [
                        "run",
                        "scenario=training",
                        "shocks=[scanner_breaks]",
                        f"{word}[[]]",
                        "--cfg",
                        "job",
                    ]
                )
                assert "unknown key" not in capsys.readouterr().err, word


def environment(tmp_path):
    """Return an environment in which ``bordersim`` is this program."""
    program = tmp_path / "bin" / "bordersim"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m borderSim "$@"\n')
    program.chmod(0o755)
    return {
        **os.environ,
        "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize(
    ("line", "words", "expected"),
    [
        ("bordersim comp", "bordersim comp", ["compare"]),
        ("bordersim run scenario=tr", "bordersim run scenario = tr", ["training"]),
        (
            "bordersim run legal_model=",
            "bordersim run legal_model =",
            sorted(shipped("legal_model")),
        ),
        (
            "bordersim compare levels=[coexistence,coop",
            "bordersim compare levels = [coexistence,coop",
            ["[coexistence,cooperation"],
        ),
        ("bordersim run customs.ra", "bordersim run customs.ra", ["customs.random_share="]),
    ],
)
def test_bash_completes(line, words, expected, tmp_path):
    ask = f"""source <(bordersim --completion bash) || exit 1
        complete -p bordersim >/dev/null || exit 1
        compopt() {{ :; }}
        COMP_LINE='{line}' COMP_POINT={len(line)} COMP_WORDS=({words.replace("[", "'['")})
        COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
        _bordersim && printf '%s\\n' "${{COMPREPLY[@]}}" """
    done = subprocess.run(
        ["bash", "--norc", "-c", ask],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stdout.split(), done.stderr) == (expected, "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_is_one_of_its_shell(shell, tmp_path, capsys):
    assert cli.main(["--completion", shell]) == 0
    text = capsys.readouterr().out
    assert text == SCRIPTS[shell] and "--complete" in text
    if shutil.which(shell):
        path = tmp_path / "script"
        path.write_text(text)
        assert (
            subprocess.run(
                [shell, "-n", str(path)], capture_output=True, text=True, check=False
            ).stderr
            == ""
        )


def test_another_shell_is_told(capsys):
    assert cli.main(["--completion", "powershell"]) == 2
    assert "there are: bash, zsh, fish" in capsys.readouterr().err


def test_nothing_slow_is_imported():
    """Completion, the help and the package itself import neither the model nor what it stands on."""
    heavy = "{'mesa', 'pandas', 'scipy', 'hydra', 'plotly', 'pyarrow', 'networkx', 'rich', 'numpy'}"
    tried = [
        "import borderSim",
        "from borderSim.cli import main; main(['--help']); main(['compare', '--help']); main(['--completion', 'bash'])",
        "from borderSim.cli import main; [main(['--complete', 'bordersim run ' + w]) for w in ('', 'scenario=', 'levels=[', 'shocks.')]",
    ]
    for code in tried:
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                f"import sys; {code}; print(sorted({heavy} & set(sys.modules)), file=sys.stderr)",
            ],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        assert done.stderr.strip() == "[]", code
