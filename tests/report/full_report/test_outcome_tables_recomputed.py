"""Every number and verdict of the tables of outcomes, reckoned again from the stored tables.

All outcomes, those with less luck beside the realised ones, the years one by one, dismantlement three
ways, and net benefit by who counts. Nothing of the report is called for it but the page itself.
"""

from __future__ import annotations

import math
import re

import pytest

from borderSim.measures.outcomes import OUTCOMES
from borderSim.report.full_report.page import render
from tests.report.blocks import Blocks, Cell, Table
from tests.report.recomputed import fits
from tests.report.recomputed_outcomes import STOCKS, Outcomes, Told, factor_of

SMALL = re.compile(
    r"(?P<value>[+−]?[\d ]+(?:\.\d+)?)"
    r"(?: \((?:(?P<low>[+−]?[\d ]+(?:\.\d+)?) to (?P<high>[+−]?[\d ]+(?:\.\d+)?)"
    r"|(?P<said>fixed input|in every replicate))\))?"
    r"(?: (?P<verdict>better|worse|clear))?"
    r"(?P<moves> \(still moving\))?"
)
WON = "variance of the difference as realised over this one: "
BESIDE = {
    "interdiction_rate_standardised": "interdiction_rate",
    "delivered_value_at_expected_size_eur": "delivered_value_eur",
    "harm_at_expected_size_eur": "harm_eur",
}
"""What stands with less luck beside what."""
PARTS = ("interdiction_rate_standardised_border", "interdiction_rate_standardised_inland")
WAYS = (
    "orgs_dismantled",
    "ends_per_100_org_years",
    "capacity_active",
    "net_benefit_from_change_eur",
    "setup_paid_from_change_eur",
)
COUNTED = ("", "_treasury", "_society", "_world")
IN_YEARS = (
    "interdiction_rate",
    "delivered_value_eur",
    "enforcement_and_cooperation_cost_eur",
    "trade_delay_cost_eur",
    "net_benefit_eur",
    "ends_per_100_org_years",
    "capacity_active",
)


def verdict(t: Outcomes, name: str, found: Told) -> str:
    """Return the word that a difference deserves."""
    own = OUTCOMES[name]
    price = own.unit == "EUR" and found.n >= 5 and found.error <= 1e-6 * abs(found.value)
    if not found.clear or (price and found.value):
        return ""
    if own.direction == "none":
        return "clear"
    return "better" if (found.value > 0) == (own.direction == "up") else "worse"


def check_value(text: str, found: Told, factor: float, told: object) -> int:
    """Hold the value of a cell."""
    if not math.isfinite(found.value):
        assert text == "–", told
        return 0
    assert fits(text, found.value * factor), (told, text, found.value * factor)
    return 1


def check_cell(cell: Cell, t: Outcomes, name: str, level: str, unit: str) -> int:
    """Hold a cell against the tables; return how many numbers it has."""
    per_year = unit.endswith(" a year") and name not in STOCKS
    factor, told = factor_of(unit), (name, level, unit, cell)
    count = check_value(cell.text, t.value(level, name, per_year), factor, told)
    found = t.difference(level, t.present, name, per_year)
    lines = [line for line in cell.small if not line.startswith(WON)]
    if level == t.present or not math.isfinite(found.value) or (found.same and found.value == 0):
        assert not lines, told
        return count
    (line,) = lines
    shown = SMALL.fullmatch(line)
    assert shown, (told, line)
    assert fits(shown["value"], found.value * factor), (told, found)
    count += 1 + check_ends(shown, found.times(factor), told)
    assert (shown["verdict"] or "") == verdict(t, name, found), (told, found)
    assert bool(shown["moves"]) == t.moving(level, name), told
    return count


def check_ends(shown: re.Match, found: Told, told: object) -> int:
    """Hold the interval of a difference, or the words that stand for it."""
    if shown["said"] == "fixed input":
        assert found.n >= 5 and found.error <= 1e-6 * abs(found.value), told
        return 0
    if shown["said"]:
        ends = (found.low, found.high) if found.spread else ()
        assert all(fits(shown["value"], end) for end in ends) and (ends or found.same), told
        return 0
    if shown["low"] is None:
        assert not found.spread, told
        return 0
    assert fits(shown["low"], found.low) and fits(shown["high"], found.high), (told, found)
    return 2


def check_rows(table: Table, names: list[str], t: Outcomes) -> int:
    """Hold a table whose rows are these outcomes."""
    assert table.names[1:] == t.titles and len(table.rows) == len(names)
    count = 0
    for name, (head, *cells) in zip(names, table.rows, strict=True):
        unit = head.small[0]
        if len(head.small) > 1:
            assert head.small[1] == OUTCOMES[name].definition
        for level, cell in zip(t.levels, cells, strict=True):
            count += check_cell(cell, t, name, level, unit)
    return count


