"""The fit: what is fitted, the search, the posterior, what it leaves, and a small one from end to end."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml

from borderSim.country.fit import calibrate as fitting
from borderSim.country.fit.calibrate import Fit, calibrate, plan_of
from borderSim.country.fit.inputs import INPUTS, KNOWN, SHIPMENTS, SIGNAL, at, inputs_for, share_of
from borderSim.country.fit.posterior import distances, posterior, spread_of, terms
from borderSim.country.fit.search import Search
from borderSim.country.fit.targets import Target, read_targets
from borderSim.country.fit.trials import Job, Runner, carry_out
from borderSim.country.fit.written import page, ranges, write
from borderSim.errors import InputError
from borderSim.scenario.load import load_scenario
from borderSim.simulation import run

TARGETS = (Target("seizures_all", 2, 40.0, 0.1), Target("members_arrested", 2, 30.0, 0.1))


# --------------------------------------------------------------------------- targets and inputs
def test_targets_are_read_as_offices_write_them(tmp_path):
    path = tmp_path / "cibles.csv"
    path.write_bytes(
        "quoi;annee;quantite;unite;part_erreur\nCocaïne;2023;1,5;t;10 %\nCocaïne;2024;500;kg;\nsaisies;2024;1 200;;\n".encode(
            "cp1252"
        )
    )
    cocaine, seizures = read_targets(str(path))
    assert (cocaine.name, cocaine.years, cocaine.observed) == ("seized_cocaine", 2, 1000.0)
    assert cocaine.error_share == pytest.approx(0.15)
    assert (seizures.name, seizures.observed, seizures.error_share) == ("seizures_all", 1200.0, 0.2)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("", "holds no target"),
        ("saisies;2023;1.200\n", "row 2: quantity is '1.200', which may be"),
        ("saisies;2023;0\n", "seizures_all is 0 in all its years"),
        ("saisies;2023;4\nseizures_all;2023;5\n", "row 3: seizures_all, 2023.0 stands there twice"),
        ("sasies;2023;4\n", "row 2: what is 'sasies' (did you mean 'seizures_all'?)"),
    ],
)
def test_wrong_targets_are_told_with_their_row(tmp_path, rows, said):
    path = tmp_path / "t.csv"
    path.write_text(f"what;year;quantity\n{rows}", "utf-8")
    with pytest.raises(InputError) as error:
        read_targets(str(path))
    assert said in str(error.value)


def test_inputs_follow_from_what_can_tell_them():
    assert [own.key for own in inputs_for(["seized_cocaine"])] == [SHIPMENTS]
    assert [own.key for own in inputs_for(["seizures_all", "members_arrested"])] == [
        SHIPMENTS,
        KNOWN,
    ]
    assert [own.key for own in inputs_for(["finds_targeted_box", "inspections_targeted_box"])] == [
        SHIPMENTS,
        SIGNAL,
    ]
    assert [own.key for own in inputs_for(["seizures"], [SIGNAL])] == [SIGNAL]
    for asked, said in (
        ("police.trust", "own statistics can't tell it"),
        ([SIGNAL, SIGNAL], "twice"),
        ([], "names no input"),
    ):
        with pytest.raises(InputError, match=said):
            inputs_for(["seizures"], asked)


def test_shares_of_a_range_and_back():
    for own in INPUTS:
        for share in (0.0, 0.25, 1.0):
            assert share_of(own, at([own], [share])[0]) == pytest.approx(share, abs=1e-5)


# --------------------------------------------------------------------------- search
def a_search(tmp_path, name="study.db"):
    return Search(tuple(INPUTS[:2]), 30, 7, tmp_path / name)


def bowl(first, units):
    return [float(np.sum((np.array(unit) - 0.7) ** 2)) for unit in units]


def test_the_same_seed_gives_the_same_settings_also_after_a_stop(tmp_path):
    whole = a_search(tmp_path).carry_out(bowl, bowl)
    assert whole.shape == (30, 2)

    class StopError(Exception):
        pass

    def stopping(first, units):
        if first >= 26:
            raise StopError
        return bowl(first, units)

    with pytest.raises(StopError):
        a_search(tmp_path, "stopped.db").carry_out(bowl, stopping)
    seen = []
    again = a_search(tmp_path, "stopped.db").carry_out(
        bowl, lambda first, units: (seen.append(first), bowl(first, units))[1]
    )
    assert np.array_equal(again, whole)
    late = whole[a_search(tmp_path).spread :]
    assert np.mean(np.abs(late - 0.7)) < np.mean(np.abs(whole[:10] - 0.7))


def test_the_design_leaves_enough_for_a_quadratic():
    assert Search(tuple(INPUTS), 12, 1, None).spread == 12
    assert Search(tuple(INPUTS[:1]), 48, 1, None).spread == 29


# --------------------------------------------------------------------------- posterior
def world(units, rng, replicates=2, scale=0.1):
    """Two statistics: both rise with the first input, none knows the second."""
    level = np.log(20) + 1.5 * units[:, :1]
    means = np.concatenate([level, level - np.log(4 / 3)], axis=1)
    noise = rng.normal(0, scale, (len(units), replicates, 2))
    return np.exp(means[:, None, :] + noise)


def test_the_posterior_finds_what_the_statistics_tell_and_leaves_the_rest():
    rng = np.random.default_rng(3)
    units = rng.random((60, 2))
    found = posterior(units, world(units, rng), TARGETS, 1)
    truth = np.log(40 / 20) / 1.5
    assert found.mean[0] == pytest.approx(truth, abs=0.05)
    assert found.narrowing[0] < 0.35
    assert found.narrowing[1] == pytest.approx(1.0, abs=0.1)
    assert np.all(np.abs(found.z) < 1)
    assert found.explained.min() > 0.8
    assert found.effective > 100


def test_a_sum_of_two_inputs_is_told_as_a_mixture():
    rng = np.random.default_rng(4)
    units = rng.random((80, 2))
    values = world(units.sum(axis=1, keepdims=True) / 2, rng)
    found = posterior(units, values, TARGETS, 1)
    assert found.correlation[0, 1] < -0.7


def test_statistics_that_contradict_each_other_are_far_from_what_is_expected():
    rng = np.random.default_rng(5)
    units = rng.random((60, 1))
    apart = (TARGETS[0], replace(TARGETS[1], observed=90.0))
    found = posterior(units, world(units, rng), apart, 1)
    assert np.abs(found.z).max() > 2


def test_distance_is_zero_at_the_observed_values_and_knows_the_spread():
    observed = np.array([[40.0, 30.0]])
    assert distances(observed, TARGETS, np.array([0.1, 0.1])) == pytest.approx([0.0])
    assert distances(2 * observed, TARGETS, np.array([0.1, 0.1])) > distances(
        2 * observed, TARGETS, np.array([0.5, 0.5])
    )
    noisy = np.exp(np.random.default_rng(1).normal(np.log(40), 0.2, (500, 2, 1)))
    assert spread_of(noisy, TARGETS[:1])[0] == pytest.approx(0.2 * 40 / 42, rel=0.1)


def test_terms_of_a_quadratic():
    assert terms(np.array([[0.5, 1.0]])).tolist() == [[1.0, 0.0, 1.0, 0.0, 0.0, 1.0]]
    assert terms(np.zeros((4, 3))).shape == (4, 10)


# --------------------------------------------------------------------------- runs
@pytest.fixture(scope="module")
def short():
    return load_scenario("training", ["years=1", "burn_in_days=20", "measure_from_year=1"])


def test_a_run_gives_the_mean_a_year_and_is_made_once(short, tmp_path):
    job = Job(short, (f"{KNOWN}=0.3",), 5, (Target("seizures_all", 1, 9.0),))
    outcomes = run(load_scenario(short, [f"{KNOWN}=0.3"]), 5).outcomes
    expected = outcomes["seizures"] + outcomes["seizures_opportunist"]
    assert carry_out(job) == {"seizures_all": pytest.approx(expected)}
    told = []
    first = Runner(tmp_path, 1)
    assert first.results([job], lambda: told.append(1))[0]["seizures_all"] == pytest.approx(
        expected
    )
    (kept,) = tmp_path.glob("*.json")
    kept.write_text(json.dumps({"seizures_all": 123.0}), "utf-8")
    second = Runner(tmp_path, 1)
    assert second.results([job], lambda: told.append(1)) == [{"seizures_all": 123.0}]
    assert (first.made, second.made, len(told)) == (1, 0, 2)
    kept.write_text("{", "utf-8")
    assert Runner(tmp_path, 1).results([job], lambda: None)[0]["seizures_all"] == pytest.approx(
        expected
    )


# --------------------------------------------------------------------------- from end to end
def pretended(job):
    """A country in a moment: statistics rise with shipments, and a little chance."""
    scenario = load_scenario(job.scenario, job.settings)
    shipped = next(iter(scenario.organisations.profiles.values())).shipments_per_year / 30
    rng = np.random.default_rng(job.seed)
    return {own.name: 40 * shipped**0.8 * float(np.exp(rng.normal(0, 0.1))) for own in job.targets}


@pytest.fixture
def own_country(tmp_path):
    path = tmp_path / "mine.yaml"
    level = tmp_path / "ours.yaml"
    shutil.copyfile("configs/partnership/cooperation.yaml", level)
    level.write_text(
        level.read_text("utf-8").replace("name: cooperation", "name: ours", 1), "utf-8"
    )
    path.write_text(
        "base: training\ntitle: Mine | <b>\nburn_in_days: 20\npresent: ours.yaml\n"
        "observed:\n  seizures_all: {years: [2023, 2024], values: [60, 70]}\n",
        "utf-8",
    )
    return str(path)


@pytest.fixture
def fitted(own_country, tmp_path, monkeypatch) -> Fit:
    monkeypatch.setattr("borderSim.country.fit.trials.carry_out", pretended)
    plan = plan_of(own_country, trials=24)
    return calibrate(plan, results_dir=tmp_path / "r", name="k", workers=1)


def test_a_fit_leaves_tables_ranges_and_a_scenario_that_loads(fitted, own_country, tmp_path):
    assert fitted.plan.scenario.present.name == "ours"
    assert fitted.plan.scenario.years == 2
    files = write(fitted)
    names = {path.name for path in files}
    assert {
        "trials.csv",
        "posterior.csv",
        "priors.yaml",
        "scenario.yaml",
        "calibration.md",
    } <= names
    assert len((fitted.folder / "posterior.csv").read_text().splitlines()) == 1001
    (own,) = ranges(fitted)
    truth = (65 / 40) ** (1 / 0.8)
    assert own["low"] < truth < own["high"]
    moved = load_scenario(str(fitted.folder / "scenario.yaml"))
    base = load_scenario(own_country)
    factor = (
        moved.organisations.profiles["cocaine_boxes"].shipments_per_year
        / base.organisations.profiles["cocaine_boxes"].shipments_per_year
    )
    assert own["low"] < factor < own["high"]
    (prior,) = moved.priors
    assert prior.low * factor == pytest.approx(own["low"], rel=1e-3)
    assert {one.key for one in moved.account if one.how == "fitted"} == {
        SHIPMENTS,
        "observed.seizures_all",
    }
    assert moved.present == base.present
    factors = yaml.safe_load((fitted.folder / "priors.yaml").read_text("utf-8"))["factors"]
    assert factors[SHIPMENTS]["factor"] == [own["low"], own["high"]]


def test_both_pages_hold_the_same_numbers_and_escape_what_they_show(fitted):
    import re

    en, fr = page(fitted, "en"), page(fitted, "fr")
    assert "Mine \\| &lt;b>" in en and "Mine \\| &lt;b>" in fr

    def numbers(text):
        table = [line for line in text.splitlines() if line.startswith("| ") and "---" not in line]
        return re.findall(
            r"[0-9]+(?:\.[0-9]+)?", "\n".join(table).replace("\u202f", "").replace(",", ".")
        )

    assert len(numbers(en)) > 8
    assert numbers(en.replace(",", "")) == numbers(fr)
    assert "cannot be told apart" in en and "ne peut être distingué" in fr


def test_the_same_fit_goes_on_and_another_is_refused(fitted, own_country, tmp_path, monkeypatch):
    def never(job):
        raise AssertionError("a run was made again")

    monkeypatch.setattr("borderSim.country.fit.trials.carry_out", never)
    again = calibrate(fitted.plan, results_dir=tmp_path / "r", name="k", workers=1)
    assert np.array_equal(again.units, fitted.units)
    assert np.array_equal(again.posterior.draws, fitted.posterior.draws)
    with pytest.raises(InputError, match="holds another result"):
        calibrate(replace(fitted.plan, seed=9), results_dir=tmp_path / "r", name="k", workers=1)
    with monkeypatch.context() as patch:
        patch.setattr(fitting, "behaviour_digest", lambda: "of another version")
        with pytest.raises(InputError, match="holds another result"):
            calibrate(fitted.plan, results_dir=tmp_path / "r", name="k", workers=1)
    (tmp_path / "r" / "else").mkdir()
    (tmp_path / "r" / "else" / "x").write_text("mine")
    with pytest.raises(InputError, match="is no calibration and is left as it is"):
        calibrate(fitted.plan, results_dir=tmp_path / "r", name="else", workers=1, overwrite=True)
    assert (tmp_path / "r" / "else" / "x").read_text() == "mine"


SETTINGS = fitting.SETTINGS_FILE


def test_a_fit_that_was_killed_goes_on(fitted, own_country, tmp_path, monkeypatch):
    """Whenever it is killed, the same command goes on, and nothing that is finished is lost."""
    made = fitted.folder / SETTINGS
    before = (made.read_bytes(), made.stat().st_mtime_ns)
    calibrate(fitted.plan, results_dir=tmp_path / "r", name="k", workers=1)
    assert (made.read_bytes(), made.stat().st_mtime_ns) == before, "not written again"

    mine = calibrate(fitted.plan, results_dir=tmp_path / "r", workers=1)
    kept = sorted(path.name for path in (mine.folder / "parts").iterdir())
    (mine.folder / SETTINGS).write_bytes(b"")  # (by an earlier version, which wrote it in place)
    monkeypatch.setattr("borderSim.country.fit.trials.carry_out", None)
    again = calibrate(fitted.plan, results_dir=tmp_path / "r", workers=1)
    assert np.array_equal(again.units, fitted.units)
    assert sorted(path.name for path in (mine.folder / "parts").iterdir()) == kept
    assert json.loads((mine.folder / SETTINGS).read_text("utf-8")) == json.loads(before[0])

    made.write_bytes(before[0][:20])
    with pytest.raises(InputError, match="holds another result"):  # (nothing tells which it is)
        calibrate(fitted.plan, results_dir=tmp_path / "r", name="k", workers=1)


def test_a_fit_that_was_killed_before_it_began_is_no_obstacle(fitted, tmp_path):
    folder = tmp_path / "r" / "new"
    (folder / "parts").mkdir(parents=True)
    (folder / f".probe.{2**22 + 1}.tmp").write_bytes(b"")
    assert calibrate(fitted.plan, results_dir=tmp_path / "r", name="new", workers=1)
    assert not list(folder.glob(".*"))


class KilledError(Exception):
    """The program is killed here."""


def contents(folder):
    """All that a folder holds, by place."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("when", ["runs", "pages", "renames"])
