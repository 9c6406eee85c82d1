"""Designs beyond grid and hypercube: Sobol, Morris, a CSV of one's own, constraints, levels, dials and switches as factors."""

import re
import resource
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from borderSim.cli import main
from borderSim.errors import InputError
from borderSim.scenario.told import gathering
from borderSim.studies import sweep as module
from borderSim.studies.analysis.tables import factor_columns
from borderSim.studies.design import samplers
from borderSim.studies.design.constraints import read_constraint
from borderSim.studies.design.experiment_files import load_experiment
from borderSim.studies.execution import provenance
from borderSim.studies.forecast import needs, time_range
from borderSim.studies.pace import wall
from borderSim.studies.plans.hypothesis_plan import plan_of
from tests.studies import fake

HEAD = "question: why?\nscenario: training\nyears: 0.1\nsettings: [burn_in_days=20]\n"
TWO = "levels: [coexistence, cooperation]\n"


@pytest.fixture
def plan(tmp_path, monkeypatch):
    """Return the plan of an experiment written to a file, with whatever files stand beside it."""

    def make(text, **beside):
        for name, content in beside.items():
            (tmp_path / f"{name}.csv").write_bytes(
                content if isinstance(content, bytes) else content.encode()
            )
        (tmp_path / "mine.yaml").write_text(HEAD + text)
        made = plan_of(load_experiment(str(tmp_path / "mine.yaml")))
        made.check()
        return made

    return make


# ------------------------------------------------------------------------------ Sobol and Morris
def test_sobol_and_morris_have_as_many_points_as_their_indices_need(plan):
    factors = "factors: {police.known_entity_share: prior, police.units: {range: [1, 5]}, traffickers.strategy: [random, learning]}"
    sobol = plan(f"{TWO}design: {{kind: sobol, base: 4, {factors}}}\n")
    assert len(sobol.points) == 4 * 5 and {p["traffickers.strategy"] for p in sobol.points} == {
        "random",
        "learning",
    }
    assert (
        len(plan(f"{TWO}design: {{kind: sobol, base: 4, second_order: true, {factors}}}\n").points)
        == 4 * 8
    )
    morris = plan(f"{TWO}design: {{kind: morris, trajectories: 3, {factors}}}\n")
    assert len(morris.points) == 3 * 4
    moved = [
        sum(a[key] != b[key] for key in a)
        for a, b in zip(morris.points, morris.points[1:], strict=False)
    ]
    assert all(n <= 1 for i, n in enumerate(moved) if (i + 1) % 4), (
        "a trajectory moves one factor at a time"
    )
    again = samplers.shares_of(morris.design.choices["design"], 3)
    assert [
        f.at(float(s)) for f, s in zip(morris.experiment.factors, again[5], strict=True)
    ] == list(morris.points[5].values())


def test_a_designs_size_can_be_typed_and_is_checked(plan, capsys, tmp_path):
    plan(f"{TWO}design: {{kind: sobol, base: 4, factors: {{police.known_entity_share: prior}}}}\n")
    path = str(tmp_path / "mine.yaml")
    for typed, said in (
        ("base=6", "must be a power of two such as 4 or 8"),
        ("points=6", "is of kind sobol: set base="),
        ("trajectories=3", "is of kind sobol, not morris"),
    ):
        assert main(["sweep", f"experiment={path}", typed, "--dry-run"]) == 2
        shown = capsys.readouterr()
        assert said in shown.err and not shown.out
    assert (
        len(
            plan_of(
                module.adjusted(
                    load_experiment(path),
                    points=None,
                    base=8,
                    replications=None,
                    years=None,
                    seed=None,
                    overrides=[],
                )
            ).points
        )
        == 24
    )


