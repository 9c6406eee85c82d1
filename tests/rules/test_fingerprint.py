"""A plug-in that is edited is another plug-in: its runs never stand in one table with those of before."""

from __future__ import annotations

import pytest

from borderSim.errors import InputError
from borderSim.parameters.scenario import Traffickers
from borderSim.rules import fingerprint, registry
from borderSim.studies.execution import manifest, plugins, provenance, worker
from borderSim.studies.execution.provenance import Origin
from borderSim.studies.execution.worker import Chunk
from borderSim.studies.runs import run_and_store
from tests.rules.conftest import _forget
from tests.rules.packages import STRATEGIES, install
from tests.studies import fake

CODE = """
import mine_tables
class Rule:
    name = "mine"
    def plan(self, view):
        from mine_lazy import more
        return None
"""
TITLE = "traffickers.strategy=mine"


@pytest.fixture
def mine(packages):
    install(packages, "mine", STRATEGIES, "mine", CODE)
    for name in ("mine_tables", "mine_lazy"):
        (packages / f"{name}.py").write_text("more = 1\n")
    (packages / "unused.py").write_text("more = 1\n")
    return packages


def typed(folder, seeds=(1, 2), **settings):
    """Make runs as a fresh process would."""
    _forget()
    scenario = fake.scenario(traffickers=Traffickers(strategy="mine"))
    return run_and_store(
        [({}, scenario, seed) for seed in seeds],
        name="x",
        results_dir=folder,
        workers=1,
        simulate=fake.simulate,
        **settings,
    )


def now():
    entry = registry.plug_in(registry.STRATEGY, "mine")
    assert entry is not None
    return fingerprint.of_now(entry)


@pytest.mark.parametrize(
    ("name", "text", "other"),
    [
        ("mine.py", CODE + "# a word more\n", True),
        ("mine_tables.py", "more = 2\n", True),
        ("mine_lazy.py", "more = 2\n", True),
        ("unused.py", "more = 2\n", False),
        ("mine_tables.py", "more = 1\r\n", False),
        ("__pycache__/mine.pyc", "x", False),
    ],
)
def test_what_counts_as_the_plug_in(mine, name, text, other):
    before = now()
    (mine / name).parent.mkdir(exist_ok=True)
    (mine / name).write_text(text, newline="")
    assert (now() != before) == other


def test_a_package_with_folders(packages):
    install(packages, "deep", STRATEGIES, "mine", "", target="deep_rules.inner:Rule")
    inner = packages / "deep_rules" / "inner"
    inner.mkdir(parents=True)
    for folder in (inner.parent, inner):
        (folder / "__init__.py").write_text(CODE)
    (inner / "table.csv").write_text("1")
    before = now()
    (packages / "deep_rules" / "results").mkdir()
    (packages / "deep_rules" / "results" / "runs.csv").write_text("no part of the package")
    assert now() == before
    (inner / "table.csv").write_text("2")
    assert now() != before


def test_the_manifest_names_it(mine, tmp_path):
    folder, _ = typed(tmp_path)
    told = manifest.read(folder)["plugins"]
    assert told == {TITLE: {"package": "mine 0.1", "module": "mine:Rule", "sha256": now()}}
    before = (folder / "manifest.json").read_bytes()
    typed(tmp_path)
    assert (folder / "manifest.json").read_bytes() == before, "the same plug-in: nothing to do"


def test_an_edited_plug_in_is_refused_and_never_mixed(mine, tmp_path):
    folder, _ = typed(tmp_path)
    before = (folder / "runs.parquet").read_bytes()
    (mine / "mine_tables.py").write_text("more = 2\n")
    for seeds in ((1, 2), (1, 2)):
        with pytest.raises(
            InputError,
            match=rf"holds runs made with another version of the plug-in {TITLE} \(mine 0.1\): choose another name=, or set overwrite=true",
        ):
            typed(tmp_path, seeds)
    assert (folder / "runs.parquet").read_bytes() == before
    typed(tmp_path, overwrite=True)
    assert manifest.read(folder)["plugins"][TITLE]["sha256"] == now()
    info = mine / "mine-0.1.dist-info"
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: mine\nVersion: 0.2\n")
    with pytest.raises(
        InputError, match=r"another version of the plug-in .* \(mine 0.1, now mine 0.2\)"
    ):
        typed(tmp_path)


def test_an_edit_while_the_program_runs_is_told(mine, tmp_path):
    typed(tmp_path)
    (mine / "mine.py").write_text(CODE + "# edited in the notebook's other window\n")
    scenario = fake.scenario(traffickers=Traffickers(strategy="mine"))
    with pytest.raises(
        InputError,
        match=rf"{TITLE}: the files of the plug-in \(mine 0.1\) changed since .*: start Python anew",
    ):
        run_and_store(
            [({}, scenario, 1)], name="y", results_dir=tmp_path, workers=1, simulate=fake.simulate
        )
    assert not (tmp_path / "y").exists()


@pytest.mark.parametrize("change", ["plug-in", "library", "nothing"])
def test_a_worker_with_another_plug_in_or_library_does_not_answer(mine, tmp_path, change):
    used, versions = (
        plugins.of_names([("traffickers.strategy", "mine")]),
        dict(provenance.versions()),
    )
    if change == "plug-in":
        used[TITLE]["sha256"] = "0" * 64
    if change == "library":
        versions["numpy"] = "1.0"
    origin = Origin("config", provenance.source_hash(), versions, used)
    report = worker.carry_out(Chunk((), tmp_path, provenance.program(), False, origin))
    assert report.trouble.endswith(
        "is another version than the one that asks; its runs must not be mixed"
    ) == (change != "nothing")
    assert {"plug-in": TITLE, "library": "numpy", "nothing": ""}[change] in report.trouble


def test_points_and_keys_that_name_no_rule():
    assert (
        plugins.of_names(
            [
                ("customs.random_share", 0.1),
                ("traffickers.strategy", "random"),
                ("customs.targeting", "unknown"),
            ]
        )
        == {}
    )
    assert (
        plugins.changed(None, {}) == ""
        and plugins.changed({TITLE: {"package": "mine 0.1"}}, {})
        == f"the plug-in {TITLE} (mine 0.1)"
    )
