"""Texts and their translations: every text has one, with the same places to fill, and no template holds an unmarked text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest
from babel.messages.catalog import Catalog
from jinja2 import nodes

from borderSim.errors import InputError
from borderSim.messages import main, template, untranslated, updated

TEMPLATES = Path(__file__).parents[1] / "borderSim" / "report" / "templates"
NOT_TEXT = {
    *("style.css.html", "brief.css.html", "words.html"),
    *("script.html", "questionnaire_form_script.html"),
}
"""Style, scripts, and the list of words, whose texts are all asked of the catalogue."""
NAMES = re.compile(r"borderSim|measure_from_year|Language / Langue|λ|\bn\b")
"""What is the same in every language."""
CODE = re.compile(r"<(script|style|code|pre)\b.*?</\1>|<!--.*?-->", re.S)
TAG = re.compile(r"<[^<>]*>?")
SAID = re.compile(r'(?:aria-label|title|alt)="([^"]*)"')
LETTERS = re.compile(r"[^\W\d_]{2,}")
HOLE = "\x00"
"""Stands for what an expression writes."""


def test_nothing_is_untranslated_and_the_catalogues_are_up_to_date(
    capsys: pytest.CaptureFixture[str],
):
    assert main(["--check"]) == 0, capsys.readouterr().out
    assert capsys.readouterr().out == ""


TYPED = re.compile(r"'[^'\n]*'")
"""What stands in straight quotes: to be typed so."""


def test_french_texts_have_typographic_apostrophes():
    """Outside of tags, code and what the English text has in the same quotes; what is typed is straight, what is read is not."""
    straight = [
        text
        for message in updated("fr")
        if message.id
        for text in ([message.string] if isinstance(message.string, str) else message.string)
        if "'" in _read(text, str(message.id))
    ]
    assert straight == []


def _read(text: str, source: str) -> str:
    """A translation without tags, code and what its source quotes as typed."""
    bare = TAG.sub("", CODE.sub("", text))
    return TYPED.sub(lambda typed: "" if typed[0] in source else typed[0], bare)


PATH = re.compile(r"[\w./-]*\w\.(?:md|yaml|csv|json|parquet|xlsx|html|pdf|py)\b|\bdocs/\w[\w./-]*")
"""The name of a file, which is the same in every language."""
KEY = re.compile(r"\b[a-z_]+=(?=[\w'\[{])|--[a-z-]+|bordersim [a-z]+|pip install [^ )]+")
"""A key, a flag or a command, likewise."""
ROOT = Path(__file__).parents[1]


def _named(text: str) -> set[str]:
    shown = CODE.sub(lambda part: TAG.sub("", part[0]), text)
    return {found.strip(".") for found in (*PATH.findall(shown), *KEY.findall(shown))}


def test_a_translation_changes_no_name_of_a_file_a_key_or_a_command():
    wrong = [
        (message.id, _named(text) ^ _named(source))
        for message in updated("fr")
        if message.id
        for source, text in (
            [(message.id, message.string)]
            if isinstance(message.id, str)
            else [(message.id[1], text) for text in message.string]
        )
        if _named(text) != _named(source)
    ]
    assert wrong == []


def test_pages_and_examples_that_texts_name_are_there():
    named = {
        path
        for message in updated("fr")
        if message.id
        for path in PATH.findall(str(message.string))
        if path.startswith(("docs/", "experiments/", "configs/"))
    }
    assert "docs/assumptions.md" in named
    assert [path for path in sorted(named) if not (ROOT / path.rstrip(".")).exists()] == []


def test_other_arguments_are_refused():
    with pytest.raises(InputError, match="nothing but --check"):
        main(["--chek"])


def test_texts_of_templates_code_and_data_are_found():
    found = {message.id for message in template()}
    assert {"The differences", "very likely", "Port control unit", "Interdiction rate"} <= found
    assert ("{n} year", "{n} years") in found


@pytest.mark.parametrize(
    ("source", "own"),
    [
        ("a {n} b", ""),
        ("a {n} b", "a b"),
        ("a %(n)s b", "a %(m)s b"),
        (("one {n}", "{n} of them"), ("un {n}", "")),
        (("one {n}", "{n} of them"), ("un {n}", "plusieurs")),
    ],
)
def test_a_missing_text_and_one_with_other_places_is_named(source, own):
    catalogue = Catalog(locale="fr")
    catalogue.add(source, own)
    assert [message.id for message in untranslated(catalogue)] == [source]


def test_a_singular_may_do_without_its_number():
    catalogue = Catalog(locale="fr")
    catalogue.add(("One post", "{n} posts"), ("Un poste", "{n} postes"))
    assert untranslated(catalogue) == []


def test_a_guessed_translation_is_named():
    catalogue = Catalog(locale="fr")
    catalogue.add("a text", "un texte", flags=("fuzzy",))
    assert len(untranslated(catalogue)) == 1


def test_french_puts_narrow_spaces_before_its_marks():
    """Non-breaking before : ; ? ! %, and within guillemets."""
    wrong = re.compile(r"[\w)»] [:;?!%](?!\()|« | »|\w[;?!](?![\w/#&])")
    texts = [
        text
        for message in updated("fr")
        if message.id
        for text in (message.string if isinstance(message.string, tuple) else [message.string])
        if text
    ]
    plain = [re.sub(r"<[^>]*>|\{[^}]*\}|%\(\w+\)s", "x", text) for text in texts]
    assert len(plain) > 1000
    assert [text for text in plain if wrong.search(text)] == []


# --------------------------------------------------------------------------- templates
def unmarked(source: str) -> Iterator[str]:
    """What a template shows that is no message: text between tags, labels, texts in expressions."""
    tree = _environment().parse(source)
    text = CODE.sub(HOLE, "".join(_shown(tree)))
    for label in SAID.findall(text):
        if LETTERS.search(NAMES.sub("", label)):
            yield label
    for part in re.split(f"{TAG.pattern}|{HOLE}", text):
        bare = re.sub(r"&\w+;", "", NAMES.sub("", part))
        if LETTERS.search(bare):
            yield part.strip()
    yield from _in_expressions(tree)


def _environment() -> jinja2.Environment:
    env = jinja2.Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True)
    env.policies["ext.i18n.trimmed"] = True
    env.newstyle_gettext = True  # type: ignore[attr-defined]
    return env


def _shown(node: nodes.Node) -> Iterator[str]:
    """The text of a template in its order, a hole for each expression (a marked text is one)."""
    if isinstance(node, nodes.TemplateData):
        yield node.data
    elif isinstance(node, nodes.Output):
        for child in node.nodes:
            yield from _shown(child) if isinstance(child, nodes.TemplateData) else [HOLE]
    else:
        for child in node.iter_child_nodes():
            yield from _shown(child)


def _in_expressions(tree: nodes.Template) -> Iterator[str]:
    """Texts of several words that an expression shows without asking the catalogue: ``{{ " a year" if x }}``."""
    for output in tree.find_all(nodes.Output):
        asked = {
            id(const)
            for call in output.find_all(nodes.Call)
            if isinstance(call.node, nodes.Name) and call.node.name in ("_", "gettext", "ngettext")
            for const in call.find_all(nodes.Const)
        }
        for const in output.find_all(nodes.Const):
            text = const.value
            if (
                isinstance(text, str)
                and id(const) not in asked
                and re.search(r"\w\w \w|^ \w", text)
            ):
                yield text


PAGES = sorted(path.name for path in TEMPLATES.glob("*.html") if path.name not in NOT_TEXT)


@pytest.mark.parametrize("name", PAGES)
def test_a_template_holds_no_text_that_cannot_be_translated(name: str):
    assert list(unmarked((TEMPLATES / name).read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Some text {{ x }}</p>",
        '<div aria-label="Table: {{ x }}"></div>',
        '<td>{{ x }}{{ " a year" if y }}</td>',
        "{% trans %}Marked{% endtrans %} and not",
    ],
)
def test_an_unmarked_text_is_seen(source: str):
    assert list(unmarked(source))


@pytest.mark.parametrize(
    "source",
    [
        "<p>{% trans n=1 %}Marked, {{ n }}{% endtrans %} {{ x }}</p>",
        '<div class="of a class" aria-label="{% trans %}Marked{% endtrans %}"></div>',
        "<code>replications=</code><pre>a line</pre>",
        '{{ _("Marked too") }}',
    ],
)
def test_marked_texts_and_code_are_none(source: str):
    assert list(unmarked(source)) == []
