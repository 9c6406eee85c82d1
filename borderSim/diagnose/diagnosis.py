"""A diagnosis: from one or two filled-in questionnaires to profile, differences, gaps and a country that can be simulated."""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from borderSim.diagnose.country import AnsweredCountry, country_of
from borderSim.diagnose.difficulties import Difficulty, difficulties
from borderSim.diagnose.gaps import Found, gaps_of
from borderSim.diagnose.joined import Joined, join, read_forms, spread
from borderSim.diagnose.profile import Profile, profile
from borderSim.diagnose.written import LEVEL, SCENARIO, level_text, scenario_text
from borderSim.errors import InputError
from borderSim.language.phrases import phrase
from borderSim.parameters.scenario import Scenario
from borderSim.scenario.levels import load_level
from borderSim.scenario.load import load_scenario
from borderSim.scenario.own_files import find, no_file
from borderSim.scenario.questionnaire.answers import Answers
from borderSim.scenario.questionnaire.reading import Reading, interpret
from borderSim.scenario.shipped import is_file_name
from borderSim.slips import bare
from borderSim.studies.execution import files

LOW, HIGH = "low", "high"
"""The country at the lowest and at the highest of what its answers may mean."""


@dataclass(frozen=True)
class Diagnosis:
    """What one or two questionnaires say of a country.

    Attributes:
        joined: the answers of both, and how they were joined.
        reading: what they amount to.
        profile: the traits on the five levels.
        gaps: what is missing.
        difficulties: those of A.17, with their effects.
        country: the country as it is simulated.
        edges: the same at the lowest (``low``) and the highest (``high``) of what answers may mean;
            empty where every answer is sure.
        edge_answers: the answers that stand for them.
        below: the scenario over which it lies, as it was given.
        texts: the files that it writes, by name.
        loaded: the scenarios that were made of them so far, by edge.
    """

    joined: Joined
    reading: Reading
    profile: Profile
    gaps: tuple[Found, ...]
    difficulties: tuple[Difficulty, ...]
    country: AnsweredCountry
    edges: dict[str, AnsweredCountry]
    edge_answers: dict[str, Answers]
    below: str
    texts: dict[str, str]
    loaded: dict[str, Scenario] = field(default_factory=dict, compare=False, repr=False)

    def scenario(self, edge: str = "") -> Scenario:
        """Return the country as a scenario, its present level its own.

        Args:
            edge: ``low`` or ``high``; empty: as answered.
        """
        if edge not in self.loaded:
            with tempfile.TemporaryDirectory() as folder:
                for name, text in self.texts.items():
                    (Path(folder) / name).write_text(text, encoding="utf-8")
                self.loaded[edge] = load_scenario(str(Path(folder) / named(SCENARIO, edge)))
        return self.loaded[edge]


def diagnose(
    paths: Sequence[str], scenario: str = "national", folder: str = "results/NAME"
) -> Diagnosis:
    """Diagnose a country from one or two questionnaires; nothing is written or simulated.

    Args:
        paths: files of the forms.
        scenario: name or path of the scenario that stands for the country beside its answers.
        folder: where the files will lie, as they name it.

    Raises:
        InputError: anything wrong with a form or the scenario, in one sentence.
    """
    joined = join(read_forms(paths))
    answers = {"": joined.answers, LOW: (both := spread(joined))[0], HIGH: both[1]}
    readings = {edge: interpret(own, load_level) for edge, own in answers.items()}
    label = _label(joined, scenario)
    countries = {
        edge: country_of(reading, scenario, f"{label}_{edge}" if edge else label)
        for edge, reading in readings.items()
    }
    unsure = len({repr(_simulated(own)) for own in countries.values()}) > 1
    edges = {edge: countries[edge] for edge in (LOW, HIGH) if unsure}
    texts = {}
    for edge in ("", *edges):
        texts[named(LEVEL, edge)] = level_text(countries[edge], readings[edge].sources)
        texts[named(SCENARIO, edge)] = scenario_text(countries[edge], folder, named(LEVEL, edge))
    found = Diagnosis(
        joined,
        readings[""],
        profile(
            readings[""],
            readings[LOW],
            readings[HIGH],
            {service: form.given for service, form in joined.forms.items()},
        ),
        tuple(gaps_of(joined)),
        tuple(difficulties(joined, readings[""])),
        countries[""],
        edges,
        {edge: answers[edge] for edge in edges},
        scenario,
        texts,
    )
    for edge in ("", *edges):
        found.scenario(edge)
    return found


def _simulated(country: AnsweredCountry) -> tuple[object, ...]:
    """Return what of a country is simulated: all but its labels."""
    values = {key: value for key, value in country.values.items() if key != "name"}
    return values, country.level["traits"], sorted(country.instruments)


def named(file: str, edge: str) -> str:
    """Return the name of a file, of the country as answered or of one of its edges."""
    return file.replace(".yaml", f"_{edge}.yaml") if edge else file


def check_paths(paths: Sequence[str]) -> None:
    """See that each path is that of a file that is there, and each another.

    Raises:
        InputError: it is none, or one is named twice.
    """
    for path in paths:
        if not is_file_name(path):
            raise InputError(
                phrase("{what}: a filled-in questionnaire is a YAML file", what=path[:200])
            )
        if find(path) is None:
            raise no_file(path[:200], path)
    if len({Path(path).resolve() for path in paths}) < len(paths):
        raise InputError(
            phrase("{what}: is named twice: give one form of each service", what=paths[0])
        )


def default_name(paths: Sequence[str], scenario: str) -> str:
    """Return the name of the result: the scenario, and eight digits of what was handed in."""
    content = hashlib.sha256()
    for path in sorted(paths):
        content.update(Path(path).expanduser().read_bytes())
    stem = re.sub(r"[^A-Za-z0-9_-]+", "", bare(Path(scenario).stem)) or "own"
    return f"diagnose-{stem}-{content.hexdigest()[:8]}"


def write(found: Diagnosis, folder: Path, *, overwrite: bool = False) -> list[Path]:
    """Write the country's level and scenario, as answered and at its edges; return the paths.

    Raises:
        InputError: the folder holds another result, or the diagnosis of another country and
            ``overwrite`` is not set.
    """
    if (folder / "manifest.json").exists():
        raise InputError(
            phrase(
                "name={name}: {folder} holds another result: choose another name=",
                name=folder.name,
                folder=folder,
            )
        )
    if not overwrite and _holds_another(found, folder):
        raise InputError(
            phrase(
                "name={name}: {folder} holds the diagnosis of other answers: choose another name=, or overwrite=true",
                name=folder.name,
                folder=folder,
            )
        )
    files.ensure_writable(folder)
    for edge in (LOW, HIGH):  # (of other answers, which were not sure)
        for name in (named(LEVEL, edge), named(SCENARIO, edge)):
            if name not in found.texts:
                (folder / name).unlink(missing_ok=True)
    return [files.write_text(folder / name, text) for name, text in found.texts.items()]


def _holds_another(found: Diagnosis, folder: Path) -> bool:
    """Tell whether a folder holds the level or the scenario of other answers."""
    there = [
        (folder / name, text) for name, text in found.texts.items() if (folder / name).exists()
    ]
    return any(path.read_text("utf-8") != text for path, text in there)


def _label(joined: Joined, scenario: str) -> str:
    """Return the name of the country's scenario: letters and digits of the country's own name."""
    own = re.sub(r"[^a-z0-9]+", "_", bare(joined.country).lower()).strip("_")
    stem = re.sub(r"[^a-z0-9_]+", "", bare(Path(scenario).stem).lower()) or "country"
    return own[:40] or f"{stem}_diagnosed"
