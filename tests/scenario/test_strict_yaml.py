import math
from pathlib import Path

import pytest
from omegaconf import OmegaConf

from borderSim.errors import InputError
from borderSim.scenario.shipped import config_dir
from borderSim.scenario.strict_yaml import parse_yaml, read_yaml


def test_plain_data_is_read_as_yaml_1_2():
    text = "a: 1e-6\nb: 010\nc: off\nd: 5_000\ne: [1, 2.5]\nf: null\ng:\nh: 1:30\ni: 2024-01-01\nj: 'x: y'\nk: {l: true}\n"
    assert parse_yaml(text, "t") == {
        "a": 1e-6,
        "b": 10,
        "c": "off",
        "d": 5000,
        "e": [1, 2.5],
        "f": None,
        "g": None,
        "h": "1:30",
        "i": "2024-01-01",
        "j": "x: y",
        "k": {"l": True},
    }


def test_infinity_and_nan_are_numbers_that_the_builder_refuses():
    values = parse_yaml("a: .inf\nb: -.inf\nc: .nan\n", "t")
    assert values["a"] == math.inf and values["b"] == -math.inf and math.isnan(values["c"])


@pytest.mark.parametrize(
    "path",
    sorted(p for p in config_dir().rglob("*.yaml") if p.name != "config.yaml"),
    ids=lambda p: p.stem,
)
def test_shipped_files_read_as_hydra_reads_them(path: Path):
    assert read_yaml(path) == OmegaConf.to_container(OmegaConf.load(path))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("# only a comment\n", "is empty"),
        ("- a\n- b\n", "not a list"),
        ("just text\n", "not a single value"),
        ("a: [1\n", "line 2: is not valid YAML"),
        ("a: 1\na: 2\n", "line 2: the key 'a' stands there twice"),
        (
            "posts:\n  x: {kind: land}\n  x: {kind: land}\n",
            "line 3: the key 'posts.x' stands there twice",
        ),
        ("a: &x 1\nb: *x\n", "anchors and aliases"),
        ("a: &x [*x]\n", "anchors and aliases"),
        ("a: !!python/object:os.system {}\n", "the tag"),
        ("a: !mine b\n", "the tag '!mine'"),
        ("a: !!float x\n", "is not a number"),
        ("a: !!bool x\n", "the tag"),
        ("1: a\n", "a key must be a word"),
        ("? [a]\n: b\n", "a key must be a word"),
        ("a: ${oc.env:HOME}\n", "a: interpolations such as '${oc.env:HOME}'"),
        ("a: [b, '${c}']\n", "a[1]: interpolations"),
        ("${a}: b\n", "interpolations"),
        ("a: {b: {_target_: os.system}}\n", "'_target_' is not allowed"),
        ("# @package _global_\na: 1\n", "line 1: a '# @package' header"),
        ("a: 1\n  # @package x\n", "line 2: a '# @package' header"),
        ("hydra: {run: 1}\n", "'hydra:' is not allowed"),
        ("defaults: [a]\n", "'defaults:' is not allowed"),
        ("a: 1\n---\nb: 2\n", "is not valid YAML"),
        ("a: \x07\n", "is not valid YAML"),
        ("a: " + "[" * 2000, "nested too deeply"),
    ],
)
def test_what_is_not_plain_data_gets_one_sentence(text: str, says: str):
    with pytest.raises(InputError) as caught:
        parse_yaml(text, "mine.yaml")
    assert str(caught.value).startswith("mine.yaml: ") and says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_bytes_that_are_not_utf8_and_files_that_cannot_be_read(own_file, sentence, tmp_path):
    assert "mine.yaml: is not UTF-8 text (byte 7)" in sentence(
        read_yaml, Path(own_file(b"title: \xff\n"))
    )
    assert "can't be read" in sentence(read_yaml, tmp_path)
    assert read_yaml(Path(own_file(b"\xef\xbb\xbfa: 1\n"))) == {"a": 1}
