"""What is to be decided today: one rule, told in the same words by the brief of a diagnosis and that of a comparison."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace

import pytest

from borderSim.diagnose import edges
from borderSim.diagnose.kept import ROAD_MAP
from borderSim.language.current import using
from borderSim.report.advice.to_decide import ToDecide, stays_first
from borderSim.report.briefs.comparison import render_brief
from borderSim.report.briefs.diagnosis import render
from borderSim.report.diagnosis.remedies import read_remedies
from borderSim.results import road_map
from borderSim.results.comparison import Comparison
from tests.report.tried import REPLICATES


@pytest.mark.parametrize("clear", [True, False])
@pytest.mark.parametrize("ordered", [True, False])
@pytest.mark.parametrize("replicates", [40, 99, 100, 400])
def test_it_is_decided_where_clear_enough_and_in_the_same_order(clear, ordered, replicates):
    found = ToDecide(clear, ordered, True, replicates, 3, "")
    assert found.settled == (clear and ordered and replicates >= 100)


@pytest.mark.parametrize(
    ("ends", "stays"),
    [
        ([], True),
        ([None, None], True),
        (["a", "a"], True),
        (["a", None], True),
        (["a", "b"], False),
        (["", "a"], False),  # (nothing of it is missing there)
    ],
)
def test_it_stays_first_where_every_end_that_was_tried_says_so(ends, stays):
    assert stays_first("a", ends) == stays


@pytest.fixture
def compared(planted_result: Comparison, tried):
    """A comparison whose scenario is taken to be the one that was diagnosed."""
    road = json.loads((tried.folder / ROAD_MAP).read_text("utf-8"))
    own = {key: value for key, value in road.items() if key not in ("country", "checksum")}
    config = planted_result.manifest["config"]["training"]
    return replace(planted_result, road_map=road_map.sealed(own, config))


def told(page: str) -> str:
    text = html.unescape(re.sub(r"<[^>]+>", "", page)).replace("\u00a0", " ")
    return re.sub(r"[ \n]+", " ", text)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            r"(Then choose between .*? and .*?\.|To decide today: .*?settle the \d+ open answers within 4 weeks|"
            r"the simulations of measures are made again 100 times each \(5 so far\))",
        ),
        ("fr", r"(Puis choisir : .*? ou .*?\.|les \d+ réponses incertaines d’ici 4 semaines)"),
    ],
)
def test_both_briefs_say_the_same(compared, tried, language, sentence):
    assert REPLICATES == 5
    with using(language):
        pages = [
            told(render_brief(compared)),
            told(render(tried.found, read_remedies(tried.folder))),
        ]
    own, other = (re.findall(sentence, page.replace("\u202f", " ")) for page in pages)
    assert own
    assert set(own) <= set(other)


def test_the_brief_of_a_comparison_says_why_the_order_is_not_sure(compared):
    text = told(render_brief(compared))
    assert "open answers change which measure stands first" in text
    assert "there are 5 simulations only" in text


def test_an_earlier_road_map_does_not_tell_what_is_open(compared):
    earlier = {
        key: value
        for key, value in compared.road_map.items()
        if key not in ("second", "ends", "open")
    }
    text = told(render_brief(replace(compared, road_map=earlier)))
    assert "customs and police settle the open answers within 4 weeks" in text
    assert "Then decide on " in text
    assert "Then choose between" not in text


def test_what_was_found_at_the_edges_is_noted_under_the_seal(tried, tmp_path):
    for name in (ROAD_MAP, edges.EDGES):
        (tmp_path / name).write_bytes((tried.folder / name).read_bytes())
    data = edges.read(tmp_path)
    assert data is not None
    edges.write(tmp_path, {**data, "open": 7})
    road = road_map.read(tmp_path / ROAD_MAP)
    assert road["open"] == 7
    best = {edge: edges.best_at(data, edge) for edge in ("low", "high")}
    assert road["ends"] == best
    assert len(set(best.values())) == 2
