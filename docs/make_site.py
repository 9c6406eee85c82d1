"""Make the site of the documents: ``python docs/make_site.py [FOLDER]`` (needs ``pip install -e '.[docs]'``).

The pages link to one another, to the files of ``configs/`` and to the ready studies by their places
in the checkout. So the checkout's pages are copied, each to the same place, into a folder; the
pages of the API are written beside them; and Zensical builds the site from that folder. A link that
leads nowhere ends the build with 1, and so does a page that would fetch a font, a script or a
picture from another address.
"""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CONFIGURATION = ROOT / "mkdocs.yml"
COPIED = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "LICENSE",
    "CITATION.cff",
    "docs/**/*.md",
    "docs/**/*.png",
    "docs/**/*.css",
    "docs/**/*.py",
    "docs/*.yaml",
    "configs/**/*.yaml",
    "experiments/**/*.md",
    "experiments/**/*.yaml",
    "experiments/*.csv",
    "results/README.md",
)
"""What the site holds of the checkout."""
PUBLIC = {
    "borderSim": "What `import borderSim as bs` offers",
    "borderSim.rules": "Decision rules: what a rule of your own sees and answers",
    "borderSim.measures": "Measures: an outcome of your own",
    "borderSim.interventions": "Interventions: a policy of your own",
    "borderSim.testing": "Checks for rules of your own",
}
"""The public modules and the titles of their pages; one that does not exist has no page."""

INSIDE = {
    "borderSim.rules": (
        "views",
        "plan",
        "errors",
        "parameters",
        "traffickers",
        "targeting",
        "allocation",
        "police",
    )
}
"""Modules of a public package that a user imports from."""
ROLE = re.compile(r":(?:class|func|meth|mod|data|attr|exc):(?=<code>|`)")
"""What docstrings write before a name for another tool."""


def stage(pages: Path) -> None:
    """Copy what the site holds into a folder, each file to its place in the checkout."""
    for pattern in COPIED:
        for path in ROOT.glob(pattern):
            target = pages / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)


def api_page(name: str, title: str) -> str:
    """Return the page of a public module: its docstring, then its public names, read when the page is made.

    A name is documented under the module in which it is written, since public names are loaded when
    first used.
    """
    module = importlib.import_module(name)
    parts = [f"# {title}", ROLE.sub("", inspect.getdoc(module) or "").replace("::\n", ":\n")]
    data = []
    for public, value in sorted(public_names(module).items(), key=lambda pair: pair[0].lower()):
        if inspect.isclass(value) or inspect.isfunction(value):
            parts.append(f"::: {value.__module__}.{value.__qualname__}")
        elif not public.startswith("__"):
            data.append(f"- `{public}`: a value of the type `{type(value).__name__}`")
    parts += [f"::: {name}.{inside}" for inside in INSIDE.get(name, ())]
    return "\n\n".join([*parts, "\n".join(data)]).rstrip() + "\n"


def public_names(module: ModuleType) -> dict[str, Any]:
    """Return what ``__all__`` lists or, without it, the classes and functions that the module writes itself."""
    if hasattr(module, "__all__"):
        return {public: getattr(module, public) for public in module.__all__}
    return {
        public: value
        for public, value in vars(module).items()
        if public[0] != "_" and getattr(value, "__module__", None) == module.__name__
    }


def public_modules() -> dict[str, str]:
    """Return the public modules that exist, with their titles."""
    there = [name for name in PUBLIC if importlib.util.find_spec(name)]
    return {
        name: PUBLIC[name]
        for name in there
        if name in INSIDE or public_names(importlib.import_module(name))
    }


def write_api(pages: Path) -> list[str]:
    """Write the pages of the API; return their paths in the site."""
    paths = []
    for name, title in public_modules().items():
        path = pages / "api" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(api_page(name, title), encoding="utf-8")
        paths.append(str(path.relative_to(pages)))
    return paths


FETCHED = re.compile(
    r"""<(?:script|img|iframe|link)\b(?![^>]*\bcanonical\b)[^>]*\b(?:src|href)=["']?(?:https?:)?//[^>]*>"""
)
"""A tag by which a browser would ask another address for something (a link that a reader follows is none)."""


def fetched_from_elsewhere(html: Path) -> list[str]:
    """Return what the pages below a folder would fetch from other addresses, each with its page."""
    pages = sorted(html.rglob("*.html"))
    return [
        f"{page.relative_to(html)}: {tag}"
        for page in pages
        for tag in FETCHED.findall(page.read_text("utf-8"))
    ]


def build(folder: Path) -> int:
    """Copy, write and build into a folder (``pages`` and ``html``).

    Return Zensical's exit code, or 1 if a page fetches anything from elsewhere.
    """
    pages, html = folder / "pages", folder / "html"
    for old in (pages, html):
        shutil.rmtree(old, ignore_errors=True)
    stage(pages)
    api = write_api(pages)
    settings = (
        CONFIGURATION.read_text("utf-8").replace(".site/", "").replace("[ROOT]", f"[{str(ROOT)!r}]")
    )
    nav = "".join(f"          - {Path(path).stem}: {path}\n" for path in api)
    (folder / "mkdocs.yml").write_text(settings.replace("          - api\n", nav), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "zensical",
        "build",
        "--strict",
        "-f",
        str(folder / "mkdocs.yml"),
    ]
    code = subprocess.run(command, check=False, cwd=folder).returncode
    for page in (html / "api").glob("*.html"):
        page.write_text(ROLE.sub("", page.read_text("utf-8")), encoding="utf-8")
    foreign = fetched_from_elsewhere(html)
    for line in foreign:
        print(f"make_site: fetched from elsewhere: {line}", file=sys.stderr)
    return code or int(bool(foreign))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))  # the reference is that of this checkout
    sys.exit(build(Path(sys.argv[1]).resolve() if sys.argv[1:] else ROOT / ".site"))
