"""Files that people bring, damaged by chance: read, or refused in one sentence of a line's length."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from borderSim.errors import InputError
from borderSim.scenario.read_network import read_network
from borderSim.studies.design.csv_design import read_csv

INPUTS = sorted((Path(__file__).parent / "inputs").iterdir())
DESIGN = "\ufefflibellé;customs.random_share;police.units;;\r\nbase;0,1;2,0;;\r\nplus;0,25;3,0;;\r\n".encode()
MORE = (
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r",
    b'"',
    b"'",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"1,500",
    b"NA",
    b"-1",
    b"1e999",
    b"sep=;\n",
    b"\xe9",
    b"(",
    b"<!DOCTYPE a>",
    b"</graph>",
    b"weight",
    b"source",
    b"=1+1",
    b"${x}",
    b"\x1b[2J",
    b"9" * 5000,
    b"x" * 200_000,
    "\u202e".encode(),
)
FILES, LONGEST = 120, 1000


@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_file_is_read_or_refused_in_a_sentence(tmp_path: Path, seed: int):
    rng = random.Random(seed)
    whole = [*(path.read_bytes() for path in INPUTS), DESIGN]
    read = 0
    for _ in range(FILES):
        content = bytearray(rng.choice(whole))
        for _ in range(rng.randint(1, 4)):
            at = rng.randint(0, len(content))
            match rng.randrange(3):
                case 0:
                    content[at:at] = rng.choice(MORE)
                case 1:
                    del content[at : at + rng.randint(1, 20)]
                case 2:
                    content[at : at + 1] = bytes([rng.randrange(256)])
        path = tmp_path / f"f{rng.choice(('.csv', '.graphml', '.xlsx', '.tsv'))}"
        path.write_bytes(content)
        for reads in (
            lambda path=path: str(read_network(path)),
            lambda path=path: str(read_csv(str(path), "mine.yaml", 1000).labels),
        ):
            try:
                said = reads()
                read += 1
            except InputError as error:
                said = str(error)
                assert "\n" not in said and len(said) < LONGEST, bytes(content)[:300]
            assert "\x1b" not in said, "nothing that a terminal would obey"
    assert read > FILES / 10, "some are read all the same"
