"""Composition of the shipped files by Hydra, without leaving any of its process-wide state behind.

Hydra holds one application for each process: inside another one, :func:`hydra.compose` either ends
or takes the other's place. Here what is kept is set aside while this program composes, one thread
at a time, and put back as it was.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

_ONE_AT_A_TIME = threading.RLock()


def compose_alone(folder: str, choices: Sequence[str]) -> Any:
    """Return what Hydra composes of ``config.yaml`` in a folder, with other choices of its groups.

    Args:
        folder: absolute path.
        choices: in Hydra's grammar.
    """
    from hydra import compose, initialize_config_dir

    with _ONE_AT_A_TIME, _set_aside(), initialize_config_dir(config_dir=folder, version_base="1.3"):
        return compose(config_name="config", overrides=list(choices))


@contextmanager
def _set_aside() -> Iterator[None]:
    """Take what Hydra and OmegaConf keep for the process out of the way, and put it back."""
    from hydra.core.global_hydra import GlobalHydra
    from hydra.core.hydra_config import HydraConfig
    from hydra.core.singleton import Singleton
    from hydra.core.utils import JobRuntime
    from hydra.version import VersionBase
    from omegaconf.basecontainer import BaseContainer

    kinds = (GlobalHydra, HydraConfig, JobRuntime, VersionBase)
    held = Singleton._instances
    kept = {kind: held.pop(kind) for kind in kinds if kind in held}
    resolvers = dict(BaseContainer._resolvers)
    try:
        yield
    finally:
        for kind in kinds:
            held.pop(kind, None)
        held.update(kept)
        BaseContainer._resolvers.clear()
        BaseContainer._resolvers.update(resolvers)
