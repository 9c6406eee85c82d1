"""The ``Model`` of the EMA workbench that uses or refuses each value that an experiment hands over.

The workbench's own takes two policies of the same name for the same policy, and leaves out without
a word what a sample says beside the parameters of the model. Import it only where the workbench is
installed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ema_workbench import Model

from borderSim.errors import InputError, nearest


class WorkbenchModel(Model):
    """A model whose policies are known by their values, and whose samples name nothing else."""

    def initialized(self, policy: Any) -> bool:
        """Return False: each experiment takes the values of its own policy, whatever its name."""
        return False

    def run_model(self, scenario: Any, policy: Any, constants: Any) -> None:
        """Run an experiment.

        A search of the workbench leaves the levers of the place before in the scenario: a lever may
        stand there where the policy gives it too, and the policy's value is the one that is used.

        Args:
            scenario: values of the uncertainties.
            policy: values of the levers.
            constants: values of the constants.

        Raises:
            InputError: a sample names something that the workbench would leave out.
        """
        own: Any = self  # (the workbench's lists have no types)
        beside = [name for name in scenario if name not in policy]
        _refuse("scenario", beside, "uncertainty", [one.name for one in own.uncertainties])
        _refuse("policy", policy, "lever", [one.name for one in own.levers])
        super().run_model(scenario, policy, constants)


def _refuse(sample: str, given: Iterable[str], what: str, known: list[str]) -> None:
    for name in given:
        if name not in known:
            raise InputError(
                f"ema_model: {name} stands in a {sample}, but is no {what} of the model{nearest(name, known)}; there are: {', '.join(known)}"
            )
