"""The story as people read it: from the command line, from Python, alone and side by side."""

import pytest

import borderSim
from borderSim import cli
from borderSim.errors import InputError
from borderSim.measures.openings import openings, rates
from borderSim.measures.stories import BARRIERS, TELLING, tell, tellable
from borderSim.report.stories.story import _alone, _Source, story
from borderSim.report.stories.words import module
from borderSim.scenario.load import load_scenario

LOUD = [
    "police.informants_per_organisation=0.9",
    "organisations.insider_share=0.3",
    "police.known_entity_share=0.6",
    "organisations.count=30",
    "organisations.max=90",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A comparison with events, one without, several runs with events.

    The folder that holds them.
    """
    place = tmp_path_factory.mktemp("stories")
    common = ["scenario=training", f"results_dir={place}", "workers=1", *LOUD]
    levels = "levels=[coexistence,collaboration]"
    assert (
        cli.main(
            [
                "compare",
                *common,
                levels,
                "years=1",
                "replications=1",
                "plane=false",
                "events=true",
                "name=both",
            ]
        )
        == 0
    )
    assert cli.main(["run", *common, "years=0.1", "burn_in_days=30", "name=silent"]) == 0
    assert (
        cli.main(
            [
                "run",
                "-m",
                *common,
                "years=0.3",
                "burn_in_days=60",
                "events=true",
                "seed=3,4",
                "name=several",
            ]
        )
        == 0
    )
    return place


def typed(folder, capsys, *words: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = cli.main(["story", *words, f"results_dir={folder}"])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_without_a_load_the_telling_ones_are_listed_and_the_hints_work(folder, capsys):
    code, out, err = typed(folder, capsys, "both")
    assert (code, err) == (0, "")
    assert "Telling loads: training, coexistence, seed 1" in out and "they never met" in out
    hints = [
        line.split("bordersim story ")[1].split()
        for line in out.splitlines()
        if "bordersim story" in line
    ]
    assert len(hints) == 2, "one for a load, one for two levels"
    for words in hints:
        code, card, err = typed(
            folder, capsys, *(word.strip("'").replace("='", "=") for word in words)
        )
        assert (code, err) == (0, "") and "plans the load" in card


def test_a_result_lists_its_chains_too_with_how_many_finds_opened_the_next(folder, capsys):
    code, out, _ = typed(folder, capsys, "both")
    source = _Source.of("both", folder)
    log = source.chronicle(source.choose(level=None, seed=None, scenario=None, run=None))
    links, flat = openings(log), " ".join(out.split())
    told = rates(log)
    assert code == 0 and links and told["finds"] >= len(links)
    assert f"Of {told['finds']} finds of training, coexistence, seed 1, {len(links)} opened" in flat
    assert f"{told['case']} by way of a case of the police" in flat
    assert "Chains: a find that opened the next, training, coexistence, seed 1" in flat
    rows = [line.split() for line in out.split("Chains: ")[1].split("Of ")[0].splitlines()]
    pairs = {(row[0], row[1]) for row in rows if len(row) > 2 and row[0].isdigit()}
    assert len(pairs) == min(len(links), 5)
    assert pairs <= {(str(link.before), str(link.after)) for link in links}


def test_a_card_tells_both_views_and_the_other_levels(folder, capsys):
    told = borderSim.story("both", results_dir=folder)
    one = next(s for s in told.stories if s.verdicts[0] == "never_met")
    code, out, _ = typed(folder, capsys, "both", f"load={one.load}")
    flat = " ".join(out.split())
    assert code == 0
    for words in (
        "sees a consignment of a class",
        "they never met.",
        "know the",
        "brings",
        f"Load {one.load}:",
        "collaboration: ",
    ):
        assert words.lower() in flat.lower(), words
    assert "They never met" in str(borderSim.story("both", one.load, results_dir=folder))


def test_side_by_side_shows_the_same_shipment_twice(folder, capsys):
    told = story("both", results_dir=folder)
    loads = [s.load for s in told.stories][:4]
    for load in loads:
        pair = story("both", load, level=["coexistence", "collaboration"], results_dir=folder)
        assert 1 <= len(pair.stories) <= 2 and len({s.identity for s in pair.stories}) == 1
        text = str(pair)
        assert "coexistence" in text and "collaboration" in text
    code, out, err = typed(
        folder, capsys, "both", f"load={loads[0]}", "level=[coexistence,collaboration]"
    )
    assert (code, err) == (0, "") and out.count("organisation: ") >= 2


@pytest.mark.parametrize(
    "settings",
    [
        ["partnership=coexistence"],
        ["partnership=collaboration", "investigation.controlled_delivery=0.7"],
    ],
)
def test_loads_can_be_told_in_full_sentences(settings):
    more = [
        "capacity_scale=2",
        "customs.own_leads_per_year=3000",
        "investigation.inferred_watched=0.9",
        "legal_model=full",
    ]
    source = _Source.of(
        borderSim.run(load_scenario("training", ["events=true", *settings, *LOUD, *more]), 2), "."
    )
    loads = tellable(source.chronicle(None))
    stories = [tell(source.chronicle(None), load) for load in loads]
    for found in stories[::3]:
        text = str(_alone(source, None, found))
        assert not {"None", "nan", "{", "}"} & set(
            text.replace("(", " ").replace(",", " ").split()
        ), text
        assert "  ," not in text and " ;" not in text, text
    says = {line.says for found in stories for line in found.lines}
    assert (
        len(loads) > 100
        and {"plan", "customs_saw", "police_knew", "withheld", "decision", "gave_away", "revealed"}
        <= says
    )


def test_of_one_run_in_python():
    settings = ["years=0.3", "burn_in_days=60"]
    result = borderSim.run(load_scenario("training", ["events=true", *settings]), seed=1)
    told = borderSim.story(result)
    assert all(s.load for s in told.stories)
    loads = result.events.query("kind == 'plan' and day >= 0")["load"].astype(int).tolist()
    for load in loads:
        assert f"Load {load}:" in str(borderSim.story(result, load))
    with pytest.raises(InputError, match="this is one run"):
        borderSim.story(result, loads[0], level="coexistence")
    with pytest.raises(InputError, match="events=true"):
        borderSim.story(borderSim.run(load_scenario("training", settings), seed=1))


def test_a_run_of_several_is_chosen_by_seed_or_number(folder):
    first, fourth = (story("several", results_dir=folder, **key) for key in ({}, {"seed": 4}))
    again = story("several", results_dir=folder, run=1)
    assert [s.identity for s in fourth.stories] == [s.identity for s in again.stories]
    assert "seed 3" in str(first) and "seed 4" in str(fourth)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nowhere"], "is no result"),
        ([], "results_dir= belongs to a result"),
        (["silent"], "no log of events; run again with events=true"),
        (
            ["both", "level=colaboration"],
            "level=colaboration (did you mean 'collaboration'?); there are: coexistence, collaboration",
        ),
        (["both", "seed=9"], "no run has seed=9; there are: 1"),
        (["both", "scenario=national"], "no run has scenario=national; there are: training"),
        (["both", "load=1000000"], "the nearest is"),
        (["both", "load=x"], "must be a whole number"),
        (["both", "level=[]"], "name one to 3 levels"),
        (["both", "years=2"], "takes no years="),
        (["both", "again"], "can't use 'again'"),
    ],
)
def test_wrong_input_ends_with_a_sentence(folder, capsys, words, sentence):
    code, out, err = typed(folder, capsys, *words)
    assert (code, out) == (2, "") and err.count("\n") == 1 and sentence in err


def test_an_older_log_is_told(folder, tmp_path, capsys):
    from borderSim.studies.execution import files

    old = tmp_path / "old"
    old.mkdir()
    (old / "manifest.json").write_bytes((folder / "both" / "manifest.json").read_bytes())
    frame = files.read_frame(folder / "both" / "events.parquet").drop(columns="police_log_odds")
    files.write_table(old / "events.parquet", files.to_table(frame))
    code, out, err = typed(tmp_path, capsys, "old")
    assert (code, out) == (2, "") and "not the log of this version" in err


def test_every_word_has_its_macro():
    macros = module()
    own = {"burned": "burned_too", "collision": "collision_too"}
    for reason in TELLING:
        assert reason in macros.REASON and hasattr(macros, own.get(reason, reason))
    assert set(BARRIERS) | {"not_due"} == set(macros.BARRIER)
