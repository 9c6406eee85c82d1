"""The old path of :mod:`borderSim.api.ema`, the bridge to the EMA workbench: it keeps working."""

from borderSim.api.ema import Country, ema_model, python_name, sweep_as_experiments

__all__ = ["Country", "ema_model", "python_name", "sweep_as_experiments"]
