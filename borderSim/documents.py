"""The documents that are made: from the code, from the numbers of studies, from the handbook's data.

``python -m borderSim.documents`` writes all pages of :func:`made`; with ``--check`` it writes
nothing and ends with 1 if a file is not what it is made from says, and lists the stored findings that
are of an older model, which their pages say at their top; with ``--ages`` it lists how old all are.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from borderSim.errors import InputError
from borderSim.measures.outcomes import OUTCOMES, Outcome
from borderSim.report.diagnosis import answers
from borderSim.report.documents import age, evidence
from borderSim.report.documents import instruments as instruments_page
from borderSim.report.documents import model as model_page
from borderSim.report.documents import own as own_page
from borderSim.report.documents.counters import counters_page
from borderSim.report.documents.events import events_page
from borderSim.report.documents.handbook import handbook_page
from borderSim.report.documents.intervals import intervals_page
from borderSim.report.writing.glossary import glossary_page
from borderSim.scenario.catalogue import Parameter, parameters, rule_parameters
from borderSim.scenario.names import default_choices, shipped
from borderSim.studies.execution import files
from borderSim.validation import made_with

DOCS = Path(__file__).resolve().parents[1] / "docs"
"""Where the documents stand in a checkout; the wheel does not hold them."""

SAME, DIFFERENT, WRONG_USE = 0, 1, 2
MADE = "<!-- Made by `python -m borderSim.documents`: change the code, not this page. -->"

OUTCOMES_INTRO = """# Outcomes

Every run measures all of these, over the years of the horizon from `measure_from_year` on only (the burn-in is left out). Organised traffic only, unless the
definition says otherwise. No value lies outside its bounds (at least 0 but for the net benefit; at most 1 for a rate or a
part of a whole): a run that gives such a number counts as failed. A level of a comparison is shown as follows, by kind:

| kind | one run (`runs.parquet`) | a level, over its replicates |
| --- | --- | --- |
| total | sum over the years that are measured | mean, divided by those years |
| state, mean | the value: at the end or of the whole horizon, never a year | mean, not divided |
| ratio | numerator over denominator; empty without a denominator | ratio of sums |

Every value and every difference to the present level has a 95 % interval over replicates from five on, by one
estimator everywhere; [intervals.md](intervals.md) says how, and how often it holds the truth.

Better: *up* more is better, *down* less is better, *none* to be read beside others. An outcome with a smallest
difference that matters is a headline outcome; the percentages are of the present level's value,
of net benefit of its cost of enforcement, cooperation and delay."""

ASSUMPTIONS_INTRO = """# Assumptions log

Every number of a scenario, with its value in the default scenario (`{default}`), what is allowed, the range that a
sensitivity study should use (prior), how well it is grounded (mark), its source and its meaning. A prior whose source
says "factor" multiplies the value. For posts, flows, modes, commodities, profiles, levels and legal models the value
column shows all entries, or their range. `bordersim params` prints the same rows; addresses of the sources stand in
[sources.md](sources.md).

Marks: *handbook* said by the WCO/INTERPOL handbook; *published* seen in the source named; *derived* arithmetic on
published figures, or a declared fit (see [model.md](model.md)); *assumption* no direct measure found; *setting* a
choice of the study, no claim about the world."""

OTHERS_INTRO = """## What the other scenarios set otherwise

