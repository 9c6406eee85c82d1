"""The words of the empty form, in the language in force."""

from __future__ import annotations

from borderSim.language.catalogue import gettext as _


def words() -> dict[str, str]:
    """Return what the form says beside the questions, by key."""
    return {
        "title": _("Customs–police cooperation: where do we stand?"),
        "intro": _(
            "The 27 questions of the diagnostic tool in the handbook on customs–police cooperation (WCO and INTERPOL, 2018, section X). Each service fills in a form of its own, by itself."
        ),
        "how": _(
            "Answer what is so today, not what is planned. “Don't know” is an answer: it is carried on as a range. Questions that do not apply disappear. A note is kept for the discussion."
        ),
        "kept": _(
            "This page works without a network and sends nothing. It keeps nothing either: save the file before you close it, and open the file here again to go on."
        ),
        "language": _("Language"),
        "service": _("Service"),
        "customs": _("Customs"),
        "police": _("Police"),
        "country": _("Country"),
        "filled_by": _("Filled in by (unit, function)"),
        "date": _("Date"),
        "dont_know": _("don't know"),
        "none_of_them": _("none of these"),
        "several": _("several answers are possible"),
        "note": _("Note"),
        "clear": _("Clear the answers to this question"),
        "not_asked": _("Not asked after the answer to {item}."),
        "progress": _("{done} of {all} answered"),
        "save": _("Save the answers"),
        "open": _("Open saved answers"),
        "print": _("Print"),
        "saved": _("Saved as {file}. Keep it, and hand it to whoever makes the diagnosis."),
        "opened": _("Opened {file}."),
        "needs_service": _("Say first which service fills this in."),
        "clash": _("{first} and {second} contradict each other: {because}."),
        "clash_stays": _("The diagnosis will refuse this form until one of them is changed."),
        "skip": _("Skip to the questions"),
        "bad_size": _("{file}: is too long to be a form."),
        "bad_line": _("{file}, line {line}: can't be read as answers ({what})."),
        "bad_root": _("{file}: is no filled-in questionnaire: it has no key “answers”."),
        "bad_key": _("{file}: {key} is unknown."),
        "bad_answer": _("{file}: {key} can't be “{value}”; allowed: {allowed}."),
        "bad_kind": _("{file}: {key} has the wrong form."),
        "bad_twice": _("{file}: {key} stands there twice."),
        "no_script": _(
            "Saving and opening need JavaScript; the form can be printed and filled in by hand."
        ),
    }
