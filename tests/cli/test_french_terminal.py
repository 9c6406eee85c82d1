"""With ``lang=fr`` nothing that the terminal tells beside its tables is English."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from borderSim import cli
from borderSim.cli import main
from borderSim.messages import updated

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "valdoria"
PLACE = re.compile(r"\\{\w*[^{}]*\\}")


@cache
def french() -> tuple[re.Pattern[str], ...]:
    """Every French text as a pattern, but those that are hardly more than places."""
    found = []
    for message in updated("fr"):
        texts = message.string if isinstance(message.string, tuple) else (message.string,)
        for text in texts if message.id else ():
            if len(re.sub(r"\{[^{}]*\}|\W", "", text)) > 3:
                found.append(re.compile(PLACE.sub(".+", re.escape(text)), re.S))
    return tuple(found)


def not_french(lines: str) -> list[str]:
    """Lines that no French text makes."""
    told = [line.removeprefix("bordersim: ") for line in lines.splitlines() if line]
    return [line for line in told if not any(own.fullmatch(line) for own in french())]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_an_english_line_is_seen():
    assert not_french("note: these runs were made with other versions of the libraries\n")
    assert not not_french("remarque\u00a0: compris\u00a0: 9 virgules décimales\n")


def test_a_country_and_its_warnings(capsys: pytest.CaptureFixture[str]):
    assert main(["country", str(EXAMPLE), "to=v.yaml", "lang=fr"]) == 0
    heard = capsys.readouterr()
    assert heard.err.count("\n") == 2 and not_french(heard.err) == []
    assert not_french("\n".join(heard.out.splitlines()[-2:])) == []


TINY = ["scenario=training", "years=0.05", "economy.officer_cost_eur=18.000", "lang=fr"]


def test_runs_and_what_follows_them(capsys: pytest.CaptureFixture[str]):
    for typed in (
        ["run", *TINY, "name=r", "profile=true"],
        ["run", *TINY, "name=r", "profile=true"],
        ["compare", *TINY, "levels=[coexistence,cooperation]", "replications=1", "name=c"],
        ["report", "c", "lang=fr", "locale=fr"],
        ["status", "c", "lang=fr"],
        ["demo", "open=false", "lang=fr"],
        ["country", "new", "csv=only", "lang=fr"],
    ):
        assert main([*typed, *(["workers=1"] if typed[0] == "compare" else [])]) == 0, typed
        heard = capsys.readouterr()
        assert not_french(heard.err) == [], typed
        assert not re.search(r"^(table|results|report|brief|note|written|demo): ", heard.out, re.M)
    assert "ensuite" not in heard.out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["country", "none.xlsx", "lang=fr"], "il n’y a pas de tel fichier"),
        (["country", "lang=fr"], "demande un mot"),
        (["diagnose", "lang=fr"], "demande un ou deux questionnaires remplis"),
        (["diagnose", "x.txt", "lang=fr"], "est un fichier YAML"),
    ],
)
def test_errors_of_the_planners_commands(
    typed: list[str], said: str, capsys: pytest.CaptureFixture[str]
):
    assert main(typed) == 2
    heard = capsys.readouterr()
    assert said in heard.err and not_french(heard.err) == []


def test_an_error_in_a_cell_names_sheet_row_and_column_as_the_user_sees_them(
    here: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["country", "new", "example=true", "csv=only", "lang=fr"]) == 0
    path = here / "country" / "3_trafic.csv"
    text = path.read_text("utf-8").replace(
        "\nPort Royal;conteneurs;420000;", "\nPort Royal;conteneurs;x;"
    )
    path.write_text(text, "utf-8")
    capsys.readouterr()
    assert main(["country", "country", "lang=fr"]) == 2
    heard = capsys.readouterr().err
    assert (
        "3_trafic.csv\u00a0: ligne 9\u00a0: par_an doit être un nombre, et non «\u202fx\u202f»"
        in heard
    )


def test_a_stop_is_told_in_french(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    def stop(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "_carry_out", stop)
    assert main(["compare", "lang=fr"]) == 130
    assert not_french(capsys.readouterr().err) == []


def test_help_in_french_keeps_names_of_commands_and_keys(capsys: pytest.CaptureFixture[str]):
    for name, command in cli.COMMANDS.items():
        assert main(["help", name, "lang=fr"]) == 0
        out = capsys.readouterr().out
        assert out.startswith(f"usage\u00a0: bordersim {name}")
        assert all(f"  {key}=" in out for key in command.keys)
        assert main([name, "--help", "lang=fr"]) == 0
        assert capsys.readouterr().out == out
    assert main(["help", "lang=fr"]) == 0
    assert "niveaux × répliques" in capsys.readouterr().out
    assert main(["help"]) == 0
    assert "levels × replications" in capsys.readouterr().out


def test_shocks_are_listed_in_french(capsys: pytest.CaptureFixture[str]):
    assert main(["scenarios", "lang=fr"]) == 0
    out = capsys.readouterr().out
    assert "chocs (shocks='[NAME,...]'" in out and "à la main" in out
    assert "does nothing without" not in out and "by hand" not in out


def test_help_in_a_language_that_there_is_not_is_wrong_input(capsys):
    for typed in (["help", "compare", "lang=frr"], ["compare", "--help", "lang=frr"]):
        assert main(typed) == 2
        told = capsys.readouterr()
        assert not told.out and "lang=frr: no such language (did you mean 'fr'?)" in told.err