Only what differs from `{default}`; keys below `posts` are left out (they stand in `configs/scenario/`)."""


def outcomes_page() -> str:
    """Return the outcome dictionary as Markdown."""
    parts = [MADE, OUTCOMES_INTRO]
    for group, members in groupby(OUTCOMES.values(), key=lambda o: o.group):
        rows = [
            (f"`{o.name}`", o.unit, o.direction, o.kind, _smallest(o), _definition(o))
            for o in members
        ]
        parts += [
            f"## {group.capitalize()}",
            _table(("name", "unit", "better", "kind", "smallest difference", "definition"), rows),
        ]
    return "\n\n".join(parts) + "\n"


def assumptions_page() -> str:
    """Return the assumptions log as Markdown."""
    default = default_choices()["scenario"]
    rows = parameters(default)
    of_rules = rule_parameters(built_in=True)
    parts = [MADE, ASSUMPTIONS_INTRO.format(default=default), _counts(rows)]
    for group, members in groupby(sorted([*rows, *of_rules], key=_group), key=_group):
        cells = [
            (f"`{p.key}`", p.value, p.unit, p.allowed, p.prior, p.mark, p.source, p.doc)
            for p in members
        ]
        head = ("key", "value", "unit", "allowed", "prior", "mark", "source", "meaning")
        parts += [f"## {group}", _table(head, cells)]
    parts.append(OTHERS_INTRO.format(default=default))
    for name in shipped("scenario"):
        if name != default:
            parts += [f"### {name}", _differences(rows, parameters(name))]
    return "\n\n".join(parts) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "outcomes.md": outcomes_page,
    "assumptions.md": assumptions_page,
    "cooperation.md": instruments_page.page,
    "questionnaire.md": answers.page,
    "events.md": events_page,
    "counters.md": counters_page,
    "intervals.md": intervals_page,
    "own.md": own_page.page,
    "glossary.md": glossary_page,
}


VALIDATION = "validation.md"
VALIDATION_NUMBERS = "validation.json"
"""Written by ``bordersim validate``; the page is made from it."""
BENCHMARK = "benchmark.md"
BENCHMARK_NUMBERS = "benchmark.json"
"""Written by ``bordersim bench``, likewise."""


def validation_page(docs: Path) -> str:
    """Return the validation page as its stored numbers give it, empty where there are none."""
    from borderSim.report.documents.validation import page

    numbers = _read(docs / VALIDATION_NUMBERS)
    return age.dated(page(json.loads(numbers)), _validation_age(docs)) if numbers else ""


def _validation_age(docs: Path) -> age.Age:
    numbers = json.loads(_read(docs / VALIDATION_NUMBERS))
    return age.age(numbers, lambda _: made_with.of_validation(), "bordersim validate")


def study_pages(docs: Path) -> dict[str, str]:
    """Return the page of the studies, and the pages of those that have their own, as their stored numbers give them."""
    from borderSim.report.documents.studies import PAGE, own_pages, studies_page

    stored = _stored(docs)
    return {PAGE: studies_page(stored), **own_pages(stored)}


def _stored(docs: Path) -> dict[str, dict[str, Any]]:
    """Return the stored numbers of the studies that have been run, by name."""
    from borderSim.report.documents.studies import OWN_PAGES, STUDY_PAGES

    return {
        page.name: json.loads(text)
        for page in (*STUDY_PAGES, *OWN_PAGES)
        if (text := _read(docs / f"{page.name}.json"))
    }


def pages_by_hand(docs: Path) -> dict[str, str]:
    """Return the pages that people write and findings were put into, the sentence on their age brought up to date."""
    texts = {path.name: _read(path) for path in sorted(docs.glob("*.md"))}
    return {
        name: age.dated(text, found)
        for name, text in texts.items()
        if name not in ALL_MADE and (found := age.age_by_hand(text))
    }


def findings(docs: Path) -> dict[tuple[str, str], age.Age]:
    """Return how old each stored finding is, by page and name.

    These are the studies, the patterns, the timings, and what people put into pages behind a mark
    (:data:`borderSim.studies.execution.made_with.FINDING`), that of the project's front page too.
    What ``intervals.md`` shows was measured on made-up outcomes: no model has a part in it.
    """
    from borderSim.report.documents.studies import OWN_PAGES, PAGE, STUDY_PAGES

    found: dict[tuple[str, str], age.Age] = {}
    for path in (docs.parent / "README.md", *sorted(docs.glob("*.md"))):
        name = path.name if path.parent == docs else f"../{path.name}"
        for finding, own in age.findings_by_hand(_read(path)).items():
            found[name, finding] = own
    stored = _stored(docs)
    for study in (*STUDY_PAGES, *OWN_PAGES):
        if own := study.age(stored.get(study.name)):
            found[PAGE if study in STUDY_PAGES else f"{study.name}.md", study.experiment] = own
    if _read(docs / VALIDATION_NUMBERS):
        found[VALIDATION, "validate"] = _validation_age(docs)
    if _read(docs / BENCHMARK_NUMBERS):
        found[BENCHMARK, "bench"] = _benchmark_age(docs)
    return dict(sorted(found.items()))


def ages(docs: Path) -> dict[str, age.Age]:
    """Return how old the numbers of each page are that was told from stored ones: those of its oldest finding."""
    by_page: dict[str, list[age.Age]] = {}
    for (page, _), own in findings(docs).items():
        by_page.setdefault(page, []).append(own)
    return {page: own for page, all_ in by_page.items() if (own := age.oldest(all_))}


def older(docs: Path) -> list[str]:
    """Return a line for every stored finding that is not known to be of today's model: page, finding, what has become of it."""
    return [
        f"{page}, {finding}: {own.state}"
        for (page, finding), own in findings(docs).items()
        if own.state != age.TODAY
    ]


def take_over(folder: Path, docs: Path) -> None:
    """Store what a finished sweep found beside the page that tells it.

    Raises:
        InputError: no finished sweep, or one that no page tells.
    """
    from borderSim.report.documents.studies import OWN_PAGES, STUDY_PAGES
    from borderSim.studies.execution import manifest

    about = manifest.read(folder)
    found = _read(folder / "findings.json")
    told = (*STUDY_PAGES, *OWN_PAGES)
    pages = [page for page in told if page.experiment == about.get("choices", {}).get("experiment")]
    if not found or not pages:
        raise InputError(
            f"{folder}: holds no finding of {' or '.join(page.experiment for page in told)}"
        )
    numbers = json.loads(found) | {
        "program_version": about["program_version"],
        "source_hash": about["source_hash"],
    }
    text = json.dumps(numbers, ensure_ascii=False, separators=(",", ":"))
    files.write_text(docs / f"{pages[0].name}.json", text + "\n")


