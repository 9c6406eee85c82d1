"""A bar in notebooks, nothing anywhere else, and whoever is handed over is told."""

import sys
from types import SimpleNamespace

import pytest

import borderSim as bs
from borderSim.api import progress as module
from borderSim.api.progress import NotebookProgress, in_notebook, progress_for
from borderSim.errors import InputError

SHORT = {
    "overrides": ["years=0.05", "burn_in_days=10"],
    "levels": ["coexistence"],
    "replications": 2,
    "plane": False,
    "workers": 1,
}


class Screen:
    """Stands in for the display of a kernel."""

    def __init__(self):
        self.drawn = []

    def display(self, content, *, raw, display_id):
        self.drawn.append(content)
        return SimpleNamespace(update=lambda content, raw: self.drawn.append(content))


@pytest.fixture
def screen(monkeypatch):
    screen = Screen()
    kernel = SimpleNamespace(kernel=object())
    python = SimpleNamespace(
        get_ipython=lambda: kernel, display=SimpleNamespace(display=screen.display)
    )
    monkeypatch.setitem(sys.modules, "IPython", python)
    monkeypatch.setitem(sys.modules, "IPython.display", python.display)
    monkeypatch.setattr(module, "PATIENCE", 0.0)
    monkeypatch.setattr(module, "PAUSE", 0.0)
    return screen


def test_a_comparison_and_a_run_show_a_bar_that_is_gone_at_the_end(screen, tmp_path):
    made = bs.compare("training", **SHORT, results_dir=tmp_path)
    assert [content["text/plain"].split(",")[0] for content in screen.drawn[:1]] == ["0 of 2 runs"]
    assert "<progress" in screen.drawn[0]["text/html"] and screen.drawn[-1]["text/html"] == ""
    screen.drawn.clear()
    with_bar = bs.run(bs.load_scenario("training", SHORT["overrides"]), 1)
    assert (
        screen.drawn[0]["text/plain"].startswith("1 of 28 days")
        and screen.drawn[-1]["text/html"] == ""
    )
    assert with_bar.outcomes["seizures"] == made.runs["seizures"][0]
    screen.drawn.clear()
    bs.compare(
        "training", **SHORT, results_dir=tmp_path, progress=False, overwrite=True, name="quiet"
    )
    assert not screen.drawn


def test_short_work_shows_nothing(screen, monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 3600.0)
    with NotebookProgress() as bar:
        bar.update(1, 2, None, None)
    assert not screen.drawn


def test_a_failure_takes_the_bar_away(screen):
    with pytest.raises(RuntimeError), NotebookProgress() as bar:
        bar.update(1, 2, None, 3.0)
        raise RuntimeError
    assert [content["text/plain"] for content in screen.drawn] == [
        "1 of 2 runs, about 3 s left",
        "",
    ]


def test_elsewhere_nothing_is_shown(tmp_path, capsys):
    assert not in_notebook() and progress_for(None) is None is progress_for(False)
    told = []
    own = SimpleNamespace(update=lambda done, total, runs, left: told.append((done, total)))
    bs.compare("training", **SHORT, results_dir=tmp_path, progress=own)
    assert told[0] == (0, 2) and told[-1] == (2, 2)
    out, err = capsys.readouterr()
    assert out == err == ""
    with pytest.raises(InputError, match="progress='yes'"):
        progress_for("yes")
