"""Make the site of the documents: ``python docs/make_site.py [FOLDER]`` (needs ``pip install -e '.[docs]'``).

The pages link to one another, to the files of ``configs/`` and to the ready studies by their places in the checkout.
So the checkout's pages are copied, each to the same place, into a folder; the pages of the API are written beside
them; and Zensical builds the site from that folder. A link that leads nowhere ends the build with 1.
"""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
CONFIGURATION = ROOT / "mkdocs.yml"
COPIED = (
    "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "CITATION.cff",
    "docs/**/*.md", "docs/**/*.png", "docs/**/*.css", "docs/**/*.py", "docs/*.yaml",
    "configs/**/*.yaml", "experiments/**/*.md", "experiments/**/*.yaml", "experiments/*.csv", "results/README.md",
)  # fmt: skip
"""What the site holds of the checkout."""
PUBLIC = {
    "borderSim": "What `import borderSim as bs` offers",
    "borderSim.rules": "Decision rules: what a rule of your own sees and answers",
    "borderSim.measures": "Measures: an outcome of your own",
    "borderSim.interventions": "Interventions: a policy of your own",
    "borderSim.testing": "Checks for rules of your own",
}
"""The public modules and the titles of their pages; one that does not exist has no page."""


def stage(pages: Path) -> None:
    """Copy what the site holds into a folder, each file to its place in the checkout."""
    for pattern in COPIED:
        for path in ROOT.glob(pattern):
            target = pages / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def api_page(name: str, title: str) -> str:
    """Return the page of a public module: its docstring, then each name that its ``__all__`` lists.

    A name is documented under the module in which it is written, since public names are loaded when first used.
    """
    module = importlib.import_module(name)
    parts = [f"# {title}", inspect.getdoc(module) or ""]
    for public in sorted(getattr(module, "__all__", ()), key=str.lower):
        value = getattr(module, public)
        home = getattr(value, "__module__", None)
        if (inspect.isclass(value) or inspect.isfunction(value)) and home:
            parts.append(f"::: {home}.{value.__qualname__}")
        elif inspect.ismodule(value):
            parts.append(f"::: {value.__name__}")
    return "\n\n".join(parts) + "\n"


def public_modules() -> dict[str, str]:
    """Return the public modules that exist, with their titles."""
    return {name: title for name, title in PUBLIC.items() if importlib.util.find_spec(name)}


def write_api(pages: Path) -> list[str]:
    """Write the pages of the API; return their paths in the site."""
    paths = []
    for name, title in public_modules().items():
        path = pages / "api" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(api_page(name, title), encoding="utf-8")
        paths.append(str(path.relative_to(pages)))
    return paths


def build(folder: Path) -> int:
    """Copy, write and build into a folder (``pages`` and ``html``); return Zensical's exit code."""
    pages, html = folder / "pages", folder / "html"
    for old in (pages, html):
        shutil.rmtree(old, ignore_errors=True)
    stage(pages)
    api = write_api(pages)
    settings = CONFIGURATION.read_text("utf-8").replace(".site/", "").replace("[ROOT]", f"[{str(ROOT)!r}]")
    nav = "".join(f"          - {Path(path).stem}: {path}\n" for path in api)
    (folder / "mkdocs.yml").write_text(settings.replace("          - api\n", nav), encoding="utf-8")
    command = [sys.executable, "-m", "zensical", "build", "--strict", "-f", str(folder / "mkdocs.yml")]
    return subprocess.run(command, check=False, cwd=folder).returncode


if __name__ == "__main__":
    sys.exit(build(Path(sys.argv[1]).resolve() if sys.argv[1:] else ROOT / ".site"))
