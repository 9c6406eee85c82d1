"""What is wrong with a measure or intervention: one sentence that names it, exit code 2, finished work kept."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

import borderSim as bs
from borderSim.errors import InputError
from tests.extend import own_ones

NAME = "x_one"


def measure(day: Any = None, end: Any = None, **more: Any) -> Any:
    """Return a measure class called ``bad``."""

    def look(self: Any, view: Any) -> None:
        if day is not None:
            day(view)

    body = {
        "name": "bad",
        "outcomes": (bs.outcome(NAME, unit="1", meaning="one"),),
        "day": look,
        "end": lambda self: end() if end else {NAME: 1.0},
    }
    return type("Bad", (), {**body, **more})


def run(**handed: Any) -> Any:
    return bs.run(
        bs.load_scenario("training", overrides=["years=0.05", "burn_in_days=5"]), seed=4, **handed
    )


def _into_arrays(view: Any) -> None:
    view.organisations.cash[0] = 1e9


def _into_today(view: Any) -> None:
    view.today["seizures"] = 1.0


def _into_view(view: Any) -> None:
    view.day = 3


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (
            measure(day=lambda view: 1 / 0),
            "measure 'bad' failed on day 0 of the horizon, seed 4: ZeroDivisionError",
        ),
        (
            measure(day=lambda view: view.today["seizure"]),
            "measure 'bad' failed.*no count of a day 'seizure' (did you mean 'seizures'?)",
        ),
        (measure(day=_into_arrays), "measure 'bad' failed.*tried to write to what it sees"),
        (measure(day=_into_today), "measure 'bad' failed.*tried to write to what it sees"),
        (measure(day=_into_view), "measure 'bad' failed.*tried to write to what it sees"),
        (measure(day=lambda view: view.events), "measure 'bad' failed.*events=true"),
        (
            measure(end=lambda: None),
            "measure 'bad' failed at the end of the run, seed 4: .*NoneType.*x_one",
        ),
        (
            measure(end=lambda: {NAME: "many"}),
            "measure 'bad' failed.*'x_one' a str, but must give a number",
        ),
        (measure(end=lambda: {NAME: float("inf")}), "measure 'bad' failed.*'x_one'"),
        (measure(end=lambda: {NAME: [1, 2]}), "measure 'bad' failed.*'x_one' a list"),
        (
            measure(end=lambda: {"x_two": 1}),
            "measure 'bad' failed.*'x_two', which it does not declare (did you mean 'x_one'?)",
        ),
        (measure(end=lambda: {}), "measure 'bad' failed.*did not give 'x_one'"),
        (measure(outcomes=()), "measure 'bad': it must declare outcomes"),
        (
            measure(outcomes=[bs.outcome("seizures", unit="1", meaning="x")]),
            "measure 'bad': the outcome 'seizures' exists already",
        ),
        (
            measure(outcomes=[bs.outcome("level", unit="1", meaning="x")]),
            "measure 'bad': 'level' is a column",
        ),
        (
            measure(outcomes=[bs.outcome("police", unit="1", meaning="x")]),
            "measure 'bad': 'police' is a key of a scenario",
        ),
        (measure(day=1), "TypeError"),
        (
            measure(
                handle=threading.Lock(),
                __init__=lambda self: setattr(self, "lock", threading.Lock()),
            ),
            "measure 'bad': can't be sent.*pickle",
        ),
        (
            measure(__init__=lambda self, size: None),
            "measure 'Bad?' can't be made without arguments|measure 'bad' can't be made without arguments",
        ),
        (
            type("Bad", (), {"name": "bad", "days": lambda self, view: None}),
            "measure 'bad' lacks the method day(view).*'days'",
        ),
        (lambda view: 1.0, "says no unit"),
        ("my_seizure", "there is no measure 'my_seizure'"),
        (5, "measures: 5 is no measure"),
    ],
)
def test_a_measure(one: Any, told: str):
    with pytest.raises(InputError) as raised:
        run(measures=[one])
    check(str(raised.value), told)


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (
            lambda view: 1 / 0,
            "intervention 'lambda' failed on day 0 of the horizon, seed 4: ZeroDivisionError",
        ),
        (lambda view: 5, "intervention 'lambda': gave an int.*day 0 of the horizon, seed 4"),
        (
            lambda view: {"customs.random_shar": 0.2},
            "intervention 'lambda'.*did you mean 'random_share'",
        ),
        (lambda view: {"customs.random_share": 2}, "intervention 'lambda'.*between 0 and 1"),
        (lambda view: {"years": 2}, "intervention 'lambda'.*can't change during a run"),
        (
            lambda view: {"traffickers.strategy": "random"},
            "intervention 'lambda': traffickers.strategy is of the traffickers",
        ),
        (
            lambda view: {"organisations.count": 1},
            "intervention 'lambda'.*organisations.count can't change during a run; what can",
        ),
        (
            lambda view: view.settings["organisations.count"],
            "intervention 'lambda' failed.*no setting that the authorities know",
        ),
        (lambda view: view.organisations, "intervention 'lambda' failed.*organisations"),
        (
            lambda view: view.past["seizures"].fill(3),
            "intervention 'lambda' failed.*tried to write",
        ),
        (lambda: None, "must take one argument, the view"),
        (own_ones.my_seizures, "is a measure; hand it in with measures="),
        ("answr", "there is no intervention 'answr'"),
    ],
)
def test_an_intervention(one: Any, told: str):
    with pytest.raises(InputError) as raised:
        run(interventions=[one])
    check(str(raised.value), told)


def check(sentence: str, told: str) -> None:
    for part in told.split("|")[-1].split(".*"):
        assert part in sentence, sentence
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"name": "Big", "unit": "1", "meaning": "x"}, "small letters"),
        ({"name": "ok", "unit": "", "meaning": "x"}, "unit"),
        ({"name": "ok", "unit": "1", "meaning": "x", "kind": "totl"}, "did you mean 'total'"),
        ({"name": "ok", "unit": "1", "meaning": "x", "direction": "higher"}, "direction"),
        ({"name": "ok", "unit": "1", "meaning": "x", "kind": "ratio"}, "numerator"),
    ],
)
def test_a_declaration(given: dict[str, Any], told: str):
    with pytest.raises(InputError, match=told):
        bs.outcome(**given)


def test_two_of_one_name_or_of_one_outcome():
    with pytest.raises(InputError, match="two called 'split'"):
        run(measures=[own_ones.Split, own_ones.Split])
    with pytest.raises(
        InputError, match="declares the outcome 'x_one', but measure 'bad' does too"
    ):
        run(measures=[measure(), measure(name="other")])


class FailsOnSeedThree:
    """Fail on the third seed."""

    name = "fragile"
    outcomes = (bs.outcome("x_day", unit="days", kind="state", meaning="last day"),)

    def day(self, view: Any) -> None:
        if view.seed == 3:
            raise ArithmeticError("no such thing")
        self.last = view.day

    def end(self) -> dict[str, float]:
        return {"x_day": self.last}


@pytest.mark.parametrize("workers", [1, 2])
def test_a_study_stops_with_the_sentence_and_keeps_what_is_finished(workers: int, tmp_path: Path):
    with pytest.raises(
        InputError,
        match=r"measure 'fragile' failed on day 0 of the horizon, seed 3: ArithmeticError: no such thing",
    ) as raised:
        bs.compare(
            "training",
            levels=["coexistence", "cooperation"],
            replications=3,
            years=0.05,
            plane=False,
            workers=workers,
            overrides=["burn_in_days=5"],
            measures=[FailsOnSeedThree],
            results_dir=tmp_path,
            name="x",
        )
    assert "what is finished is kept" in str(raised.value)
    done = bs.compare(
        "training",
        levels=["coexistence", "cooperation"],
        replications=2,
        years=0.05,
        plane=False,
        workers=1,
        overrides=["burn_in_days=5"],
        measures=[FailsOnSeedThree],
        results_dir=tmp_path,
        name="x",
    )
    assert set(done.runs["x_day"]) == {17.0}


@pytest.mark.parametrize(
    "written",
    [
        lambda: bs.measure(lambda view: 1.0),
        lambda: bs.measure(kind="total"),
        lambda: bs.measure()(lambda view: 1.0),
    ],
)
def test_a_measure_without_brackets_or_unit(written: Any):
    with pytest.raises(InputError, match=r"says no unit: write @bs\.measure"):
        written()


def test_an_outcome_without_unit():
    with pytest.raises(InputError, match="must say in words the unit"):
        bs.outcome("x_one", meaning="one")


@pytest.mark.parametrize(
    ("key", "name", "other"),
    [("measures", "an_order", "interventions"), ("interventions", "a_count", "measures")],
)
def test_a_name_of_the_other_kind(key: str, name: str, other: str):
    bs.register("intervention", "an_order", lambda view: None)
    bs.register("measure", "a_count", bs.measure(unit="1", name="a_count")(lambda view: 1.0))
    with pytest.raises(InputError) as raised:
        run(**{key: [name]})
    assert f"write {other}='[{name}]'" in str(raised.value)


def test_what_an_intervention_may_set_names_no_traffickers():
    with pytest.raises(InputError) as raised:
        run(interventions=[lambda view: {"years": 2}])
    assert "customs.*" in str(raised.value)
    assert "traffickers" not in str(raised.value)


@pytest.mark.parametrize("key", ["measures", "interventions"])
def test_an_experiment_says_where_they_are_named(key: str, tmp_path: Path):
    file = tmp_path / "mine.yaml"
    file.write_text(f"question: Is it so?\nscenario: training\n{key}: [quiet]\n")
    with pytest.raises(InputError, match=rf"{key}='\[NAME\]'"):
        bs.sweep(file)
    with pytest.raises(InputError, match=rf"bs\.sweep\(experiment, {key}="):
        bs.Experiment(**{"question": "Is it so?", key: ["quiet"]})
