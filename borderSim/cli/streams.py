"""Standard output and standard error, whatever they are: other letters, closed, full, or a pipe that nobody reads.

What a command stores never depends on them: long work goes on when what it prints is lost, and one
sentence says so at the end.
"""

from __future__ import annotations

import errno
import io
import os
import sys
import warnings
from contextlib import suppress
from typing import TextIO

from borderSim.report.terminal.letters import register


class StreamError(OSError):
    """Standard output or standard error can't be written to.

    Every other error of the system is one of a file.
    """


class Stream(io.TextIOWrapper):
    """A standard stream that says of its errors that they are its own."""

    def write(self, text: str, /) -> int:
        """Write a text.

        Raises:
            StreamError: it can't be written.
        """
        try:
            return super().write(text)
        except OSError as error:
            raise StreamError(error.errno, error.strerror) from error

    def flush(self) -> None:
        """Write what is held back.

        Raises:
            StreamError: it can't be written.
        """
        try:
            super().flush()
        except OSError as error:
            raise StreamError(error.errno, error.strerror) from error


class Nowhere(io.TextIOBase):
    """Stands for a stream that was closed before the program began.

    Knows whether something was to be printed.
    """

    wrote = False
    encoding = "utf-8"

    def write(self, text: str, /) -> int:
        """Let a text go."""
        self.wrote = self.wrote or bool(text)
        return len(text)

    def writable(self) -> bool:
        """Return True."""
        return True


def prepare() -> None:
    """Make both streams fit to be printed to: nothing that is printed raises for its letters or for a closed stream."""
    _open_descriptors()
    handler = register()
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Nowhere())
        elif type(stream) is io.TextIOWrapper:
            setattr(sys, name, _own(stream, handler))
        elif isinstance(stream, io.TextIOWrapper):  # (a test's)
            stream.reconfigure(errors=handler)


def quiet() -> None:
    """Let no warning of a library stand above a result, unless it was asked for (``-W``, ``PYTHONWARNINGS``)."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


def finish(error: StreamError | None = None) -> str:
    """Write what is still to be written.

    Return a sentence if what was printed is lost, else nothing.

    A pipe whose reader has gone (``| head``) is no reason for a sentence.

    Args:
        error: why a command ended, if a stream did it.
    """
    lost = [_flushed(sys.stdout, 1), _flushed(sys.stderr, 2)][0] or error
    if isinstance(sys.stdout, Nowhere) and sys.stdout.wrote:
        return "standard output is closed: what was to be printed is lost; what this command stored is whole"
    if lost is None or lost.errno == errno.EPIPE:
        return ""
    return f"standard output can't be written ({lost.strerror}): what was to be printed is lost; what this command stored is whole"


def _flushed(stream: TextIO, descriptor: int) -> StreamError | None:
    """Return why a stream can't be written.

    It then leads nowhere, so that the interpreter's end is quiet.
    """
    try:
        stream.flush()
    except StreamError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
        return error
    except (OSError, ValueError):  # (a test's, or closed meanwhile)
        pass
    return None


def _own(stream: io.TextIOWrapper, handler: str) -> Stream:
    """Return a stream of our own in the place of one; what it held back is written by it."""
    with suppress(OSError):
        stream.flush()
    kept = stream.encoding, stream.line_buffering, stream.write_through
    return Stream(
        stream.detach(),
        encoding=kept[0],
        errors=handler,
        line_buffering=kept[1],
        write_through=kept[2],
    )


def _open_descriptors() -> None:
    """Fill the places of closed standard streams, so that no result's file is opened in one of them."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
