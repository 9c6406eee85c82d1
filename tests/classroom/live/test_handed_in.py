"""What a page or the file of a session hands in is data: it opens no file, imports nothing, and ends in time."""

from __future__ import annotations

import dataclasses
import json

import pytest
from starlette.testclient import TestClient

from borderSim.classroom.live import own_scenario as own_module
from borderSim.classroom.live.limits import check_size
from borderSim.classroom.live.own_scenario import checked_scenario
from borderSim.classroom.live.plain import course_settings, plain_settings, plain_values
from borderSim.classroom.live.server import application
from borderSim.classroom.live.session import Course, Session, new_id, session_from, store, stored
from borderSim.classroom.refusals import RefusedError
from borderSim.errors import InputError
from borderSim.scenario import own_files
from borderSim.scenario.load import load_scenario
from borderSim.scenario.names import nameable
from tests.classroom.live.test_server import HERE, PORT, ask, connect, heard
from tests.classroom.refused import sentence

FIRST = Course("a", "coexistence")


@pytest.fixture
def socket(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes").write_text("user,password\nroot,secret\n", "utf-8")
    (tmp_path / "x.yaml").write_text("secret: 1\n", "utf-8")
    with (
        TestClient(application(tmp_path / "results", PORT), base_url=HERE) as client,
        connect(client) as found,
    ):
        yield found


# ---------------------------------------------------------------- a scenario file
@pytest.mark.parametrize(
    ("own", "said"),
    [
        ("organisations: {networks_file: notes}", "names a file at organisations.networks_file"),
        ("organisations: {networks_file: null}", "names a file"),
        ("organisations: {networks_file: 3}", "names a file"),
        ("organisations: {networks_file: {en: notes}}", "names a file"),
        ("organisations.networks_file: x.graphml", "names a file"),
        ("schedule: [{day: 3, organisations.networks_file: notes}]", "names a file"),
        ("schedule: [{day: 3, partnership: x.yaml}]", "names a file at schedule.partnership"),
        ("posts: {en: {partnership: x.yaml}}", "names a file at posts.en.partnership"),
        ("posts: {source: {partnership: x.YML}}", "names a file"),
        ("present: file:x.yaml", "names a file"),
        ("present: http://example.org/level", "names a file"),
        ("base: x.yaml", "names a file"),
        ("layers: {operational: x.yaml}", "names a file"),
        ("instruments: [x.yaml]", "names a file"),
        ("customs: {targeting: of_a_package}", "no rule that is built in"),
        ("customs: {targeting: {name: of_a_package, weight: 1}}", "no rule that is built in"),
        ("schedule: [{day: 3, traffickers.strategy: of_a_package}]", "no rule that is built in"),
        ("years: 100", "at most 20"),
        ("burn_in_days: 36500", "at most 3650"),
        ("organisations: {max: 5000}", "organisations.max is 5000"),
        (f"schedule: [{', '.join('{day: 1}' for _ in range(101))}]", "schedule is 101"),
        ("shocks: {" + ", ".join(f"s{n}: null" for n in range(101)) + "}", "shocks is 101"),
        ("customs: {nonsense: 1}", "nonsense"),
    ],
)
def test_a_scenario_file_that_is_handed_in_opens_nothing_and_ends(socket, tmp_path, own, said):
    text = own if own.startswith("base") else f"base: training\n{own}\n"
    ask(socket, do="open", own=text)
    told = heard(socket)[-1]
    assert told["is"] == "problem" and said in sentence(told)
    for language in ("en", "fr"):
        whole = sentence(told, language)
        assert "secret" not in whole and "password" not in whole and "\n" not in whole
        assert str(tmp_path) not in whole
    assert not list(tmp_path.rglob("play/*"))


def test_no_path_is_looked_up_even_where_the_text_is_not_refused(tmp_path, monkeypatch):
    """Were a form forgotten by which a path can be given, the look-up itself would refuse it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes").write_text("user,password\n", "utf-8")
    monkeypatch.setattr(own_module, "checked_scenario", lambda text: None)
    opened = []
    monkeypatch.setattr(own_files, "is_file", lambda path: opened.append(path.name) or True)
    from borderSim.classroom.live.as_run import Circumstances

    own = "base: training\norganisations: {networks_file: notes}\n"
    session = Session(new_id(), "own", 1, (), (FIRST,), {}, own)
    with pytest.raises(InputError, match="no file may be named here"):
        Circumstances(session, own_module.kept(session, tmp_path))
    assert set(opened) == {f"{session.id}.yaml"}


def test_words_for_people_may_hold_anything_and_shipped_rules_stay():
    checked_scenario(
        "title: {en: a/b.yaml, fr: 'c\\d.csv'}\nsource: http://example.org\n"
        "base: training\ncustoms: {targeting: random, allocation: fixed}\n"
    )


@pytest.mark.parametrize("name", nameable("scenario"))
def test_every_shipped_scenario_is_small_enough(name):
    scenario = load_scenario(name)
    check_size(scenario)
    with pytest.raises(RefusedError, match="years is 99"):
        check_size(dataclasses.replace(scenario, years=99))


# ---------------------------------------------------------------- settings and decisions
@pytest.mark.parametrize(
    "setting",
    [
        "organisations.max=9",
        "years=100",
        "partnership=collaboration",
        "levers.nobody=0.5",
        "instruments.liaison_officers=null",
        "customs.random_share=0.5",
        "capacity_scale=2",
        "base=training",
    ],
)
def test_a_page_sets_dials_and_instruments_alone(socket, setting):
    ask(socket, do="open", settings=["levers.governance=0.5", setting])
    told = heard(socket)[-1]
    assert f"“{setting}” can't be set here: only dials and instruments can" in sentence(told)
    assert "seuls les curseurs et les instruments" in sentence(told, "fr")
    whole = Session(new_id(), "training", 3, (), (FIRST,), {"a": 1}).as_dict()
    whole["tracks"][0]["settings"] = [setting]
    with pytest.raises(RefusedError):
        session_from(whole, "x")


def test_dials_and_instruments_are_taken():
    given = ["levers.governance=0.5", "levers.information_sharing=1", "instruments=[a,b]"]
    assert course_settings(given, "x") == tuple(given)


def test_no_key_that_names_a_file_and_no_rule_of_a_package_is_decided():
    for values in (
        {"organisations.networks_file": "notes"},
        {"organisations.networks_file": None},
        {"customs.targeting": "of_a_package"},
        {"police.casework.name": "of_a_package"},
    ):
        with pytest.raises(RefusedError):
            plain_values(values, "x")
    with pytest.raises(RefusedError):
        plain_settings(["organisations.networks_file=notes"], "x")
    assert plain_values({"customs.targeting": "random"}, "x")


@pytest.mark.parametrize("value", [10**400, float("inf"), "a.b", {"en": "x"}, ["a/b"]])
def test_a_value_is_a_small_number_or_a_name(value):
    with pytest.raises(InputError):
        plain_values({"customs.random_share": value}, "x")


# ---------------------------------------------------------------- the file of a session
@pytest.mark.parametrize(
    "change",
    [
        {"settings": ["organisations.networks_file=notes"]},
        {"scenario": "x.yaml"},
        {"id": "../../../elsewhere/and-away"},
        {"tracks": [{"name": f"t{n}", "level": "coexistence", "day": 0} for n in range(5)]},
        {"tracks": [{"name": "a", "level": "x.yaml", "day": 0}]},
        {"tracks": [{"name": "a", "level": "coexistence", "day": 10**9}]},
        {"own": 5},
    ],
)
def test_a_session_file_opens_no_other_file(change):
    whole = Session(new_id(), "training", 3, (), (FIRST,), {"a": 1}).as_dict()
    with pytest.raises(InputError):
        session_from({**whole, **change}, "x")


def test_a_session_is_kept_in_its_folder_under_its_own_name(tmp_path):
    session = Session(new_id(), "training", 3, (), (FIRST,), {"a": 1})
    path = store(session, tmp_path)
    other = path.with_name(f"{new_id()}.json")
    other.write_text(path.read_text("utf-8"), "utf-8")
    with pytest.raises(InputError, match="of another session"):
        stored(other.stem, tmp_path)
    for name in ("../x", "..", "a" * 21, "a" * 65, "a" * 21 + "/", "a" * 22 + "\n", "é" * 22):
        with pytest.raises(InputError):
            store(dataclasses.replace(session, id=name), tmp_path)
    assert sorted(x.name for x in tmp_path.rglob("*.json")) == sorted([path.name, other.name])


def test_a_session_with_a_file_handed_in_is_checked_again_when_it_comes_back(socket, tmp_path):
    own = "base: training\norganisations: {networks_file: notes}\n"
    session = Session(new_id(), "own", 1, (), (FIRST,), {"a": 0}, own)
    store(session, tmp_path / "results")
    ask(socket, do="open", session=session.id)
    told = sentence(heard(socket)[-1])
    assert "names a file at organisations.networks_file" in told and "password" not in told
    long = dataclasses.replace(
        session, id=new_id(), own="", scenario="training", settings=("years=99",)
    )
    store(long, tmp_path / "results")
    ask(socket, do="open", session=long.id)
    assert "years is 99" in sentence(heard(socket)[-1])


# ---------------------------------------------------------------- who may ask
@pytest.mark.parametrize("headers", [{"host": "evil.example"}, {"origin": "http://evil.example"}])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "GET"])
def test_every_address_refuses_a_stranger_whatever_the_method(socket, tmp_path, headers, method):
    from starlette.routing import Route

    app = application(tmp_path, PORT)
    with TestClient(app, base_url=HERE) as client:
        paths = [route.path for route in app.routes if isinstance(route, Route)]
        for path in [*paths, "/web/live/index.html", "/nothing"]:
            assert client.request(method, path, headers=headers).status_code == 403
            if method != "GET":  # (nothing is handed in but by the socket)
                assert client.request(method, path).status_code in (404, 405)


def test_a_message_too_long_is_refused_before_it_is_read(socket, monkeypatch):
    from borderSim.classroom.live import socket as socket_module

    read = []
    monkeypatch.setattr(socket_module, "parsed", lambda text: read.append(text))
    socket.send_text(json.dumps({"do": "open", "own": "#" * 300_000}))
    assert "too large" in sentence(heard(socket)[-1]) and not read
