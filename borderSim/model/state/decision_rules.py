"""The decision rules in force."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.parameters.rule_choice import RuleName, name_of
from borderSim.parameters.scenario import Scenario
from borderSim.rules import registry
from borderSim.rules.registry import Rule

NO_DOCUMENTS = 0.25
"""Spread (log-odds) by which equal classes are told apart at random where documents are not read; technical."""


@dataclass
class Rules:
    """The rules of a scenario, one of each kind, made anew for every world."""

    strategy: Rule
    targeting: Rule
    allocation: Rule
    casework: Rule

    @staticmethod
    def asked(scenario: Scenario) -> tuple[RuleName, ...]:
        """Return the names that a scenario gives, with their parameters."""
        return registry.asked(scenario)

    @classmethod
    def of(cls, scenario: Scenario) -> Rules:
        """Load the rules of a scenario.

        Raises:
            InputError: a rule is unknown or cannot be used.
        """
        return cls(
            *(
                registry.rule(kind, name)
                for kind, name in zip(registry.KINDS, cls.asked(scenario), strict=True)
            )
        )

    @property
    def choices(self) -> tuple[RuleName, ...]:
        """Names and parameters of the rules in force."""
        return tuple(
            rule.choice for rule in (self.strategy, self.targeting, self.allocation, self.casework)
        )

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the rules in force."""
        return tuple(name_of(choice) for choice in self.choices)

    def document_signals(self, scenario: Scenario) -> tuple[float, float]:
        """Return what customs believes of the document score's shift, and the true shift.

        Where the rule does not read documents, the score of equal classes differs by chance alone.
        """
        if self.targeting.body.uses_documents:
            return scenario.customs.believed_document_signal, scenario.traffic.document_signal
        return NO_DOCUMENTS, 0.0
