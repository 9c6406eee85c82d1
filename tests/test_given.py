"""What Python hands over, read as it is meant or refused in one sentence."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from borderSim import given
from borderSim.errors import InputError


@pytest.mark.parametrize(
    "value",
    [
        3,
        np.int64(3),
        np.uint8(3),
        np.float64(3.0),
        3.0,
        np.array(3),
        Fraction(3),
        pd.Series([3])[0],
    ],
)
def test_a_whole_number(value):
    found = given.whole(0)("seed", value)
    assert found == 3 and type(found) is int


@pytest.mark.parametrize(
    "value",
    [
        None,
        -1,
        1.5,
        True,
        np.bool_(True),
        [1],
        (1,),
        "1",
        float("nan"),
        float("inf"),
        np.array([1]),
        np.nan,
        pd.NA,
        2**63,
        {},
        pytest.param(10**5000, id="huge"),
        pytest.param(-(10**5000), id="huge below 0"),
    ],
)
def test_no_whole_number(value):
    with pytest.raises(
        InputError, match=r"^seed=.*: must be a whole number of at least 0( and at most \d+)?$"
    ):
        given.whole(0)("seed", value)


@pytest.mark.parametrize(
    ("value", "plain"),
    [(2, 2), (0.5, 0.5), (np.float32(0.2), 0.2), (np.int16(2), 2), (np.array(0.25), 0.25)],
)
def test_a_number(value, plain):
    found = given.above_zero("years", value)
    assert found == plain and type(found) is type(plain)


@pytest.mark.parametrize(
    "value", ["x", "1", 0, -1.0, True, float("inf"), float("nan"), None, [1.0], np.array([0.5]), 1j]
)
def test_no_number(value):
    with pytest.raises(InputError, match=r"^years=.*: must be a number above 0$"):
        given.above_zero("years", value)


NAMES = ["a", "b"]


@pytest.mark.parametrize(
    "value",
    [
        NAMES,
        tuple(NAMES),
        np.array(NAMES),
        pd.Series(NAMES),
        pd.Index(NAMES),
        (n for n in NAMES),
        iter(NAMES),
        dict.fromkeys(NAMES).keys(),
    ],
)
def test_a_list(value):
    found = given.listed(given.text)("levels", value)
    assert found == NAMES and all(type(name) is str for name in found)


@pytest.mark.parametrize(
    "value", [5, None, {"a"}, {"a": 1}, b"a", [1], [None], float("nan"), [["a"]]]
)
def test_no_list(value):
    with pytest.raises(InputError, match=r"^levels="):
        given.listed(given.text)("levels", value)


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        ("years=1", ["years=1"]),
        (
            {
                "years": np.float64(0.5),
                "events": np.True_,
                "a.b": None,
                "shares": np.array([0.5, 0.5]),
            },
            ["years=0.5", "events=true", "a.b=null", "shares=[0.5,0.5]"],
        ),
        (("a=1", np.str_("b=2")), ["a=1", "b=2"]),
        ((), []),
        (" years = 1 ", ["years=1"]),
        (["years= 1", "years"], ["years=1", "years"]),
    ],
)
def test_settings(value, texts):
    assert given.settings("overrides", value) == texts


def test_paths_and_names():
    assert given.path("results_dir", Path("a") / "é b") == str(Path("a") / "é b")
    assert given.name_or_path("scenario", np.str_("training")) == "training"
    for wrong in (5, None, "", b"x", True):
        with pytest.raises(InputError, match=r"^scenario=.*must be"):
            given.name_or_path("scenario", wrong)


def test_the_nearest_name_and_nothing_long():
    with pytest.raises(InputError, match=r"no outcome 'seizure' \(did you mean 'seizures'\?\)"):
        given.chosen("outcomes", "seizure", ["seizures", "attempts"], what="outcome")
    assert len(given.shown(list(range(1000)))) <= given.LONGEST and "\n" not in given.shown(
        pd.DataFrame({"a": range(9)})
    )


def test_arguments_are_read_by_name_and_defaults_stay():
    def function(first, *, second=2):
        return first, second

    read = given.understood(function, first=given.whole(0), second=given.whole(5))
    assert read(np.int8(1)) == (1, 2) and read(first=1, second=7.0) == (1, 7)
    with pytest.raises(
        InputError, match=r"function\(\) has no argument 'secnd' \(did you mean 'second'\?\)"
    ):
        read(1, secnd=3)


def test_the_older_word_is_taken_and_both_are_refused():
    call = given.understood(lambda overrides, overwrite=False: overrides)
    assert call(settings=["a=1"]) == call(overrides=["a=1"]) == ["a=1"]
    with pytest.raises(InputError, match="settings= and overrides= say the same"):
        call(settings=[], overrides=[])
    with pytest.raises(TypeError, match=r"it takes: overrides, overwrite$"):
        call()


def test_one_answer_to_what_is_above_zero():
    from borderSim.given import is_above_zero

    assert all(is_above_zero(number) for number in (1, 0.1, 1e300))
    for wrong in (0, -1, 0.0, float("nan"), float("inf"), True, False, "1", None, [1]):
        assert not is_above_zero(wrong)
