"""Slips in how a number is written, and the sentence that tells what to write.

The decimal sign is a point, thousands have no separator.
"""

from __future__ import annotations

import re

from borderSim.language.phrases import phrase

SPACES = "\u0020\u00a0\u202f\u2009"
_DECIMAL = r"[-+]?[0-9]+,[0-9]+"
_GROUPED = rf"[-+]?[0-9]{{1,3}}(?:[{SPACES}'’_.,][0-9]{{3}})+"
_GROUPED_DECIMAL = rf"([-+]?[0-9]{{1,3}}(?:[{SPACES}'’_.][0-9]{{3}})+),([0-9]+)|([-+]?[0-9]{{1,3}}(?:[{SPACES}'’_,][0-9]{{3}})+)\.([0-9]+)"
_ROUND = r"[1-9][0-9]{0,2}\.000"


def number_meant(text: object) -> str:
    """Return, for a sentence, how a number with a decimal comma or separators of thousands is written; empty for what is none."""
    given = str(text).strip()
    both = re.fullmatch(_GROUPED_DECIMAL, given)
    if both:
        whole, decimals = (both[1], both[2]) if both[1] else (both[3], both[4])
        return phrase(
            " (write {whole}.{decimals}: the decimal sign is a point, thousands have no separator)",
            whole=_joined(whole),
            decimals=decimals,
        )
    if re.fullmatch(_GROUPED, given):
        whole = _joined(given)
        parts = re.split(r"[.,]", given)
        if len(parts) == 2:
            return phrase(
                " (write {whole}, or {decimal} for a decimal: thousands have no separator)",
                whole=whole,
                decimal=".".join(parts),
            )
        return phrase(" (write {number}: thousands have no separator)", number=whole)
    if re.fullmatch(_DECIMAL, given):
        return phrase(
            " (write {number}: the decimal sign is a point)", number=given.replace(",", ".")
        )
    return ""


def round_thousands(text: str) -> str:
    """Return what ``10.000`` would be with a separator of thousands, empty for every other text."""
    return text.replace(".", "") if re.fullmatch(_ROUND, text) else ""


def is_decimal_comma(text: str) -> bool:
    """Whether a text is one number with a decimal comma (or two whole numbers)."""
    return bool(re.fullmatch(_DECIMAL, text))


def _joined(whole: str) -> str:
    return re.sub(rf"[{SPACES}'’_.,]", "", whole)
