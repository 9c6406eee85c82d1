"""``bordersim replay``: which runs of a stored result are played, and what is refused."""

import base64
import gzip
import json
import re

import pytest

from borderSim import cli

SMALL = ["scenario=training", "years=0.1", "burn_in_days=30", "workers=1"]


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """A comparison with events, and two runs without."""
    folder = tmp_path_factory.mktemp("results")
    place = f"results_dir={folder}"
    levels = "levels=[coexistence,cooperation,collaboration]"
    typed = ["compare", *SMALL, levels, "replications=1", "events=true", "name=both", place]
    assert cli.main(typed) == 0
    assert cli.main(["run", "-m", *SMALL, "seed=3,4", "name=runs", place]) == 0
    return folder


def _played(path):
    letters = re.search(r'id="data">([^<]+)<', path.read_text("utf-8"))[1]
    return json.loads(gzip.decompress(base64.b64decode(letters)))


def test_levels_are_played_left_and_right_as_asked(results, capsys):
    asked = ["replay", "both", f"results_dir={results}"]
    assert cli.main([*asked, "level=[collaboration,cooperation]"]) == 0
    page = results / "both" / "replay.html"
    assert str(page) in capsys.readouterr().out
    found = _played(page)
    assert [run["track"] for run in found["runs"]] == ["collaboration", "cooperation"]
    assert found["first"] == ["collaboration", "cooperation"] and found["language"] == "en"
    assert found["runs"][0]["chunk"]["events"]["id"]
    assert cli.main(asked) == 0
    assert _played(page)["first"] == ["coexistence", "collaboration"]


def test_the_language_of_the_page(results):
    assert cli.main(["replay", "both", f"results_dir={results}", "lang=fr"]) == 0
    page = results / "both" / "replay.fr.html"
    assert _played(page)["language"] == "fr" and '<html lang="fr">' in page.read_text("utf-8")


def test_runs_without_events_are_played_by_seed(results):
    asked = ["replay", "runs", f"results_dir={results}"]
    assert cli.main(asked) == 0
    page = results / "runs" / "replay.html"
    assert [run["header"]["seed"] for run in _played(page)["runs"]] == [3, 4]
    assert len({run["track"] for run in _played(page)["runs"]}) == 2
    assert cli.main([*asked, "seed=4"]) == 0
    found = _played(page)["runs"]
    assert [run["header"]["seed"] for run in found] == [4]
    assert (
        found[0]["chunk"]["events"]["id"] == []
        and "unshared_hits" not in found[0]["chunk"]["totals"]
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["both", "level=[collaboratio]"], "did you mean 'collaboration'"),
        (["both", "seed=99"], "no run has seed=99"),
        (["both", "scenario=national"], "no run has scenario=national"),
        (["both", "leve=coexistence"], "did you mean 'level'"),
        (["nowhere"], "nowhere"),
    ],
)
def test_what_is_not_there_is_refused_in_one_sentence(results, typed, said, capsys):
    before = sorted((path.name, path.stat().st_mtime_ns) for path in results.rglob("*.html"))
    assert cli.main(["replay", *typed, f"results_dir={results}"]) == 2
    error = capsys.readouterr().err.strip()
    assert said in error and len(error.splitlines()) == 1
    assert before == sorted(
        (path.name, path.stat().st_mtime_ns) for path in results.rglob("*.html")
    )
