"""``borderSim.Experiment``: a designed experiment from Python, with the fields of its YAML file."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from borderSim.api.factors import design_of
from borderSim.api.horizon import years_apart
from borderSim.errors import InputError, nearest
from borderSim.given import items, known_arguments, plain_value, settings, shown
from borderSim.parameters.scenario import Partnership, Scenario
from borderSim.scenario.own_files import beside
from borderSim.scenario.shipped import NAME
from borderSim.scenario.strict_yaml import read_yaml
from borderSim.studies.design import experiment as file
from borderSim.studies.design.design_file import KEYS as DESIGN_KEYS
from borderSim.studies.design.experiment_files import read_file, read_whole
from borderSim.studies.design.frame import points_of
from borderSim.studies.design.samplers import grid
from borderSim.studies.execution import files

NAME_OF_OWN = "design"
"""What an experiment from Python is called, unless it says."""
ALONE = (
    "years",
    "measure_from_year",
    "replications",
    "seed",
    "chances",
    "present",
    "analysis",
    "read",
    "expected_run_time",
)
"""Fields of one number or text, which the file's reader checks."""
_DEFAULTS = {spec.name: spec.default for spec in dataclasses.fields(file.Experiment)}


@dataclass(frozen=True, repr=False, eq=False)
class Experiment:
    """A designed experiment: what is varied, on which scenarios and levels, how often.

    The fields are the keys of an experiment's file (``docs/designs.md``). They are checked as a
    file is when the object is made; ``dataclasses.replace`` returns one with some of them changed.

    Attributes:
        question: what it asks, in a sentence.
        design: a mapping of keys to lists of values (every combination is a point; ``level``
            lists the levels); or a mapping with ``kind`` and what belongs to it, as in a file; or
            a ``DataFrame`` with a row for each point and a column for each key.
        scenarios: names or files.
        levels: names or files of levels, or ``all``.
        present: level of the burn-in and reference (None: the scenario's own).
        years: horizon in years (None: the scenario's own).
        measure_from_year: first year of the horizon that is measured (None: the scenario's own).
        replications: replicates a point.
        seed: first seed.
        chances: ``common``: all points meet the same random draws; ``own``: each point its own.
        keep: tables that are kept of every run beside its outcomes.
        overrides: what holds at all points: ``key=value`` texts, or a mapping of keys to values
            (``settings`` is the older word).
        settings: the older word for ``overrides``.
        arms: structural alternatives by name, each like ``overrides``; every point is done in each.
        claims: small experiments of their own, as plain data.
        analysis: what is worked out at the end.
        read: how to read the result.
        expected_run_time: as measured.
        name: names its file, and its result unless ``name=`` of the sweep says otherwise.
        source: the file that it was read from; paths in it are looked up beside that file.

    Raises:
        InputError: something in it is wrong, in one sentence.

    Example:
        >>> import borderSim as bs
        >>> staff = bs.Experiment(
        ...     question="Are more investigators better?",
        ...     scenarios=["training"],
        ...     design={"police.investigators": [20, 40], "level": ["coexistence", "cooperation"]},
        ...     replications=5,
        ... )
        >>> staff <experiment design: Are more investigators better? grid of 2 points, training, 2
            levels, 5
        replications>
    """

    question: str = ""
    design: Mapping[str, Any] | pd.DataFrame | None = None
    scenarios: Sequence[str | Path] | str | Path = ("national",)
    levels: Sequence[Any] | str = "all"
    present: str | None = None
    years: float | None = None
    measure_from_year: int | None = None
    replications: int = 1
    seed: int = 1
    chances: str = "common"
    keep: Sequence[str] | str = ()
    overrides: Sequence[str] | Mapping[str, Any] | str = ()
    settings: Sequence[str] | Mapping[str, Any] | str = ()
    arms: Mapping[str, Sequence[str] | Mapping[str, Any]] | None = None
    claims: Sequence[Mapping[str, Any]] | None = None
    analysis: str = ""
    read: str = ""
    expected_run_time: str = ""
    name: str = NAME_OF_OWN
    source: Path | None = None
    checked: file.Experiment = field(init=False)

    def __new__(cls, *args: Any, **fields: Any) -> Experiment:
        """Refuse a field that does not exist, with the nearest.

        Raises:
            ArgumentError: there is no such field.
        """
        known = [spec.name for spec in dataclasses.fields(cls) if spec.init]
        known_arguments("Experiment", fields, known)
        return super().__new__(cls)

    def __post_init__(self) -> None:
        """Read and check it, as its file would be."""
        typed, older = settings("overrides", self.overrides), settings("settings", self.settings)
        if typed and older:
            raise InputError("overrides and settings say the same: write overrides alone")
        texts, years, first = years_apart(typed or older, self.years, self.measure_from_year)
        object.__setattr__(self, "overrides", tuple(texts))
        object.__setattr__(self, "years", years)
        object.__setattr__(self, "measure_from_year", first)
        object.__setattr__(self, "settings", ())
        self._spell_out()
        object.__setattr__(self, "checked", read_experiment(self))

    def _spell_out(self) -> None:
        """Put a design, levels and scenarios in the place of a mapping that lists factors alone."""
        given = self.design
        if not isinstance(given, Mapping) or set(map(str, given)) & set(DESIGN_KEYS):
            return
        for key, value in design_of(given).items():
            own, default = getattr(self, key), type(self).__dataclass_fields__[key].default
            if key != "design" and own != default:
                raise InputError(
                    f"{key} are listed in design and in {key}=: write them in one place"
                )
            object.__setattr__(self, key, value)

    @classmethod
    def load(cls, experiment: str | Path) -> Experiment:
        """Return a shipped experiment by its name, or one of your own from its YAML file.

        Args:
            experiment: the name, or the path.

        Raises:
            InputError: there is none, or something in it is wrong, in one sentence.

        Example:
            >>> bs.Experiment.load("surface").replications
            10
        """
        if not isinstance(experiment, str | os.PathLike) or not str(experiment):
            raise InputError(
                f"experiment={shown(experiment)}: must be the name of an experiment, or the "
                "path of a YAML file"
            )
        values, name, path = read_file(str(experiment))
        return cls.of(values, name=name, source=path)

    @classmethod
    def of(
        cls, values: Mapping[str, Any], *, name: str = NAME_OF_OWN, source: Path | None = None
    ) -> Experiment:
        """Return the experiment that plain data describe: a mapping with the keys of a file.

        Args:
            values: the plain data.
            name: of the experiment, unless the data say.
            source: the file that they come from.

        Raises:
            InputError: an unknown key, or something in it is wrong, in one sentence.
        """
        place = source.name if source else f"experiment '{name}'"
        fields = dict(values)
        for key in fields:
            if key not in file.KEYS:
                near = nearest(str(key), file.KEYS)
                raise InputError(
                    f"{place}: {key} is an unknown key{near}; there are: {', '.join(file.KEYS)}"
                )
        if "scenario" in fields:
            if "scenarios" in fields:
                raise InputError(f"{place}: scenario and scenarios exclude each other")
            fields["scenarios"] = [fields.pop("scenario")]
        return cls(**{"name": name, **fields, "source": source})

    def as_dict(self) -> dict[str, Any]:
        """Return plain data with the keys of a file; what is as by default is left out.

        A design in a ``DataFrame`` names a CSV file by the experiment; :meth:`save` names it by the
        file that it writes.
        """
        return dict(self._handed.values)

    def save(self, path: str | Path) -> Path:
        """Write it as a YAML file that ``bordersim sweep experiment=FILE`` carries out.

        A design in a ``DataFrame`` is written as a CSV file beside it, of the same name: ``a.csv``
        beside ``a.yaml``.

        Args:
            path: of the YAML file; a file that is there is replaced, with the CSV file that it names.

        Returns:
            The path.

        Raises:
            InputError: the path names no YAML file, a CSV file that holds something else is in the
                way, or nothing can be written there.
        """
        target = Path(path)
        if target.suffix.lower() not in (".yaml", ".yml"):
            raise InputError(
                f"path={shown(str(path))}: must name a YAML file, such as "
                f"{target.stem or 'design'}.yaml"
            )
        values, table = dict(self._handed.values), next(iter(self._handed.files.values()), None)
        beside = target.with_name(f"{target.stem}.csv")
        if table is not None:
            _ensure_free(beside, table, target)
            values["design"] = {**values["design"], "file": beside.name}
        text = yaml.safe_dump(values, sort_keys=False, allow_unicode=True).encode()
        try:
            if table is not None:
                files.write_bytes(beside, table)
            files.write_bytes(target, text)
        except OSError as error:
            raise InputError(
                f"path={shown(str(path))}: can't be written ({error.strerror})"
            ) from None
        return target

    @property
    def _handed(self) -> file.Handed:
        made = self.checked.handed
        assert made is not None  # (whatever is made here says what its file says)
        return made

    def __eq__(self, other: object) -> bool:
        """Whether both say the same, in whatever form each was written."""
        return self.checked == other.checked if isinstance(other, Experiment) else NotImplemented

    __hash__ = None  # type: ignore[assignment]  # (it holds lists and tables)

    def __repr__(self) -> str:
        """Say what it asks, and how large it is; :meth:`as_dict` says the rest."""
        found, asks = self.checked, self.checked.question.strip()
        levels = (
            "all levels" if isinstance(found.levels, str) else _count(len(found.levels), "level")
        )
        parts = [_size(found), ", ".join(found.scenarios), levels]
        parts += [_count(len(found.arms), "arm")] if len(found.arms) > 1 else []
        parts.append(_count(found.replications, "replication"))
        return f"<experiment {found.name}: {asks}{' ' if asks else ''}{', '.join(parts)}>"


