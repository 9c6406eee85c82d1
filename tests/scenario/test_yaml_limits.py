"""What is too long, too deep or too large to be meant ends in a short sentence."""

import pytest

from borderSim.errors import InputError
from borderSim.scenario.overrides import value_of
from borderSim.scenario.strict_yaml import MOST_CHARACTERS, parse_yaml

DIGITS = "9" * 5000


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"years: {DIGITS}", "has 5000 digits"),
        (f"years: {DIGITS}.5", "has 5002 digits"),
        ("a: " + "[" * 3000 + "]" * 3000, "nested too deeply"),
        ("a: " + "{a: " * 3000 + "1" + "}" * 3000, "nested too deeply"),
        ("k: 1\n" * (MOST_CHARACTERS // 5 + 1), "at most 2000000 are read"),
    ],
)
def test_files(text, told):
    with pytest.raises(InputError, match=told):
        parse_yaml(text, "mine.yaml")


def test_what_was_read_once_is_nobody_elses():
    first = parse_yaml("a: {b: [1]}", "x")
    first["a"]["b"].append(2)  # type: ignore[index]
    assert parse_yaml("a: {b: [1]}", "x") == {"a": {"b": [1]}}


def test_settings():
    with pytest.raises(InputError, match="the number has 5000 characters, at most 300 are read"):
        value_of(f"years={DIGITS}")
