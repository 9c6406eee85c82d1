import dataclasses

import pytest

from borderSim.classroom.live.as_run import Circumstances
from borderSim.classroom.live.country import Start
from borderSim.classroom.live.session import Course, Session, new_id, session_from, store, stored
from borderSim.errors import InputError
from borderSim.scenario.load import load_scenario
from borderSim.simulation import BorderModel

SHORT = ("burn_in_days=30", "years=1")
FIRST = Course("a", "coexistence")


def circumstances(*settings, source="training", **more):
    session = Session(new_id(), source, 3, (*SHORT, *settings), (FIRST,), **more)
    return Circumstances(session, source)


@pytest.fixture(scope="module")
def start():
    return Start(circumstances())


def as_bytes(result):
    tables = [result.daily, result.events, result.monthly, result.networks, result.links]
    return repr(result.outcomes), [table.to_csv() for table in tables]


def ran(country):
    """The same days as ``bordersim run`` makes them, from the settings alone."""
    settings = country._circumstances.settings(country.course)
    model = BorderModel(load_scenario(country._circumstances.source, settings), 3)
    model.run_burn_in()
    for _ in range(country.day):
        model.step()
    return model.result()


def assert_as_run(country):
    assert as_bytes(country.result()) == as_bytes(ran(country))


def test_decisions_and_shocks_give_the_bytes_of_a_run(start):
    country = start.country(FIRST)
    country.decide({"customs.random_share": 0.2})
    country.go(20)
    country.decide({"partnership": "cooperation", "instruments": ["liaison_officers"]})
    country.shock("minister_changes")
    country.go(25)
    country.shock("scanner_breaks")
    country.shock("terminals_offered")
    country.go(1)
    country.decide({"levers.governance": 0.9, "posts.seaport.flows.box.officers": 3})
    country.go(60)
    assert country.day == 106
    assert_as_run(country)
    assert {20, 45} == set(country.course.shocks.values())


def test_going_back_and_forth_leaves_no_trace(start):
    country = start.country(FIRST)
    country.go(40)
    before = as_bytes(country.result())
    country.decide({"partnership": "collaboration"})
    country.shock("database_leak")
    country.go(33)
    other = as_bytes(country.result())
    country.rewind(40)
    assert not country.course.decisions and not country.course.shocks
    assert as_bytes(country.result()) == before
    country.decide({"partnership": "collaboration"})
    country.shock("database_leak")
    country.go(33)
    assert as_bytes(country.result()) == other
    country.rewind(7)
    country.shock("terminals_offered")
    country.go(50)
    assert_as_run(country)


def test_a_fork_goes_its_own_way_and_leaves_the_first_as_it_is(start):
    country = start.country(FIRST)
    country.go(30)
    fork = country.fork("b")
    fork.decide({"partnership": "collaboration"})
    fork.go(20)
    country.go(20)
    assert as_bytes(fork.result()) != as_bytes(country.result())
    assert_as_run(fork)
    assert_as_run(country)
    fork.rewind(10)
    fork.go(10)
    assert_as_run(fork)
    assert (fork.course.parent, fork.course.what) == ("a", "fork")


def test_a_twin_has_the_same_decisions_but_for_those_about_the_level(start):
    course = FIRST.decided(5, {"levers.governance": 0.5, "customs.random_share": 0.2})
    course = course.decided(9, {"partnership": "communication"}).struck("budget_cut", 12)
    twin = start.country(course.under("collaboration", "c"), 40)
    assert twin.course.decisions == {5: {"customs.random_share": 0.2}}
    assert twin.course.shocks == {"budget_cut": 12} and twin.course.level == "collaboration"
    assert_as_run(twin)


def test_the_whole_horizon_equals_run_itself():
    from borderSim.simulation import run

    here = circumstances("instruments=[joint_training]", "levers.resource_pooling=0.7")
    country = Start(here).country(dataclasses.replace(FIRST, level="coordination"))
    country.go(100)
    country.shock("attack_halts_trade")
    country.go(10_000)
    assert country.day == country.last == 365
    assert as_bytes(country.result()) == as_bytes(run(country.scenario, 3))
    with pytest.raises(InputError, match="day 365 is the last"):
        country.decide({"customs.random_share": 0.2})


