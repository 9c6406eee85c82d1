"""What the commands of planners and trainers refuse is told in French under lang=fr."""

import pytest

from borderSim.cli import main


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
        ("play level=foo", "aucun « level » ne porte ce nom"),
        ("play scenario=foo", "aucun « scenario » ne porte ce nom"),
        ("play anew=true", "n’a de sens qu’avec un exercice"),
        ("compar", "commande inconnue 'compar'"),
    ],
)
def test_an_error_is_told_in_french(typed, said, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main([*typed.split(), "lang=fr"]) == 2
    assert said in capsys.readouterr().err
