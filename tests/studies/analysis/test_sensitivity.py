"""Indices against functions whose indices are known, noise floors, and the way from a sweep to its page."""

import math

import numpy as np
import pandas as pd
import pytest

from borderSim.cli import main
from borderSim.errors import InputError
from borderSim.measures.outcomes import OUTCOMES
from borderSim.parameters.window import Window
from borderSim.report.studies.sensitivity import pictures
from borderSim.studies import sweep as module
from borderSim.studies.analysis.sensitivity import indices, of_folder, of_runs
from borderSim.studies.analysis.sensitivity.targets import chance, targets
from borderSim.studies.analysis.windows import SweepWindows
from borderSim.studies.design import samplers
from borderSim.studies.execution import files, manifest, provenance
from tests.studies import fake

NAMES = ["x1", "x2", "x3", "inert"]
A, B = 7.0, 0.1
V = 0.5 + A**2 / 8 + B * math.pi**4 / 5 + B**2 * math.pi**8 / 18
V1, V2, V13 = 0.5 * (1 + B * math.pi**4 / 5) ** 2, A**2 / 8, 8 * B**2 * math.pi**8 / 225
S1 = {"x1": V1 / V, "x2": V2 / V, "x3": 0.0, "inert": 0.0}
ST = {"x1": (V1 + V13) / V, "x2": V2 / V, "x3": V13 / V, "inert": 0.0}


def ishigami(shares):
    x = math.pi * (2 * shares - 1)
    return np.sin(x[:, 0]) + A * np.sin(x[:, 1]) ** 2 + B * x[:, 2] ** 4 * np.sin(x[:, 0])


def of(rows, index):
    return {row["factor"]: row for row in rows if row["index"] == index}


def test_sobol_gives_the_analytic_indices_of_ishigami():
    shares = samplers.sobol(1024, 4, True)
    rows = indices.sobol(NAMES, ishigami(shares), 0.0, True)
    for index, truth in (("S1", S1), ("ST", ST)):
        for name, row in of(rows, index).items():
            assert row["value"] == pytest.approx(truth[name], abs=0.04), (index, name)
            assert row["low"] - 0.02 <= truth[name] <= row["high"] + 0.02
            assert row["told"] is (truth[name] > 0), (index, name)
    pairs = {(row["factor"], row["second"]): row for row in rows if row["index"] == "S2"}
    assert len(pairs) == 6 and pairs["x1", "x3"]["value"] == pytest.approx(V13 / V, abs=0.05)
    assert [pair for pair, row in pairs.items() if row["told"]] == [("x1", "x3")]
    assert rows == indices.sobol(NAMES, ishigami(shares), 0.0, True), (
        "the same bootstrap every time"
    )


def test_morris_gives_slopes_and_tells_curves_from_lines():
    shares = samplers.morris(40, 3, 8)
    rows = indices.morris(
        ["line", "curve", "inert"], shares, 3 * shares[:, 0] + 8 * (shares[:, 1] - 0.5) ** 2, 0.0, 8
    )
    line, curve, inert = (of(rows, "mu_star")[name] for name in ("line", "curve", "inert"))
    assert (
        line["value"] == pytest.approx(3)
        and line["high"] - line["low"] < 1e-9
        and of(rows, "sigma")["line"]["value"] == pytest.approx(0, abs=1e-9)
    )
    assert (
        abs(of(rows, "mu")["curve"]["value"]) < 1 < of(rows, "sigma")["curve"]["value"]
        and curve["low"] > 0
    )
    assert inert["value"] == 0 and not inert["told"]


def test_pawn_is_that_of_salib_and_tells_without_moments():
    from SALib.analyze import pawn

    shares = samplers.shares(400, 4)
    values = ishigami(shares)
    rows = of(indices.pawn(NAMES, shares, values), "pawn")
    given = pawn.analyze(samplers.problem(4, NAMES), shares, values, S=indices.SLICES)["median"]
    assert [row["value"] for row in rows.values()] == pytest.approx(list(given), abs=0.01)
    assert rows["x1"]["told"] and rows["x2"]["told"] and not rows["inert"]["told"]
    words = np.column_stack([shares[:, 0] > 0.5, shares[:, 1] > 0.5]).astype(float)
    rows = of(indices.pawn(["word", "idle"], words, words[:, 0] + 0.1 * shares[:, 2]), "pawn")
    assert rows["word"]["told"] and not rows["idle"]["told"], (
        "two values are two halves, whatever their ties"
    )


