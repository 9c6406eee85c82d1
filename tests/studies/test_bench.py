"""The benchmark measures what it says and prints it; no time is asserted here."""

from borderSim.scenario.compose import load_scenario
from borderSim.studies import bench


def test_a_year_is_timed_in_cpu_seconds():
    timing = bench.time_year("a class", load_scenario("training", ["traffic.lawful_scale=2"]), days=3, repeats=1)
    assert timing.seconds_per_year > 0
    assert timing.units == 2 * (14500 + 250000 + 21900 + 10950 + 1000000)


def test_the_table_shows_every_run_and_its_ratio(monkeypatch, capsys):
    runs = [bench.Timing("plain", 31e6, 365, 0.5), bench.Timing("x 100", 31e8, 365, 0.55)]
    monkeypatch.setattr(bench, "measure", lambda: (runs, 0.1))
    assert bench.main() == 0
    out = capsys.readouterr().out
    assert "3,100.0" in out and "1.10" in out and "0.550" in out and "0.100 s" in out


def test_the_yardstick_takes_time():
    assert bench.plain_loop() > 0