def groups(t: Outcomes) -> dict[str, list[str]]:
    """Return the outcomes that have a number, by group."""
    found: dict[str, list[str]] = {}
    for name, own in OUTCOMES.items():
        values = [t.value(level, name, False).value for level in t.levels]
        if any(map(math.isfinite, values)):
            found.setdefault(own.group, []).append(name)
    return found


def check_all(page: Blocks, t: Outcomes) -> int:
    """Hold the tables of all outcomes."""
    tables = [one for one in page.tables if one.section == "table" and one.kind == "data outcomes"]
    return sum(
        check_rows(table, names, t) for table, names in zip(tables, groups(t).values(), strict=True)
    )


def check_beside(page: Blocks, t: Outcomes) -> int:
    """Hold the table of outcomes with less luck, and by how much their variance is smaller."""
    (table,) = [one for one in page.tables if one.kind == "data outcomes expected"]
    names = []
    for name, realised in BESIDE.items():
        names += [realised, name, *(part for part in PARTS if part.startswith(name))]
    count = check_rows(table, names, t)
    for name, (_, *cells) in zip(names, table.rows, strict=True):
        for level, cell in zip(t.levels, cells, strict=True):
            count += check_won(cell, t, name, level)
    return count


def check_won(cell: Cell, t: Outcomes, name: str, level: str) -> int:
    """Hold how many times smaller a variance is."""
    won = [line.removeprefix(WON) for line in cell.small if line.startswith(WON)]
    if name not in BESIDE or level == t.present:
        assert not won
        return 0
    errors = [t.difference(level, t.present, one, False).error for one in (BESIDE[name], name)]
    if not all(errors):
        assert won in ([], ["0.00"])
        return 0
    (ratio,) = won
    assert fits(ratio, (errors[0] / errors[1]) ** 2), (name, level, ratio, errors)
    return 1


def check_years(page: Blocks, t: Outcomes) -> int:
    """Hold the tables year by year."""
    tables = [one for one in page.tables if one.section == "years"][: len(IN_YEARS)]
    count = 0
    for name, table in zip(IN_YEARS, tables, strict=True):
        days = dict(zip(t.yearly["year"], t.yearly["days"], strict=True))
        heads = [
            f"year {y}" + (f" ({d} days)" if d != 365 else "") for y, d in sorted(days.items())
        ]
        assert table.names[1:] == heads
        factor = factor_of(table.heads[0].small[0])
        for level, title, (head, *cells) in zip(t.levels, t.titles, table.rows, strict=True):
            assert head.text == title
            assert (head.small == ["still moving"]) == t.moving(level, name), (name, level)
            for year, cell in zip(sorted(days), cells, strict=True):
                count += check_year(cell, t, (level, name, year), factor)
    return count


def check_year(cell: Cell, t: Outcomes, of: tuple[str, str, int], factor: float) -> int:
    """Hold a level in a year."""
    count = check_value(cell.text, t.in_year(*of), factor, of)
    if of[0] == t.present:
        assert not cell.small
        return count
    found = t.gap_in_year(*of).times(factor)
    (line,) = cell.small
    shown = SMALL.fullmatch(line)
    assert shown and fits(shown["value"], found.value), (of, line, found)
    return count + 1 + check_ends(shown, found, of)


def check(html: str, t: Outcomes) -> int:
    """Hold all these tables of a page; return how many numbers they have."""
    page = Blocks(html)
    count = check_all(page, t) + check_beside(page, t)
    if len(t.yearly):
        count += check_years(page, t)
    (ways,) = [one for one in page.tables if one.head.startswith("Dismantled three ways")]
    (counted,) = [one for one in page.tables if one.head == "Net benefit by who counts"]
    count += check_rows(ways, list(WAYS), t)
    return count + check_rows(counted, [f"net_benefit{who}_eur" for who in COUNTED], t)


@pytest.fixture(scope="module")
def years(planted_over_years):
    """Some years with numbers by hand."""
    return render(planted_over_years), tables_of(planted_over_years)


def tables_of(found) -> Outcomes:
    """Return the stored tables of a comparison."""
    return Outcomes(found.runs, found.yearly, found.monthly, found.manifest)


def test_every_number_follows_from_the_tables(years):
    assert check(*years) > 4000


def test_one_wrong_digit_anywhere_is_found(years):
    """The proof of the proof: a digit of a number in any of these tables, changed, is noticed."""
    page, tables = years
    places = [
        cell.start() + digit.end() - 1
        for cell in re.finditer(r'<td class="[^"]*">[^<]*<small>[^<]*\d[^<]*</small>', page)
        for digit in [re.search(r"\d(?=[^\d]*$)", cell[0])]
        if digit
        and page.rfind('class="data outcomes', 0, cell.start())
        > page.rfind("</table>", 0, cell.start())
    ]
    assert len(places) > 1000
    for at in places[:: len(places) // 5]:
        wrong = page[:at] + str((int(page[at]) + 5) % 10) + page[at + 1 :]
        with pytest.raises(AssertionError):
            check(wrong, tables)