def test_a_fit_that_is_replaced_stays_until_the_new_one_is_whole(
    fitted, tmp_path, monkeypatch, when
):
    write(fitted)
    old, runs = contents(fitted.folder), []
    other = replace(fitted.plan, seed=9)
    asked = {"results_dir": tmp_path / "r", "name": "k", "workers": 1, "overwrite": True}

    def made(job):
        runs.append(job.seed)
        if when == "runs" and len(runs) > 5:
            raise KilledError
        return pretended(job)

    def killed_at_pages(fit):
        write(fit)
        if when == "pages":
            raise KilledError

    with monkeypatch.context() as patched:
        patched.setattr("borderSim.country.fit.trials.carry_out", made)
        if when == "renames":  # (the old one is set aside, and the new one not there yet)
            first = Path.rename
            patched.setattr(
                Path,
                "rename",
                lambda self, to: killed() if self.suffix == ".new" else first(self, to),
            )
        with pytest.raises(KilledError):
            calibrate(other, **asked, write=killed_at_pages)
    if when != "renames":
        assert contents(fitted.folder) == old
    kept = len(runs) - (when == "runs")
    with pytest.raises(InputError, match="holds another result"):
        calibrate(other, **{**asked, "overwrite": False})
    assert contents(fitted.folder) == old

    monkeypatch.setattr(
        "borderSim.country.fit.trials.carry_out",
        lambda job: (runs.append(job.seed), pretended(job))[1],
    )
    again = calibrate(other, **asked, write=write)
    assert len(runs) == other.runs + (when == "runs"), f"goes on after {kept} kept runs"
    assert again.plan == other and again.folder == fitted.folder
    assert json.loads((fitted.folder / SETTINGS).read_text("utf-8"))["choices"]["seed"] == 9
    assert (fitted.folder / "calibration.md").is_file()
    assert [path.name for path in (tmp_path / "r").iterdir()] == ["k"]