# --------------------------------------------------------------------------- writing
def _ensure_free(table: Path, content: bytes, experiment: Path) -> None:
    """See that a CSV file may be written: nothing else stands there, or what is replaced names it.

    Raises:
        InputError: something else does, or it can't be read.
    """
    try:
        if not table.exists() or table.read_bytes() == content or _is_of(table.name, experiment):
            return
    except OSError as error:
        raise InputError(
            f"{table}: is in the way and can't be read ({error.strerror}); save under another name"
        ) from None
    raise InputError(
        f"{table}: is there already and holds something else; save under another name than "
        f"{experiment.name}"
    )


def _is_of(table: str, experiment: Path) -> bool:
    """Whether a CSV file holds the points of an experiment's file."""
    try:
        design = read_yaml(experiment, experiment.name).get("design")
    except InputError:  # (it is not there, or something else)
        return False
    return isinstance(design, Mapping) and design.get("file") == table


# --------------------------------------------------------------------------- reading
def read_experiment(asked: Experiment) -> file.Experiment:
    """Return an experiment as the reader of its file sees it, with the file that says the same."""
    if not isinstance(asked.name, str) or not NAME.fullmatch(asked.name):
        raise InputError(f"name={shown(asked.name)}: may hold only letters, digits, '_' and '-'")
    place = asked.source.name if asked.source else f"experiment '{asked.name}'"
    values = _plain_fields(asked)
    design, tables = _design(asked)
    written = dict(values)
    if design is not None:
        values["design"] = design
        written["design"] = {
            **design,
            **dict.fromkeys(["file"] if tables else [], f"{asked.name}.csv"),
        }
    with beside(asked.source):
        found = read_whole(values, asked.name, place)
    handed = file.Handed({"name": asked.name, **written}, tables)
    return dataclasses.replace(found, path=asked.source, given=asked.name, handed=handed)


