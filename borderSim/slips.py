"""Slips of the hand and of the language: what was probably meant by a word that can't be taken.

Names are the English ones, without blanks around ``=``; everything else is refused or put right.
How numbers are written stands in ``number_slips``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

FRENCH = {
    "accords": "agreements",
    "adaptation": "adaptation",
    "aeroport": "airport",
    "aerien": "airport",
    "agents_de_liaison": "liaison_officers",
    "allocation": "allocation",
    "annees": "years",
    "annee": "years",
    "ans": "years",
    "aucun": "none",
    "budget": "budget",
    "bande": "band",
    "blanc": "blank",
    "capacites": "capabilities",
    "cible": "target",
    "ciblage": "targeting",
    "coexistence": "coexistence",
    "collaboration": "collaboration",
    "commerce": "traffic",
    "communication": "communication",
    "comparaison": "compare",
    "comparer": "compare",
    "complet": "full",
    "continuer": "continue",
    "cooperation": "cooperation",
    "coordination": "coordination",
    "cout": "cost",
    "criteres": "criteria",
    "defaut": "default",
    "douane": "customs",
    "douanes": "customs",
    "ecraser": "overwrite",
    "enquetes": "investigation",
    "enqueteurs": "investigators",
    "etat": "status",
    "evenements": "events",
    "exclure": "without",
    "executer": "run",
    "experience": "experiment",
    "facteurs": "factors",
    "faux": "false",
    "fixe": "fixed",
    "formation": "training",
    "formation_commune": "joint_training",
    "fichier": "file",
    "fragilite": "sensitivity",
    "gouvernance": "governance",
    "graine": "seed",
    "groupes": "groups",
    "horizon": "years",
    "instrument": "instruments",
    "jour": "day",
    "lancer": "run",
    "leviers": "levers",
    "limite": "limited",
    "liste": "list",
    "marchandises": "commodities",
    "modele_juridique": "legal_model",
    "modele_legal": "legal_model",
    "national": "national",
    "niveau": "level",
    "niveaux": "levels",
    "nom": "name",
    "non": "false",
    "officiers_de_liaison": "liaison_officers",
    "organisations": "organisations",
    "oui": "true",
    "ouvrir": "open",
    "par_dessus": "on_top",
    "parametres": "params",
    "parametre": "params",
    "partage": "shared",
    "partage_d_information": "information_sharing",
    "partage_information": "information_sharing",
    "partenariat": "partnership",
    "points": "points",
    "police": "police",
    "port": "container_port",
    "port_a_conteneurs": "container_port",
    "postes": "posts",
    "precision": "precision",
    "present": "present",
    "profils": "profiles",
    "progressif": "ramp",
    "rapport": "report",
    "rendement": "bench",
    "renseignement": "intelligence",
    "repetitions": "replications",
    "replicats": "replications",
    "resultat": "results",
    "resultats": "results_dir",
    "scenario": "scenario",
    "scenarios": "scenarios",
    "sensibilite": "sensitivity",
    "seul": "only",
    "stable": "steady",
    "statut": "status",
    "systemes": "systems",
    "tous": "all",
    "toutes": "all",
    "tout": "all",
    "trafic": "traffic",
    "trafiquants": "traffickers",
    "transition": "transition",
    "trajectoires": "trajectories",
    "travailleurs": "workers",
    "valider": "validate",
    "validation": "validate",
    "vrai": "true",
    "zone": "posts",
    "chocs": "shocks",
    "choc": "shocks",
    "calendrier": "schedule",
    "bras": "arms",
    "base_de_donnees": "integrated_database",
    "base_de_donnees_integree": "integrated_database",
    "centre_de_fusion": "fusion_centre",
    "comite_national": "national_committee",
    "comites_regionaux": "regional_committees",
    "equipe_commune_d_enquete": "joint_investigation_team",
    "operation_conjointe": "joint_operation",
    "point_de_contact_unique": "single_point_of_contact",
    "protocole_d_accord": "memorandum_of_understanding",
    "aeroportuaire": "airport",
    "ressources": "resource_pooling",
    "mise_en_commun": "resource_pooling",
    "mise_en_commun_des_ressources": "resource_pooling",
}
"""The vocabulary's French words, without accents, and the name that stands for each here."""


def bare(word: str) -> str:
    """Return a word without accents, in small letters, with ``_`` for blanks, hyphens and apostrophes."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return re.sub(
        r"[\s'’-]+", "_", "".join(c for c in plain if not unicodedata.combining(c)).strip()
    )


def name_meant(given: str, allowed: Iterable[str]) -> str:
    """Return the allowed name that a word is without its accents or in French, empty where there is none."""
    names = list(allowed)
    word = bare(given)
    for name in names:
        if bare(name) == word:
            return name
    for meant in (FRENCH.get(word), FRENCH.get(word.removesuffix("s"))):
        for form in (meant, meant and meant.rstrip("s"), meant and f"{meant}s"):
            if form in names:
                return str(form)
    return ""


def trimmed(setting: str) -> str:
    """Return ``key=value`` without blanks around its parts; any other text as it is."""
    key, equals, value = setting.partition("=")
    return f"{key.strip()}={value.strip()}" if equals else setting
