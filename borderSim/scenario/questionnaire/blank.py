"""The empty form: every question with its options, all answered ``dont_know``."""

from __future__ import annotations

import textwrap

from borderSim.scenario.questionnaire.answers import DONT_KNOW
from borderSim.scenario.questionnaire.items import Item, Part, items

WIDTH = 120
HEAD = f"""\
# The questionnaire of the customs-police handbook (WCO/INTERPOL 2018, section X). Put a word of the list in the place of
# {DONT_KNOW}, which keeps the value of the base level. What became of it: bordersim params answers=THIS_FILE.yaml
# base: NAME                 # the level whose values open questions keep (default: the shipped present level)
answers:
  country: Exampleland
  filled_by: customs and police
"""


def blank() -> str:
    """Return the empty form as YAML."""
    return HEAD + "".join(_item(item) for item in items().values())


def _item(item: Item) -> str:
    parts = list(item.parts.values())
    lines = ["", *_comment(f"{item.name}  {item.question}"), *_comment(item.french)]
    if len(parts) == 1:
        return _text([*lines, *_comment(options_text(parts[0])), f"  {item.name}: {DONT_KNOW}"])
    alike = len({tuple(part.options) for part in parts}) == 1
    lines += [*(_comment(options_text(parts[0])) if alike else []), f"  {item.name}:"]
    for part in parts:
        lines += [] if alike else _comment(f"{part.asks}: {options_text(part)}", "    ")
        lines.append(
            f"    {part.name}: {DONT_KNOW}"
            + (f"  # {part.asks}" if alike and part.asks != part.name else "")
        )
    return _text(lines)


def options_text(part: Part) -> str:
    """Return the options of a part, with what a number means."""
    words = [f"{o.name} ({o.says})" if o.name.isdigit() else o.name for o in part.options.values()]
    return f"[any of {', '.join(words)}]" if part.several else ", ".join(words)


def _comment(text: str, indent: str = "  ") -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=f"{indent}# ",
        subsequent_indent=f"{indent}# ",
        break_on_hyphens=False,
    )


def _text(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