def _plain_fields(asked: Experiment) -> dict[str, Any]:
    """Return all fields but the design as plain data; what is as by default is left out."""
    values: dict[str, Any] = {"question": asked.question}
    for key in ALONE:
        given = _whole(plain_value(getattr(asked, key)))
        values |= {key: given} if given != _DEFAULTS[key] else {}
    values["scenarios"] = _names("scenarios", asked.scenarios)
    if not isinstance(asked.levels, str) or asked.levels != "all":
        values["levels"] = _names("levels", asked.levels)
    for key, texts in (("keep", asked.keep), ("settings", asked.overrides)):
        values |= {key: listed} if (listed := settings(key, texts)) else {}
    if asked.arms is not None:
        arms = _mapping("arms", asked.arms)
        values["arms"] = {str(arm): settings(f"arms.{arm}", texts) for arm, texts in arms.items()}
    if asked.claims is not None:
        values["claims"] = _plain("claims", items("claims", asked.claims, "a list of mappings"))
    return values


def _design(asked: Experiment) -> tuple[dict[str, Any] | None, dict[str, bytes]]:
    """Return the design as its file's reader takes it, and the CSV file of a table in it."""
    given = asked.design
    if given is None:
        return None, {}
    if isinstance(given, pd.DataFrame):
        given = {"kind": "csv", "file": given}
    mapping = _mapping("design", given)
    table = mapping.get("file")
    if not isinstance(table, pd.DataFrame):
        return _plain("design", mapping), {}
    points, text = points_of(table)
    rest = _plain("design", {key: value for key, value in mapping.items() if key != "file"})
    return {**rest, "file": points}, {f"{asked.name}.csv": text}


def _names(key: str, value: object) -> list[Any]:
    """Return a list of scenarios or levels, each by what finds it again: its name or its file."""
    found = items(key, value, "a list of names")
    for item in found:
        if isinstance(item, Scenario | Partnership):
            raise InputError(
                f"{key}: {shown_name(item)} is loaded already; an experiment names each by "
                "its name or its YAML file"
            )
    return [_plain(key, item) for item in found]


def shown_name(item: Scenario | Partnership) -> str:
    """Return how sentences call a scenario or level."""
    return f"the {'scenario' if isinstance(item, Scenario) else 'level'} '{item.name}'"


def _mapping(key: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        more = ", or a DataFrame with a row for each point" if key == "design" else ""
        raise InputError(f"{key}={shown(value)}: must be a mapping (a dict){more}")
    return value


def _plain(key: str, value: object) -> Any:
    """Return what Python handed over as plain data: lists, mappings, numbers, texts."""
    found = plain_value(value)
    if found is None or isinstance(found, str | int | float | bool):
        return found
    if isinstance(found, os.PathLike):
        return os.fspath(found)
    if isinstance(found, Mapping):
        return {str(name): _plain(f"{key}.{name}", item) for name, item in found.items()}
    return [_plain(key, item) for item in items(key, found, "a list")]


def _whole(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


# --------------------------------------------------------------------------- telling
def _size(found: file.Experiment) -> str:
    if found.claims:
        return _count(len(found.claims), "claim")
    if found.rows:
        return f"{'table' if found.kind == 'csv' else 'list'} of {_count(len(found.rows), 'point')}"
    if found.kind == "grid":
        points = len(grid(found.factors, found.name)) if found.factors else 1
        return f"grid of {_count(points, 'point')}"
    sizes = {"lhs": "points", "sobol": "base", "morris": "trajectories"}
    size = sizes[found.kind]
    return f"{found.kind} of {_count(len(found.factors), 'factor')} ({size} {getattr(found, size)})"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
