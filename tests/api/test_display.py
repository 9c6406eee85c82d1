"""What a notebook shows: tables that a screen reader can tell, figures that fetch and send nothing."""

import copy
import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pandas as pd
import pytest
from rich.table import Table

import borderSim as bs
from borderSim.api import offline
from borderSim.api.display import sweep_html
from borderSim.api.tables import html_of
from borderSim.errors import InputError
from borderSim.report.writing.texts import outcome_title

SHORT = ["years=0.2", "burn_in_days=20"]
EVIL = "<script>alert('x')</script>"


class Reader(HTMLParser):
    """Notes the tags, their attributes, and whether all are closed."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.attributes = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.open.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def read(html):
    reader = Reader(html)
    assert not reader.open and not {"script", "link", "img", "iframe", "a"} & set(reader.tags)
    assert not [
        value
        for name, value in reader.attributes
        if name in ("src", "href") or "url(" in (value or "")
    ]
    return reader


@pytest.fixture(scope="module")
def result():
    return bs.run(bs.load_scenario("training", SHORT), seed=3)


@pytest.fixture(scope="module")
def comparison(tmp_path_factory):
    return bs.compare(
        "training",
        levels=["coexistence", "cooperation"],
        replications=2,
        plane=False,
        overrides=SHORT,
        workers=1,
        results_dir=tmp_path_factory.mktemp("results"),
    )


def test_a_table_is_accessible_and_escaped():
    table = Table(title=EVIL)
    table.add_column("head")
    table.add_column(f"{EVIL}", justify="right")
    for number in range(70):
        table.add_row(f"a<b {number}", EVIL)
    html = html_of(table)
    reader = read(html)
    assert (
        reader.tags.count("tr") == 61
        and "caption" in reader.tags
        and "... and 10 more rows" in html
    )
    assert (
        ("scope", "col") in reader.attributes
        and ("scope", "row") in reader.attributes
        and "a&lt;b 0" in html
    )


def test_a_run(result):
    html = result._repr_html_()
    reader = read(html)
    assert reader.tags.count("table") == 2 and reader.tags.count("details") == 1
    assert outcome_title("net_benefit_eur") in html and "training, coexistence, seed 3" in html
    assert "<run of training, coexistence, seed 3: 73 days" in repr(result)
    assert "no log of events" in repr(result)


def test_a_table_of_the_log_that_was_not_kept_says_what_keeps_it(result):
    for table in ("events", "work"):
        with pytest.raises(InputError, match=rf"{table}: .*run again with events=true"):
            getattr(result, table)
    logged = copy.copy(result)
    object.__setattr__(logged, "events", pd.DataFrame(columns=["kind"]))
    assert logged.events["kind"].empty and "0 events" in repr(logged), "a log without an event"


def test_a_comparison(comparison):
    html = comparison._repr_html_()
    read(html)
    assert (
        "differences to coexistence, paired" in html
        and "cooperation" in html
        and "provisional, n=2" in html
    )
    assert len(repr(comparison)) < 300


def test_a_sweep_is_escaped(comparison):
    runs = comparison.runs.assign(arm=EVIL, point=0)
    sweep = SimpleNamespace(
        runs=runs,
        manifest={"choices": {"experiment": EVIL}, "question": EVIL},
        text=EVIL,
        notes=[EVIL],
        failed=[],
        folder=EVIL,
    )
    html = sweep_html(sweep)
    read(html)
    assert html.count("&lt;script&gt;") >= 6


def test_the_figure_of_a_run(result):
    figure = result.figure("seizures", "trust_mean")
    assert next(trace["meta"]["definition"] for trace in figure.to_dict()["data"]).startswith(
        "unique loads"
    )
    assert list(figure.data[0].y) == result.monthly["seizures"].tolist() and list(
        figure.data[0].x
    ) == [1, 2, 3]
    with pytest.raises(InputError, match="did you mean 'seizures'"):
        result.figure("seizure")


def test_figures_bring_all_they_need(comparison, monkeypatch):
    monkeypatch.setattr(offline.pio.renderers, "default", "plotly_mimetype")
    monkeypatch.setattr(offline, "_brought", False)
    first, second = (comparison.figure("forest")._repr_mimebundle_() for _ in range(2))
    assert (
        first[offline.PLOTLY]["config"]["plotlyServerURL"] == ""
        and first[offline.PLOTLY]["config"]["showSendToCloud"] is False
    )
    assert len(first["text/html"]) > 1_000_000 > len(second["text/html"]), (
        "the program comes along once"
    )
    for bundle in (first, second):
        assert not re.findall(r"<(?:script|link)[^>]*(?:src|href)=", bundle["text/html"])
        assert "sendChartToCloud" in bundle["text/html"], "taken off the mode bar"


def test_an_executed_notebook(tmp_path):
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    cells = [
        f"import borderSim as bs\nresult = bs.run(bs.load_scenario('training', {SHORT}), 3)\nresult",
        "result.figure()",
        "result.figure().show()",
        "result.daily.head(2)",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in cells])
    nbclient.NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        resources={"metadata": {"path": str(tmp_path)}},
    ).execute()
    # (a bar may stand before it)
    data = [
        [o.data for o in cell.outputs if o.output_type != "stream"][-1] for cell in notebook.cells
    ]
    read(data[0]["text/html"])
    assert data[0]["text/plain"].startswith("<run of training")
    for figure in data[1:3]:
        assert figure[offline.PLOTLY]["data"] and "Plotly.newPlot" in figure["text/html"]
    assert len(data[1]["text/html"]) > 1_000_000 > len(data[2]["text/html"])
