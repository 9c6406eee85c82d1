"""Lists in a column of texts: written as JSON, and read back as lists."""

from __future__ import annotations

import json

import pandas as pd


def as_text(value: object) -> str:
    """Return a value as a column of texts holds it.

    A list as JSON, which :func:`lists_again` reads.
    """
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)


def lists_again(runs: pd.DataFrame) -> pd.DataFrame:
    """Return stored runs with the values of list-valued factors as lists."""
    read = {
        name: [_as_list(text) for text in runs[name]]
        for name, column in runs.items()
        if _holds_lists(column)
    }
    return runs.assign(
        **{str(name): pd.Series(values, runs.index, dtype=object) for name, values in read.items()}
    )


def _holds_lists(column: pd.Series) -> bool:
    """Whether every text of a column is a list, or empty where the row does not have it."""
    texts = [text for text in column if text != ""]
    return bool(texts) and all(
        isinstance(text, str) and isinstance(_as_list(text), list) for text in texts
    )


def _as_list(text: str) -> object:
    if not text.startswith("["):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
