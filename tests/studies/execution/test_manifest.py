"""What a manifest tells of the machine."""

from __future__ import annotations

import platform

from borderSim.studies.execution import manifest

COMMAND = ["bordersim", "run", "scenario=/home/anna/mine.yaml"]


def block(provenance):
    ran = manifest.ran_block(
        started="2026-01-01T00:00:00+00:00", workers=2, command=COMMAND, provenance=provenance
    )
    return ran | {"written": ""}


def test_what_is_cut_afterwards_is_what_was_never_kept(monkeypatch):
    monkeypatch.setattr(platform, "platform", lambda: "Linux-6.1-of-annas-laptop")
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    full, short = block("full"), block("short")
    assert manifest.names_machine(full) and not manifest.names_machine(short)
    assert manifest.without_machine(full) == short == manifest.without_machine(short)