def test_the_floor_is_what_an_inert_factor_shows():
    """Two replicates of noise at every point: an inert factor stays below the floor, a strong one is above it."""
    rng = np.random.default_rng(3)
    shares = samplers.sobol(256, 3, False)
    noise = rng.normal(size=(len(shares), 2))
    parts = (4 * shares[:, 0])[:, None] + noise
    share = chance(parts, shared=False) / np.var(parts.mean(axis=1))
    rows = of(indices.sobol(["strong", "one", "two"], parts.mean(axis=1), share, False), "ST")
    assert share == pytest.approx(0.5 / (16 / 12 + 0.5), abs=0.03)
    for name in ("one", "two"):
        assert rows[name]["value"] == pytest.approx(share, abs=0.1), (
            "what chance makes is all that an inert factor shows"
        )
    assert rows["strong"]["told"]

    told, names = [], ["strong", *(f"inert{i}" for i in range(11))]
    shares = samplers.morris(10, 12, 8)
    for trial in range(20):
        parts = (4 * shares[:, 0])[:, None] + np.random.default_rng(trial).normal(
            size=(len(shares), 2)
        )
        star = of(
            indices.morris(names, shares, parts.mean(axis=1), chance(parts, shared=False), 8),
            "mu_star",
        )
        assert star.pop("strong")["told"]
        told += [row["told"] for row in star.values()]
    assert 0.01 < np.mean(told) < 0.12, "about one in twenty inert factors passes"


def test_shared_chances_are_taken_off_and_ratios_are_ratios_of_sums():
    rng = np.random.default_rng(5)
    common, own = rng.normal(size=(1, 4)), rng.normal(size=(300, 4))
    assert chance(10 * common + own, shared=True) == pytest.approx(0.25, rel=0.15)
    assert chance(10 * common + own, shared=False) > 3
    assert math.isnan(chance(own[:, :1], shared=True))
    rows = [
        {
            "scenario": "s",
            "arm": "a",
            "point": p,
            "level": level,
            "seed": r,
            "replicate": r,
            **dict.fromkeys(OUTCOMES, 1.0),
            "seized_value_eur": float(r + p + (level == "high")),
            "shipped_value_eur": 4.0 * (r + 1),
        }
        for p in (0, 1)
        for level in ("low", "high")
        for r in (0, 1)
    ]
    found = {
        (t.kind, t.level): t
        for t in targets(pd.DataFrame(rows), "low", 2.0, shared_chances=True)
        if t.outcome == "interdiction_rate"
    }
    assert found["value", "low"].values.tolist() == [1 / 12, 3 / 12] and found[
        "difference", "high"
    ].values.tolist() == pytest.approx([2 / 12, 2 / 12])
    money = next(
        t
        for t in targets(pd.DataFrame(rows), "low", 2.0, shared_chances=True)
        if t.outcome == "delivered_value_eur"
    )
    assert money.values.tolist() == [0.5, 0.5], "totals are told a year"


# ------------------------------------------------------------------------------ from a sweep
EXPERIMENT = """
question: What moves it? <b>&
scenario: training
levels: [coexistence, cooperation]
years: 0.1
replications: 2
chances: own
settings: [burn_in_days=20]
design:
  {design}
  factors:
    police.known_entity_share: {{range: [0, 0.9]}}
    police.false_link_share: {{range: [0, 0.9]}}
    police.units: {{range: [1, 5]}}
analysis: sensitivity
"""


@pytest.fixture
def sweep(tmp_path, monkeypatch):
    """Carry out an experiment over the fake world."""
    monkeypatch.setattr(provenance, "source_hash", lambda: "as it was")
    monkeypatch.setattr(module, "branch_levels", fake.simulate)

    def run(design, text=EXPERIMENT, **settings):
        (tmp_path / "mine.yaml").write_text(
            text.replace("{design}", design).replace("{{", "{").replace("}}", "}")
        )
        return module.sweep(
            str(tmp_path / "mine.yaml"),
            workers=1,
            results_dir=tmp_path / "results",
            overwrite=True,
            **settings,
        ).folder

    return run


DESIGNS = {
    "sobol": {"kind": "sobol", "base": 64, "second_order": False},
    "morris": {"kind": "morris", "trajectories": 20, "places": 8},
    "lhs": {"kind": "lhs", "points": 300},
}
KEYS = ("police.known_entity_share", "police.false_link_share", "police.post_workload")


