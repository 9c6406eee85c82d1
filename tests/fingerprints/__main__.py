"""Remake the fingerprints on purpose: ``python -m tests.fingerprints`` (say in the CHANGELOG what changed and why)."""

import sys

from tests.fingerprints.kept import differences, measure, write

if __name__ == "__main__":
    fresh = measure()
    moved = differences(fresh)
    write(fresh)
    print("changed: " + (", ".join(moved) or "none"))
    sys.exit(0)
