"""Which instrument did it? On planted effects, from the file to the page."""

import json

import pytest

from borderSim.errors import InputError
from borderSim.measures.outcomes import HEADLINE
from borderSim.measures.quantities import yardstick
from borderSim.scenario.instruments import shipped_instruments
from borderSim.studies import sweep as module
from borderSim.studies.analysis.contrasts import Estimate, cells_of
from borderSim.studies.analysis.findings import instruments, instruments_text
from borderSim.studies.analysis.findings.text import TooLittleError
from borderSim.studies.design import level_sets
from tests.studies import planted


@pytest.fixture(scope="module")
def found():
    return instruments.find(planted.runs(), planted.STEPS, 1.0)


def row(found, name):
    return next(own for own in found.numbers["instruments"] if own["name"] == name)


@pytest.mark.parametrize(
    ("name", "flag"),
    [
        ("good", "matters"),
        ("bad", "can harm"),
        ("idle", "nothing"),
        ("noisy", "cannot be told"),
        ("mixed", "matters, can harm"),
        ("needy", "matters"),
    ],
)
def test_flags(found, name, flag):
    assert row(found, name)["flag"] == flag
    assert name in "\n".join(found.lines)


def test_an_instrument_is_held_against_its_prerequisites(found):
    effect = row(found, "needy")["effects"]["orgs_dismantled"]
    assert (
        effect["value"] == pytest.approx(5.0, abs=0.2)
        and effect["low"] < 5.0 < effect["high"]
        and effect["n"] == planted.SEEDS
    )


def test_what_all_lose_without_it(found):
    assert row(found, "good")["left_out"]["effects"]["orgs_dismantled"]["value"] == pytest.approx(
        3.0, abs=0.2
    )
    assert row(found, "idle")["left_out"]["flag"] == "nothing"
    assert "left_out" not in row(found, "bad")


def test_a_price_below_what_matters_is_told_but_is_no_harm(found):
    cost = row(found, "idle")["effects"]["enforcement_and_cooperation_cost_eur"]
    assert (
        cost["state"] == "slightly worse"
        and cost["value"] > 0
        and cost["same"]
        and cost["low"] is None
    )


@pytest.mark.parametrize(
    ("low", "high", "least", "better", "state"),
    [
        (1, 3, 1, 1, "better"),
        (1, 3, 5, 1, "slightly better"),
        (1, 3, 1, -1, "worse"),
        (-3, -1, 1, -1, "better"),
        (-1, 1, 2, 1, "too small"),
        (-1, 3, 2, 1, "not told"),
        (0, 0, 0, 1, "too small"),
    ],
)
def test_states(low, high, least, better, state):
    stick = yardstick("orgs_dismantled" if better > 0 else "delivered_value_eur")
    assert instruments.state(Estimate((low + high) / 2, low, high, 10), stick, least) == state
    assert instruments.state(Estimate((low + high) / 2, low, high, 4), stick, least) == "not told"


def test_synergy_of_pairs(found):
    first, second = (pair["synergy"]["orgs_dismantled"] for pair in found.numbers["pairs"])
    assert first["value"] == pytest.approx(4.0, abs=0.3) and first["state"] == "better"
    assert second["low"] < 0 < second["high"], "9 - 1 is the sum of 3 and 5"


def test_the_way_up_comes_near(found):
    distance = {
        (own["name"], to): at["distance"]
        for own in found.numbers["built"]
        for to, at in own["to"].items()
    }
    assert (
        distance["nothing added", "high"]
        > distance["the first 1", "high"]
        > distance["all", "high"]
    )
    assert distance["all", "high"] < 0.1, "two equal countries are about 0 apart"
    last = found.numbers["built"][-1]
    assert last["nearest"] == "high" and set(last["to"]["high"]["alike"]) == set(HEADLINE)


def test_noise_is_taken_off_a_distance():
    runs = planted.runs()
    apart = instruments._distance(cells_of(runs), "low+noisy", "low", "low", 1.0)
    values = runs.pivot(index="seed", columns="level", values="orgs_dismantled")
    difference = values["low+noisy"] - values["low"]
    squared = difference.mean() ** 2 - difference.var(ddof=1) / len(difference)
    assert (
        apart["distance"] == pytest.approx(max(squared, 0.0) ** 0.5 / len(HEADLINE) ** 0.5)
        and difference.std() > 3
    )


def test_order_and_what_the_file_chose(found):
    assert found.numbers["order"][0] == "good", "ranked by net benefit"
    assert "the strongest by these runs are" in "\n".join(found.lines)


