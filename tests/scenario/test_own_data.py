"""What a country says of itself in its scenario: without its base's posts, own statistics, account, ranges, present level."""

import pytest

from borderSim.errors import InputError
from borderSim.scenario.load import load_levels, load_scenario, scenario_as_dict
from borderSim.studies.design.factors import Factor
from borderSim.studies.design.own_ranges import with_own_ranges
from borderSim.studies.plans.futures import drawn_factors

OWN = """
base: training
base_without: [posts, organisations.profiles]
present: communication
posts:
  dock:
    kind: seaport
    flows:
      box: {units_per_year: 9000, officers: 5, machines: 1, slots_per_machine_day: 7}
organisations:
  profiles:
    one: {share: 1.0, commodity: cocaine, mode: box}
observed:
  seizures_all: {years: [2022, 2023], values: [4, 6]}
account:
- {key: posts.dock, how: given, says: {en: a dock, fr: un quai}, source: me}
priors:
- {key: organisations.profiles.*.shipments_per_year, low: 0.5, high: 2, scale: log, way: multiply}
"""


@pytest.fixture
def file(tmp_path):
    def written(text):
        path = tmp_path / "own.yaml"
        path.write_text(text, "utf-8")
        return str(path)

    return written


def test_it_starts_without_what_it_names(file):
    scenario = load_scenario(file(OWN))
    assert list(scenario.posts) == ["dock"]
    assert list(scenario.organisations.profiles) == ["one"]
    assert scenario.organisations.count == load_scenario("training").organisations.count


def test_its_present_level_holds_where_none_is_typed(file):
    path = file(OWN)
    assert load_scenario(path).partnership.name == "communication"
    assert next(iter(load_levels(path, ["cooperation"]))) == "communication"
    assert next(iter(load_levels(path, ["cooperation"], present="coexistence"))) == "coexistence"


def test_its_own_data_are_kept_and_leave_others_as_they_are(file):
    kept = scenario_as_dict(load_scenario(file(OWN)))
    assert kept["observed"]["seizures_all"]["values"] == [4.0, 6.0]
    assert kept["account"][0]["says"] == {"en": "a dock", "fr": "un quai"}
    again = load_scenario(load_scenario(file(OWN)), ["years=1"])
    assert scenario_as_dict(again)["priors"] == kept["priors"]
    assert not {"observed", "account", "priors"} & set(scenario_as_dict(load_scenario("training")))


@pytest.mark.parametrize(
    ("given", "instead", "said"),
    [
        ("[posts, organisations.profiles]", "posts", "base_without must be a list such as [posts]"),
        (
            "[posts, organisations.profiles]",
            "[psts]",
            "'psts' can't be left out of the base (did you mean 'posts'?)",
        ),
        ("[posts, organisations.profiles]", "[posts, posts]", "base_without names posts twice"),
        ("base: training\n", "", "the file names no base"),
        (
            "seizures_all",
            "seizure_all",
            "observed.seizure_all is no statistic that is known (did you mean 'seizures_all'?)",
        ),
        ("[2022, 2023]", "[2022]", "it has 1 years and 2 values"),
        ("[2022, 2023]", "[2023, 2022]", "observed.seizures_all.years must rise"),
        ("values: [4, 6]", "values: [4, -6]", "observed.seizures_all.values"),
        ("low: 0.5", "low: 3", "must have low below high"),
        ("shipments_per_year", "shipments", "which no scenario has"),
        ("how: given", "how: guessed", "but must be one of: given, converted, scaled, assumed"),
    ],
)
def test_wrong_own_data_are_told_with_the_file(file, given, instead, said):
    assert given in OWN
    with pytest.raises(InputError) as error:
        load_scenario(file(OWN.replace(given, instead, 1)))
    assert said in str(error.value)
    assert "own.yaml" in str(error.value)


def test_own_ranges_stand_in_the_place_of_priors(file):
    scenario = load_scenario(file(OWN))
    key = "organisations.profiles.*.shipments_per_year"
    drawn = Factor(key, low=5, high=80, log=True)
    other = Factor("traffic.document_signal", low=0.3, high=1.2)
    fixed = Factor(key, values=(1.0, 2.0))
    moved, same, kept = with_own_ranges([drawn, other, fixed], scenario)
    assert (moved.low, moved.high, moved.way, moved.log) == (0.5, 2.0, "multiply", True)
    assert (same, kept) == (other, fixed)


def test_futures_are_drawn_from_own_ranges(file):
    scenario = load_scenario(file(OWN))
    key = "organisations.profiles.*.shipments_per_year"
    found, _ = drawn_factors({"communication": scenario})
    (own,) = [factor for factor in found if factor.key == key]
    assert (own.low, own.high, own.way) == (0.5, 2.0, "multiply")
    plain, _ = drawn_factors({"communication": scenario.with_(priors=())})
    (shipped,) = [factor for factor in plain if factor.key == key]
    assert (shipped.low, shipped.high, shipped.way) != (0.5, 2.0, "multiply")
    assert len(found) == len(plain)
