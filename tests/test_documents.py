"""The documents made from the code, and what the hand-written ones promise."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from borderSim import cli, documents
from borderSim.classroom.exercise.reading import read_exercise
from borderSim.classroom.exercise.session import read_session
from borderSim.cli.arguments import check_arguments, read_arguments
from borderSim.measures.outcomes import OUTCOMES
from borderSim.parameters.shocks import kinds
from borderSim.scenario.catalogue import parameters, shipped_shocks
from borderSim.scenario.load import load_levels, load_scenario
from borderSim.studies.design.experiment_files import load_experiment
from borderSim.studies.plans.plan import Plan

ROOT = Path(__file__).parents[1]
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted(ROOT.glob("docs/*.md")),
    *sorted(ROOT.glob("*/README.md")),
]


def test_the_documents_are_what_the_code_says():
    assert documents.stale(ROOT / "docs") == []
    assert documents.main(["--check"], ROOT / "docs") == 0


def test_every_outcome_and_every_parameter_has_its_row():
    outcomes, assumptions = documents.outcomes_page(), documents.assumptions_page()
    assert all(f"| `{name}` |" in outcomes for name in OUTCOMES)
    assert all(f"| `{row.key}` |" in assumptions for row in parameters())


@pytest.mark.parametrize("page", documents.PAGES)
def test_every_row_of_a_table_has_as_many_cells_as_its_head(page):
    cells = 0
    for line in documents.PAGES[page]().splitlines():
        bars = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        assert not (cells and bars) or bars == cells, line
        cells = bars


def test_writing_makes_the_check_pass_and_a_change_fails_it(tmp_path, capsys):
    assert documents.main(["--check"], tmp_path) == 1
    assert documents.main([], tmp_path) == 0
    assert documents.main(["--check"], tmp_path) == 0
    (tmp_path / "outcomes.md").write_text("changed by hand", encoding="utf-8")
    capsys.readouterr()
    assert documents.main(["--check"], tmp_path) == 1
    told = capsys.readouterr()
    assert told.out == "" and "outcomes.md" in told.err and "assumptions.md" not in told.err


@pytest.mark.parametrize(
    ("arguments", "folder"),
    [(["--chek"], "."), (["--check", "x"], "."), ([], "nowhere"), (["--check"], "nowhere")],
)
def test_wrong_use_ends_with_a_sentence(arguments, folder, tmp_path, capsys):
    assert documents.main(arguments, tmp_path / folder) == 2
    told = capsys.readouterr()
    assert told.out == "" and told.err.startswith("documents: ") and told.err.count("\n") == 1


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_to_files_and_headings_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", page.read_text("utf-8")):
        name, _, heading = target.partition("#")
        path = (page.parent / name).resolve() if name else page
        if path.suffix == ".png":
            continue  # made by a comparison, not by hand
        assert path.exists(), target
        if heading:
            titles = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), flags=re.M)
            assert heading in {
                re.sub(r"[^\w\- ]", "", t.lower()).replace(" ", "-") for t in titles
            }, target


def _blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page.read_text("utf-8"), flags=re.S)


def test_the_examples_of_scenarios_levels_and_experiments_load(tmp_path):
    examples = [block for page in PAGES for block in _blocks(page, "yaml")]
    assert len(examples) >= 4
    # what the example with file: plans.csv reads
    for block in _blocks(ROOT / "docs" / "designs.md", "csv"):
        (tmp_path / "plans.csv").write_text(block, encoding="utf-8")
    for number, block in enumerate(examples):
        path = tmp_path / f"example{number}.yaml"
        if list(yaml.safe_load(block)) == ["design"]:  # a part of an experiment
            block = f"question: Does it load?\nscenario: training\n{block}"
        path.write_text(block, encoding="utf-8")
        if "effects" in yaml.safe_load(block):
            assert (
                load_scenario("training", [f"shocks=[{path}]"])
                .shocks[f"example{number}"]
                .question.fr
            )
        elif "rounds" in yaml.safe_load(block):
            assert read_exercise(path).rounds
        elif "exercise" in yaml.safe_load(block):
            assert read_session(path).taken
        elif "question" in yaml.safe_load(block):
            Plan(load_experiment(str(path))).check()
        elif "gives" in yaml.safe_load(block):
            assert load_scenario("training", [f"instruments=[{path}]"]).partnership.instruments == (
                f"example{number}",
            )
        elif "answers" in yaml.safe_load(block):
            assert list(load_levels("training", ["coexistence", str(path)])) == [
                "coexistence",
                f"example{number}",
            ]
        elif "layers" in yaml.safe_load(block):
            assert len(load_levels("training", ["coexistence", str(path)])) == 2
        elif "traits" in yaml.safe_load(block):
            assert list(load_levels("training", ["coexistence", str(path)])) == [
                "coexistence",
                "mou",
            ]
        else:
            assert load_scenario(str(path), ["years=1"]).name == f"example{number}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_commands_can_be_typed_as_they_stand(page):
    lines = [
        line for block in _blocks(page, "sh") for line in block.replace("\\\n", " ").splitlines()
    ]
    for line in lines:
        words = shlex.split(line, comments=True)
        words = words[
            : next(
                (i for i, word in enumerate(words) if word in ("&&", "|", ">", ";", "&")),
                len(words),
            )
        ]
        if words and words[0].rpartition("/")[2] == "bordersim":
            check_arguments(read_arguments(words[1:], cli.COMMANDS), cli.COMMANDS)


def test_every_shipped_shock_has_its_row():
    text = (ROOT / "docs" / "shocks.md").read_text("utf-8")
    for name, s in shipped_shocks().items():
        assert (
            f"| `{name}` | {s.title.en} | {s.when} | {s.in_the_model.en} | {s.section} |\n" in text
        ), name
    assert all(f"| `{kind}` |" in text for kind in kinds())


def test_python_examples_are_valid_and_the_citation_matches_the_version():
    import borderSim

    for page in PAGES:
        for block in _blocks(page, "python"):
            compile(block, str(page), "exec")
    assert (
        yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))["version"]
        == borderSim.__version__
    )
    assert f"## {borderSim.__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