def test_a_scenario_with_shocks_and_a_schedule_of_its_own_keeps_them(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        "base: training\nschedule: [{day: 20, customs.random_share: 0.2}]\n"
        "shocks:\n  budget_cut: {day: 12}\n"
        "  strike: {lasts_days: 5, effects: {settings: {posts.*.flows.*.officers: {factor: 0.3}}}}\n"
    )
    country = Start(circumstances(source=str(path))).country(FIRST)
    country.go(15)
    with pytest.raises(InputError, match="struck on day 13"):
        country.shock("budget_cut")
    country.shock("strike")
    country.shock("rare_birds")
    country.decide({"customs.random_share": 0.1})
    country.go(25)
    assert_as_run(country)
    assert [change.day for change in country.scenario.schedule] == [15, 20]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"years": 3}, "years can't change during a run"),
        ({"customs.random_share": 7}, "customs.random_share"),
        ({"customs.random_shar": 0.1}, "random_share"),
        ({"partnership": "cooperatoin"}, "cooperation"),
    ],
)
def test_a_decision_that_cannot_be_changes_nothing(start, values, said):
    country = start.country(FIRST)
    with pytest.raises(InputError, match=said):
        country.decide(values)
    with pytest.raises(InputError, match="minister_changes"):
        country.shock("minister_change")
    country.go(10)
    assert country.course == FIRST
    assert_as_run(country)


def test_the_days_of_a_page_are_those_of_the_whole_result(start):
    from borderSim.classroom.recording import chunk

    country = start.country(dataclasses.replace(FIRST, level="coordination"))
    found = []
    for days in (1, 40, 7, 60):
        before = country.day
        country.go(days)
        found.append(country.days(before))
        assert found[-1] == chunk(country.result(), before, country.day)
    assert country.days(0) == chunk(country.result(), 0, 108)
    assert any(row for chunk in found for row in chunk["events"]["id"])


# ---------------------------------------------------------------- what is stored
def test_a_session_is_read_as_it_was_written(tmp_path):
    course = FIRST.decided(5, {"instruments": ["liaison_officers"], "levers.governance": None})
    session = Session(
        new_id(),
        "training",
        3,
        ("years=1",),
        (course.struck("budget_cut", 9), course.under("cooperation", "b")),
        {"a": 12, "b": 12},
    )
    path = store(session, tmp_path)
    assert path.parent == tmp_path / "play"
    assert stored(session.id, tmp_path) == session
    assert stored(new_id(), tmp_path) is None


@pytest.mark.parametrize("given", ["../../etc/passwd", "", None, 5, "short", "a" * 90])
def test_an_id_names_no_other_file(tmp_path, given):
    with pytest.raises(InputError, match="does not name a session"):
        stored(given, tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        {"format": 9},
        {"tracks": []},
        {"scenario": "../x.yaml"},
        {"seed": "1"},
        {"settings": ["organisations.networks_file=/etc/passwd"]},
        {"settings": ["customs.random_share=${oc.env:HOME}"]},
        {"tracks": [{"name": "a", "level": "/tmp/level.yaml", "day": 1}]},
        {"tracks": [{"name": "a", "level": "x", "day": 1, "decisions": [{"day": 1, "set": {}}]}]},
        {"tracks": [{"name": "a", "level": "x", "day": -1}]},
    ],
)
def test_a_file_that_is_no_session_is_refused(change):
    whole = Session(new_id(), "training", 3, (), (FIRST,), {"a": 1}).as_dict()
    assert session_from(whole, "x").courses == (FIRST,)
    with pytest.raises(InputError):
        session_from({**whole, **change}, "x")


def test_the_command_line_gives_the_same_run(start):
    import shlex

    course = FIRST.decided(5, {"partnership": "cooperation"}).struck("budget_cut", 9)
    words = shlex.split(start.circumstances.command(course))
    assert words[:4] == ["bordersim", "run", "scenario=training", "seed=3"]
    assert load_scenario("training", words[4:]) == start.circumstances.scenario(course)
