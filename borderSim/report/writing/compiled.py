"""Templates are compiled once and kept beside the modules of the package, as Python keeps the modules themselves."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from jinja2.bccache import Bucket, FileSystemBytecodeCache

ROOM = Path(__file__).parent / "__pycache__"


class Kept(FileSystemBytecodeCache):
    """Compiled templates in files; what cannot be read or written is compiled again.

    A file holds the checksum of its template: one that was changed is compiled anew. The folder is
    that of the package's own compiled modules, since whoever can write there could change the
    program as well.
    """

    def __init__(self) -> None:
        super().__init__(str(ROOM), "template-%s.cache")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read a compiled template, if there is one."""
        try:
            super().load_bytecode(bucket)
        except Exception:
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a compiled template where that is possible."""
        with suppress(OSError):
            ROOM.mkdir(exist_ok=True)
            super().dump_bytecode(bucket)
