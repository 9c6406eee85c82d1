"""borderSim's own wheel: built from a source tree, or put together again from what is installed.

No index has it, so that the kit has to bring it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from importlib.metadata import Distribution, distribution
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import url2pathname

from borderSim.errors import StoppedError

NAME = "bordersim"


def own_wheel(folder: Path) -> Path:
    """Write the wheel of this very program into a folder.

    Returns:
        Its path.

    Raises:
        StoppedError: it can't be built, or the installation is not whole.
    """
    found = distribution(NAME)
    tree = _source_tree(found)
    return _built(tree, folder) if tree else _put_together(found, folder)


def _source_tree(found: Distribution) -> Path | None:
    """Return the tree that is installed in place, None where a wheel was installed."""
    text = found.read_text("direct_url.json")
    told = json.loads(text) if text else {}
    if not told.get("dir_info", {}).get("editable"):
        return None
    return Path(url2pathname(urlparse(told["url"]).path))


def _built(tree: Path, folder: Path) -> Path:
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet", "-w", folder, tree],
        capture_output=True,
        text=True,
    )
    made = sorted(folder.glob(f"{NAME}-*.whl"))
    if done.returncode or not made:
        raise StoppedError(
            f"the wheel of borderSim could not be built from {tree}: {_last(done.stderr)}"
        )
    return made[-1]


def _put_together(found: Distribution, folder: Path) -> Path:
    """Return the wheel of what is installed: the files of its RECORD, but for what pip added."""
    files = [
        path
        for path in found.files or ()
        if not path.parts[0].startswith("..")
        and "__pycache__" not in path.parts
        and path.name not in ("INSTALLER", "REQUESTED", "direct_url.json", "RECORD")
    ]
    if not files:
        raise StoppedError(
            "the list of installed files (RECORD) is missing: install borderSim anew"
        )
    path = folder / f"{NAME}-{found.version}-py3-none-any.whl"
    info = f"{NAME}-{found.version}.dist-info"
    rows = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for file in sorted(files, key=str):
            content = Path(str(file.locate())).read_bytes()
            wheel.writestr(str(file), content)
            hashed = f"{file.hash.mode}={file.hash.value}" if file.hash else ""
            rows.append(f"{file},{hashed},{len(content)}")
        rows.append(f"{info}/RECORD,,")
        wheel.writestr(f"{info}/RECORD", "\n".join(rows) + "\n")
    return path


def _last(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "pip said nothing"
