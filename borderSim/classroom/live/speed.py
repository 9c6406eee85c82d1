"""How fast the live page is on this machine: ``python -m borderSim.classroom.live.speed``."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

PLAYED = (("a day", 1), ("half a year", 182))
LINE = "{:<34}{:>8.2f} s"


def measure() -> None:
    """Start a server, play two sessions, print seconds and memory, end it."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        typed = ["play", "port=0", "open=false", f"results_dir={folder}"]
        server = subprocess.Popen(
            [sys.executable, "-m", "borderSim", *typed], stdout=subprocess.PIPE, text=True
        )
        try:
            host = _host(server)
            with urllib.request.urlopen(f"http://{host}/choices.json") as answer:
                answer.read()
            print(LINE.format("from typing to the form", time.perf_counter() - began))
            with _socket(host) as one, _socket(host) as two:
                _play("training", one)
                _play("national", two)
                print(f"{'memory with two sessions':<34}{_megabytes(server.pid)}")
        finally:
            server.terminate()
            server.wait()


def _host(server: subprocess.Popen[str]) -> str:
    line = server.stdout.readline() if server.stdout else ""
    found = re.search(r"http://([\d.:]+)", line)
    if found is None:
        raise SystemExit("the server did not start: 'bordersim play' says why")
    return found.group(1)


def _socket(host: str) -> ClientConnection:
    return connect(f"ws://{host}/socket", origin=f"http://{host}", max_size=None)  # type: ignore[arg-type]


def _play(name: str, socket: ClientConnection) -> None:
    """Play a scenario with two countries, and print how long each wish took."""
    _timed(f"{name}: begin", socket, {"do": "open", "scenario": name})
    for what, days in PLAYED:
        _timed(f"{name}: {what}", socket, {"do": "go", "days": days})
    _timed(f"{name}: a twin", socket, {"do": "twin", "level": "collaboration"})
    _timed(f"{name}: half a year of two", socket, {"do": "go", "days": 182})


def _timed(what: str, socket: ClientConnection, wish: dict[str, Any]) -> None:
    began = time.perf_counter()
    socket.send(json.dumps(wish))
    while json.loads(socket.recv())["is"] not in ("session", "problem"):
        pass
    print(LINE.format(what, time.perf_counter() - began))


def _megabytes(pid: int) -> str:
    """Return the memory of a process, where the system tells it (Linux)."""
    path = Path(f"/proc/{pid}/status")
    found = re.search(r"VmRSS:\s+(\d+)", path.read_text()) if path.is_file() else None
    return f"{int(found.group(1)) / 1024:>8.0f} MB" if found else "not told by this system"


if __name__ == "__main__":
    measure()
