"""Which decision rule a scenario names, and the parameters that it gives it."""

from __future__ import annotations

from dataclasses import dataclass

Value = float | int | bool | str
"""What a parameter of a rule may be."""


@dataclass(frozen=True)
class RuleChoice:
    """A decision rule with parameters of its own; a rule at its defaults is its bare name instead.

    Attributes:
        name: of the rule.
        parameters: (name, value) of those that are not at their default, sorted by name.
    """

    name: str
    parameters: tuple[tuple[str, Value], ...]

    def as_dict(self) -> dict[str, Value]:
        """Return it as a file says it: ``{name: mine, weight: 0.3}``."""
        return {"name": self.name, **dict(self.parameters)}

    def __str__(self) -> str:
        told = (
            f"{key}: {str(value).lower() if isinstance(value, bool) else value}"
            for key, value in self.as_dict().items()
        )
        return "{" + ", ".join(told) + "}"


RuleName = str | RuleChoice
"""Type of a field that names a decision rule."""


def name_of(rule: RuleName) -> str:
    """Return the bare name of a rule."""
    return rule.name if isinstance(rule, RuleChoice) else rule


def parameters_of(rule: RuleName) -> dict[str, Value]:
    """Return the parameters that are not at their default."""
    return dict(rule.parameters) if isinstance(rule, RuleChoice) else {}


def with_parameters(name: str, parameters: dict[str, Value]) -> RuleName:
    """Return the choice of a rule with parameters (those at their default left out already)."""
    return RuleChoice(name, tuple(sorted(parameters.items()))) if parameters else name
