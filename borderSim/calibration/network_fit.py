"""Fit the shapes of networks to published ones, and write the table of how well they are met.

``python -m borderSim.calibration.network_fit docs/networks.md`` repeats all of it (deterministic)
and replaces what stands between the two markers of that page.

The procedure was declared before the fit:

1. For each fitted network mean degree and reach are read off (2 edges / n; largest degree / (n -
    1)).
   Its cohesion is the one at which the mean clustering of ``DRAWS`` networks wired with that size,
   mean degree and reach is the published one (bisection on common random numbers). Path lengths
   are fitted to nothing.
2. Over networks: mean and standard deviation of logit reach, logit cohesion and log mean degree.
   Reach has a mean of its own for each shape and one standard deviation within shapes; ``mixed``
   takes all networks together. Standard deviations are widened so that the normal's 5-95 % range is
   that of the prediction of one network more (Student's t, sqrt(1 + 1/N)).
3. A network is met if each statistic lies within the 5-95 % range of ``DRAWS`` networks of its
    size.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from scipy.special import logit
from scipy.stats import norm, t

from borderSim.calibration.network_statistics import (
    STATISTICS,
    clustering_of,
    describe,
    graph_of,
    seen,
)
from borderSim.calibration.published_networks import NETWORKS, Published
from borderSim.model.state.network_shapes import SHAPES, Form, Shape, draw_form
from borderSim.model.state.networks import roles_for, wire
from borderSim.model.state.random_streams import generator
from borderSim.parameters.scenario import Organisations
from borderSim.studies.execution import files

DRAWS = 200
BISECTIONS = 9
LIMITS = (0.1, 0.95)
"""Cohesion is looked for between these: in the smallest networks it hardly matters."""
RANGE = (5.0, 95.0)
CAVIAR_SIZE, OVERHEARD = 110, 0.75
"""Phases are also looked at as court files on a network of Caviar's size.

