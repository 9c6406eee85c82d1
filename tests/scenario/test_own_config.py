"""A folder of one's own: its names stand wherever shipped names do, nowhere else, and leave nothing behind."""

import json
import threading

import pytest

import borderSim as bs
from borderSim import cli
from borderSim.errors import InputError
from borderSim.scenario.files import names_in
from borderSim.scenario.instruments import known_instruments, shipped_instruments
from borderSim.scenario.load import load_levels, scenario_as_dict
from borderSim.scenario.names import nameable, shipped
from borderSim.scenario.own_config import in_force, own_config
from borderSim.scenario.shipped import config_dir

SHORT = ["years=0.05", "burn_in_days=5"]


@pytest.fixture
def country(tmp_path, monkeypatch):
    """Return a folder with a name of every kind, and be beside it."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "country"

    def write(name, text):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def copy(group, of, name, old="", new=""):
        write(
            f"{group}/{name}.yaml",
            (config_dir() / group / f"{of}.yaml").read_text(encoding="utf-8").replace(old, new),
        )

    copy("partnership", "cooperation", "our_level", "name: cooperation", "name: our_level")
    copy("legal_model", "full", "our_law", "name: full", "name: our_law")
    copy("instruments", "liaison_officers", "our_desk")
    copy("shocks", "scanner_breaks", "our_shock", "day: 60", "day: 3")
    write(
        "scenario/ours.yaml",
        "base: training\ntitle: Ours\npresent: our_level\nlegal_model: our_law\norganisations: {count: 6}\n",
    )
    write("scenario/later.yaml", "base: ours\norganisations: {count: 4}\nshocks: [our_shock]\n")
    write(
        "experiments/our_sweep.yaml",
        "question: Does it?\nscenario: later\nlevels: [our_level, coexistence+our_desk]\npresent: our_level\nyears: 0.05\n"
        "settings: [burn_in_days=5, 'shocks=[]']\ndesign: {kind: grid, factors: {customs.random_share: [0.05, 0.1]}}\n",
    )
    return folder


def test_names_of_every_kind_stand_where_shipped_ones_do(country):
    scenario = bs.load_scenario(
        "later", ["partnership=our_level+our_desk", *SHORT], config_dir="country"
    )
    assert (scenario.name, scenario.organisations.count, scenario.legal_model.name) == (
        "later",
        4,
        "our_law",
    )
    assert (
        scenario.present.name == "our_level"
        and scenario.partnership.instruments == ("our_desk",)
        and list(scenario.shocks) == ["our_shock"]
    )
    by_path = bs.load_scenario("country/scenario/ours.yaml", SHORT, config_dir=country)
    assert scenario_as_dict(by_path) == scenario_as_dict(
        bs.load_scenario("ours", SHORT, config_dir=country)
    )
    with own_config(country):
        assert list(load_levels("ours", ["our_level", "cooperation+our_desk"], SHORT)) == [
            "our_level",
            "cooperation+our_desk",
        ]
        assert (
            nameable("partnership") == [*shipped("partnership"), "our_level"]
            and "our_desk" in known_instruments()
        )
        assert (
            "our_desk"
            not in bs.load_scenario(
                "training", ["partnership=coexistence+all"]
            ).partnership.instruments
        )


def test_the_words_for_all_stay_what_is_shipped(country):
    before = shipped("partnership"), list(shipped_instruments())
    with own_config(country):
        assert (shipped("partnership"), list(shipped_instruments())) == before
        assert list(load_levels("training", "all")) == before[0]


def test_it_holds_inside_alone(country):
    names = names_in("scenario")
    with own_config(country), own_config(None):
        assert names_in("scenario") == sorted([*names, "ours", "later"])
        seen = []
        other = threading.Thread(target=lambda: seen.append(names_in("scenario")))
        other.start()
        other.join()
        assert seen == [names], "another thread has its own"
        with pytest.raises(InputError):
            bs.load_scenario("ours", ["nothing=1"])
    assert in_force() is None and names_in("scenario") == names
    with pytest.raises(InputError, match="unknown scenario 'ours'"):
        bs.load_scenario("ours")
    with pytest.raises(InputError):
        bs.load_scenario("ours", ["nothing=1"], config_dir=country)
    assert in_force() is None, "a failure leaves nothing behind"


def test_sentences_name_the_file(country):
    (country / "scenario" / "ours.yaml").write_text("base: training\ncustoms: {random_share: 7}\n")
    with pytest.raises(InputError, match=r"scenario.ours\.yaml: customs\.random_share"):
        bs.load_scenario("ours", config_dir=country)
    (country / "scenario" / "ours.yaml").write_text("base: later\n")
    with pytest.raises(InputError, match=r"base=.*has itself as its base"):
        bs.load_scenario("ours", config_dir=country)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("scenario/ours.yaml", "title: ${oc.env:HOME}\n", "interpolations"),
        ("scenario/ours.yaml", "base: training\ncustoms: {_target_: os.system}\n", "_target_"),
        ("scenario/ours.yaml", "# @package _global_\nbase: training\n", "@package"),
        ("scenario/ours.yaml", "defaults: [training]\n", "'defaults:'"),
        (
            "partnership/cooperation.yaml",
            "name: x\n",
            "'cooperation' is the name of a shipped level",
        ),
        ("instruments/liaison_officers.yaml", "title: x\n", "name of a shipped instrument"),
        ("scenario/a b.yaml", "base: training\n", "must be renamed"),
        ("scenario/old.yml", "base: training\n", "ends in .yaml"),
        ("scenarios/x.yaml", "base: training\n", "'scenarios' must be called 'scenario'"),
        ("legal_models/x.yaml", "name: x\n", "'legal_models' must be called 'legal_model'"),
        ("experiments/twin.yaml", "question: x\n", "'twin' is the name of a shipped experiment"),
    ],
)
def test_what_is_refused(country, name, text, told):
    path = country / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    with pytest.raises(InputError) as error, own_config(country):
        bs.sweep("twin") if name.startswith("experiments") else bs.load_scenario("ours")
    assert told in str(error.value) and "\n" not in str(error.value)


def test_no_folder_or_an_empty_one(tmp_path):
    for folder, told in ((tmp_path / "none", "no such folder"), (tmp_path, "holds no YAML file")):
        with pytest.raises(InputError, match=told):
            bs.load_scenario("training", config_dir=folder)


def test_the_commands_take_it_and_the_manifest_says_so(country, capsys):
    typed = ["--config-dir", "country", "results_dir=out", "workers=1"]
    assert (
        cli.main(
            ["run", "scenario=later", "partnership=our_level+our_desk", "name=one", *SHORT, *typed]
        )
        == 0
    )
    used = json.loads((country.parent / "out/one/manifest.json").read_text())["own_files"]
    assert list(used) == [
        "instruments/our_desk.yaml",
        "legal_model/our_law.yaml",
        "partnership/our_level.yaml",
        "scenario/later.yaml",
        "scenario/ours.yaml",
        "shocks/our_shock.yaml",
    ]
    assert all(len(digest) == 64 for digest in used.values())
    assert cli.main(["sweep", "experiment=our_sweep", "name=two", *typed]) == 0
    assert (
        "experiments/our_sweep.yaml"
        in json.loads((country.parent / "out/two/manifest.json").read_text())["own_files"]
    )
    capsys.readouterr()
    assert cli.main(["scenarios", "--config-dir=country"]) == 0
    told = capsys.readouterr().out
    assert all(
        name in told for name in ("ours", "later", "our_level", "our_law", "our_desk", "our_shock")
    )
    assert cli.main(["params", "share_prob", "-cd", "country"]) == 0
    assert "our_level" in capsys.readouterr().out
    assert cli.main(["run", "scenario=later", *SHORT]) == 2
    assert "unknown scenario 'later'" in capsys.readouterr().err


def test_a_comparison_from_python(country):
    made = bs.compare(
        "ours",
        levels=["our_level", "coexistence"],
        replications=1,
        plane=False,
        overrides=SHORT,
        workers=1,
        config_dir="country",
        results_dir=country.parent / "out",
    )
    assert (
        made.manifest["present"] == "our_level"
        and "partnership/our_level.yaml" in made.manifest["own_files"]
    )
    assert made.folder.name != "compare-ours", "a name of one's own does not say what was computed"
    swept = bs.sweep(
        "our_sweep", workers=1, config_dir="country", results_dir=country.parent / "out"
    )
    assert "experiments/our_sweep.yaml" in swept.manifest["own_files"]
    plain = bs.compare(
        "training",
        levels=["coexistence"],
        replications=1,
        plane=False,
        overrides=SHORT,
        workers=1,
        results_dir=country.parent / "out",
    )
    assert "own_files" not in plain.manifest