# ------------------------------------------------------------------------------ CSV
def test_a_csv_is_read_as_a_spreadsheet_writes_it(plan):
    made = plan(
        "design: {kind: csv, file: p.csv}\n",
        p=b"\xef\xbb\xbfpartnership;police.units;instruments.liaison_officers;instruments.liaison_officers.n\r\n"
        b"cooperation;2;TRUE;3\r\n\r\ncoexistence;1;false;2\r\n",
    )
    assert made.points[1] == {
        "partnership": "coexistence",
        "police.units": 1,
        "instruments.liaison_officers": False,
        "instruments.liaison_officers.n": 2,
    }
    first, second = (made.scenarios("training", "as_is", point) for point in (0, 1))
    assert list(first) == ["coexistence", "cooperation"] and list(second) == ["coexistence"], (
        "a point's level stands beside the present one"
    )
    assert (
        first["cooperation"].police.units == 2
        and first["cooperation"].instruments["liaison_officers"].n == 3
    )
    assert not second["coexistence"].instruments
    assert (
        made.runs == 3
        and made.design.choices["design"]["rows"] == []
        and len(made.design.choices["design"]["sha256"]) == 64
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            "police.units,police.units\n1,2\n",
            "p.csv: row 1: the column 'police.units' stands there twice",
        ),
        ("police.units,\n1,2\n", "p.csv: row 1: column 2 has no name"),
        (
            "custms.analysts\n1\n",
            "p.csv: column custms.analysts: is an unknown factor (did you mean 'customs.analysts'?)",
        ),
        (
            "police.units,customs.analysts\n1,2\n1,\n",
            "p.csv: row 3, column 'customs.analysts': is empty",
        ),
        (
            'police.units,customs.random_share\n1,"0,5"\n',
            "p.csv: row 2, column 'customs.random_share': is '0,5'; write numbers with a decimal point",
        ),
        (
            "police.units,customs.random_share\n1,0,5\n",
            "p.csv: row 2: has 3 cells, but the header names 2 columns (is there a decimal comma?",
        ),
        (
            "police.units;customs.random_share\n1;0,5\n1 000;0,5\n",
            "p.csv: row 3, column 'police.units': is '1 000'; write numbers without thousands separators",
        ),
        (
            "police.units;customs.random_share\n1,500;0.5\n",
            "p.csv: row 2, column 'police.units': is '1,500', which may be 1.500 or 1500",
        ),
        (
            "police.units,customs.random_share\n1,NA\n",
            "p.csv: row 2, column 'customs.random_share': is 'NA', which is no value",
        ),
        ("police.units,,customs.random_share\n1,2,0.5\n", "p.csv: row 1: column 2 has no name"),
        (",police.units\nx,1\nx,2\n", "p.csv: row 1: column 1 has no name"),
        ("label,police.units\nx,1\nx,2\n", "p.csv: column label: is an unknown factor"),
        (
            "legal_modle,police.units\nnone,1\nfull,2\n",
            "p.csv: column legal_modle: is an unknown factor (did you mean 'legal_model'?)",
        ),
        (
            "niveau,police.units\ncooperation,1\ncoordination,2\n",
            "the column 'niveau' is an unknown factor (did you mean 'partnership'?)",
        ),
        (
            "loi,police.units\nnone,1\nfull,2\n",
            "the column 'loi' is an unknown factor (did you mean 'legal_model'?)",
        ),
        ("units,police.units\n5,1\n7,2\n", "p.csv: column units: is an unknown factor"),
        ("police.units\n\n1\n\n9999999\n", "row 5 of p.csv: "),
        (
            "police.units,customs.analysts\n1\n",
            "p.csv: row 2: has 1 cells, but the header names 2 columns",
        ),
        ("police.units\n", "p.csv: has a header but no row below it"),
        ("", "p.csv: is empty"),
        ("police.units\n${oc.env:HOME}\n", "which is no number and no word"),
        (
            b"police.units\n\xff\n",
            "p.csv: row 2, column 'police.units': is 'ÿ', which is no number and no word",
        ),
        (
            "police.units\n1\n3.5\n",
            "row 3 of p.csv: override 'police.units=3.5': police.units must be a whole number",
        ),
        ("partnership\nmine\n", "unknown level 'mine'"),
        (
            "instruments.liason_officers\ntrue\n",
            "there is no instrument 'liason_officers' (did you mean 'liaison_officers'?)",
        ),
    ],
)
def test_what_is_wrong_in_a_csv_is_told_by_row_and_column(plan, content, said):
    with pytest.raises(InputError) as error:
        plan("design: {kind: csv, file: p.csv}\n", p=content)
    assert said in str(error.value)


POINTS = [
    {"customs.random_share": 0.1, "police.units": 2, "enforcement": True},
    {"customs.random_share": 0.25, "police.units": 3, "enforcement": False},
]


