"""The assumptions log is whole: every field of the schema has a row with unit, source, mark and meaning."""

import dataclasses

from borderSim.parameters import scenario
from borderSim.scenario import catalogue
from borderSim.scenario.names import shipped


def test_every_field_stands_in_the_log():
    rows = catalogue.parameters()
    keys = {row.key for row in rows}
    assert len(keys) == len(rows)
    for trait in dataclasses.fields(scenario.Traits):
        assert f"partnership.traits.{trait.name}" in keys
    for part in (
        "customs",
        "police",
        "traffickers",
        "intelligence",
        "investigation",
        "justice",
        "economy",
        "organisations",
    ):
        for spec in dataclasses.fields(getattr(scenario, part.capitalize())):
            assert f"{part}.{spec.name}" in keys or any(
                key.startswith(f"{part}.{spec.name}.") for key in keys
            )
    assert {
        "modes.<mode>.p_detect",
        "posts.<post>.flows.<flow>.officers",
        "commodities.<commodity>.loads.<load>.median",
    } <= keys


def test_every_row_says_what_it_is():
    for row in catalogue.parameters():
        assert (
            row.doc
            and row.unit
            and row.source
            and row.mark in ("handbook", "published", "derived", "assumption", "setting")
        ), row


def test_values_are_those_of_the_entries():
    rows = {row.key: row for row in catalogue.parameters("training")}
    assert rows["police.investigators"].value == "12"
    assert "passenger: 0.7" in rows["modes.<mode>.p_detect"].value
    assert all(
        level in rows["partnership.traits.share_prob"].value for level in shipped("partnership")
    )
    assert (
        rows["customs.random_share"].allowed == "between 0 and 1"
        and rows["customs.random_share"].prior == "0.02 to 0.3"
    )
    assert (
        rows["cargo.sampling"].allowed == "lazy, full" and rows["events"].allowed == "true, false"
    )


def test_what_is_shipped():
    assert [row["name"] for row in catalogue.scenario_rows()] == shipped("scenario")
    assert [row["name"] for row in catalogue.level_rows()] == shipped("partnership")
    assert [row["name"] for row in catalogue.legal_rows()] == shipped("legal_model")


def test_pairs_are_shown_by_direction():
    assert (
        catalogue.shown(scenario.Directed(customs_to_police=0.5, police_to_customs=1)) == "0.5 / 1"
    )
    assert catalogue.shown((0.5, 1.0)) == "[0.5, 1]"
