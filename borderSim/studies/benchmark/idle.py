"""What a run of a sweep costs beside its model: units of work whose runs take no time, through the same loop and store."""

from __future__ import annotations


