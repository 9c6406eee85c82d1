"""Conversions against numbers reckoned by hand, and the scaling against the shipped country."""

import pytest

from borderSim.country.made import read_country, write_scenario
from borderSim.country.reference import reference, units_by_mode
from borderSim.country.scaling import expected
from borderSim.errors import InputError
from borderSim.scenario.load import load_levels, load_scenario
from tests.country.forms import small, with_cell, with_row, write_folder


@pytest.fixture
def read(tmp_path):
    def reading(sheets):
        return read_country(write_folder(tmp_path / "c", sheets))[0]

    return reading


def told(made, how):
    return [one.says.en for one in made.account.statements if one.how == how]


def warned(made):
    return " ".join(text.en for text in made.account.warnings)


def test_containers_are_full_imports_that_stay(read):
    made = read(small())
    box = made.values["posts"]["port"]["flows"]["box"]
    assert box["units_per_year"] == pytest.approx(165000 * 0.8 * 0.5 / 1.65)
    assert box["value_per_unit_eur"] == pytest.approx(50000 * 1.65)
    assert (
        "165,000 TEU x 0.5 inbound x 0.8 not transhipped / 1.65 TEU a container = 40,000 a year"
        in " ".join(told(made, "converted"))
    )


def test_transhipment_of_the_country_holds_where_a_port_says_nothing(read):
    sheets = with_cell("traffic", 1, 4, "")
    sheets["country"] += [["transhipment_share", "0.6"], ["teu_per_container", "1.5"]]
    box = read(sheets).values["posts"]["port"]["flows"]["box"]
    assert box["units_per_year"] == pytest.approx(165000 * 0.4 * 0.5 / 1.5)


@pytest.mark.parametrize(
    ("traffic", "kind", "mode", "per_year", "units"),
    [
        ("passengers", "airport", "passenger", "1900000", 950000),
        ("air_freight", "airport", "air_cargo", "12000", 40000),
        ("cars", "land", "car", "900000", 450000),
        ("parcels", "postal", "parcel", "4000000", 4000000),
    ],
)
def test_other_traffic_in_its_unit(read, traffic, kind, mode, per_year, units):
    sheets = with_row("posts", "New", kind, "")
    sheets["traffic"].append(["New", traffic, per_year, "", ""])
    sheets["staff"].append(["New", traffic, "5"])
    made = read(sheets)
    assert made.values["posts"]["new"]["flows"][mode]["units_per_year"] == pytest.approx(units)
    assert sum(
        made.values["posts"]["new"]["flows"][mode].get("lane_shares", [1.0])
    ) == pytest.approx(1)


def test_shifts_become_officers(read):
    sheets = small(
        staff=[
            [
                "post",
                "traffic",
                "officers",
                "on_duty",
                "shifts_per_day",
                "hours_per_shift",
                "days_per_year",
            ],
            ["Port", "containers", "", "10", "3", "8", "360"],
            ["Bridge", "trucks", "12", "10", "3", "8", "365"],
        ]
    )
    made = read(sheets)
    assert made.values["posts"]["port"]["flows"]["box"]["officers"] == pytest.approx(
        10 * 3 * 8 * 360 / 1600
    )
    assert made.values["posts"]["bridge"]["flows"]["truck"]["officers"] == 12
    assert "the shifts take 54.8 officers, but the headcount is 12" in warned(made)


def test_more_shifts_than_a_day_has_hours_are_refused(read):
    sheets = small(
        staff=[
            ["post", "traffic", "on_duty", "shifts_per_day", "hours_per_shift"],
            ["Port", "containers", "10", "4", "8"],
        ]
    )
    with pytest.raises(InputError, match="4 shifts of 8 hours are more than a day"):
        read(sheets)