def benchmark_page(docs: Path) -> str:
    """Return the page of speed as its stored numbers give it, empty where there are none."""
    from borderSim.report.documents.benchmark import page

    numbers = _read(docs / BENCHMARK_NUMBERS)
    return age.dated(page(json.loads(numbers)), _benchmark_age(docs)) if numbers else ""


def _benchmark_age(docs: Path) -> age.Age:
    numbers = json.loads(_read(docs / BENCHMARK_NUMBERS))
    return age.age(numbers, lambda _: made_with.of_benchmark(), "bordersim bench")


def evidence_page(name: str, docs: Path) -> str:
    """Return a page with the verdicts as stored, and how old they are; empty where it is missing."""
    text = evidence.page(name, docs)
    stored = text and _read(docs / VALIDATION_NUMBERS)
    return age.dated(text, _validation_age(docs)) if stored else text


FROM_DATA: dict[str, Callable[[Path], str]] = {
    VALIDATION: validation_page,
    BENCHMARK: benchmark_page,
    "handbook.md": handbook_page,
    model_page.PAGE: model_page.page,
    **{name: partial(evidence_page, name) for name in evidence.PARTS},
}
"""Pages made from data that stand beside them."""
ALL_MADE = frozenset({*PAGES, *FROM_DATA, "studies.md", "mechanisms.md"})
"""Pages of which more than the sentence on their age is made."""


def made(docs: Path) -> dict[str, str]:
    """Return every page by its name, empty where its data are missing."""
    from_code = {name: page() for name, page in PAGES.items()}
    from_data = {name: page(docs) for name, page in FROM_DATA.items()}
    dated = {
        name: age.dated(text, found) if (found := age.age_by_hand(text)) else text
        for name, text in (from_code | from_data).items()
    }
    return dated | study_pages(docs) | pages_by_hand(docs)


def stale(docs: Path) -> list[str]:
    """Return the names of the pages that are missing or not what they are made from."""
    return [name for name, text in made(docs).items() if _read(docs / name) != text]


def write(docs: Path) -> list[Path]:
    """Write all pages; return their paths."""
    written = {docs / name: text for name, text in made(docs).items() if text}
    for path, text in written.items():
        files.write_text(path, text)
    return list(written)


def main(arguments: Sequence[str] | None = None, docs: Path = DOCS) -> int:
    """Write the pages, or compare them with the code (``--check``); return the exit code.

    With folders of finished sweeps, what these found is first taken over into the pages of the
    studies.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    flags = [word for word in given if word.startswith("-")]
    if flags and given not in (["--check"], ["--ages"]):
        return _complain(
            f"can't use {' '.join(given)!r}: there are only --check, --ages, or folders of finished sweeps",
            WRONG_USE,
        )
    if not docs.is_dir():
        return _complain(
            f"there is no folder {docs}: the documents belong to a checkout, not to an installed package",
            WRONG_USE,
        )
    if not flags:
        try:
            for folder in given:
                take_over(Path(folder), docs)
        except InputError as error:
            return _complain(str(error), WRONG_USE)
        print("written:", ", ".join(str(path) for path in write(docs)))
        return SAME
    if flags == ["--ages"]:
        found = findings(docs)
        for page, own in ages(docs).items():
            print(f"{page}: {own.state}")
            for (of, finding), part in found.items():
                if of == page:
                    print(f"  {finding}: {part.state}")
        return SAME
    different = stale(docs)
    if different:
        return _complain(
            f"not what the code says: {', '.join(different)}; run python -m borderSim.documents",
            DIFFERENT,
        )
    if stale_findings := older(docs):
        print(
            f"documents: {len(stale_findings)} stored findings are not known to be of today's model (their pages say so):"
        )
        print("\n".join(f"  {line}" for line in stale_findings))
    return SAME


def _complain(sentence: str, code: int) -> int:
    print(f"documents: {sentence}", file=sys.stderr)
    return code


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _group(row: Parameter) -> str:
    """Return the part of the scenario that a key belongs to; keys without a dot come first."""
    return row.key.partition(".")[0] if "." in row.key else "run"


def _counts(rows: Iterable[Parameter]) -> str:
    counts = Counter(row.mark for row in rows)
    return _table(("mark", "parameters"), [(mark, str(counts[mark])) for mark in sorted(counts)])


def _differences(default: Iterable[Parameter], other: Iterable[Parameter]) -> str:
    values = {row.key: row.value for row in default}
    rows = [
        (f"`{p.key}`", values[p.key], p.value, p.unit)
        for p in other
        if values[p.key] != p.value and not p.key.startswith("posts.")
    ]
    return _table(("key", "default scenario", "here", "unit"), rows)


def _definition(outcome: Outcome) -> str:
    if outcome.kind != "ratio":
        return outcome.definition
    return f"{outcome.definition} (`{outcome.numerator}` / `{outcome.denominator}`)"


def _smallest(outcome: Outcome) -> str:
    if outcome.smallest_difference is None:
        return ""
    return (
        f"{outcome.smallest_difference * 100:g} %"
        if outcome.relative
        else f"{outcome.smallest_difference:g}"
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )


if __name__ == "__main__":
    sys.exit(main())
