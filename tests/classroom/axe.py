"""What axe-core finds on a page: names, contrasts, order for screen readers."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe


def findings(page) -> list[tuple[str, str, str]]:
    """Return impact, rule and first element of each finding, of whatever impact."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(x["impact"], x["id"], x["nodes"][0]["html"][:120]) for x in found]
