"""A run as the player shows it: who and where (the header), and days as columns (chunks). Plain JSON values only."""

from borderSim.classroom.recording.days import chunk, chunk_of
from borderSim.classroom.recording.headers import header, header_of
from borderSim.classroom.recording.packed import packed

__all__ = ["chunk", "chunk_of", "header", "header_of", "packed"]
