"""How fast the live page is: from typing to the form, a day, half a year, memory with two sessions."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

NEEDED = ("starlette", "uvicorn", "websockets")
PLAYED = (("day", 1), ("half_year", 182))


def live_page() -> dict[str, float]:
    """Start a server, play two sessions, end it; return wall seconds and megabytes by name.

    The megabytes of a process are told by Linux alone. Without the extra ``class`` nothing is
    measured.
    """
    if not all(importlib.util.find_spec(name) for name in NEEDED):
        return {}
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        typed = ["play", "port=0", "open=false", f"results_dir={folder}"]
        server = subprocess.Popen(
            [sys.executable, "-m", "borderSim", *typed], stdout=subprocess.PIPE, text=True
        )
        try:
            host = _host(server)
            _wait_for_the_room(host)
            with urllib.request.urlopen(f"http://{host}/choices.json") as answer:
                answer.read()
            found = {"play_form": time.perf_counter() - began}
            with _socket(host) as one, _socket(host) as two:
                found |= _play("training", one) | _play("national", two)
                found |= _megabytes(server.pid)
            return found
        finally:
            server.terminate()
            server.wait()


def _host(server: subprocess.Popen[str]) -> str:
    line = server.stdout.readline() if server.stdout else ""
    found = re.search(r"http://([\d.:]+)", line)
    if found is None:
        raise SystemExit("the server did not start: 'bordersim play' says why")
    return found.group(1)


def _wait_for_the_room(host: str) -> None:
    """Wait as the page does that stands there until the model is loaded."""
    while True:
        with urllib.request.urlopen(f"http://{host}/ready.json") as answer:
            if json.load(answer)["ready"]:
                return
        time.sleep(0.05)


def _socket(host: str) -> ClientConnection:
    from websockets.sync.client import connect

    return connect(f"ws://{host}/socket", origin=f"http://{host}", max_size=None)  # type: ignore[arg-type]


def _play(name: str, socket: ClientConnection) -> dict[str, float]:
    """Play a scenario, and return how long each wish took."""
    _seconds(socket, {"do": "open", "scenario": name})
    return {f"play_{name}_{what}": _seconds(socket, {"do": "go", "days": d}) for what, d in PLAYED}


def _seconds(socket: ClientConnection, wish: dict[str, Any]) -> float:
    began = time.perf_counter()
    socket.send(json.dumps(wish))
    while json.loads(socket.recv())["is"] not in ("session", "problem"):
        pass
    return time.perf_counter() - began


def _megabytes(pid: int) -> dict[str, float]:
    path = Path(f"/proc/{pid}/status")
    found = re.search(r"VmRSS:\s+(\d+)", path.read_text()) if path.is_file() else None
    return {"play_megabytes": int(found.group(1)) / 1024} if found else {}