Share of ties known: assumption.
"""
DEFAULTS = Organisations()
PHASES = [n for n in NETWORKS if n.family == "Caviar" and n.n < CAVIAR_SIZE]
BEGIN, END = "<!-- begin: made by borderSim.calibration.network_fit -->", "<!-- end -->"

Table = dict[str, np.ndarray]


def cohesion_of(network: Published, draws: int = DRAWS) -> float:
    """Return the cohesion at which generated networks are clustered as a published one is."""
    roles, (low, high) = roles_for(network.n), LIMITS
    for _ in range(BISECTIONS):
        middle = (low + high) / 2.0
        form = Form(network.mean_degree, network.reach, middle)
        rngs = (generator(i, f"network_fit/cohesion/{network.n}") for i in range(draws))
        mean = float(np.mean([clustering_of(wire(roles, form, rng)) for rng in rngs]))
        low, high = (middle, high) if mean < network.clustering else (low, middle)
    return (low + high) / 2.0


def fit(
    networks: Sequence[Published], cohesion: dict[str, float]
) -> tuple[dict[str, Shape], float]:
    """Return the shapes and the spread of mean degrees that fit a set of networks.

    Args:
        networks: what is fitted.
        cohesion: by name of network (:func:`cohesion_of`).
    """
    reach = {
        shape: logit([n.reach for n in networks if n.shape == shape])
        for shape in ("efficient", "secure")
    }
    everything = np.concatenate(list(reach.values()))
    inside = np.concatenate([r - r.mean() for r in reach.values() if len(r)])
    groups = sum(len(r) > 0 for r in reach.values())
    within = predictive(float((inside**2).sum()), len(inside) - groups, len(inside))
    means = {
        shape: float(r.mean()) if len(r) else float(everything.mean()) for shape, r in reach.items()
    }
    means["mixed"] = float(everything.mean())
    spreads = {"efficient": within, "secure": within, "mixed": _spread(everything)}
    tight = logit([cohesion[n.name] for n in networks])
    shapes = {
        shape: Shape(means[shape], spreads[shape], float(tight.mean()), _spread(tight))
        for shape in means
    }
    return shapes, _spread(np.log([n.mean_degree for n in networks]))


def predictive(squares: float, freedom: int, n: int) -> float:
    """Return the standard deviation whose 5-95 % range is that of the prediction of one network more.

    Args:
        squares: sum of squared deviations.
        freedom: its degrees of freedom.
        n: number of networks.
    """
    if freedom < 1:
        raise ValueError("too few networks to say how much they differ")
    return float(
        np.sqrt(squares / freedom * (1.0 + 1.0 / n)) * t.ppf(0.95, freedom) / norm.ppf(0.95)
    )


def _spread(values: np.ndarray) -> float:
    return predictive(float(((values - values.mean()) ** 2).sum()), len(values) - 1, len(values))


def generated(
    n: int,
    shape: Shape | str,
    mean_degree: float,
    spread: float,
    draws: int = DRAWS,
    file_of: int | None = None,
) -> Table:
    """Return the statistics of networks of one size, each with a form of its own.

    Args:
        n: members; names in the court file if ``file_of`` is given.
        shape: fitted, or the name of a shipped one.
        mean_degree: median over organisations.
        spread: standard deviation of its logarithm over organisations.
        draws: number of networks.
        file_of: size of the whole network of which a file of ``n`` names is seen.
    """
    own = SHAPES[shape] if isinstance(shape, str) else shape
    roles, rows = roles_for(file_of or n), []
    for i in range(draws):
        rng = generator(i, f"network_fit/table/{n}")
        ties = wire(roles, draw_form(own, mean_degree, spread, rng), rng)
        rows.append(describe(ties if file_of is None else seen(graph_of(ties), n, OVERHEARD, rng)))
    return {name: np.array([row[name] for row in rows]) for name in STATISTICS}


def positions(network: Published, table: Table) -> dict[str, float]:
    """Return the percentile of each statistic of a published network among generated ones.

    Ties count half, and a published figure stands for all that round to it.
    """
    out = {}
    for name, value in network.statistics().items():
        slack = {"clustering": 0.005, "path_length": 0.05}.get(name, 1e-9)
        below, at = table[name] < value - slack, np.abs(table[name] - value) <= slack
        out[name] = 100.0 * float(below.mean() + at.mean() / 2.0)
    return out


def met(position: float) -> bool:
    """Whether a percentile lies inside the range."""
    return RANGE[0] <= position <= RANGE[1]


# ------------------------------------------------------------------------------ the page
def page_part() -> str:
    """Repeat the fit and return what stands between the markers of ``docs/networks.md``."""
    fitted = [n for n in NETWORKS if n.role == "fitted"]
    cohesion = {n.name: cohesion_of(n) for n in fitted}
    shapes, spread = fit(fitted, cohesion)
    parts = [_fitted_values(fitted, cohesion, shapes, spread)]
    for title, choose in (
        ("As shipped: `organisations.shape=mixed`, whatever the network", lambda n: "mixed"),
        ("With the shape declared for each network", lambda n: n.shape),
    ):
        parts.append(f"### {title}\n\n{_ranges(choose)}")
    parts.append(
        f"### Phases of Caviar as what a court file sees of a network of {CAVIAR_SIZE}\n\n{_ranges(lambda n: 'mixed', PHASES, CAVIAR_SIZE)}"
    )
    parts.append(
        f"### Fitted without a case, then held against it (`mixed`)\n\n{_left_out(fitted, cohesion)}"
    )
    return "\n\n".join(parts)


def _fitted_values(
    fitted: Sequence[Published], cohesion: dict[str, float], shapes: dict[str, Shape], spread: float
) -> str:
    lines = [
        "| network | declared shape | mean degree | reach | cohesion |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {n.name} | {n.shape} | {n.mean_degree:.2f} | {n.reach:.2f} | {cohesion[n.name]:.2f} |"
        for n in fitted
    ]
    lines += [
        "",
        "| shape | logit reach, mean (sd) | logit cohesion, mean (sd) |",
        "| --- | --- | --- |",
    ]
    lines += [
        f"| {name} | {s.reach_mean:.2f} ({s.reach_sd:.2f}) | {s.cohesion_mean:.2f} ({s.cohesion_sd:.2f}) |"
        for name, s in shapes.items()
    ]
    return "\n".join([*lines, "", f"Spread of the logarithm of the mean degree: {spread:.2f}."])


def _ranges(
    choose: Callable[[Published], str],
    networks: Sequence[Published] = NETWORKS,
    file_of: int | None = None,
) -> str:
    """Return a row per network: each statistic as published, and the range of generated ones."""
    lines = [
        f"| network | n | shape | {' | '.join(STATISTICS)} |".replace("_", " "),
        "| --- " * 10 + "|",
    ]
    inside = total = 0
    for network in networks:
        table = generated(
            network.n,
            choose(network),
            DEFAULTS.mean_degree,
            DEFAULTS.mean_degree_spread,
            file_of=file_of,
        )
        places = positions(network, table)
        cells = [
            _cell(value, table[name], met(places[name]))
            for name, value in network.statistics().items()
        ]
        inside += sum(met(p) for p in places.values())
        total += len(places)
        mark = "" if network.role == "fitted" else " (held out)"
        lines.append(
            f"| {network.name}{mark} | {network.n} | {choose(network)} | {' | '.join(cells)} |"
        )
    return "\n".join([*lines, "", f"{inside} of {total} inside; **bold**: outside."])


def _left_out(fitted: Sequence[Published], cohesion: dict[str, float]) -> str:
    lines = [
        "| left out | networks held against it | statistics inside | outside |",
        "| --- | --- | --- | --- |",
    ]
    for family in dict.fromkeys(n.family for n in fitted):
        shapes, spread = fit([n for n in fitted if n.family != family], cohesion)
        held = [n for n in NETWORKS if n.family == family]
        missed, total = [], 0
        for network in held:
            table = generated(network.n, shapes["mixed"], DEFAULTS.mean_degree, spread)
            places = positions(network, table)
            total += len(places)
            missed += [
                f"{network.name}: {k.replace('_', ' ')} at {v:.0f} %"
                for k, v in places.items()
                if not met(v)
            ]
        lines.append(
            f"| {family} | {len(held)} | {total - len(missed)} of {total} | {'; '.join(missed) or 'none'} |"
        )
    return "\n".join(lines)


def _cell(value: float, drawn: np.ndarray, inside: bool) -> str:
    low, high = np.percentile(drawn, RANGE)
    shown = f"{value:.3g}" if inside else f"**{value:.3g}**"
    return f"{shown} ({low:.3g}-{high:.3g})"


def main(path: str) -> None:
    """Replace what stands between the markers of a page."""
    page, part = Path(path), page_part()
    before, rest = page.read_text("utf-8").split(BEGIN)
    after = rest.split(END)[1]
    files.write_text(page, f"{before}{BEGIN}\n\n{part}\n\n{END}{after}")


if __name__ == "__main__":
    main(sys.argv[1])
