"""What each mechanism carries: planted parts are told, alone, beside all others, and together."""

import json

import pytest

from borderSim.parameters.mechanisms import MECHANISMS
from borderSim.report.documents.studies import MECHANISMS_PAGE
from borderSim.report.studies.findings import write_page
from borderSim.studies.analysis.findings import mechanisms
from borderSim.studies.analysis.findings.text import TooLittleError
from borderSim.studies.design.level_sets import read_levels
from tests.studies.analysis.test_ready_findings import runs

LOW, HIGH = "coexistence", "collaboration"
_, STEPS = read_levels(
    [{"mechanisms": {"between": [LOW, HIGH], "pairs_of": ["leads", "lookup", "leaks"]}}], None, "x"
)


def at_high() -> dict[str, frozenset[str]]:
    """Return, by level, the mechanisms that stand at the higher one."""
    found = {LOW: frozenset(), HIGH: frozenset(MECHANISMS)}
    for step in STEPS:
        some = frozenset(step.mechanisms)
        found[step.level] = some if step.role == "first_in" else frozenset(MECHANISMS) - some
    return found


LEVELS = at_high()


def value(some: frozenset[str], together: float = 4.0) -> float:
    """Look-up gives 6, leads take 2, and both together give some more; the others nothing."""
    return (
        6.0 * ("lookup" in some)
        - 2.0 * ("leads" in some)
        + together * ({"leads", "lookup"} <= some)
    )


def found(planted=value, noise=0.05):
    cells = [{"level": level} for level in LEVELS]
    return mechanisms.find(runs(cells, lambda c: planted(LEVELS[c["level"]]), noise), STEPS, 1.0)


def test_first_in_last_out_and_what_is_left():
    own = found().numbers["steps"][0]["outcomes"]["orgs_dismantled"]
    assert own["whole"]["value"] == pytest.approx(8.0, abs=0.2)
    parts = {n: {k: v["value"] for k, v in p.items()} for n, p in own["mechanisms"].items()}
    assert parts["lookup"] == pytest.approx({"first_in": 6, "last_out": 10, "carries": 8}, abs=0.2)
    assert parts["leads"] == pytest.approx({"first_in": -2, "last_out": 2, "carries": 0}, abs=0.2)
    assert parts["overhead"] == pytest.approx(dict.fromkeys(parts["overhead"], 0), abs=0.2)
    assert own["left_first"]["value"] == pytest.approx(4.0, abs=0.4)
    assert own["left_last"]["value"] == pytest.approx(-4.0, abs=0.4)
    assert own["left_first"]["low"] > 0 > own["left_last"]["high"]


def test_the_shapley_values_share_what_is_together_and_add_up():
    numbers = found(lambda some: value(some) - 3.0 * ("leads" in some)).numbers
    own = numbers["steps"][0]["outcomes"]["orgs_dismantled"]
    assert own["largest"] == ["lookup", "leads"]
    shares = {name: estimate["value"] for name, estimate in own["shapley"].items()}
    assert shares == pytest.approx({"lookup": 8, "leads": -3, mechanisms.REST: 0}, abs=0.2)
    assert sum(shares.values()) == pytest.approx(own["whole"]["value"], abs=0.01)


def test_a_pair_without_runs_has_no_shapley_values_and_is_named():
    numbers = found(lambda some: 6.0 * ("lookup" in some) + 5.0 * ("trust" in some))
    assert numbers.numbers["steps"][0]["outcomes"]["orgs_dismantled"]["shapley"] is None
    assert any("have no Shapley values" in line and "look-up" in line for line in numbers.lines)


def test_the_sentence_names_what_carries_it_and_nothing_else():
    text = "\n".join(found().lines)
    sentence = next(line for line in text.splitlines() if line.startswith("- Organisations"))
    assert "carried by look-up and awareness" in sentence and "several give together" in sentence
    assert "leaks" not in sentence and "joint investigation" not in sentence
    delay = next(line for line in text.splitlines() if line.startswith("- Trade delay"))
    assert "cannot be told from zero" in delay and "Parts of it" not in delay


def test_parts_that_cancel_are_told_though_the_whole_is_not():
    lines = found(lambda some: 5.0 * ("lookup" in some) - 5.0 * ("overhead" in some), 0.4).lines
    sentence = next(line for line in lines if line.startswith("- Organisations"))
    assert "cannot be told from zero. Parts of it can: " in sentence
    assert "overhead −" in sentence and "look-up and awareness +" in sentence


def test_too_little_says_so():
    frame = runs([{"level": LOW}, {"level": HIGH}], lambda _: 0.0)
    with pytest.raises(TooLittleError, match="between"):
        mechanisms.find(frame, (), 1.0)
    with pytest.raises(TooLittleError):
        mechanisms.find(frame[frame["seed"] == 0], STEPS, 1.0)
    own = mechanisms.find(frame, STEPS, 1.0).numbers["steps"][0]["outcomes"]["orgs_dismantled"]
    assert own["whole"]["value"] is not None and own["left_first"]["value"] is None


def test_it_has_a_page_beside_the_runs_and_one_in_the_documents(tmp_path):
    made = found()
    numbers = {"experiment": "mechanisms", "question": "What <b>now</b>?", "read": "So."}
    numbers |= {"runs": 9, "program_version": "9.9"} | json.loads(json.dumps(made.numbers))
    assert write_page("mechanisms", numbers, tmp_path) == ["findings.html"]
    html = (tmp_path / "findings.html").read_text(encoding="utf-8")
    assert "What &lt;b&gt;now" in html and 'id="figure-step0"' in html
    text = MECHANISMS_PAGE.text(numbers)
    assert "program 9.9" in text and "Not run yet" not in text
    assert "Not run yet" in MECHANISMS_PAGE.text(None)
    assert all(f"`{name}`" in text for name in MECHANISMS)
