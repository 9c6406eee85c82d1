"""The findings of ``surface``, ``levels_by_law``, ``structure`` and ``arms``: what was planted is told, what was not is not."""

import numpy as np
import pandas as pd
import pytest

from borderSim.measures.outcomes import HEADLINE, OUTCOMES
from borderSim.report.documents.studies import STUDY_PAGES
from borderSim.report.studies.findings import write_page
from borderSim.studies.analysis.findings import arms, levels_by_law, structure, surface
from borderSim.studies.analysis.findings.registry import FINDERS, forewarning
from borderSim.studies.analysis.findings.text import TooLittleError
from borderSim.studies.design.analyses import ANALYSES
from tests.report.browser import follow_the_window, needs_browser, opened

SEEDS = 12
X, Y = "levers.information_sharing", "levers.resource_pooling"


def runs(cells, planted, noise=0.1):
    """Return a row per run: a shared chance by seed, what is planted in the organisations dismantled, and noise of each run's own."""
    # two generators: an outcome more does not move the noise of the runs
    chances, rng = np.random.default_rng(4), np.random.default_rng([4, 1])
    chance = {name: chances.uniform(90, 110, SEEDS) for name in OUTCOMES}
    rows = [
        {"scenario": "national", "arm": "as_is", "point": 0, "seed": seed, "replicate": seed}
        | {name: chance[name][seed] for name in OUTCOMES}
        | {
            "orgs_dismantled": chance["orgs_dismantled"][seed]
            + planted(cell)
            + rng.normal(0, noise)
        }
        | cell
        for cell in cells
        for seed in range(SEEDS)
    ]
    frame = pd.DataFrame(rows)
    for name in HEADLINE:
        if OUTCOMES[name].kind == "ratio":
            frame[name] = frame[OUTCOMES[name].numerator] / frame[OUTCOMES[name].denominator]
    return frame


def of(rows, **wanted):
    return next(row for row in rows if all(row[key] == value for key, value in wanted.items()))


# ------------------------------------------------------------------------------ two dials
PLACES = [{X: x, Y: y, "level": "dials"} for x in (0.0, 0.5, 1.0) for y in (0.0, 0.5, 1.0)]


@pytest.mark.parametrize(
    ("together", "kind"), [(4.0, "complements"), (-4.0, "substitutes"), (0.0, "not told")]
)
def test_dials_that_help_each_other_or_not(together, kind):
    found = surface.find(
        runs(PLACES, lambda c: 2 * c[X] + c[Y] + together * c[X] * c[Y]), 1.0
    ).numbers
    corner = of(found["interactions"], outcome="orgs_dismantled", x=1.0, y=1.0)
    assert (
        corner["value"] == pytest.approx(together, abs=0.4)
        and corner["low"] <= together <= corner["high"]
    )
    assert surface.kind_of(corner, 1) == kind
    own = of(found["surfaces"], outcome="orgs_dismantled")
    assert (
        of(own["cells"], x=1.0, y=0.0)["value"] == pytest.approx(2.0, abs=0.3)
        and of(own["cells"], x=0.0, y=0.0)["value"] == 0.0
    )
    best = {4.0: (1.0, 1.0), -4.0: (1.0, 0.0), 0.0: (1.0, 1.0)}[together]
    assert (own["best"]["x"], own["best"]["y"]) == best
    assert of(found["surfaces"], outcome="trade_delay_cost_eur")["better"] == -1


def test_for_a_cost_less_together_is_a_complement():
    row = {"value": -1.5, "low": -2.0, "high": -1.0, "n": 9}
    assert (surface.kind_of(row, -1), surface.kind_of(row, 1), surface.kind_of(row, 0)) == (
        "complements",
        "substitutes",
        "–",
    )


def test_a_sum_that_is_the_same_in_all_replicates_is_told():
    row = {"value": 0.0, "low": 0.0, "high": 0.0, "n": 9, "error": 0.0, "same": True}
    assert (surface.kind_of(row, -1), surface.kind_of(row, 1)) == ("they add up", "they add up")
    assert surface.kind_of({**row, "n": 2, "same": False}, 1) == "not told"


# ------------------------------------------------------------------------------ laws
LAWS = [
    {"legal_model": law, "level": level}
    for law in ("none", "full")
    for level in ("coexistence", "collaboration")
]


