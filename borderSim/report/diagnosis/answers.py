"""What a filled-in questionnaire was turned into, as text for the terminal.

And the page of its questions.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from rich import box
from rich.console import Group
from rich.table import Table

from borderSim.parameters.scenario import Traits
from borderSim.report.writing.markdown import template
from borderSim.report.writing.numbers import fixed
from borderSim.scenario.catalogue import shown
from borderSim.scenario.dials import anchors
from borderSim.scenario.questionnaire.answers import Given
from borderSim.scenario.questionnaire.as_level import as_typed
from borderSim.scenario.questionnaire.items import Item, Option, Part, clashes, items, parts
from borderSim.scenario.questionnaire.reading import SELF_RATED, SHARE, Reading

DIALS = {
    "information_sharing": "sharing",
    "resource_pooling": "pooling",
    "governance": "governance",
}


def answer_tables(reading: Reading) -> Group:
    """Return what the answers became: traits, instruments, settings, the unused, the overruled, the open."""
    base = reading.base
    traits = [
        (
            f.name,
            shown(getattr(reading.traits, f.name)),
            shown(getattr(base.traits, f.name)),
            reading.sources[f.name],
        )
        for f in dataclasses.fields(Traits)
    ]
    settings = [(f"{said.what}={as_typed(said.value)}", said.source) for said in reading.settings]
    tables = [
        _table(
            "traits (customs to police / police to customs)",
            ("trait", "value", f"in {base.name}", "from"),
            traits,
        ),
        _table(
            "instruments (in force beside the traits)",
            ("instrument", "from"),
            list(reading.instruments.items()),
        ),
        _table(
            "not applied: these are no part of a level; set them yourself",
            ("setting", "from"),
            settings,
        ),
        _table(
            "overruled",
            ("trait", "value", "answer", "why"),
            [(s.what, shown(s.value), s.source, s.remark) for s in reading.overruled],
        ),
        _table(
            "kept for the reader, not used by the model",
            ("question", "answer", "why"),
            _recorded(reading),
        ),
        _table("open", ("question", "", "so"), _open(reading)),
        _table("notes", ("question", "note"), list(reading.answers.notes.items())),
    ]
    return Group(
        _heading(reading), "", *(table for table in tables if table.row_count), *_standing(reading)
    )


def _heading(reading: Reading) -> str:
    answers = reading.answers
    facts = "; ".join(f"{key.replace('_', ' ')}: {text}" for key, text in answers.facts.items())
    count, unanswered = len(answers.given), sum(missing.asked for missing in answers.open)
    return (
        f"{answers.origin}{f' ({facts})' if facts else ''}: {count} of the {count + unanswered} parts that its {len(items())} questions ask "
        f"are answered; base: {reading.base.name}"
    )


def _recorded(reading: Reading) -> list[tuple[str, str, str]]:
    """Return the answers that the model makes no use of, a row for each question and reason."""
    together: dict[tuple[str, str], list[str]] = {}
    for given, option in reading.recorded:
        text = option.says if given.part.alone else f"{given.part.name}: {option.says}"
        together.setdefault((given.part.item, option.recorded), []).append(text)
    return [(item, "; ".join(texts), why) for (item, why), texts in together.items()]


def _open(reading: Reading) -> list[tuple[str, str, str]]:
    """Return the open parts.

    Those of a question that are open for one reason and set no trait stand in one row.
    """
    rows: list[tuple[str, str, str]] = []
    together: dict[tuple[str, str, str], list[str]] = {}
    for missing, kept in reading.open:
        part = missing.part
        so = (
            f"keeps {', '.join(kept)} of {reading.base.name}"
            if kept
            else _left_as_it_is(part, reading.base.name)
        )
        together.setdefault((part.item, missing.why, so), []).append(part.name)
    for (item, why, so), names in together.items():
        whole = len(names) == len(items()[item].parts)
        rows.append(
            (
                item
                if whole
                else f"{item}.{names[0]}"
                if len(names) == 1
                else f"{item} ({', '.join(names)})",
                why,
                so,
            )
        )
    return rows


def _left_as_it_is(part: Part, base: str) -> str:
    """Return what stays where a part is open that keeps no trait of the base."""
    options = part.options.values()
    if part.traits:
        return f"{', '.join(part.traits)}: set by another answer"
    if any(option.closes for option in options):
        return "each way as it is"
    law = (
        ["the law stays as the scenario has it"]
        if any(option.settings for option in options)
        else []
    )
    more = [f"no instrument more than {base} has"] if part.instruments else []
    return "; ".join([*law, *more]) or "the model makes no use of it"


def _standing(reading: Reading) -> list[str]:
    """Return where the answers stand on the dials, beside where the services see themselves."""
    if not reading.places:
        return []
    levels = ", ".join(f"{anchor.name} {anchor.place:g}" for anchor in anchors())
    places = ", ".join(f"{DIALS[dial]} {fixed(place, 2)}" for dial, place in reading.places.items())
    lines = [f"where the answered traits stand, from 0 to 1 ({levels}): {places}"]
    rated = [given for given in reading.answers.given if given.part.item == SELF_RATED]
    if rated:
        lines.append(
            f"where the services see themselves ({SELF_RATED}): {', '.join(_rated(given) for given in rated)}"
        )
    return lines


def _rated(given: Given) -> str:
    return f"{given.part.name} {given.options[0].name}"


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(
        title=title,
        box=box.SIMPLE,
        title_justify="left",
        title_style="bold",
        header_style="bold",
        pad_edge=False,
    )
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table


# ------------------------------------------------------------------------------ the page
def page() -> str:
    """Return ``docs/questionnaire.md``."""
    return template("questionnaire.md", dashes=lambda _: "---").render(
        items=list(items().values()),
        rows=_rows,
        traits=_by_trait(),
        clashes=_clashes(),
        instruments=_by_instrument(),
        levels=[anchor.name for anchor in anchors()],
    )


def _clashes() -> list[str]:
    """Return the pairs of answers that can't both be true, those of every part of a question once."""
    return list(
        dict.fromkeys(
            f"{clash.item} {', '.join(clash.answers)}, and {clash.other} {', '.join(clash.other_answers)}: {clash.because}"
            for clash in clashes()
        )
    )


