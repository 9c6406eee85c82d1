"""Steps between levels, taken apart by mechanism: which levels a word brings along, and what they hold."""

import itertools
import math

import pytest

from borderSim.errors import InputError
from borderSim.parameters.mechanisms import MECHANISMS
from borderSim.scenario.dials import anchors
from borderSim.scenario.load import load_levels
from borderSim.scenario.mechanisms import at_mechanisms
from borderSim.studies.design.experiment_files import load_experiment
from borderSim.studies.design.level_sets import read_levels
from borderSim.studies.design.steps import Step

TRAITS = {anchor.name: anchor.traits for anchor in anchors()}


def word(**given):
    return [{"mechanisms": given}]


def test_each_step_has_each_mechanism_first_in_and_last_out_and_the_pairs():
    levels, steps = read_levels(
        word(between=["coexistence", "cooperation", "collaboration"], pairs_of=["leads", "lookup"]),
        None,
        "x: levels",
    )
    many = len(MECHANISMS) + 1
    assert len(steps) == 2 * 2 * many and len(levels) == 3 + len(steps)
    assert steps[0] == Step(
        "first_in",
        "coexistence_with_leads_of_cooperation",
        "coexistence",
        mechanisms=("leads",),
        other="cooperation",
    )
    assert [Step.of(step.as_dict()) for step in steps] == list(steps)
    assert {step.mechanisms for step in steps if len(step.mechanisms) > 1} == {("leads", "lookup")}


def test_the_levels_hold_what_they_are_called():
    levels, steps = read_levels(
        word(between=["coexistence", "collaboration"], pairs_of=["cases", "leads"]), None, "x"
    )
    found = load_levels("training", levels)
    assert next(iter(found)) == "coexistence"
    for step in steps:
        own = found[step.level].partnership
        moved = dict.fromkeys(step.mechanisms, TRAITS[step.other])
        assert (own.traits, own.apart) == at_mechanisms(TRAITS[step.against], moved)


def test_the_shipped_experiment_crosses_every_step_and_the_whole_way():
    experiment = load_experiment("mechanisms")
    ways = {(step.against, step.other) for step in experiment.steps if step.role == "first_in"}
    names = list(TRAITS)
    assert ways == {*itertools.pairwise(names), (names[0], names[-1])}
    assert len(experiment.levels) == len(names) + 2 * 7 * len(ways) + 2 * math.comb(3, 2)
    assert (experiment.years, experiment.replications) == (6, 8)


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({"mechanisms": ["coexistence"]}, ["must be a mapping such as"]),
        ({"mechanisms": {"betwen": []}}, ["betwen", "did you mean 'between'"]),
        ({"mechanisms": {"between": ["coexistence"]}}, ["between", "at least 2"]),
        ({"mechanisms": {"between": ["coexistence", "coexistence"]}}, ["twice"]),
        ({"mechanisms": {"between": ["coexistence", "colaboration"]}}, ["'collaboration'"]),
        ({"mechanisms": {"between": ["coexistence", "cooperation+x"]}}, ["without instruments"]),
        (
            {"mechanisms": {"between": ["coexistence", "cooperation"], "pairs_of": ["leads", "x"]}},
            ["no mechanism 'x'"],
        ),
    ],
)
def test_wrong_words_are_refused_in_one_sentence(given, names):
    with pytest.raises(InputError) as told:
        read_levels([given], None, "mine.yaml: levels")
    assert all(name in str(told.value) for name in ["mine.yaml: levels", *names]), told.value
    assert "\n" not in str(told.value)
