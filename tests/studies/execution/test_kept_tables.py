"""``keep=`` means the same in a comparison and in a sweep, and what was kept is read by its name."""

import pandas as pd
import pytest

import borderSim as bs
from borderSim.cli import main
from borderSim.errors import InputError
from borderSim.studies.design.experiment_files import load_experiment
from borderSim.studies.design.kept_tables import KINDS, with_events
from borderSim.studies.sweep import adjusted
from tests.scenario.test_from_python import EDGES

SETTINGS = ["years=0.2", "burn_in_days=20"]
ASKED = {
    "levels": ["coexistence", "cooperation"],
    "replications": 2,
    "overrides": SETTINGS,
    "plane": False,
    "workers": 1,
}
SWEEP = """question: q
scenario: training
levels: [coexistence, cooperation]
years: 0.2
replications: 2
settings: [burn_in_days=20]
design: {kind: grid, factors: {customs.random_share: [0.1, 0.2]}}
"""


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kept")
    (folder / "s.yaml").write_text(SWEEP)
    (folder / "net.csv").write_text(EDGES)
    networks = f"organisations.networks_file={folder / 'net.csv'}"
    return {
        "plain": bs.compare("training", **ASKED, results_dir=folder),
        "kept": bs.compare(
            "training",
            **{**ASKED, "overrides": [*SETTINGS, networks]},
            keep=["daily", "links", "events", "networks"],
            results_dir=folder,
        ),
        "sweep": bs.sweep(
            folder / "s.yaml",
            keep=(kind for kind in KINDS),
            settings=[networks],
            workers=1,
            results_dir=folder,
        ),
        "bare": bs.sweep(folder / "s.yaml", workers=1, results_dir=folder),
    }


def test_every_kind_of_every_run(results):
    for made, by in (
        (results["kept"], ["level", "seed"]),
        (results["sweep"], ["point", "level", "seed"]),
    ):
        runs = len(made.runs)
        assert runs == 2 ** len(by)
        for kind in ("monthly", "daily", "networks"):
            assert getattr(made, kind).groupby(by).ngroups == runs, kind
        assert len(made.events) and len(made.links) and set(made.events["seed"]) == {1, 2}
        assert (
            made.daily.attrs["units"]["delivered_value_eur"] == "EUR"
            and made.events.attrs["units"]["value_eur"] == "EUR"
        )


def test_by_default_as_before(results):
    plain = results["plain"]
    assert set(plain.daily["seed"]) == {1} == set(plain.networks["seed"]) and set(
        plain.monthly["seed"]
    ) == {1, 2}
    assert (
        "keep" not in plain.manifest["choices"] and not (plain.folder / "events.parquet").exists()
    )
    assert "member_name" not in plain.networks
    with pytest.raises(InputError, match=r"keeps no events; keep=events keeps them"):
        _ = plain.events


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_that_is_not_there_says_how_it_is_had(results, kind):
    with pytest.raises(InputError, match=rf"keeps no {kind}; keep={kind} keeps them"):
        getattr(results["bare"], kind)


def test_pages_show_the_first_replicate_of_a_comparison_that_keeps_all(results):
    from borderSim.classroom.player import class_data

    runs = class_data(results["kept"])["runs"]
    assert {run["header"]["days"] for run in runs} == {run["chunk"]["to"] for run in runs} == {73}
    assert {run["header"]["seed"] for run in runs} == {1}
    results["kept"].figure("networks_left")
    with pytest.raises(InputError, match="has nothing to show"):
        results["kept"].figure("network")  # nothing differs between the levels in so few days


def test_names_of_members_are_told(results):
    for made in (results["kept"], results["sweep"]):
        own = made.networks[made.networks["organisation"] == 0]
        assert set(own["member_name"]) == {"Ana", "Bo", "Cy", "Di", "Ed", "Fa", "Gi"} and set(
            own["organisation_name"]
        ) == {"north"}
        assert set(own.loc[own["role"] == "organiser", "member_name"]) == {"Ana"}
        ties = made.links[(made.links["organisation"] == 0) & made.links["start"]]
        assert {tuple(sorted(pair)) for pair in ties[["member_name", "other_name"]].to_numpy()} >= {
            ("Ana", "Bo")
        }
        assert set(made.networks.loc[made.networks["organisation"] > 0, "member_name"]) <= {""}
        assert {"organisation_name", "member_name"} <= set(made.events) and "north" in set(
            made.events["organisation_name"]
        )
        assert "member_name" in made.networks.attrs["definitions"]


def test_accessors_of_a_sweep(results):
    sweep = results["sweep"]
    assert sweep.summary.equals(pd.read_csv(sweep.folder / "summary.csv"))
    paired = sweep.paired()
    assert len(paired) == 2 * 2 * paired["outcome"].nunique() and set(
        paired["customs.random_share"]
    ) == {0.1, 0.2}
    one = sweep.paired("seizures")
    for row in one[one["level"] == "cooperation"].itertuples():
        own = sweep.runs[sweep.runs["point"] == row.point].pivot(
            index="seed", columns="level", values="seizures"
        )
        assert row.difference == pytest.approx(
            (own["cooperation"] - own["coexistence"]).mean() / 0.2
        )
    figure = sweep.figure("points", factor="customs.random_share", outcomes=["seizures"])
    assert [trace.name for trace in figure.data] == ["cooperation"] and set(figure.data[0].x) == {
        0.1,
        0.2,
    }
    for call, sentence in [
        (lambda: sweep.figure("point"), "did you mean 'points'"),
        (lambda: sweep.figure(factor="customs.random_shar"), "did you mean 'customs.random_share'"),
        (lambda: sweep.figure(outcome="seizures"), "takes no outcome=; it takes: factor, outcomes"),
        (lambda: sweep.paired("seizure"), "did you mean 'seizures'"),
        (sweep.sensitivity, "at least 30 are needed"),
    ]:
        with pytest.raises(InputError, match=sentence):
            call()


def test_the_command_line_keeps_the_same(results, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(results["kept"].folder.parent)
    typed = [
        "compare",
        "scenario=training",
        "levels=[coexistence,cooperation]",
        "replications=2",
        "plane=false",
        "workers=1",
        *SETTINGS,
    ]
    networks = f"organisations.networks_file={results['kept'].folder.parent / 'net.csv'}"
    assert main([*typed, networks, "keep=[events,links,daily,networks]", "results_dir=."]) == 0
    assert results["kept"].folder.name in capsys.readouterr().out
    for command in (typed, ["sweep", "experiment=s.yaml"]):
        assert main([*command, "keep=dayly"]) == 2
        assert "no table 'dayly' (did you mean 'daily'?)" in capsys.readouterr().err
    assert main([*typed, "keep=events", "events=false"]) == 2
    assert "exclude each other" in capsys.readouterr().err


def test_a_log_that_is_kept_is_written_and_one_that_is_written_is_kept(results):
    assert with_events([], ["events"]) == ["events=true"] and with_events(
        ["events=on"], ["events"]
    ) == ["events=on"]
    folder = results["bare"].folder.parent
    experiment = load_experiment(str(folder / "s.yaml"))
    assert (
        adjusted(experiment, overrides=["events=true"]).keep == ("events",)
        and adjusted(experiment, keep=["events"]).settings[-1] == "events=true"
    )
