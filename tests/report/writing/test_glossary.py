"""The glossary: whole, in both languages, and with every abbreviation that a French reader meets."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from borderSim.errors import InputError
from borderSim.report.writing.glossary import DATA, abbreviations, glossary_page, read_groups
from borderSim.scenario.strict_yaml import read_yaml

ROOT = Path(__file__).parents[3]
ABBREVIATION = re.compile(r"(?<![\w/-])[A-ZÉ](?:[A-ZÉ0-9/-]*[A-ZÉ0-9])(?![\w])")
NOT_OF_THE_FIELD = {
    *("CSV", "SVG", "PNG", "HTML", "PDF", "YAML", "JSON", "XLSX"),  # kinds of files
    *("EUR", "M", "TEU", "EVP", "CPU", "MB"),  # units
    *("CBRA", "CNUCED"),  # authors
    *("KEY", "NAME", "FILE", "FOLDER", "RESULT", "WORD", "LEFT", "RIGHT", "SESSION", "COMMANDE"),
    *("CUSTOMS", "POLICE", "TARGETS"),  # (this line and the one above: what is typed in its place)
    *("UTF-8", "USB", "RO", "SPDX", "CC-BY-4", "F1", "F17"),  # as they are in every language
    *("S1", "ST", "PAWN", "PRIM", "ICER", "CEAC", "CEAF", "EVPI", "EVPPI", "ODD"),  # methods
    *("CHEERS", "STRESS", "SHA-256"),
}
TERMS = [term for group in read_groups() for term in group.terms]


def french(content: Any) -> Iterator[str]:
    """The French texts of a configuration."""
    if isinstance(content, dict):
        for key, value in content.items():
            if key in ("fr", "french") and isinstance(value, str):
                yield value
            else:
                yield from french(value)
    elif isinstance(content, list):
        for value in content:
            yield from french(value)


def translated(catalogue: Path) -> Iterator[str]:
    """The French texts of a catalogue of gettext."""
    for found in re.finditer(
        r'^msgstr(?:\[\d\])? ((?:".*"\n?)+)', catalogue.read_text("utf-8"), re.M
    ):
        yield "".join(ast.literal_eval(line) for line in found[1].splitlines())


def abbreviations_in(text: str) -> set[str]:
    """What looks like an abbreviation; placeholders, names of questions and roman numerals are none."""
    plain = re.sub(r"\{[^}]*\}|\bA\.\d+(?:\.\d)?", " ", text)
    found = set(ABBREVIATION.findall(plain))
    return {word for word in found if not re.fullmatch(r"[IVX]+", word)} - NOT_OF_THE_FIELD


def test_abbreviations_are_seen():
    assert abbreviations_in(
        "Le BCN ouvre I-24/7 aux UCP (A.14.1, VIII.h) ; A-t-il {SVG} des CAAT ?"
    ) == {
        "BCN",
        "I-24/7",
        "UCP",
        "CAAT",
    }


def test_every_abbreviation_of_the_french_texts_is_in_the_glossary():
    known = {term.abbreviation_fr for term in TERMS} | {"CENcomm"}
    texts = [
        (path, text)
        for path in sorted((ROOT / "configs").rglob("*.yaml"))
        for text in french(yaml.safe_load(path.read_text("utf-8")))
    ]
    texts += [
        (path, text)
        for path in sorted((ROOT / "borderSim" / "language").rglob("*.po"))
        for text in translated(path)
    ]
    assert sum(path.name == "items.yaml" for path, _ in texts) >= 27
    assert {"BCN", "CCDP", "RPCV"} <= set().union(*(abbreviations_in(text) for _, text in texts))
    missing = {(path.name, word) for path, text in texts for word in abbreviations_in(text) - known}
    assert missing == set()


def test_every_word_is_whole_and_stands_once():
    assert len(TERMS) > 80
    for term in TERMS:
        assert all((term.en, term.fr, term.meaning_en, term.meaning_fr)), term
        assert term.meaning_en.endswith(".") and term.meaning_fr.endswith("."), term.en
    for names in ([t.en for t in TERMS], [t.abbreviation_en for t in TERMS if t.abbreviation_en]):
        assert [name for name, count in Counter(names).items() if count > 1] == []
    own = Counter(t.abbreviation_fr for t in TERMS if t.abbreviation_fr)
    assert max(own.values()) == 1


def test_the_handbook_s_own_abbreviations_are_there():
    french_ones = {term.abbreviation_fr for term in TERMS}
    assert {"UCP", "CAAT", "RPCV", "PNR", "CCDP", "PE", "PA", "GCF", "BRLR", "PCC"} <= french_ones


def test_sections_are_those_of_the_handbook():
    items = set(read_yaml(ROOT / "configs" / "questionnaire" / "items.yaml")["items"])  # type: ignore[arg-type]
    whole = {item.rsplit(".", 1)[0] for item in items if item.count(".") == 2}
    letters = {
        "II": "abc",
        "III": "abc",
        "IV": "ab",
        "V": "abcd",
        "VI": "abc",
        "VIII": "abcdefghij",
    }
    chapters = {"Rés.", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"}
    known = items | whole | chapters | {f"{n}.{a}" for n, own in letters.items() for a in own}
    named = {section for term in TERMS for section in term.section.split(", ") if section}
    assert named <= known


def test_the_page_has_every_word_and_every_abbreviation():
    page = glossary_page()
    for term in TERMS:
        assert f"| {term.en}" in page and term.meaning_fr in page
    listed = [short for short, _, _ in abbreviations(read_groups())]
    assert listed == sorted(listed, key=str.lower)
    assert all(f"\n| {short} | " in page for short in listed)


def test_a_word_that_is_not_whole_or_has_a_strange_key_is_refused(tmp_path):
    text = DATA.read_text("utf-8")
    path = tmp_path / "glossary.yaml"
    for broken in (
        text.replace("        fr: coexistence\n", "", 1),
        text.replace("        fr: coexistence\n", "        french: coexistence\n", 1),
    ):
        path.write_text(broken, encoding="utf-8")
        with pytest.raises(TypeError):
            read_groups(path)
    path.write_text(text.replace("fr: coexistence", "fr: a\n        fr: b", 1), encoding="utf-8")
    with pytest.raises(InputError):
        read_groups(path)