@pytest.mark.parametrize(
    ("under_none", "verdict", "more", "less"),
    [
        (5.0, "gives more under none", 1, 0),
        (1.0, "gives more under full", 0, 1),
        (3.0, "not told", 0, 0),
    ],
)
def test_where_a_level_gives_more(under_none, verdict, more, less):
    effect = {"none": under_none, "full": 3.0}
    found = levels_by_law.find(
        runs(LAWS, lambda c: effect[c["legal_model"]] * (c["level"] == "collaboration")),
        "coexistence",
        1.0,
    )
    assert of(found.numbers["effects"], outcome="orgs_dismantled", law="none")[
        "value"
    ] == pytest.approx(under_none, abs=0.3)
    assert (
        next(
            row[-1]
            for row in levels_by_law.contrast_rows(found.numbers)
            if row[0].startswith("organisations")
        )
        == verdict
    )
    sentence = levels_by_law.answer(found.numbers)
    assert (
        f"Of 1 differences between 'none' and another law {more + less} exclude zero" in sentence
    ), "what has no spread is not counted"
    assert (
        f"in {more} the level gives more under 'none', in {less} more under the other law"
        in sentence
        and sentence in found.lines
    )


# ------------------------------------------------------------------------------ structures
STRUCTURES = [
    {"traffickers.strategy": strategy, "customs.targeting": rule, "level": level}
    for strategy in ("random", "learning")
    for rule in ("belief", "random")
    for level in ("coexistence", "collaboration")
]


def test_a_rank_that_hangs_on_one_assumption_is_named():
    def turned(c):
        return (c["level"] == "collaboration") * (
            -3.0
            if (c["traffickers.strategy"], c["customs.targeting"]) == ("learning", "random")
            else 3.0
        )

    found = structure.find(runs(STRUCTURES, turned)).numbers
    own = of(found["outcomes"], outcome="orgs_dismantled")
    assert (own["best"], own["share"], own["surely"]) == ("collaboration", 0.75, 0.75)
    assert {
        (cell["factor"].rpartition(".")[2], cell["value"]): cell["share"]
        for cell in own["by_value"]
    } == {
        ("strategy", "random"): 1.0,
        ("strategy", "learning"): 0.5,
        ("targeting", "belief"): 1.0,
        ("targeting", "random"): 0.5,
    }
    assert of(found["outcomes"], outcome="trade_delay_cost_eur")["best"] == structure.NONE, (
        "equal levels share the first rank"
    )


def test_structures_of_a_finding_with_too_few_replicates_are_not_told_as_sure():
    found = structure.find(runs(STRUCTURES, lambda c: c["level"] == "collaboration")).numbers
    old = found | {
        "replicates": 4,
        "outcomes": [own | {"surely": 0.25} for own in found["outcomes"]],
    }
    assert " 25 % " not in "\n".join(structure.lines(old))
    assert " 25 % " in "\n".join(structure.lines(old | {"replicates": 5}))


# ------------------------------------------------------------------------------ arms
ARMS = [
    {"arm": arm, "level": level}
    for arm in ("as_is", "other")
    for level in ("coexistence", "collaboration")
]


def in_arms(gives, adds=0.0):
    """What collaboration gives in each arm, and what the other arm adds under every level."""
    return runs(
        ARMS,
        lambda c: gives[c["arm"]] * (c["level"] == "collaboration") + adds * (c["arm"] == "other"),
    )


def test_what_a_level_gives_and_what_an_arm_changes_are_told_apart():
    found = arms.find(
        in_arms({"as_is": 3.0, "other": 1.0}, adds=5.0), "coexistence", ["as_is", "other"], 1.0
    ).numbers
    told = {"outcome": "orgs_dismantled"}
    for arm, gives in (("as_is", 3.0), ("other", 1.0)):
        own = of(found["effects"], arm=arm, level="collaboration", **told)
        assert own["value"] == pytest.approx(gives, abs=0.3) and own["low"] < gives < own["high"]
    for level, changes in (("coexistence", 5.0), ("collaboration", 3.0)):
        own = of(found["changes"], arm="other", level=level, **told)
        assert own["value"] == pytest.approx(changes, abs=0.3)


