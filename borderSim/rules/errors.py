"""What goes wrong inside a decision rule while a model runs."""

from __future__ import annotations


class RuleError(RuntimeError):
    """A decision rule failed or answered with something that is not allowed.

    The sentence names the rule, the day and what was wrong. A run that meets it ends as failed.
    """
