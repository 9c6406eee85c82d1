"""The finding on instruments for people: Markdown from its numbers alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from borderSim.measures.outcomes import HEADLINE
from borderSim.studies.analysis.contrasts import shown
from borderSim.studies.analysis.findings.text import provisional, still_open, table

RANKED_BY = "net_benefit_eur"
"""Instruments are ranked by this difference, alone on the base level."""
BETTER, WORSE, A_LITTLE, SMALL, NOT_TOLD = "better", "worse", "slightly ", "too small", "not told"
MATTERS, HARMS, NOTHING, UNTOLD = "matters", "can harm", "nothing", "cannot be told"


def lines(numbers: Mapping[str, Any]) -> list[str]:
    """Return the finding as Markdown, from its numbers alone."""
    sticks = numbers["yardsticks"]
    labels = {stick["name"]: stick["label"] for stick in sticks}
    out = [
        f"{numbers['replicates']} replicates of {numbers['years']:g} years of `{numbers['scenario']}`, on `{numbers['base']}`; totals a year. "
        f"{provisional(numbers['replicates'])}",
        "",
        *_answer(numbers, labels),
        "## Each alone",
        "",
        f"Added to `{numbers['base']}` with what it needs; the difference is to the same prerequisites alone. Sorted by {labels[RANKED_BY]}. "
        "**Bold**: clear and at least the smallest difference that matters; *italic*: clear, but smaller.",
        "",
        *_effect_table(numbers, sticks, ""),
    ]
    if any("left_out" in row for row in numbers["instruments"]):
        out += [
            "## Each left out of all",
            "",
            "What all instruments lose without it (all minus all without it, and without what rests on it).",
            "",
            *_effect_table(numbers, sticks, "left_out"),
        ]
    return [*out, *_pair_lines(numbers, sticks), *_built_lines(numbers, labels)]


def by_flag(numbers: Mapping[str, Any], part: str = "") -> dict[str, list[str]]:
    """Return instruments by what they are: matters, can harm, nothing, cannot be told (the first two may share some)."""
    rows = {
        row["name"]: row[part] if part else row
        for row in numbers["instruments"]
        if not part or part in row
    }
    return {
        word: [
            name
            for name in numbers["order"]
            if name in rows and word in rows[name]["flag"].split(", ")
        ]
        for word in (MATTERS, HARMS, NOTHING, UNTOLD)
    }


def _answer(numbers: Mapping[str, Any], labels: Mapping[str, str]) -> list[str]:
    found = by_flag(numbers)
    rows = {row["name"]: row for row in numbers["instruments"]}
    idle = [name for name, row in rows.items() if row["during"] == "emergency"]
    comparisons = len(rows) * sum(stick["headline"] for stick in numbers["yardsticks"])
    out = ["## The answer", ""]
    for word, names in found.items():
        told = [f"`{name}`{_where(rows[name], word, labels)}" for name in names]
        out.append(
            f"- **{word[0].upper()}{word[1:]}** ({len(names)} of {len(rows)}): {', '.join(told) or 'none'}."
        )
    out += [
        "",
        f"Of {comparisons} headline differences about {0.05 * comparisons:.0f} are clear by chance alone where nothing is there; of those "
        "fewer are large enough to matter.",
    ]
    if idle:
        out += [
            "",
            f"{', '.join(f'`{name}`' for name in idle)}: acts in an emergency, and none happens in this experiment; only its cost shows.",
        ]
    open_ones = still_open(
        row["effects"][name]
        for row in numbers["instruments"]
        for name in HEADLINE
        if name in row["effects"]
    )
    return [*out, "", *open_ones]


def _where(row: Mapping[str, Any], word: str, labels: Mapping[str, str]) -> str:
    wanted = {MATTERS: BETTER, HARMS: WORSE}.get(word)
    names = [
        labels[name]
        for name in HEADLINE
        if name in row["effects"] and row["effects"][name]["state"] == wanted
    ]
    return f" ({', '.join(names)})" if names else ""


def _effect_table(
    numbers: Mapping[str, Any], sticks: Sequence[Mapping[str, Any]], part: str
) -> list[str]:
    rows = {row["name"]: row for row in numbers["instruments"] if not part or part in row}
    body = []
    for name in numbers["order"]:
        if name in rows:
            own = rows[name][part] if part else rows[name]
            along = f" ({', '.join(own['along'])})" if own["along"] else ""
            body.append(
                [
                    f"`{name}`{along}",
                    own["flag"],
                    *(cell(own["effects"][stick["name"]], stick) for stick in sticks),
                ]
            )
    return table(
        ["instrument (with)" if not part else "instrument (and with it)", "", *map(head, sticks)],
        body,
    )


def head(stick: Mapping[str, Any]) -> str:
    """Return the head of a column: label, unit, and which way is better."""
    unit = f", {stick['unit']}{' a year' if stick['per_year'] else ''}" if stick["unit"] else ""
    return f"{stick['label']}{unit}{' ↓' if stick['better'] < 0 else ''}"


def cell(effect: Mapping[str, Any], stick: Mapping[str, Any]) -> str:
    """Return an effect for a table, told apart by its state."""
    text = shown(effect, factor=stick["factor"])
    marks = {BETTER: "**", WORSE: "**", A_LITTLE + BETTER: "*", A_LITTLE + WORSE: "*"}
    mark = marks.get(effect["state"], "")
    return f"{mark}{text}{mark}"


def _pair_lines(numbers: Mapping[str, Any], sticks: Sequence[Mapping[str, Any]]) -> list[str]:
    if not numbers["pairs"]:
        return []
    used = list(dict.fromkeys(name for pair in numbers["pairs"] for name in pair["instruments"]))
    strongest = numbers["order"][: len(used)]
    out = [
        "## Pairs",
        "",
        "What a pair gives beyond the sum of its two (positive: more of the outcome together than apart).",
        "",
    ]
    out += table(
        ["pair", *map(head, sticks)],
        [
            [
                " + ".join(f"`{name}`" for name in pair["instruments"]),
                *(cell(pair["synergy"][s["name"]], s) for s in sticks),
            ]
            for pair in numbers["pairs"]
        ],
    )
    if set(used) != set(strongest):
        out += [
            f"The file pairs {', '.join(used)}; the strongest by these runs are {', '.join(strongest)}.",
            "",
        ]
    return out


def _built_lines(numbers: Mapping[str, Any], labels: Mapping[str, str]) -> list[str]:
    if not numbers["built"]:
        return []
    levels = list(numbers["built"][0]["to"])
    out = [
        "## How near a country built up from instruments comes",
        "",
        "Distance to each shipped level: root mean square over the headline outcomes of the difference in multiples of the smallest "
        "one that matters, its noise taken off (0: none is left). In brackets: outcomes that are alike (interval within what matters) "
        "and that are apart (clear, and more than what matters).",
        "",
    ]
    body = [
        [
            row["name"],
            *(
                f"{_plain(row['to'][level]['distance'])} ({len(row['to'][level]['alike'])} alike, {len(row['to'][level]['apart'])} apart)"
                for level in levels
            ),
            row["nearest"] or "–",
        ]
        for row in numbers["built"]
    ]
    out += table(["built from", *levels, "nearest"], body)
    longest = max(
        numbers["built"], key=lambda row: len(row["instruments"]) if row["name"] != "all" else 0
    )
    if longest["instruments"]:
        out += [
            f"Built up in this order: {', '.join(f'`{name}`' for name in longest['instruments'])}; by these runs the order is "
            f"{', '.join(f'`{name}`' for name in numbers['order'][: len(longest['instruments'])])}.",
            "",
        ]
    whole = next((row for row in numbers["built"] if row["name"] == "all"), None)
    if whole and whole["nearest"]:
        apart = [labels[name] for name in whole["to"][whole["nearest"]]["apart"]]
        out += [
            f"All instruments together come nearest to `{whole['nearest']}`; apart from it in {', '.join(apart) or 'nothing that can be told'}.",
            "",
        ]
    return out


def _plain(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"