@pytest.mark.parametrize(
    ("content", "labels", "told"),
    [
        ("customs.random_share,police.units,enforcement\n0.1,2,true\n0.25,3,false\n", (), ""),
        (
            "\ufefflibellé;customs.random_share;police.units;enforcement;;\r\nbase;0,1;2,0;VRAI;;\r\nplus;0,25;3,0;FAUX;;\r\n;;;;;\r\n",
            ("base", "plus"),
            "'libellé' is no key",
        ),
        (
            "libellé;customs.random_share;police.units;enforcement\nbase;0,1;2;oui\nété;0,25;3;non\n".encode(
                "cp1252"
            ),
            ("base", "été"),
            "is not UTF-8",
        ),
        (
            ",customs.random_share,police.units,enforcement\n0,0.1,2.0,TRUE\n1,0.25,3.0,FALSE\n",
            (),
            "its first column counts the rows",
        ),
        (
            '"","customs.random_share","police.units","enforcement"\n"1",0.1,2,TRUE\n"2",0.25,3,FALSE\n',
            (),
            "counts the rows",
        ),
        (
            "n°\tcustoms.random_share\tpolice.units\tenforcement\r1\t0,1\t2,0\ttrue\r2\t0,25\t3\tfalse\r",
            (),
            "'n°' counts the rows",
        ),
        (
            "name,customs.random_share,police.units,enforcement\n2024,0.1,2,true\n2024b,0.25,3,false\n",
            ("2024", "2024b"),
            "names of the points",
        ),
        (
            "sep=;\ncustoms.random_share;police.units;enforcement\n0,1;2;wahr\n0,25;3;falsch\n".encode(
                "utf-16"
            ),
            (),
            "",
        ),
    ],
)
def test_the_same_points_however_a_spreadsheet_writes_them(plan, content, labels, told):
    with gathering() as notes:
        made = plan(f"{TWO}design: {{kind: csv, file: p.csv}}\n", p=content)
    assert made.points == POINTS and [type(value) for value in made.points[0].values()] == [
        float,
        int,
        bool,
    ]
    assert made.experiment.row_labels == labels and (told in " ".join(notes) if told else not notes)
    assert (
        made.design.digest
        == plan(
            f"{TWO}design: {{kind: csv, file: p.csv}}\n",
            p="customs.random_share,police.units,enforcement\n0.1,2,true\n0.25,3,false\n",
        ).design.digest
    )


def test_a_workbook_is_a_design(plan, tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    for row in (["cas", *POINTS[0]], ["un", *POINTS[0].values()], ["deux", *POINTS[1].values()]):
        book.active.append(row)
    book.save(tmp_path / "p.xlsx")
    made = plan(f"{TWO}design: {{kind: csv, file: p.xlsx}}\n")
    assert made.points == POINTS and made.experiment.row_labels == ("un", "deux")


def test_the_names_of_points_stand_in_the_table_of_runs_and_are_told_once(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(module, "branch_levels", fake.simulate)
    (tmp_path / "p.csv").write_text(
        "cas;police.units;customs.random_share\nun;2,0;0,1\ndeux;3;0,2\ntrois;4;0,3\n"
    )
    (tmp_path / "mine.yaml").write_text(
        f"{HEAD}{TWO}design: {{kind: csv, file: p.csv, constraints: [police.units != 3]}}\n"
    )
    assert main(["sweep", "experiment=mine.yaml", "name=s", "workers=1", "locale=fr"]) == 0
    told = capsys.readouterr()
    assert (
        told.err.count("its first column 'cas' is no key; it is taken as the names of the points")
        == 1
        and "table: results/s/summary_fr.csv" in told.out
    )
    runs = pd.read_parquet("results/s/runs.parquet")
    assert runs.drop_duplicates("point")[["point", "label", "police.units"]].values.tolist() == [
        [0, "un", 2],
        [1, "trois", 4],
    ]
    assert "label" not in factor_columns(runs)
    assert Path("results/s/summary_fr.csv").read_text("utf-8-sig").startswith("scenario;arm;point;")


def test_a_csv_that_is_not_there_is_told(plan):
    with pytest.raises(InputError, match=r"design.file: there is no file 'q.csv'"):
        plan("design: {kind: csv, file: q.csv}\n")


def test_levels_are_no_column(plan):
    with pytest.raises(
        InputError,
        match=r"'levels' is no factor of a design of kind list \(did you mean 'partnership'\?\)",
    ):
        plan("design: {kind: list, rows: [{levels: cooperation, police.units: 2}]}\n")


# ------------------------------------------------------------------------------ constraints
@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("a <= b", True),
        ("b < a", False),
        ("2 * a - b == 0", True),
        ("0.5 < a < b", True),
        ("b != a + 1", False),
        ("-1e0 * a > -2", True),
        ("word == none", True),
        ("word != none", False),
        ("flag == true", True),
        ("a*3>b+0.5", True),
        ("a < 1", False),
        ("a <= 1", True),
        ("b > 2", False),
        ("2 >= b", True),
    ],
)
def test_constraints_are_kept_or_not(text, holds):
    assert (
        read_constraint(text, "x").holds({"a": 1, "b": 2.0, "word": "none", "flag": True}) is holds
    )


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "a <",
        "a * b < 1",
        "a ** 2 < 1",
        "__import__('os') < 1",
        "a b < 1",
        "a; b",
        "a < (b)",
        "",
        "a = 1",
        3,
        "a < b or c",
    ],
)
def test_what_is_no_comparison_is_refused(text):
    with pytest.raises(InputError):
        read_constraint(text, "x")