@pytest.mark.parametrize(("adds", "told"), [(5.0, True), (0.0, False)])
def test_what_an_arm_clearly_changes_stands_above_the_tables(adds, told):
    found = arms.find(
        in_arms({"as_is": 3.0, "other": 3.0}, adds=adds), "coexistence", ["as_is", "other"], 1.0
    )
    said = arms.clear_changes(found.numbers)
    assert said[0] in found.lines[:4]
    if told:
        assert said[2] == "- `other`:" and len(said) == 5
        assert said[3].startswith("  - under coexistence: organisations dismantled")
        assert "+5.0" in said[3] or "+4.9" in said[3] or "+5.1" in said[3]
    else:
        assert said[2:] == ["- `other`: nothing."]


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        (-2.0, "another level is best than in as_is: organisations dismantled"),
        (2.0, "another level is best than in as_is: in no headline outcome and no arm."),
    ],
)
def test_an_arm_that_turns_the_ranking_is_named(other, sentence):
    found = arms.find(
        in_arms({"as_is": 3.0, "other": other}), "coexistence", ["as_is", "other"], 1.0
    )
    assert arms.turned(found.numbers)["orgs_dismantled"] == (["other"] if other < 0 else [])
    assert sentence in arms.answer(found.numbers) and arms.answer(found.numbers) in found.lines


# ------------------------------------------------------------------------------ pages
FOUND = {
    "surface": lambda: surface.find(runs(PLACES, lambda c: c[X]), 1.0),
    "levels_by_law": lambda: levels_by_law.find(
        runs(LAWS, lambda c: 3.0 * (c["level"] == "collaboration")), "coexistence", 1.0
    ),
    "structure": lambda: structure.find(runs(STRUCTURES, lambda c: c["level"] == "collaboration")),
    "arms": lambda: arms.find(
        in_arms({"as_is": 3.0, "other": 1.0}), "coexistence", ["as_is", "other"], 1.0
    ),
}
EXPERIMENT = {"arms": "entry_off"}
"""Of an analysis that no experiment has the name of: one that asks for it."""


@pytest.mark.parametrize("analysis", list(FOUND))
def test_each_has_a_page_and_a_chapter(analysis, tmp_path):
    found = FOUND[analysis]()
    numbers = {
        "experiment": analysis,
        "question": "What <b>now</b>?",
        "read": "So & so.",
        "runs": 9,
    } | found.numbers
    assert write_page(analysis, numbers, tmp_path) == ["findings.html"]
    html = (tmp_path / "findings.html").read_text(encoding="utf-8")
    assert (
        "<h1>What &lt;b&gt;now&lt;/b&gt;?</h1>" in html
        and "So &amp; so." in html
        and f'id="figure-{analysis}"' in html
    )
    page = next(
        page for page in STUDY_PAGES if page.experiment == EXPERIMENT.get(analysis, analysis)
    )
    text = page.text(numbers | {"program_version": "9.9"})
    assert (
        "program 9.9" in text
        and all(line in text for line in found.lines if line)
        and "No run is stored" in page.text(None)
    )


@needs_browser
@pytest.mark.parametrize("analysis", list(FOUND))
def test_the_figure_is_drawn_in_a_browser_and_fits(analysis, tmp_path):
    numbers = {"experiment": analysis, "question": "What now?", "read": "So.", "runs": 9} | FOUND[
        analysis
    ]().numbers
    write_page(analysis, numbers, tmp_path)
    for width in (1280, 420):
        with opened(tmp_path / "findings.html", width) as found:
            found.page.wait_for_selector(f"#figure-{analysis} .main-svg")
            follow_the_window(found.page, width)
            assert found.beyond == [] and found.errors == []
            assert found.page.evaluate("document.documentElement.scrollWidth") <= width, (
                "nothing sticks out"
            )


@pytest.mark.parametrize(
    ("analysis", "points", "replications", "said"),
    [
        ("structure", 36, 1, "needs 2 replicates, there is 1"),
        ("structure", 36, 2, ""),
        ("twin", 30, 1, "needs 40 points, there are 30"),
        ("twin", 40, 1, ""),
        ("surface", 4, 1, ""),
    ],
)
def test_a_dry_run_knows_what_the_analysis_will_miss(analysis, points, replications, said):
    told = forewarning(analysis, points, replications)
    assert said in told and bool(told) == bool(said)


@pytest.mark.parametrize(
    "find",
    [
        lambda frame: surface.find(frame, 1.0),
        lambda frame: levels_by_law.find(frame, "coexistence", 1.0),
        structure.find,
        lambda frame: arms.find(frame, "coexistence", ["as_is"], 1.0),
    ],
)
def test_too_little_is_said(find):
    with pytest.raises(TooLittleError):
        find(runs([{"level": "coexistence"}], lambda c: 0.0))


def test_every_analysis_that_can_be_named_can_be_made():
    assert tuple(FINDERS) == ANALYSES
