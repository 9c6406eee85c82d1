"""``borderSim.Experiment``: a designed experiment from Python, with the fields that its YAML file has."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from borderSim.errors import InputError, nearest
from borderSim.given import items, known_arguments, plain_value, shown
from borderSim.parameters.scenario import Partnership, Scenario
from borderSim.scenario.files import NAME
from borderSim.scenario.own_files import beside
from borderSim.studies.design import experiment as file
from borderSim.studies.design.frame import points_of

NAME_OF_OWN = "design"
"""What an experiment from Python is called, unless it says."""
PARTS = ("question", "design", "arms", "claims")
"""Keys of which a mapping has one where it is an experiment; another mapping is the factors of a grid."""
SIZES = {"points": "lhs", "base": "sobol", "trajectories": "morris"}
"""Sizes of a design, and the kind that each belongs to."""


@dataclass(frozen=True, repr=False)
class Experiment:
    """A designed experiment: what is varied, on which scenarios and levels, how often.

    The fields are the keys of an experiment file (``docs/designs.md``), checked as a file is when the
    object is made. ``dataclasses.replace`` changes one.

    Attributes:
        question: what it asks, in a sentence.
        design: a mapping with ``kind`` and what belongs to it, as in a file; or a ``DataFrame``, a row
            per point and a column per key (see :func:`borderSim.studies.design.frame.points_of`).
        scenarios: names or files.
        levels: names or files of levels, or ``all``.
        present: level of the burn-in and reference (None: the scenario's own).
        years: horizon (None: the scenario's own).
        replications: replicates a point.
        seed: first seed.
        chances: ``common``: all points meet the same chances; ``own``: each point its own.
        keep: tables that are kept of every run beside its outcomes.
        settings: what holds at all points: ``key=value`` texts, or a mapping of keys to values.
        arms: structural alternatives, each a list of ``key=value``.
        claims: small experiments of their own, as plain data.
        analysis: what is worked out at the end.
        read: how to read the result.
        expected_run_time: as measured.
        name: names its file, and its result unless ``name=`` says otherwise.
        source: the file that it was read from; paths in it are looked up beside that file.

    Example:
        >>> import borderSim as bs
        >>> staff = bs.Experiment(
        ...     question="What do more investigators change?",
        ...     scenarios=["training"],
        ...     levels=["coexistence", "cooperation"],
        ...     design={"kind": "grid", "factors": {"police.investigators": [20, 40]}},
        ...     replications=5,
        ... )
        >>> staff
        <experiment design: What do more investigators change? grid of 2 points, training, 2 levels, 5 replications>
    """

    question: str = ""
    design: Mapping[str, Any] | pd.DataFrame | None = field(default=None, compare=False)
    scenarios: Sequence[str | Path] | str | Path = ("national",)
    levels: Sequence[Any] | str = "all"
    present: str | None = None
    years: float | None = None
    replications: int = 1
    seed: int = 1
    chances: str = "common"
    keep: Sequence[str] = ()
    settings: Sequence[str] | Mapping[str, Any] = ()
    arms: Mapping[str, Sequence[str]] | None = None
    claims: Sequence[Mapping[str, Any]] | None = None
    analysis: str = ""
    read: str = ""
    expected_run_time: str = ""
    name: str = NAME_OF_OWN
    source: Path | None = field(default=None, compare=False)
    checked: file.Experiment = field(init=False, repr=False)

    def __new__(cls, *args: Any, **fields: Any) -> Experiment:
        """Refuse a field that there is not, with the nearest.

        Raises:
            ArgumentError: there is no such field.
        """
        known_arguments("Experiment", fields, [spec.name for spec in dataclasses.fields(cls) if spec.init])
        return super().__new__(cls)

    def __post_init__(self) -> None:
        """Read and check it, as its file would be."""
        object.__setattr__(self, "checked", _checked(self))

    @classmethod
    def load(cls, experiment: str | Path) -> Experiment:
        """Return a shipped experiment by its name, or one of your own from its YAML file.

        Args:
            experiment: the name, or the path.

        Raises:
            InputError: there is none, or something in it is wrong, in one sentence.

        Example:
            >>> bs.Experiment.load("surface").replications
            100
        """
        if not isinstance(experiment, str | os.PathLike) or not str(experiment):
            raise InputError(f"experiment={shown(experiment)}: must be the name of an experiment, or the path of a YAML file")
        values, name, path = file.read_file(str(experiment))
        return cls.of(values, name=name, source=path)

    @classmethod
    def of(cls, values: Mapping[str, Any], *, name: str = NAME_OF_OWN, source: Path | None = None) -> Experiment:
        """Return the experiment that plain data are: a mapping with the keys of a file.

        Raises:
            InputError: an unknown key, or something in it is wrong, in one sentence.
        """
        fields = dict(values)
        if "scenario" in fields:
            if "scenarios" in fields:
                raise InputError(f"{_place(name, source)}: scenario and scenarios exclude each other")
            fields["scenarios"] = [fields.pop("scenario")]
        allowed = [key for key in file.KEYS if key != "scenario"]
        for key in fields:
            if key not in allowed:
                raise InputError(f"{_place(name, source)}: {key} is an unknown key{nearest(str(key), file.KEYS)}; there are: {', '.join(file.KEYS)}")
        return cls(**{"name": name, **fields, "source": source})

    def as_dict(self) -> dict[str, Any]:
        """Return plain data with the keys of a file; what is as by default is left out.

        A design in a ``DataFrame`` names the CSV file that :meth:`save` writes beside it.
        """
        made = self.checked.handed
        assert made is not None
        return dict(made.values)

    def save(self, path: str | Path) -> Path:
        """Write it as a YAML file that ``bordersim sweep experiment=FILE`` carries out; return its path.

        A design in a ``DataFrame`` is written as a CSV file beside it.

        Args:
            path: of the YAML file; a file that is there is replaced.

        Raises:
            InputError: the path names no YAML file, or it can't be written.
        """
        import yaml

        target = Path(path)
        if target.suffix.lower() not in (".yaml", ".yml"):
            raise InputError(f"path={shown(str(path))}: must name a YAML file, such as {target.stem or 'design'}.yaml")
        made = self.checked.handed
        assert made is not None
        text = yaml.safe_dump(dict(made.values), sort_keys=False, allow_unicode=True).encode()
        try:
            for name, content in made.files.items():
                (target.parent / name).write_bytes(content)
            target.write_bytes(text)
        except OSError as error:
            raise InputError(f"path={shown(str(path))}: can't be written ({error.strerror})") from None
        return target

    def __repr__(self) -> str:
        """Say what it asks, and how large it is; :meth:`as_dict` says the rest."""
        found = self.checked
        parts = [_size(found), ", ".join(found.scenarios), "all levels" if isinstance(found.levels, str) else _count(len(found.levels), "level")]
        parts += [_count(len(found.arms), "arm")] if len(found.arms) > 1 else []
        return f"<experiment {found.name}: {found.question.strip()}{' ' if found.question.strip() else ''}{', '.join([*parts, _count(found.replications, 'replication')])}>"


def as_experiment(
    key: str, value: object, *, levels: object = None, sizes: Mapping[str, int | None] | None = None
) -> str | file.Experiment:
    """Return what a sweep carries out: a name or path as text, or an experiment that is read.

    Args:
        key: what it was given for (for sentences).
        value: a name, a path, an :class:`Experiment`, a ``DataFrame``, or a mapping: an experiment with the
            keys of its file, or the factors of a design, each with a list of values (a grid) or what a file
            takes (``prior``, a range).
        levels: of a design that is made here (None: all).
        sizes: ``points``, ``base`` or ``trajectories`` where a mapping of factors is drawn.

    Raises:
        InputError: none of these, or something in it is wrong.
    """
    made_here = isinstance(value, pd.DataFrame) or (isinstance(value, Mapping) and not set(map(str, value)) & set(PARTS))
    if levels is not None and not made_here:
        raise InputError("levels=: an experiment says its levels itself; dataclasses.replace(bs.Experiment.load(...), levels=[...]) changes them")
    more = {} if levels is None else {"levels": levels}
    if isinstance(value, Experiment):
        return value.checked if value.source is None or value.checked.handed else value.checked
    if isinstance(value, pd.DataFrame):
        return Experiment(design=value, **more).checked
    if isinstance(value, Mapping):
        return (Experiment(design=_of_factors(value, sizes or {}), **more) if made_here else Experiment.of(value)).checked
    if isinstance(value, os.PathLike):
        value = os.fspath(value)
    if isinstance(value, Scenario):
        raise InputError(f"{key}: a scenario is no experiment; bs.sweep(design, scenario='NAME or FILE.yaml') says on which one a design is made")
    if not isinstance(value, str) or not value:
        raise InputError(f"{key}={shown(value)}: must be the name of an experiment, the path of a YAML file, a bs.Experiment, a DataFrame, or a dict of keys and their values")
    return str(value)


# --------------------------------------------------------------------------- reading
def _checked(asked: Experiment) -> file.Experiment:
    """Return an experiment as the reader of its file sees it."""
    if not isinstance(asked.name, str) or not NAME.fullmatch(asked.name):
        raise InputError(f"name={shown(asked.name)}: may hold only letters, digits, '_' and '-'")
    place = _place(asked.name, asked.source)
    values: dict[str, Any] = {"question": asked.question}
    for spec in dataclasses.fields(file.Experiment):
        if spec.name in ("years", "replications", "seed", "chances", "present", "analysis", "read", "expected_run_time"):
            given = plain_value(getattr(asked, spec.name))
            values |= {spec.name: _whole(given)} if given != spec.default else {}
    values["scenarios"] = _names("scenarios", asked.scenarios)
    if not isinstance(asked.levels, str) or asked.levels != "all":
        values["levels"] = _names("levels", asked.levels, plain=True)
    for key in ("keep", "settings"):
        texts = _texts(key, getattr(asked, key))
        values |= {key: texts} if texts else {}
    if asked.arms is not None:
        values["arms"] = {str(arm): _texts(f"arms.{arm}", texts) for arm, texts in _mapping("arms", asked.arms).items()}
    if asked.claims is not None:
        values["claims"] = _plain("claims", list(items("claims", asked.claims, "a list of mappings")))
    design, files = _design(asked)
    read, written = dict(values), dict(values)
    if design is not None:
        read["design"], written["design"] = design, {**design, **({"file": f"{asked.name}.csv"} if files else {})}
    with beside(asked.source):
        found = file.read_experiment(read, asked.name, place)
    return dataclasses.replace(found, path=asked.source, given=asked.name, handed=file.Handed({"name": asked.name, **written}, files))


def _design(asked: Experiment) -> tuple[dict[str, Any] | None, dict[str, bytes]]:
    """Return the design as the file's reader takes it, and the CSV file of its table where it is a frame."""
    given = asked.design
    if given is None:
        return None, {}
    if isinstance(given, pd.DataFrame):
        given = {"kind": "csv", "file": given}
    table = _mapping("design", given).get("file")
    if not isinstance(table, pd.DataFrame):
        return _plain("design", given), {}
    points, text = points_of(table)
    rest = _plain("design", {key: value for key, value in given.items() if key != "file"})
    return {**rest, "file": points}, {f"{asked.name}.csv": text}


def _of_factors(factors: Mapping[str, Any], sizes: Mapping[str, int | None]) -> dict[str, Any]:
    """Return the design of a mapping of factors: a grid, or drawn where a size is said."""
    if not factors:
        raise InputError("experiment={}: is empty; it needs a key such as police.investigators with its values")
    said = {key: size for key, size in sizes.items() if size is not None}
    if len(said) > 1:
        raise InputError(f"{' and '.join(f'{key}=' for key in said)} exclude each other: a design is of one kind")
    listed = {str(key): value if isinstance(value, str | Mapping) and value == "prior" or isinstance(value, Mapping) else _values(key, value)
              for key, value in factors.items()}  # fmt: skip
    kind = next((SIZES[key] for key in said), "grid")
    return {"kind": kind, **said, "factors": listed}


def _values(key: str, value: object) -> list[Any]:
    """Return the values of a factor; one alone stays what it is at every point."""
    plain = plain_value(value)
    return [plain] if isinstance(plain, str | int | float | bool) else items(str(key), plain, "a list of values, 'prior', or {'range': [low, high]}")


def _names(key: str, value: object, *, plain: bool = False) -> list[Any]:
    found = items(key, value, "a list of names")
    for item in found:
        if isinstance(item, Scenario | Partnership):
            what = "scenario" if isinstance(item, Scenario) else "level"
            raise InputError(f"{key}: holds a {what} that is loaded; an experiment names each by its name or its YAML file")
    return [_plain(key, item) for item in found] if plain else [os.fspath(item) if isinstance(item, os.PathLike) else item for item in found]


def _texts(key: str, value: object) -> list[str]:
    from borderSim.given import settings

    return settings(key, value)


def _mapping(key: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise InputError(f"{key}={shown(value)}: must be a mapping (a dict)" + (", or a DataFrame" if key == "design" else ""))
    return value


def _plain(key: str, value: object) -> Any:
    """Return what Python handed over as the plain data of a YAML file: lists, mappings, numbers, texts."""
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


def _place(name: str, source: Path | None) -> str:
    return f"experiment '{name}'" if source is None else source.name


# --------------------------------------------------------------------------- telling
def _size(found: file.Experiment) -> str:
    if found.claims:
        return _count(len(found.claims), "claim")
    if found.rows:
        return f"{'table' if found.kind == 'csv' else 'list'} of {_count(len(found.rows), 'point')}"
    if found.kind == "grid":
        from borderSim.studies.design.samplers import grid

        return f"grid of {_count(len(grid(found.factors, found.name)), 'point')}" if found.factors else "one point"
    size = {"lhs": ("points", found.points), "sobol": ("base", found.base), "morris": ("trajectories", found.trajectories)}[found.kind]
    return f"{found.kind} of {len(found.factors)} factors ({size[0]} {size[1]})"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
