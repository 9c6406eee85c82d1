"""The decision rules in force."""

from __future__ import annotations

from dataclasses import dataclass

from borderSim.parameters.scenario import Scenario
from borderSim.rules import registry
from borderSim.rules.registry import Rule

NO_DOCUMENTS = 0.25
"""Spread (log-odds) by which equal classes are told apart at random where documents are not read; technical."""


@dataclass
class Rules:
    """The three rules of a scenario, made anew for every world."""

    strategy: Rule
    targeting: Rule
    allocation: Rule

    @staticmethod
    def asked(scenario: Scenario) -> tuple[str, str, str]:
        """Return the names that a scenario gives."""
        return scenario.traffickers.strategy, scenario.customs.targeting, scenario.customs.allocation

    @classmethod
    def of(cls, scenario: Scenario) -> Rules:
        """Load the rules of a scenario.

        Raises:
            InputError: a rule is unknown or cannot be used.
        """
        return cls(*(registry.rule(kind, name) for kind, name in zip(registry.KINDS, cls.asked(scenario), strict=True)))

    @property
    def names(self) -> tuple[str, str, str]:
        """Names of the rules in force."""
        return self.strategy.name, self.targeting.name, self.allocation.name

    def document_signals(self, scenario: Scenario) -> tuple[float, float]:
        """Return what customs believes of the document score's shift, and the true shift.

        Where the rule does not read documents, the score of equal classes differs by chance alone.
        """
        if self.targeting.body.uses_documents:
            return scenario.customs.believed_document_signal, scenario.traffic.document_signal
        return NO_DOCUMENTS, 0.0
