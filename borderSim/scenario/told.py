"""Notices about files: each is shown once, however often its file is read.

A scenario is loaded once a level and once a point. Whoever answers to a person opens a
:func:`gathering` around the loading and shows what it holds in the end; nothing of it enters a
scenario, and thus no result's hash.
"""

from __future__ import annotations

from borderSim.scenario.collector import Collector

_SENTENCES: Collector[str] = Collector("told")
gathering = _SENTENCES.collecting
"""Gathers what :func:`tell_of` says inside a ``with``, in this thread alone."""
tell_of = _SENTENCES.add
"""Has a sentence told; without anybody who gathers, nobody is told."""
