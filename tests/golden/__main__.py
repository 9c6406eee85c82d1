"""Refresh the golden numbers on purpose: ``python -m tests.golden`` (say why in the CHANGELOG)."""

from tests.golden.numbers import PATH, measure, write

if __name__ == "__main__":
    write(measure())
    print(f"wrote {PATH.name}")