def _rows(item: Item) -> list[tuple[str, str, str, str]]:
    """Return the rows of an item: an option each.

    Parts with the same unused options stand together in one.
    """
    together: dict[tuple[str, ...], list[Part]] = {}
    rows = []
    for part in item.parts.values():
        options = list(part.options.values())
        if _unused(part):
            together.setdefault(
                (options[0].recorded, *(f"{o.name} {o.says}" for o in options)), []
            ).append(part)
        else:
            rows += [
                (
                    _part_head(item, part) if o is options[0] else "",
                    f"`{o.name}`",
                    o.says,
                    _becomes(part, o),
                )
                for o in options
            ]
    for alike in together.values():
        options = list(alike[0].options.values())
        heads = "; ".join(_part_head(item, part) for part in alike)
        words = [", ".join(f"`{o.name}`" for o in options), "; ".join(o.says for o in options)]
        rows.append((heads, *words, f"unused: {options[0].recorded}"))
    return rows


def _unused(part: Part) -> bool:
    """Tell whether the model makes no use of any of its options, for one reason."""
    first, *others = part.options.values()
    return (
        bool(first.recorded)
        and not part.traits
        and all(o.recorded == first.recorded for o in others)
    )


def _part_head(item: Item, part: Part) -> str:
    mark = "*" if len(item.parts) > 1 and part.name == item.plain else ""
    asks = f": {part.asks}" if part.asks != part.name else ""
    return f"{part.name}{mark}{asks}{', closer' if part.specific else ''}"


def _becomes(part: Part, option: Option) -> str:
    """Return what an option means for the model."""
    set_here = [trait for trait in part.traits if trait not in option.values]
    found = [f"{', '.join(set_here)} as {option.level}"] if set_here else []
    found += [f"{trait} {shown(value)}" for trait, value in option.values.items()]
    found += [f"`{name}`" for name in option.instruments]
    found += [f"not applied: `{key}={as_typed(value)}`" for key, value in option.settings.items()]
    found += [f"nothing goes from {option.closes.replace('_', ' ')}"] if option.closes else []
    found += [f"unused: {option.recorded}"] if option.recorded else []
    return "; ".join(found)


def _by_trait() -> list[tuple[str, list[str], list[str]]]:
    """Return by trait the parts that set it, and its value at each shipped level."""
    return [
        (
            f.name,
            [part.key for part in parts() if f.name in part.traits or _closes(part, f.name)],
            [shown(getattr(anchor.traits, f.name)) for anchor in anchors()],
        )
        for f in dataclasses.fields(Traits)
    ]


def _closes(part: Part, trait: str) -> bool:
    return trait == SHARE and any(option.closes for option in part.options.values())


def _by_instrument() -> list[tuple[str, list[str]]]:
    names = sorted({name for part in parts() for name in part.instruments})
    return [(name, [part.key for part in parts() if name in part.instruments]) for name in names]