def test_constraints_drop_points_and_say_how_many(plan, capsys, tmp_path, monkeypatch):
    made = plan(
        f"{TWO}design: {{kind: grid, factors: {{customs.analysts: [1, 5, 20], police.investigators: [4, 8]}}, "
        "constraints: [customs.analysts <= police.investigators, police.units <= 3, legal_model != full]}\n"
    )
    assert made.dropped == 3 and [tuple(p.values()) for p in made.points] == [
        (1, 4),
        (1, 8),
        (5, 8),
    ]
    assert main(["sweep", f"experiment={tmp_path / 'mine.yaml'}", "--dry-run"]) == 0
    assert "dropped by constraints: 3 of 6 points\nruns: 6;" in capsys.readouterr().out
    for kind in ("sobol, base: 4", "morris, trajectories: 4"):
        with pytest.raises(InputError, match="its indices need every one of them"):
            plan(
                f"{TWO}design: {{kind: {kind}, factors: {{police.units: {{range: [1, 5]}}}}, constraints: [police.units < 3]}}\n"
            )
    with pytest.raises(InputError, match="drop all 3 points"):
        plan(
            f"{TWO}design: {{kind: grid, factors: {{customs.analysts: [1, 5, 20]}}, constraints: [customs.analysts < 0]}}\n"
        )
    with pytest.raises(
        InputError, match=r"customs.analyst is an unknown key \(did you mean 'customs.analysts'"
    ):
        plan(
            f"{TWO}design: {{kind: grid, factors: {{customs.analysts: [1, 5]}}, constraints: [customs.analyst < 3]}}\n"
        )


# ------------------------------------------------------------------------------ dials and switches
def test_dials_share_a_burn_in_and_the_corner_is_the_present_level(plan):
    made = plan(
        "design: {kind: grid, factors: {levers.information_sharing: {range: [0, 1], steps: 5}, levers.resource_pooling: {range: [0, 1], steps: 5}}}\n"
    )
    later = made.tasks(Path("parts"))
    tasks = [one.load() for one in later]
    assert [(one.stem, one.seed, one.days) for one in later] == [
        (task.stem, task.seed, task.days) for task in tasks
    ]
    assert [len(task.branches) for task in tasks] == [11, 11, 3] and made.runs == 25
    assert made.days == sum(task.days for task in tasks)
    corner, top = (
        made.scenarios("training", "as_is", 0)["dials"],
        made.scenarios("training", "as_is", 24)["dials"],
    )
    assert corner.partnership.traits == tasks[0].present.partnership.traits
    assert (
        top.partnership.traits.share_prob.customs_to_police > 0.5
        and top.partnership.traits.trust_set_point == corner.partnership.traits.trust_set_point
    )
    with pytest.raises(InputError, match="levels: can't stand beside the factor levers"):
        plan(f"{TWO}design: {{kind: grid, factors: {{levers.governance: [0, 1]}}}}\n")


