"""What a study was made with does not depend on words or on where files stand.

It does on numbers.
"""

import json
from pathlib import Path

import pytest

from borderSim.errors import InputError
from borderSim.studies.execution import provenance
from borderSim.studies.sweep import analyse, sweep
from borderSim.validation import made_with

CONFIG = {
    "scenario": {
        "title": "A",
        "years": 1.0,
        "systems": {"x": {"about": "words", "hit_minutes": 2.0}},
    }
}


def changed(*path, to):
    copy = json.loads(json.dumps(CONFIG))
    node = copy
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = to
    return made_with.configurations(copy)


def test_words_change_nothing_numbers_do():
    whole = made_with.configurations(CONFIG)
    assert (
        changed("scenario", "title", to="B")
        == changed("scenario", "systems", "x", "about", to="other")
        == whole
    )
    assert (
        changed("scenario", "systems", "x", "hit_minutes", to=3.0)
        != whole
        != changed("scenario", "years", to=2.0)
    )


def test_what_a_study_is_made_with_today_is_the_same_twice_and_asks_as_it_was_asked():
    assert made_with.today("surface", {}) == made_with.today("surface", {})
    shorter = made_with.today("surface", {"years": 1.0})
    assert (
        shorter["years"] == 1.0
        and shorter["configurations"] != made_with.today("surface", {})["configurations"]
    )
    with pytest.raises(InputError):
        made_with.today("nothing_of_the_kind", {})


EXPERIMENT = """
question: Does it carry what it was made with?
scenario: training
levels: [coexistence]
years: 0.02
replications: 1
settings: [burn_in_days=5]
design: {kind: grid, factors: {traffickers.strategy: [random, reactive]}}
analysis: structure
"""


def test_a_finding_carries_what_its_runs_were_made_with(tmp_path, monkeypatch):
    path = tmp_path / "small.yaml"
    path.write_text(EXPERIMENT, encoding="utf-8")
    found = sweep(
        str(path), overrides=["customs.random_share=0.2"], workers=1, results_dir=tmp_path, name="s"
    )
    made = found.findings[made_with.KEY]
    assert (
        made == made_with.today(str(path), made)
        and made["behaviour"] == provenance.behaviour_digest()
    )
    assert made["configurations"] != made_with.today(str(path), {})["configurations"]
    assert found.text.split("\n")[2] == made_with.marker("small", made["behaviour"])
    monkeypatch.setattr(provenance, "behaviour_digest", lambda: "of another day")
    analyse(found.folder)  # the runs are still those of then
    assert json.loads(Path(found.folder / "findings.json").read_text())[made_with.KEY] == made
