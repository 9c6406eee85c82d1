"""Paths that users import by: each works after files have moved."""

from __future__ import annotations

from importlib import import_module

import pytest


@pytest.mark.parametrize(
    ("module", "name", "home"),
    [
        ("borderSim.studies.ema", "ema_model", "borderSim.api.ema"),
        ("borderSim.studies.ema", "sweep_as_experiments", "borderSim.api.ema"),
        ("borderSim.cli", "main", "borderSim.cli"),
        ("borderSim", "BorderModel", "borderSim.simulation"),
        ("borderSim", "compare", "borderSim.api.face"),
        ("borderSim.rules.plan", "Plan", "borderSim.rules.plan"),
    ],
)
def test_a_public_path_leads_to_its_home(module, name, home):
    assert getattr(import_module(module), name) is getattr(import_module(home), name)