def test_instruments_shocks_strategy_and_law_are_factors(plan):
    made = plan(
        f"{TWO}design: {{kind: grid, factors: {{instruments.liaison_officers: [true, false], shocks.scanner_breaks: [true, false], "
        "shocks.scanner_breaks.day: [3, 9], traffickers.strategy: [random, learning], legal_model: [none, full]}}\n"
    )
    assert len(made.points) == 32
    for point in (0, 31):
        values, scenario = (
            made.points[point],
            made.scenarios("training", "as_is", point)["cooperation"],
        )
        assert ("liaison_officers" in scenario.partnership.instruments) is values[
            "instruments.liaison_officers"
        ]
        assert [s.day for s in scenario.shocks.values()] == (
            [values["shocks.scanner_breaks.day"]] if values["shocks.scanner_breaks"] else []
        )
        assert (scenario.traffickers.strategy, scenario.legal_model.name) == (
            values["traffickers.strategy"],
            values["legal_model"],
        )
    with pytest.raises(InputError, match=r"must be \[true, false\]"):
        plan(f"{TWO}design: {{kind: grid, factors: {{instruments.liaison_officers: [1, 0]}}}}\n")
    with pytest.raises(InputError, match="leave instruments= out of settings"):
        plan(
            f"{TWO}arms: {{a: ['instruments=[joint_training]']}}\ndesign: {{kind: grid, factors: {{instruments.liaison_officers: [true, false]}}}}\n"
        )


def test_a_dry_run_counts_the_dearest_level_and_weighs_what_is_written(plan, tmp_path, monkeypatch):
    made = plan(
        f"{TWO}design: {{kind: lhs, points: 6, factors: {{police.known_entity_share: prior}}}}\n"
    )
    need = needs(made)
    assert (
        (need.runs, need.days, need.dropped, need.checked) == (12, made.days, 0, 6)
        and need.seconds > 0
        and need.before > 0
    )
    monkeypatch.setattr(provenance, "source_hash", lambda: "as it was")
    monkeypatch.setattr(module, "branch_levels", fake.simulate)
    folder = module.sweep(
        str(tmp_path / "mine.yaml"), workers=1, results_dir=tmp_path / "results"
    ).folder
    written = sum(path.stat().st_size for path in folder.rglob("*.parquet"))
    assert need.bytes == pytest.approx(written, rel=0.25), (
        "the estimate is of the size of what is written"
    )


def test_shares_are_the_same_in_every_process_and_even():
    shares = samplers.sobol(8, 3, False)
    assert shares.shape == (40, 3) and np.array_equal(shares, samplers.sobol(8, 3, False))
    places = np.unique(np.round(samplers.morris(20, 3, 4) * 3, 9))
    assert places.tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (20, 40, "20 to 40 s"),
        (61, 85, "61 to 85 s"),
        (118, 241, "1.5 to 4.5 minutes"),
        (700, 1300, "11 to 22 minutes"),
        (5000, 9000, "1 to 2.5 hours"),
        (0.2, 0.3, "0.5 s"),
        (3600 * 20, 3600 * 40, "20 to 40 hours"),
    ],
)
def test_a_range_of_times_for_people(low, high, said):
    assert time_range(low, high) == said


def test_units_of_work_are_not_cut():
    assert (wall(80, 8, 2), wall(80, 8, 3), wall(10, 1, 4), wall(0, 0, 4)) == (40, 30, 10, 0)


def test_a_dry_run_says_a_range_that_holds_what_the_sweep_takes(tmp_path):
    """In seconds of processor, so that other work on the machine plays no part.

    One process, one unit after the other.
    """
    (tmp_path / "small.yaml").write_text(
        "question: How long?\nscenario: training\nlevels: [coexistence, cooperation, collaboration]\nyears: 0.3\nreplications: 2\n"
        "design: {kind: grid, factors: {police.units: [1, 2], customs.random_share: [0.1, 0.3]}}\n"
    )
    typed = [sys.executable, "-m", "borderSim", "sweep", "experiment=small.yaml", "workers=1"]
    told = subprocess.run(
        [*typed, "--dry-run"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    found = re.search(r"time: about ([\d.]+)(?: to ([\d.]+))? (s|minutes) with a process", told)
    assert (
        found
        and "8 units of work one after the other" in told
        and "start, checks and tables" in told
    )
    scale = {"s": 1.0, "minutes": 60.0}[found[3]]
    low, high = float(found[1]) * scale, float(found[2] or found[1]) * scale
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(typed, cwd=tmp_path, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert low <= taken <= high and high <= 3 * low, (low, taken, high)
