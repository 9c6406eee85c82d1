"""The YAML file of a country: what `bordersim compare scenario=FILE.yaml` reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from borderSim.country.convert import FilledCountry


class _Dumper(yaml.SafeDumper):
    """Plain YAML without anchors."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def scenario_text(country: FilledCountry, source: str) -> str:
    """Return the file's text.

    Args:
        country: what was read.
        source: name of the spreadsheet.
    """
    head = [
        f"# {_plain(country.title)}: written by 'bordersim country' from {_plain(source)}.",
        "# What stands below was given or converted; 'account' at the end tells what was assumed and scaled.",
        "",
    ]
    values = dict(country.values)
    values["account"] = [
        {
            "key": one.key,
            "how": one.how,
            "says": {"en": one.says.en, "fr": one.says.fr},
            "source": one.source,
        }
        for one in country.account.statements
    ]
    return "\n".join(head) + _block(values)


def _block(value: Mapping[str, Any]) -> str:
    """Return plain YAML: a mapping or list without others inside stands in one line."""
    return yaml.dump(
        dict(value),
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=110,
        default_flow_style=None,
    )


def _plain(text: str) -> str:
    return "".join(c for c in text if c.isprintable())