def test_wages_and_prices_are_in_euros(read):
    made = read(
        small(
            country=[
                ["item", "value"],
                ["name", "S"],
                ["currency", "mark"],
                ["units_per_eur", "2"],
            ],
            wages=[
                ["service", "officers", "yearly_pay", "on_costs_share"],
                ["douane", "30", "20000", "0.5"],
                ["police", "10", "40000", ""],
            ],
            costs=[["item", "value"], ["value_per_teu", "80000"], ["prison_cost", "9000"]],
        )
    )
    mean = (30 * 20000 * 1.5 + 10 * 40000 * 1.3) / 40
    assert made.values["economy"]["officer_cost_eur"] == pytest.approx(mean / 2)
    assert made.values["posts"]["port"]["flows"]["box"]["value_per_unit_eur"] == pytest.approx(
        40000 * 1.65
    )
    assert made.values["justice"]["prison_cost_eur"] == 4500


def test_machines_and_what_stands_in_their_place(read):
    sheets = small(
        machines=[["post", "traffic", "machine", "count", "checks_per_day", "price", "owner"]]
    )
    by_hand = read(sheets)
    assert by_hand.values["posts"]["port"]["flows"]["box"]["check_as"] == "box_by_hand"
    assert (
        by_hand.values["modes"]["box_by_hand"]["check_hours"] == reference().modes["box"].open_hours
    )
    sheets["machines"] += [
        ["Port", "containers", "scanner", "1", "8", "4000000", "customs"],
        ["Port", "containers", "scanner", "1", "16", "4000000", "police"],
        ["Port", "containers", "dogs", "3", "", "", ""],
        ["Bridge", "trucks", "scanner", "1", "", "", "police"],
    ]
    made = read(sheets)
    box = made.values["posts"]["port"]["flows"]["box"]
    assert (box["machines"], box["police_machines"], box["slots_per_machine_day"]) == (1, 1, 12)
    assert "dog teams are not simulated" in warned(made)
    assert "customs have no scanners here" in warned(made)
    assert made.values["posts"]["bridge"]["flows"]["truck"]["check_as"] == "truck_by_hand"


def test_the_shipped_country_is_scaled_to_itself():
    found = expected(units_by_mode())
    assert sum(found.values()) == pytest.approx(reference().organisations.count)


def test_scaling_follows_traffic_and_what_is_stated_goes_before(read):
    made = read(small())
    assert set(made.values["organisations"]["profiles"]) == {
        name
        for name, own in reference().organisations.profiles.items()
        if own.mode in ("box", "truck")
    }
    assert sum(
        own["share"] for own in made.values["organisations"]["profiles"].values()
    ) == pytest.approx(1)
    count = made.values["organisations"]["count"]
    assert made.values["police"]["investigators"] == round(300 * count / 45)
    assert any(
        "as many for a unit of traffic as in national (45)" in text for text in told(made, "scaled")
    )
    sheets = small()
    sheets["country"] += [
        ["organisations", "12"],
        ["police_investigators", "50"],
        ["customs_analysts", "7"],
        ["charges_per_year", "33"],
    ]
    stated = read(sheets).values
    assert stated["organisations"]["count"] == 12
    assert (stated["police"]["investigators"], stated["customs"]["analysts"]) == (50, 7)
    assert stated["justice"]["usual_charges_per_year"] == 33


def test_own_statistics_are_kept_in_the_units_of_the_model(read):
    made = read(
        small(
            seizures=[
                ["what", "year", "quantity", "unit"],
                ["cocaïne", "2023", "1,5", "t"],
                ["cocaine", "2022", "900", "kg"],
                ["cigarettes", "2023", "1000", "cartouches"],
                ["saisies", "2023", "41", "nombre"],
            ]
        )
    )
    observed = made.values["observed"]
    assert observed["seized_cocaine"]["years"] == [2022, 2023]
    assert observed["seized_cocaine"]["values"] == [900, 1500]
    assert observed["seized_cigarettes"]["values"] == [200000]
    assert observed["seizures_all"]["values"] == [41]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            ["cocaine", "2023", "5", "litres"],
            "unit is 'litres', but seized_cocaine is counted in kg",
        ),
        (["cash", "2023", "5", "kg"], "unit is 'kg', but seized_cash is money"),
        (["cocaine", "23", "5", "kg"], "year is 23, but must lie between 1990 and 2100"),
        (["cocaine", "2023.5", "5", "kg"], "must be a year such as 2024"),
        (["cocane", "2023", "5", "kg"], "what is 'cocane' (did you mean 'seized_cocaine'?)"),
    ],
)
def test_wrong_statistics(read, row, said):
    with pytest.raises(InputError) as error:
        read(small(seizures=[["what", "year", "quantity", "unit"], row]))
    assert said in str(error.value)


