"""What the commands of planners and trainers refuse is told in French under lang=fr."""

import socket

import pytest

from borderSim.classroom.exercise.kept import KEPT, put_aside
from borderSim.cli import main, play
from borderSim.errors import InputError
from borderSim.language.phrases import phrase, speaking, told
from borderSim.studies.execution import manifest, scheduler
from borderSim.studies.plans import futures


def plain(capsys):
    """What was told, with ordinary blanks."""
    return capsys.readouterr().err.replace("\u202f", " ").replace("\u00a0", " ")


def in_french(error):
    """The sentence of an error, as the command tells it."""
    with speaking("fr"):
        return told(error.value.args[0]).replace("\u202f", " ").replace("\u00a0", " ")


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """Every command is typed in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("compare scenario=natonal", "scénario inconnu 'natonal' (vouliez-vous dire"),
        ("compare customs.random_share=3", "vaut 3, mais doit valoir entre 0 et 1"),
        ("compare customs.random_shar=0.3", "est une clé inconnue (vouliez-vous dire"),
        ("compare years=abc", "doit être un nombre supérieur à 0"),
        ("diagnose none.yaml", "il n’y a pas de fichier 'none.yaml'"),
        ("country new foo", "ne peut rien faire de 'foo'"),
        ("calibrate scenario=none.yaml", "il n’y a pas de fichier 'none.yaml'"),
        ("report nothing", "n’est pas un résultat"),
        ("play port=abc", "doit être un nombre entier"),
        ("exercise one two", "est un mot de trop"),
        ("demo open=perhaps", "doit valoir true (oui) ou false (non)"),
        ("kit platform=dos", "à choisir parmi this, windows"),
        ("replay nothing", "n’est pas un résultat"),
        ("compare keep=[foo]", "keep : il n’y a pas de table 'foo'"),
        ("compare keep=[events] events=false", "s’excluent"),
        (
            "compare measure_from_year=9 years=5",
            "mais l’horizon se termine avant le début de cette",
        ),
        ("compare customs.random_share=0,3", "écrivez 0.3"),
        ("compare years=2,5", "le signe décimal est le point)"),
        (
            "compare customs.random_share=0.1,0.3,0.5",
            "donne plusieurs valeurs, que seul -m développe",
        ),
        ("run measures=[seized]", "il n’y a pas de mesure 'seized'"),
        ("run interventions=[seized]", "il n’y a pas d’intervention 'seized'"),
        ("run workers=4 profile=true", "d’un seul processus"),
        ("play level=foo", "il n’y a pas de niveau 'foo'"),
        ("play scenario=foo", "il n’y a pas de scénario 'foo'"),
        ("play anew=true", "va avec un exercice : donnez aussi exercise="),
        ("play exercise=two_half_pictures seed=3", "est dit par l’exercice"),
        ("exercise two_half_pictures runs=3", "va avec 'bordersim exercise debrief'"),
        ("compar", "commande inconnue 'compar'"),
    ],
)
def test_an_error_is_told_in_french(typed, said, capsys):
    assert main([*typed.split(), "lang=fr"]) == 2
    assert said in plain(capsys)


def test_a_file_in_the_place_of_a_result_is_told(here, capsys):
    (here / "results").mkdir()
    (here / "results" / "x").write_text("", "utf-8")
    assert main(["compare", "scenario=training", "name=x", "lang=fr"]) == 2
    assert "existe et n’est pas un résultat de borderSim" in plain(capsys)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "n’est pas un manifeste qui puisse être lu"),
        ("{}", "n’est pas le manifeste d’un résultat de borderSim"),
        ('{"config_hash": "", "schema_version": 99}', "schema_version vaut 99"),
    ],
)
def test_a_manifest_that_is_none_is_told(content, said, here, capsys):
    place = here / "results" / "x"
    place.mkdir(parents=True)
    (place / manifest.FILE).write_text(content, "utf-8")
    assert main(["report", "x", "lang=fr"]) == 2
    assert said in plain(capsys)


def test_a_result_that_is_not_finished_or_damaged_is_told(here):
    place = here / "x"
    place.mkdir()
    content = {"config_hash": "a", "schema_version": manifest.SCHEMA_VERSION}
    manifest.write(place, content | {"state": manifest.RUNNING})
    with pytest.raises(InputError) as error:
        manifest.check_finished(place, manifest.read(place))
    assert "n’est pas terminé ; retapez la commande" in in_french(error)
    table = {"runs.parquet": {"bytes": 1, "sha256": ""}}
    manifest.write(place, content | {"state": manifest.COMPLETE, manifest.FILES: table})
    with pytest.raises(InputError) as error:
        manifest.check_finished(place, manifest.read(place))
    assert "manque ; retapez la commande" in in_french(error)
    (place / "runs.parquet").write_text("of another day", "utf-8")
    with pytest.raises(InputError) as error:
        manifest.check_finished(place, manifest.read(place))
    assert "est endommagé (il n’est plus tel qu’il a été écrit)" in in_french(error)
    text = (place / manifest.FILE).read_text("utf-8")
    (place / manifest.FILE).write_text(text.replace('"a"', '"b"'), "utf-8")
    with pytest.raises(InputError) as error:
        manifest.read(place)
    assert "est endommagé" in in_french(error)


def test_a_port_that_is_taken_is_told(capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert main(["play", f"port={port}", "open=false", "lang=fr"]) == 2
    said = plain(capsys)
    assert "un autre programme y est à l’écoute" in said
    assert f"port={port + 1}, par exemple" in said


def test_packages_that_play_lacks_are_told(monkeypatch, capsys):
    monkeypatch.setattr(play, "find_spec", lambda name: None)
    assert main(["play", "lang=fr"]) == 2
    assert "'bordersim play' demande starlette, uvicorn, websockets : pip" in plain(capsys)


def test_pages_of_an_exercise_in_the_way_are_told(here, capsys):
    (here / "two_half_pictures_en.html").write_text("", "utf-8")
    assert main(["exercise", "two_half_pictures", "lang=fr"]) == 2
    assert "existe déjà : overwrite=true le remplace, folder= écrit ailleurs" in plain(capsys)


def test_a_session_that_can_t_make_room_is_told(here, monkeypatch):
    (here / "exercise_one").mkdir()
    (here / "exercise_one" / KEPT).write_text("", "utf-8")

    def refused(self, target):
        raise OSError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.rename", refused)
    with pytest.raises(InputError) as error:
        put_aside(here / "exercise_one")
    assert "ne peut pas être renommé en exercise_one_" in in_french(error)


def test_futures_that_fit_nowhere_are_told_with_their_reason(monkeypatch):
    def none_fits(*given):
        raise InputError(phrase("the scenario"))

    monkeypatch.setattr(futures, "scenarios_of", none_fits)
    with pytest.raises(InputError) as error:
        futures.load_futures(
            futures.Asked(2, 1), ["training"], ["coexistence"], [], None, 1, lambda *given: None
        )
    assert in_french(error).endswith("ne convient nulle part au scénario : le scénario")


def test_a_number_of_processes_that_is_none_is_told():
    with pytest.raises(InputError) as error:
        scheduler.worker_count(0)
    assert in_french(error) == "workers=0 : doit être un nombre entier d’au moins 1"
