"""``bs.diagnose``: what one or two filled-in questionnaires say of a country."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from borderSim.diagnose import diagnosis as _diagnosis
from borderSim.diagnose.diagnosis import LOW, Diagnosis
from borderSim.errors import InputError
from borderSim.language.current import SOURCE, using
from borderSim.report.diagnosis.rows import as_data, tables
from borderSim.studies.execution.files import result_path

if TYPE_CHECKING:
    import pandas as pd

    from borderSim.parameters.scenario import Scenario


@dataclass(frozen=True)
class Diagnosed:
    """A diagnosis in Python.

    Attributes:
        found: all of it.
        lang: language of its tables and its page.
        folder: where :meth:`write` puts it.
    """

    found: Diagnosis
    lang: str
    folder: Path

    @property
    def implied(self) -> str:
        """The level that the answers imply."""
        return self.found.profile.implied

    @property
    def weakest(self) -> str:
        """The lowest level at which a trait stands."""
        return self.found.profile.weakest

    @property
    def scenario(self) -> Scenario:
        """The country, its present level its own: what :func:`borderSim.compare` takes."""
        return self.found.scenario()

    def edge(self, name: str = LOW) -> Scenario:
        """Return the country at the lowest (``low``) or the highest (``high``) of what its answers may mean.

        Raises:
            InputError: there is no such edge, or every answer is sure.
        """
        if name not in self.found.edges:
            known = ", ".join(self.found.edges) or "none, as every answer is sure"
            raise InputError(f"edge={name!s:.60}: there is no such edge; there are: {known}")
        return self.found.scenario(name)

    def table(self, name: str = "profile") -> pd.DataFrame:
        """Return a table as people see it, such as ``profile``, ``differences`` or ``gaps``.

        Raises:
            InputError: there is none of that name.
        """
        import pandas as pd

        with using(self.lang):
            made = {table.name: table for table in tables(self.found)}
        if name not in made:
            raise InputError(f"table={name!s:.60}: there is none; there are: {', '.join(made)}")
        return pd.DataFrame(made[name].rows, columns=list(made[name].heads))

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain data: what ``diagnosis.json`` holds."""
        return as_data(self.found)

    def write(self, *, overwrite: bool = False) -> list[Path]:
        """Write page, data, level and scenario into :attr:`folder`; return the paths.

        Raises:
            InputError: the folder holds another result, or the diagnosis of other answers.
        """
        from borderSim.report.diagnosis.page import write

        with using(self.lang):
            return [
                *_diagnosis.write(self.found, self.folder, overwrite=overwrite),
                *write(self.found, self.folder),
            ]


def diagnose(
    *forms: str | os.PathLike[str],
    scenario: str | os.PathLike[str] = "national",
    lang: str = SOURCE,
    name: str | None = None,
    results_dir: str | os.PathLike[str] = "results",
) -> Diagnosed:
    """Diagnose a country from the questionnaire of customs, that of the police, or one that both filled in.

    Nothing is written or simulated.

    Args:
        forms: one or two files.
        scenario: name or path of what stands for the country beside its answers.
        lang: ``en`` or ``fr``.
        name: of the result, for :meth:`Diagnosed.write` (None: made from the forms).
        results_dir: folder of the results.

    Raises:
        InputError: anything wrong with a form, the scenario or the language, in one sentence.
    """
    paths = [os.fspath(form) for form in forms]
    below = os.fspath(scenario)
    with using(lang):
        _diagnosis.check_paths(paths)
        called = name or _diagnosis.default_name(paths, below)
        folder = result_path(os.fspath(results_dir), called)
        return Diagnosed(_diagnosis.diagnose(paths, below, str(folder)), lang, folder)
