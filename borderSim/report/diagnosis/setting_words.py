"""Settings that follow from answers, in words: what is set, and to what, with its unit; never the key of a scenario."""

from __future__ import annotations

from collections.abc import Mapping

from borderSim.language.catalogue import N_
from borderSim.language.catalogue import gettext as _
from borderSim.report.writing.numbers import plain
from borderSim.report.writing.texts import apart
from borderSim.scenario.questionnaire.as_level import as_typed

SET: Mapping[str, tuple[str, str]] = {
    "legal_model": (N_("how far customs may investigate"), ""),
    "legal_model.customs_may_let_run": (N_("customs may propose a controlled delivery"), ""),
    "competence.customs": (N_("goods that customs may not seize"), ""),
    "competence.police": (N_("goods that the police may not seize"), ""),
    "capabilities.prosecution.customs": (N_("prosecution by customs"), ""),
    "capabilities.surveillance.customs": (N_("surveillance by customs"), ""),
    "capabilities.interception.customs": (N_("interception of messages by customs"), ""),
    "capabilities.undercover.customs": (N_("undercover work by customs"), ""),
    "capabilities.informants.customs": (N_("informants of customs"), ""),
    "capabilities.forensics.customs": (N_("forensics of customs"), ""),
    "capabilities.forensics.police": (N_("forensics of the police"), ""),
    "instruments.liaison_officers.written_role": (N_("liaison officers have a written role"), ""),
    "instruments.liaison_officers.double_access": (
        N_("liaison officers have access to both systems"),
        "",
    ),
    "governance.mandate_clarity": (N_("how clear mandates are and how far respected"), N_("of 1")),
    "governance.political_will": (N_("political will at the top for cooperation"), N_("of 1")),
    "governance.quarrel_chance": (N_("quarrels over the credit for a joint success"), "%"),
    "governance.hoarding": (N_("what a service with a case of its own keeps to itself"), "%"),
    "intelligence.vetting_minutes": (N_("time to vet a lead received"), N_("minutes")),
    "intelligence.item_minutes": (N_("time to pass an item on, each side"), N_("minutes")),
    "intelligence.rotation_reset": (N_("acquired trust lost when a post rotates"), "%"),
}
"""By key what it is for people, and the unit of its value; ``%`` for a share."""
VALUES: Mapping[str, str] = {
    "none": N_("no powers"),
    "own": N_("own powers"),
    "partner": N_("through the partner"),
    "limited": N_("limited"),
    "shared": N_("together with the police"),
    "full": N_("all powers"),
    "cash": N_("cash"),
    "cocaine": N_("cocaine"),
    "heroin": N_("heroin"),
    "resin": N_("cannabis resin"),
    "herb": N_("herbal cannabis"),
    "cigarettes": N_("cigarettes"),
    "counterfeits": N_("counterfeits"),
    "firearms": N_("firearms"),
    "vehicles": N_("vehicles"),
    "wildlife": N_("wildlife"),
}
"""Words of values."""


def setting_words(key: str) -> str:
    """Return what a setting is; its key where no words are known."""
    return _(SET[key][0]) if key in SET else key


def value_words(key: str, value: object) -> str:
    """Return the value of a setting in words, with its unit."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return apart(_word(str(one)) for one in value) or _("no goods")
    if isinstance(value, int | float):
        unit = SET.get(key, ("", ""))[1]
        if unit == "%":
            return _("{n} %").format(n=plain(100 * value))
        return f"{plain(value)} {_(unit)}" if unit else plain(value)
    return _word(value) if isinstance(value, str) else as_typed(value)


def _word(name: str) -> str:
    return _(VALUES[name]) if name in VALUES else name.replace("_", " ")