def test_it_is_provisional_and_the_lines_follow_from_the_numbers(found):
    text = "\n".join(found.lines)
    assert "**Provisional**" in text
    assert found.lines == instruments_text.lines(json.loads(json.dumps(found.numbers)))
    many = instruments.find(planted.runs(100), planted.STEPS, 1.0)
    assert "Provisional" not in "\n".join(many.lines)


def test_an_instrument_of_emergencies_is_named(found):
    numbers = json.loads(json.dumps(found.numbers))
    numbers["instruments"][0]["during"] = "emergency"
    assert "acts in an emergency" in "\n".join(
        instruments_text.lines(numbers)
    ) and "emergency" not in "\n".join(found.lines)


def test_too_little_is_said():
    with pytest.raises(TooLittleError):
        instruments.find(planted.runs(1), planted.STEPS, 1.0)
    with pytest.raises(TooLittleError):
        instruments.find(planted.runs(), planted.STEPS[:2], 1.0)


TINY = """
question: Which of two did it?
scenario: training
levels:
  - all
  - each_instrument_alone
  - pairs_of: [integrated_database, joint_training]
  - built_up: [integrated_database, joint_training]
years: 0.1
replications: 5
settings: [burn_in_days=10]
analysis: instruments
"""


def test_a_small_real_run_and_its_findings_made_anew(tmp_path, monkeypatch):
    """Two instruments, a country of the class: runs, findings, page.

    And again from what is stored.
    """
    few = {
        name: shipped_instruments()[name]
        for name in ("integrated_database", "joint_training", "memorandum_of_understanding")
    }
    monkeypatch.setattr(level_sets, "shipped_instruments", lambda: few)
    path = tmp_path / "tiny.yaml"
    path.write_text(TINY)
    done = module.sweep(str(path), workers=1, results_dir=tmp_path)
    assert not done.failed and {"findings.json", "findings.md", "findings.html"} <= {
        *done.manifest["files"],
        *done.manifest.get("pages", {}),
    }
    assert (
        done.runs.groupby("seed")["level"]
        .nunique()
        .eq(len(done.manifest["choices"]["levels"]))
        .all()
    )
    memo = next(
        own for own in done.findings["instruments"] if own["name"] == "memorandum_of_understanding"
    )
    cost = memo["effects"]["enforcement_and_cooperation_cost_eur"]
    assert cost["value"] > 0 and cost["same"] and cost["low"] is None, (
        "it costs, in every replicate alike"
    )
    assert memo["effects"]["interdiction_rate"]["value"] == 0.0
    files = {
        name: (done.folder / name).read_bytes()
        for name in ("findings.json", "findings.md", "findings.html")
    }
    for name in files:
        (done.folder / name).unlink()
    monkeypatch.setattr(level_sets, "shipped_instruments", dict)
    module.analyse(done.folder)
    assert {name: (done.folder / name).read_bytes() for name in files} == files, (
        "the finding stands on what is stored alone"
    )


@pytest.mark.parametrize(
    ("levels", "names"),
    [
        ([], ["must be a list"]),
        ([3], ["3 is no level"]),
        (["coexistence", "coexistence"], ["names something twice"]),
        ([{"pairs_off": ["a", "b"]}], ["pairs_off", "did you mean 'pairs_of'"]),
        ([{"pairs_of": ["joint_training"]}], ["at least two instruments"]),
        (
            [{"pairs_of": ["joint_training", "joint_trainin"]}],
            ["there is no instrument 'joint_trainin'", "did you mean 'joint_training'"],
        ),
        ([{"built_up": ["joint_training", "joint_training"]}], ["names an instrument twice"]),
        ([{"name": "mine", "of": "coexistence"}], ["a mapping such as"]),
        ([{"name": "mine", "of": "coexistenc", "traits": {}}], ["did you mean 'coexistence'"]),
        (
            [{"name": "mine", "of": "coexistence+joint_training", "traits": {}}],
            ["without instruments"],
        ),
        (
            [{"name": "mine", "of": "coexistence", "traits": {"pool": 1}}],
            ["there is no trait 'pool'"],
        ),
    ],
)
def test_wrong_lists_of_levels(levels, names):
    with pytest.raises(InputError) as error:
        level_sets.read_levels(levels, None, "mine.yaml: levels")
    assert all(name in str(error.value) for name in ["mine.yaml: levels", *names]), str(error.value)