def test_what_looks_like_a_slip_is_told_and_stops_nothing(read):
    sheets = small(
        traffic=[
            ["post", "traffic", "per_year"],
            ["Port", "containers", "10"],
            ["Bridge", "trucks", "40000"],
            ["Bridge", "parcels", "40000"],
        ],
        staff=[["post", "traffic", "officers"], ["Port", "containers", "30"]],
        seizures=[
            ["what", "year", "quantity"],
            ["cocaine", "2022", "9"],
            ["cocaine", "2023", "900"],
        ],
        costs=[["item", "value"], ["officer_cost", "2000000"]],
    )
    sheets["posts"].append(["Empty", "land", ""])
    made = read(sheets)
    for said in (
        "its machines could check 2,555 units a year, and 2.42 come in",
        "Bridge has no customs officers",
        "Empty has no traffic",
        "unusual at a post of kind land",
        "times the officers for a unit of traffic",
        "9 in 2022 and 900 in 2023",
        "An officer costs 2,000,000 EUR a year",
        "organisations: chance will hide most differences",
    ):
        assert said in warned(made)
    assert len({text.fr for text in made.account.warnings}) == len(made.account.warnings)


def test_the_file_is_a_scenario_that_a_comparison_takes(read, tmp_path):
    sheets = small()
    sheets["country"] += [["present_level", "communication"], ["legal_model", "partagé"]]
    made = read(sheets)
    path = tmp_path / "small.yaml"
    scenario = write_scenario(made, "c", path)
    assert scenario == load_scenario(str(path))
    assert (scenario.present.name, scenario.legal_model.name) == ("communication", "shared")
    assert list(scenario.posts) == ["bridge", "port"]
    levels = load_levels(str(path), ["cooperation"])
    assert list(levels) == ["communication", "cooperation"]
    assert [one.how for one in scenario.account] == [one.how for one in made.account.statements]
    assert all(one.says.en and one.says.fr and one.source for one in scenario.account)


def test_nothing_is_written_where_the_scenario_cannot_be(read, tmp_path):
    sheets = small()
    sheets["country"].append(["present_level", "cooperatoin"])
    path = tmp_path / "small.yaml"
    with pytest.raises(
        InputError, match=r"small\.yaml.*unknown level 'cooperatoin' \(did you mean 'cooperation'"
    ):
        write_scenario(read(sheets), "c", path)
    assert not list(tmp_path.glob("*.yaml")) and not list(tmp_path.glob(".*"))
    path.write_text("mine")
    with pytest.raises(InputError, match="is there already"):
        write_scenario(read(small()), "c", path)
    assert path.read_text() == "mine"


def test_the_present_level_may_be_a_file_beside_the_scenario(read, tmp_path):
    level = (reference_level := tmp_path / "ours.yaml")
    text = load_text("cooperation").replace("name: cooperation", "name: ours", 1)
    level.write_text(text, "utf-8")
    sheets = small()
    sheets["country"].append(["present_level", "ours.yaml"])
    scenario = write_scenario(read(sheets), "c", tmp_path / "small.yaml")
    assert scenario.present.name == "ours"
    assert reference_level.is_file()


def load_text(level):
    from borderSim.scenario.shipped import config_dir

    return (config_dir() / "partnership" / f"{level}.yaml").read_text("utf-8")


def test_months_in_court_are_twelfths_of_a_year(read):
    sheets = small()
    sheets["country"] += [["court_months", "18"]]
    assert read(sheets).values["justice"]["court_days"] == 547.5
