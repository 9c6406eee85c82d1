"""Competence, capabilities and sources of cases: what can be said in a file, and the sentences for what cannot."""

import dataclasses
from pathlib import Path

import pytest

from borderSim.parameters.scenario import CAPABILITIES, SOURCES
from borderSim.scenario.load import load_scenario

PAGE = Path(__file__).parents[2] / "docs" / "cooperation.md"


@pytest.mark.parametrize(
    ("override", "says"),
    [
        (
            "competence.customs=[cocane]",
            "competence.customs names 'cocane', an unknown commodity (did you mean 'cocaine'?)",
        ),
        (
            "competence.police=[tea]",
            "competence.police names 'tea', an unknown commodity; there are: cash, ",
        ),
        ("competence.customs=cocaine", "competence.customs must be a list of names such as [a, b]"),
        (
            "competence.hold_days=-1",
            "competence.hold_days is -1, but must be between 0 and 36500 (days)",
        ),
        (
            "capabilities.surveilance.police=none",
            "capabilities.surveilance is an unknown key (did you mean 'surveillance'?)",
        ),
        (
            "+capabilities.hacking={customs: own, police: own, borrow_days: 0}",
            "capabilities names 'hacking', an unknown capability",
        ),
        (
            "capabilities.finance.police=shared",
            "capabilities.finance.police is 'shared', but must be one of: own, partner, none",
        ),
        (
            "+case_sources.rumours={courier: 1, logistics: 1, broker: 1, organiser: 1, financier: 1, evidence: 0.1}",
            "case_sources names 'rumours'",
        ),
        (
            "case_sources.finance.broker=0",
            "case_sources.finance.broker is 0, but must be between 0.000001 and 10000",
        ),
        (
            "case_sources.interception.evidence=null",
            "case_sources.interception.evidence is null, but only surveillance and finance",
        ),
    ],
)
def test_the_first_thing_wrong_is_told_with_its_place(override, says, sentence):
    assert says in sentence(load_scenario, "training", [override])


def test_nobody_can_borrow_from_a_borrower(sentence):
    text = sentence(
        load_scenario,
        "training",
        ["capabilities.finance.police=partner", "capabilities.finance.customs=partner"],
    )
    assert "capabilities.finance is 'partner' for both services" in text


def test_as_shipped_everybody_may_seize_everything_and_the_police_have_their_means():
    scenario = load_scenario("national")
    assert scenario.competence.customs == scenario.competence.police == ()
    assert sorted(scenario.capabilities) == sorted(CAPABILITIES)
    assert sorted(scenario.case_sources) == sorted(SOURCES)
    assert {name for name, c in scenario.capabilities.items() if c.police != "own"} == {
        "undercover"
    }
    assert not any(c.customs == "own" for c in scenario.capabilities.values())


def test_part_of_an_entry_may_be_set_and_an_entry_may_be_taken_out():
    scenario = load_scenario(
        "training",
        [
            "capabilities.finance.customs=own",
            "case_sources.undercover=null",
            "competence.customs=[cash,herb]",
        ],
    )
    shipped = load_scenario("training")
    assert scenario.capabilities["finance"] == dataclasses.replace(
        shipped.capabilities["finance"], customs="own"
    )
    assert sorted(scenario.case_sources) == sorted(set(SOURCES) - {"undercover"})
    assert scenario.competence.customs == ("cash", "herb")


def test_powers_and_means_may_change_on_a_day():
    entry = "schedule=[{day: 10, competence.customs: [cash], capabilities.undercover.police: own, posts.seaport.flows.box.police_machines: 1}]"
    later = load_scenario("training", [entry]).schedule[0].scenario
    assert later.competence.customs == ("cash",)
    assert later.capabilities["undercover"].police == "own"
    assert later.posts["seaport"].flows["box"].police_machines == 1


def rows(section: str) -> dict[str, list[str]]:
    """The rows of the first table of a section of docs/cooperation.md, by their first cell."""
    text = PAGE.read_text("utf-8").split(f"\n### {section}\n")[1].split("\n##")[0]
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("|")
    ]
    return {row[0].split("`")[1] if "`" in row[0] else row[0]: row[1:] for row in cells}


def test_the_page_tells_the_numbers_that_are_shipped():
    s = load_scenario("national")
    table = rows("Sources of a case")
    for name, source in s.case_sources.items():
        weight = (
            source.evidence
            if source.evidence is not None
            else getattr(s.investigation, f"evidence_{name}")
        )
        shown = [
            f"{x:g}"
            for x in (
                source.courier,
                source.logistics,
                source.broker,
                source.organiser,
                source.financier,
                weight,
            )
        ]
        assert table[name][:6] == shown, name
    means = rows("Means")
    assert {name: tuple(means[name][:2]) for name in CAPABILITIES} == {
        n: (c.customs, c.police) for n, c in s.capabilities.items()
    }
    law = rows("The law")
    for i, name in enumerate(("full", "shared", "limited", "none")):
        model = load_scenario("national", [f"legal_model={name}"]).legal_model
        shown = [
            f"{model.handover_threshold_eur:,.0f}",
            f"{model.handover_delay_days:g}",
            f"{model.handover_evidence_kept:g}",
        ]
        shown += [
            "yes" if told else "no"
            for told in (model.customs_investigates, model.customs_may_let_run)
        ]
        assert [row[i] for row in list(law.values())[2:]] == shown, name