def killed():
    raise KilledError


def test_files_of_one_name_are_copied_beside_the_scenario(own_country, tmp_path, monkeypatch):
    """Also one that has the name of a file that the fit writes."""
    monkeypatch.setattr("borderSim.country.fit.trials.carry_out", pretended)
    levels = [tmp_path / "scenario.yaml", tmp_path / "b" / "scenario.yaml"]
    text = (tmp_path / "ours.yaml").read_text("utf-8")
    levels[1].parent.mkdir()
    levels[0].write_text(text, "utf-8")
    levels[1].write_text(text.replace("name: ours", "name: theirs", 1), "utf-8")
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        mine.read_text("utf-8").replace(
            "present: ours.yaml", "present: scenario.yaml\npartnership: b/scenario.yaml"
        ),
        "utf-8",
    )
    fit = calibrate(plan_of(str(mine), trials=24), results_dir=tmp_path / "r", workers=1)
    for _ in range(2):
        write(fit)
        moved = load_scenario(str(fit.folder / "scenario.yaml"))
        assert (moved.present.name, moved.partnership.name) == ("ours", "theirs")
    assert len(list((fit.folder / "inputs").rglob("*.yaml"))) == 2


def test_what_can_not_be_fitted_is_told(own_country, tmp_path):
    with pytest.raises(InputError, match="keeps no statistics of its own"):
        plan_of("training")
    with pytest.raises(InputError, match="trials=3: must be a whole number of at least 12"):
        plan_of(own_country, trials=3)
    with pytest.raises(InputError, match="seed=4294967296: must be a whole number"):
        plan_of(own_country, seed=2**32)
    with pytest.raises(InputError, match="moves nothing in it"):
        plan_of(own_country, overrides=["organisations.count=0", "organisations.profiles={}"])


def test_time_is_told_beforehand(own_country):
    plan = plan_of(own_country, trials=24)
    low, high = plan.seconds(1)
    assert 0 < low < high
    assert plan.seconds(2)[0] < high
    assert fitting.SPAN[0] < 1 < fitting.SPAN[1]


def test_the_largest_seed_leaves_room_for_those_of_all_batches(own_country, tmp_path):
    inputs = plan_of(own_country).inputs
    search = Search(inputs, fitting.MOST_TRIALS, fitting.MOST_SEED, tmp_path / "s.db")
    optuna = fitting.library()
    study = optuna.create_study(direction="minimize")
    assert search._batch(optuna, study, fitting.MOST_TRIALS - 1)
