"""What is published of real covert networks: the statistics that generated ones are held against.

Undirected, loops removed; clustering is transitivity, path length that of the largest component.
Of every network only statistics are kept here, no data file.
"""

from __future__ import annotations

from dataclasses import dataclass

MORSELLI = "Morselli (2009), Inside Criminal Networks, appendix"
UCINET = "UCINET covert networks collection, Manchester"


@dataclass(frozen=True)
class Published:
    """Statistics of one network.

    Attributes:
        name, source: of the network.
        shape: declared from what is known of it (``efficient``: one hub; ``secure``: cells without
            one).
        n, edges, max_degree: counts; density, mean degree and centralisation follow from them.
        clustering, path_length: as published or recomputed.
        role: ``fitted``, or ``held out`` (looked at only after the fit).
        family: networks of one case share it: they are left out together.
    """

    name: str
    shape: str
    n: int
    edges: int
    max_degree: int
    clustering: float
    path_length: float
    role: str
    family: str
    source: str

    @property
    def mean_degree(self) -> float:
        """Mean number of ties."""
        return 2.0 * self.edges / self.n

    @property
    def reach(self) -> float:
        """Share of all others whom the best connected member knows."""
        return self.max_degree / (self.n - 1.0)

    def statistics(self) -> dict[str, float]:
        """Return the statistics under the names of ``world.network_view.describe``."""
        return {
            "edges": self.edges,
            "density": self.mean_degree / (self.n - 1.0),
            "mean_degree": self.mean_degree,
            "max_degree": self.max_degree,
            "clustering": self.clustering,
            "path_length": self.path_length,
            "centralisation": (self.n * self.max_degree - 2.0 * self.edges)
            / ((self.n - 1.0) * (self.n - 2.0)),
        }


def _rows() -> tuple[Published, ...]:
    fitted, held = "fitted", "held out"
    return (
        Published(
            "Caviar, whole", "efficient", 110, 205, 60, 0.12, 2.7, fitted, "Caviar", MORSELLI
        ),
        Published(
            "Natarajan, cocaine", "efficient", 28, 40, 24, 0.12, 2.1, fitted, "Natarajan", UCINET
        ),
        Published("Siren", "efficient", 44, 103, 33, 0.41, 2.2, fitted, "Siren", UCINET),
        Published(
            "Montagna, meetings",
            "secure",
            101,
            256,
            24,
            0.42,
            3.3,
            fitted,
            "Montagna",
            "Cavallaro et al. (2020)",
        ),
        Published(
            "Caviar, phase 1", "efficient", 15, 18, 12, 0.111, 2.03, fitted, "Caviar", MORSELLI
        ),
        Published(
            "Caviar, phase 4", "efficient", 33, 48, 23, 0.138, 2.39, fitted, "Caviar", MORSELLI
        ),
        Published(
            "Caviar, phase 6", "efficient", 27, 47, 18, 0.235, 2.17, fitted, "Caviar", MORSELLI
        ),
        Published(
            "Caviar, phase 11", "secure", 41, 50, 12, 0.174, 3.58, fitted, "Caviar", MORSELLI
        ),
        Published(
            "Caviar, phase 3", "efficient", 33, 56, 27, 0.156, 2.13, held, "Caviar", MORSELLI
        ),
        Published(
            "Caviar, phase 8", "efficient", 42, 58, 20, 0.115, 2.88, held, "Caviar", MORSELLI
        ),
        Published("Spain: Acero", "mixed", 25, 37, 13, 0.188, 2.41, held, "Acero", UCINET),
        Published("Spain: Mambo", "mixed", 31, 58, 15, 0.297, 2.47, held, "Mambo", UCINET),
        Published("Spain: Jake", "mixed", 38, 50, 12, 0.138, 2.69, held, "Jake", UCINET),
        Published("Spain: Juanes", "mixed", 51, 94, 16, 0.270, 3.25, held, "Juanes", UCINET),
    )


NETWORKS = _rows()
"""Fitted ones first."""