@pytest.mark.parametrize("kind", DESIGNS)
def test_values_and_differences_hang_on_different_factors(kind):
    """The outcome is 10 × one factor and chance, the gain of the level 4 × another."""
    design = {
        **DESIGNS[kind],
        "factors": [
            {"key": key, "low": 0.0, "high": 1.0, "log": False, "way": "set"} for key in KEYS
        ],
    }
    shares = samplers.shares_of(design, 3)
    rng = np.random.default_rng(1)
    rows = []
    for point, share in enumerate(shares):
        for replicate in (0, 1):
            base = 10 * share[0] + rng.normal()
            for level, gain in (("low", 0.0), ("high", 4 * share[1])):
                labels = {
                    "scenario": "s",
                    "arm": "as_is",
                    "point": point,
                    "level": level,
                    "seed": replicate,
                    "replicate": replicate,
                }
                rows.append(
                    {
                        **labels,
                        **{key: float(f"{x:.6g}") for key, x in zip(KEYS, share, strict=True)},
                        **dict.fromkeys(OUTCOMES, base + gain),
                        "enforcement_and_cooperation_cost_eur": 5.0,
                    }
                )
    found = of_runs(
        pd.DataFrame(rows),
        {"design": design, "chances": "own", "present": "low"},
        SweepWindows({"s": Window(1.0)}),
        "x",
    )
    assert found.method == ("pawn" if kind == "lhs" else kind) and (
        found.points,
        found.replicates,
        found.factors,
    ) == (len(shares), 2, 3)
    table = found.table[
        (found.table["index"] == found.main) & (found.table["outcome"] == "net_benefit_eur")
    ]

    def told(of, level):
        part = table[(table["kind"] == of) & (table["level"] == level)]
        return set(part.loc[part["told"].astype(bool), "factor"])

    assert told("value", "low") == {KEYS[0]}
    assert told("difference", "high") == {KEYS[1]}, (
        "what a decision turns on is not what the outcome turns on"
    )
    for picture in pictures(found).values():
        assert [note["text"] for note in picture.layout["annotations"]].count(
            "the same at every point"
        ) == (0 if kind == "morris" else 2), (
            "the cost and the rate (of equal totals) say why they are empty"
        )


def test_the_command_prints_the_strongest_and_the_same_bytes(sweep, capsys):
    folder = sweep("kind: sobol\n  base: 8")
    assert (
        "What moves it? &lt;b&gt;&amp;" in (page := (folder / "sensitivity.html").read_text())
        and "<b>&" not in page.split("<script")[0]
    )
    lines = (folder / "findings.md").read_text()
    assert "| net benefit, λ = 1" in lines and "failed" not in lines
    assert files.read_frame(folder / "sensitivity.parquet")["value"].tolist() == pytest.approx(
        of_folder(folder).table["value"].tolist(), nan_ok=True
    )
    before = {
        name: (folder / name).read_bytes()
        for name in ("sensitivity.csv", "sensitivity.parquet", "sensitivity.html")
    }
    assert main(["sensitivity", str(folder)]) == 0
    shown = capsys.readouterr()
    assert (
        "interdicted" in shown.out
        and "cooperation − coexistence" in shown.out
        and shown.out.rstrip().endswith("sensitivity.html")
        and not shown.err
    )
    assert {name: (folder / name).read_bytes() for name in before} == before


def test_what_does_not_fit_is_refused_in_a_sentence(sweep, capsys, tmp_path, monkeypatch):
    assert main(["sensitivity", "nothing"]) == 2 and "is no result" in capsys.readouterr().err
    with pytest.raises(InputError, match="has 8 points; at least 30 are needed"):
        of_folder(
            sweep("kind: lhs\n  points: 8", EXPERIMENT.replace("analysis: sensitivity\n", ""))
        )
    folder = sweep("kind: sobol\n  base: 4", replications=1)
    one = files.read_json(folder / "manifest.json")
    for change, said in (
        ({"state": "running"}, "not finished"),
        ({"failed": [{"part": "p", "seed": 1, "reason": "x"}]}, "1 units of work failed"),
        ({"choices": {**one["choices"], "command": "compare"}}, "a result of 'bordersim compare'"),
        ({"choices": {**one["choices"], "claims": []}}, "is a list of claims"),
    ):
        manifest.write(folder, {**one, **change})
        assert main(["sensitivity", str(folder)]) == 2
        shown = capsys.readouterr()
        assert said in shown.err and not shown.out
    manifest.write(folder, one)
    monkeypatch.setattr(samplers, "_SEED", 1)
    with pytest.raises(InputError, match="are not those that this version"):
        of_folder(folder)


def test_one_replicate_is_said_to_tell_no_noise(sweep):
    found = of_folder(sweep("kind: sobol\n  base: 4", replications=1))
    assert "one replicate a point" in found.notes[0] and found.noise["noise_share"].isna().all()
    assert found.table.loc[found.table["index"] == "ST", "told"].isna().all()
