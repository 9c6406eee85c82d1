"""``bordersim diagnose``: what a filled-in questionnaire says of a country, and which remedy comes first."""

from __future__ import annotations

from borderSim.cli.arguments import Arguments, Command
from borderSim.cli.diagnose_simulate import KEYS, simulate_remedies
from borderSim.cli.output import DONE
from borderSim.errors import InputError


def diagnose(arguments: Arguments) -> int:
    """Diagnose a country."""
    if not arguments.words:
        raise InputError(
            "diagnose needs a filled-in questionnaire: bordersim diagnose ANSWERS.yaml"
        )
    from borderSim.scenario.levels import load_level
    from borderSim.scenario.load import load_levels
    from borderSim.scenario.names import default_choices
    from borderSim.scenario.questionnaire.answers import load_answers
    from borderSim.scenario.questionnaire.as_level import as_typed
    from borderSim.scenario.questionnaire.reading import interpret
    from borderSim.studies.execution.files import result_path

    path = arguments.words[0]
    answers = load_answers(path)
    reading = interpret(answers, load_level)
    name = arguments.text("scenario", default_choices()["scenario"]) or ""
    settings = [f"{said.what}={as_typed(said.value)}" for said in reading.settings]
    scenario = next(
        iter(load_levels(name, [path], [*settings, *arguments.overrides], path).values())
    )
    folder = result_path(
        arguments.results_dir(),
        arguments.text("name") or f"diagnose_{answers.name}_{scenario.name}",
    )
    if arguments.switch("simulate", False):
        return simulate_remedies(arguments, scenario, answers, folder)
    return DONE


COMMAND = Command(
    name="diagnose",
    does="diagnose ANSWERS.yaml: what a filled-in questionnaire says of a country, and which remedy comes first",
    act=diagnose,
    word="ANSWERS.yaml",
    overrides=True,
    keys={
        "scenario": "a name or a YAML file (default: national)",
        **KEYS,
        "name": "name of the result (default: made from what is set)",
        "results_dir": "folder of the results (default: results)",
    },
)
