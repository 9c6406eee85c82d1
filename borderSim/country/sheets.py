"""What a country's spreadsheet asks: sheets, columns, units, help in English and French, what an empty cell means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from borderSim.language.catalogue import N_
from borderSim.parameters.own_data import OBSERVABLE
from borderSim.parameters.ranges import KINDS
from borderSim.parameters.shocks import Text

Holds = Literal["name", "text", "word", "number", "share", "year"]
"""What stands in a column: a post's name, free text, one of some words, a number, a share of 1, a year."""

ASSUMPTION = N_("assumption")
NO_END = 1e12
"""The most that is taken of a number where nothing else is said."""


def both(en: str, fr: str) -> Text:
    """Return the same words in both languages."""
    return Text(en=en, fr=fr)


@dataclass(frozen=True)
class Column:
    """A column, or a line of a sheet of single values.

    Attributes:
        key: English head, by which it is read; ``fr``: the French head, read too.
        holds: what stands in it.
        unit: unit for people.
        help: what is asked, a sentence.
        example: what the example fills in.
        empty: what is assumed where nothing is filled in; empty text: it must be filled in.
        words: the words allowed, each with other words for it (lower case, without accents).
        low, high: the least and most that is taken; beyond them lies a slip.
    """

    key: str
    fr: str
    holds: Holds
    unit: Text
    help: Text
    example: str = ""
    empty: Text = field(default_factory=Text)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    low: float = 0.0
    high: float = NO_END

    @property
    def most(self) -> float:
        """The most that is taken: of a share 1 where nothing else is said."""
        return 1.0 if self.holds == "share" and self.high == NO_END else self.high

    @property
    def needed(self) -> bool:
        """Whether it must be filled in."""
        return not self.empty.en


@dataclass(frozen=True)
class Sheet:
    """A sheet of the workbook, a file of the folder.

    Attributes:
        key: English name; ``fr``: the French one, read too.
        help: what it is about.
        columns: its columns, or its lines where ``lines`` is true: one value each.
        rows: example rows, by column in order.
        needed: whether it must be there with a row at least.
        once: columns whose values together may stand in one row only.
    """

    key: str
    fr: str
    help: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    lines: bool = False
    needed: bool = False
    once: tuple[str, ...] = ()


NONE = both("-", "-")
NUMBER = both("number", "nombre")
SHARE = both("share of 1, or %", "part de 1, ou %")
YEARLY = both("a year, in the unit of the traffic", "par an, dans l'unité du trafic")
NOTE = Column(
    "note",
    "remarque",
    "text",
    both("text", "texte"),
    both("anything you want to keep with the row", "ce que vous voulez garder avec la ligne"),
    empty=both("nothing", "rien"),
)

KIND_WORDS: dict[str, tuple[str, ...]] = {
    "seaport": ("port", "port_maritime", "maritime"),
    "airport": ("aeroport", "aerien"),
    "land": (
        "land_crossing",
        "border_crossing",
        "poste_terrestre",
        "terrestre",
        "route",
        "poste_frontiere",
    ),
    "postal": ("post", "postal_hub", "poste", "centre_postal", "courrier"),
}
assert tuple(KIND_WORDS) == KINDS
TRAFFIC_WORDS: dict[str, tuple[str, ...]] = {
    "containers": ("container", "teu", "evp", "conteneurs", "conteneur", "boxes", "box"),
    "passengers": ("passenger", "passagers", "passager", "voyageurs"),
    "air_freight": ("freight", "air_cargo", "fret_aerien", "fret"),
    "trucks": ("truck", "camions", "camion", "poids_lourds", "lorries"),
    "cars": ("car", "voitures", "voiture", "vehicules_legers"),
    "parcels": ("parcel", "colis", "paquets"),
}
MACHINE_WORDS: dict[str, tuple[str, ...]] = {
    "scanner": ("scanners", "nii", "scanner_fixe", "scanner_mobile", "mobile_scanner"),
    "xray": ("x_ray", "rayons_x", "small_xray", "xray_line", "appareil_a_rayons_x"),
    "dogs": ("dog", "dog_team", "chiens", "chien", "equipe_cynophile", "maitre_chien"),
}
LAW_WORDS: dict[str, tuple[str, ...]] = {
    "none": ("aucun", "aucune"),
    "limited": ("limite", "limitee", "limites"),
    "shared": ("partage", "partagee", "partages"),
    "full": ("complet", "complete", "entier", "plein"),
}
SERVICE_WORDS: dict[str, tuple[str, ...]] = {
    "customs": ("douane", "douanes"),
    "police": ("policiers",),
}
OWNER_WORDS = SERVICE_WORDS
OBSERVED_WORDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(OBSERVABLE, ()),
    "seizures_all": ("all_seizures", "saisies", "toutes_les_saisies"),
    "seizures": ("seizures_of_organisations", "saisies_des_reseaux"),
    "seized_cocaine": ("cocaine",),
    "seized_heroin": ("heroin", "heroine"),
    "seized_resin": ("resin", "cannabis_resin", "resine", "resine_de_cannabis"),
    "seized_herb": ("herb", "cannabis_herb", "herbe", "herbe_de_cannabis"),
    "seized_cigarettes": ("cigarettes",),
    "seized_counterfeits": ("counterfeits", "contrefacons"),
    "seized_wildlife": ("wildlife", "faune", "especes_protegees"),
    "seized_cash": ("cash", "especes", "argent_liquide"),
    "seized_firearms": ("firearms", "armes", "armes_a_feu"),
    "seized_vehicles": ("vehicles", "vehicules"),
    "members_arrested": ("arrests", "arrestations", "interpellations"),
    "members_convicted": ("convictions", "condamnations"),
    "cases_opened": ("cases", "enquetes", "affaires"),
    "assets_confiscated_eur": ("confiscations", "avoirs_confisques"),
    "seized_value_eur": ("value", "valeur"),
}

FRENCH_WORDS = {
    "seaport": "port",
    "airport": "aéroport",
    "land": "terrestre",
    "postal": "postal",
    "containers": "conteneurs",
    "passengers": "passagers",
    "air_freight": "fret aérien",
    "trucks": "camions",
    "cars": "voitures",
    "parcels": "colis",
    "scanner": "scanner",
    "xray": "rayons X",
    "dogs": "chiens",
    "none": "aucun",
    "limited": "limité",
    "shared": "partagé",
    "full": "complet",
    "customs": "douane",
    "police": "police",
    "seizures_all": "saisies",
    "seized_cocaine": "cocaïne",
    "seized_cigarettes": "cigarettes",
    "members_arrested": "arrestations",
}
"""How a French form writes a word; each is among the other words that are understood."""

POST = Column(
    "post",
    "poste",
    "name",
    both("name", "nom"),
    both(
        "name of the post, as on the sheet posts",
        "nom du poste, comme dans la feuille posts",
    ),
)
TRAFFIC = Column(
    "traffic",
    "trafic",
    "word",
    both(
        "one of: " + ", ".join(TRAFFIC_WORDS),
        "un de : conteneurs, passagers, fret aérien, camions, voitures, colis",
    ),
    both("kind of traffic", "genre de trafic"),
    words=TRAFFIC_WORDS,
)

POSTS = Sheet(
    "posts",
    "postes",
    both(
        "Where the border is crossed: one row a post.",
        "Où l'on passe la frontière : une ligne par poste.",
    ),
    (
        Column(
            "post",
            "poste",
            "name",
            both("name", "nom"),
            both(
                "name of the post; the other sheets name it the same way",
                "nom du poste ; les autres feuilles le nomment de même",
            ),
        ),
        Column(
            "kind",
            "genre",
            "word",
            both("seaport, airport, land or postal", "port, aéroport, terrestre ou postal"),
            both("what kind of post it is", "quel genre de poste c'est"),
            words=KIND_WORDS,
        ),
        Column(
            "police_officers",
            "policiers",
            "number",
            both("officers", "agents"),
            both(
                "police officers stationed at the post, headcount",
                "policiers affectés au poste, effectif",
            ),
            empty=both("0: no police at the post", "0 : pas de police au poste"),
            high=50_000,
        ),
        NOTE,
    ),
    needed=True,
    once=("post",),
)
TRAFFIC_SHEET = Sheet(
    "traffic",
    "trafic",
    both(
        "What passes a year, in the units of your statistics: one row a post and kind of traffic.",
        "Ce qui passe par an, dans les unités de vos statistiques : une ligne par poste et genre de trafic.",
    ),
    (
        POST,
        TRAFFIC,
        Column(
            "per_year",
            "par_an",
            "number",
            both(
                "TEU, passengers, tonnes of air freight, trucks, cars or parcels a year",
                "EVP, passagers, tonnes de fret aérien, camions, voitures ou colis par an",
            ),
            both(
                "traffic of a year, both directions, empty and full together (parcels and air freight: what comes in)",
                "trafic d'une année, deux sens, vides et pleins ensemble (colis et fret aérien : ce qui entre)",
            ),
            high=1e10,
        ),
        Column(
            "inbound_share",
            "part_entrante",
            "share",
            SHARE,
            both(
                "what part of it comes in (containers: full imports, as a part of what is not transhipped)",
                "quelle part entre (conteneurs : importations pleines, en part de ce qui n'est pas transbordé)",
            ),
            empty=both(
                "containers 0.40; passengers, trucks, cars 0.50; air freight, parcels 1",
                "conteneurs 0,40 ; passagers, camions, voitures 0,50 ; fret aérien, colis 1",
            ),
        ),
        Column(
            "transhipment_share",
            "part_transbordee",
            "share",
            SHARE,
            both(
                "containers only: what part is moved from ship to ship and never enters the country",
                "conteneurs seulement : quelle part passe de navire à navire sans entrer dans le pays",
            ),
            empty=both(
                "what the sheet country says (0 if it says nothing)",
                "ce que dit la feuille pays (0 si elle ne dit rien)",
            ),
        ),
        NOTE,
    ),
    needed=True,
    once=("post", "traffic"),
)
STAFF = Sheet(
    "staff",
    "effectifs",
    both(
        "Customs officers who check that traffic: a headcount, or shifts from which it is reckoned.",
        "Agents des douanes qui contrôlent ce trafic : un effectif, ou des équipes dont il est déduit.",
    ),
    (
        POST,
        TRAFFIC,
        Column(
            "officers",
            "agents",
            "number",
            both("officers", "agents"),
            both(
                "customs officers posted to this traffic, headcount (enforcement, not clearance of declarations)",
                "agents des douanes affectés à ce trafic, effectif (contrôle, non dédouanement)",
            ),
            empty=both("reckoned from the shifts", "déduit des équipes"),
            high=50_000,
        ),
        Column(
            "on_duty",
            "en_service",
            "number",
            both("officers at a time", "agents à la fois"),
            both("officers on duty in one shift", "agents en service dans une équipe"),
            empty=both("the headcount is used", "l'effectif est utilisé"),
            high=10_000,
        ),
        Column(
            "shifts_per_day",
            "equipes_par_jour",
            "number",
            both("shifts a day", "équipes par jour"),
            both(
                "how many shifts follow each other in a day",
                "combien d'équipes se suivent en un jour",
            ),
            empty=both("1 (assumption)", "1 (hypothèse)"),
            high=24,
        ),
        Column(
            "hours_per_shift",
            "heures_par_equipe",
            "number",
            both("hours", "heures"),
            both("length of a shift", "durée d'une équipe"),
            empty=both("8 (assumption)", "8 (hypothèse)"),
            high=24,
        ),
        Column(
            "days_per_year",
            "jours_par_an",
            "number",
            both("days a year", "jours par an"),
            both("days on which the post works", "jours d'ouverture du poste"),
            empty=both("365 (assumption)", "365 (hypothèse)"),
            high=366,
        ),
        NOTE,
    ),
    needed=True,
    once=("post", "traffic"),
)
MACHINES = Sheet(
    "machines",
    "machines",
    both(
        "Scanners, X-ray machines and dog teams: one row a post, kind of traffic and kind of machine.",
        "Scanners, appareils à rayons X et équipes cynophiles : une ligne par poste, trafic et machine.",
    ),
    (
        POST,
        TRAFFIC,
        Column(
            "machine",
            "machine",
            "word",
            both("scanner, xray or dogs", "scanner, rayons X ou chiens"),
            both("kind of machine", "genre de machine"),
            words=MACHINE_WORDS,
        ),
        Column(
            "count",
            "nombre",
            "number",
            both("machines or teams", "machines ou équipes"),
            both("how many there are", "combien il y en a"),
            high=1000,
        ),
        Column(
            "checks_per_day",
            "controles_par_jour",
            "number",
            both("checks a day, each", "contrôles par jour, chacune"),
            both("what one of them can check in a day", "ce que chacune peut contrôler en un jour"),
            empty=both(
                "as in the shipped scenario national: scanner 7 containers or 20 trucks, X-ray 7.5 air waybills or 2,400 parcels; dogs: no limit but hours",
                "comme dans le scénario national : scanner 7 conteneurs ou 20 camions, rayons X 7,5 lettres de transport ou 2 400 colis ; chiens : pas de limite hors les heures",
            ),
            high=1e6,
        ),
        Column(
            "price",
            "prix",
            "number",
            both("your currency, each", "votre monnaie, chacune"),
            both("price of one", "prix d'une machine"),
            empty=both(
                "scanner 5,000,000 EUR, X-ray 300,000 EUR (as national)",
                "scanner 5 000 000 EUR, rayons X 300 000 EUR (comme national)",
            ),
        ),
        Column(
            "owner",
            "service",
            "word",
            both("customs or police", "douane ou police"),
            both("whose it is", "à quel service elle est"),
            empty=both("customs", "douane"),
            words=OWNER_WORDS,
        ),
        NOTE,
    ),
    once=("post", "traffic", "machine", "owner"),
)
WAGES = Sheet(
    "wages",
    "salaires",
    both(
        "What officers are paid: one row a service and category; the loaded mean is used for both services.",
        "Ce que gagnent les agents : une ligne par service et catégorie ; la moyenne chargée vaut pour les deux services.",
    ),
    (
        Column(
            "service",
            "service",
            "word",
            both("customs or police", "douane ou police"),
            both("which service", "quel service"),
            words=SERVICE_WORDS,
        ),
        Column(
            "category",
            "categorie",
            "text",
            both("text", "texte"),
            both("grade or category", "grade ou catégorie"),
            empty=both("none", "aucune"),
        ),
        Column(
            "officers",
            "agents",
            "number",
            both("officers", "agents"),
            both(
                "how many officers are paid so (weight of the mean)",
                "combien d'agents sont payés ainsi (poids de la moyenne)",
            ),
            empty=both("1: all rows weigh the same", "1 : toutes les lignes pèsent autant"),
            high=1e6,
        ),
        Column(
            "yearly_pay",
            "salaire_annuel",
            "number",
            both("your currency a year", "votre monnaie par an"),
            both("gross pay of one officer a year", "salaire brut d'un agent par an"),
        ),
        Column(
            "on_costs_share",
            "part_charges",
            "share",
            SHARE,
            both(
                "employer's charges, allowances, equipment, as a part of gross pay",
                "charges patronales, primes, équipement, en part du salaire brut",
            ),
            empty=both("0.30 (assumption)", "0,30 (hypothèse)"),
            high=3.0,
        ),
        NOTE,
    ),
)
SEIZURES = Sheet(
    "seizures",
    "saisies",
    both(
        "Own statistics of recent years, customs and police together: one row a statistic and year. They set nothing; a result is held against them.",
        "Vos statistiques des dernières années, douane et police ensemble : une ligne par statistique et année. Elles ne règlent rien ; un résultat leur est comparé.",
    ),
    (
        Column(
            "what",
            "quoi",
            "word",
            both(
                "one of: " + ", ".join(OBSERVABLE),
                "un des noms de la liste, ou cocaïne, saisies, arrestations…",
            ),
            both(
                "which statistic (seizures_all: every seizure, whoever the offender)",
                "quelle statistique (seizures_all : toutes les saisies, quel que soit l'auteur)",
            ),
            words=OBSERVED_WORDS,
        ),
        Column(
            "year",
            "annee",
            "year",
            both("calendar year", "année civile"),
            both("year of the statistic", "année de la statistique"),
            low=1990,
            high=2100,
        ),
        Column(
            "quantity",
            "quantite",
            "number",
            both("in the unit beside", "dans l'unité ci-contre"),
            both("what was seized, or how many", "quantité saisie, ou nombre"),
            high=1e14,
        ),
        Column(
            "unit",
            "unite",
            "text",
            both(
                "kg, g, t, sticks, packs, items, EUR, persons…",
                "kg, g, t, cigarettes, paquets, articles, EUR, personnes…",
            ),
            both("unit of the quantity", "unité de la quantité"),
            empty=both(
                "the unit of the model (kg, sticks, items, EUR, number)",
                "l'unité du modèle (kg, cigarettes, articles, EUR, nombre)",
            ),
        ),
        NOTE,
    ),
    once=("what", "year"),
)
COSTS = Sheet(
    "costs",
    "couts",
    both(
        "Prices: one line each, in your currency.", "Prix : une ligne chacun, dans votre monnaie."
    ),
    (
        Column(
            "officer_cost",
            "cout_agent",
            "number",
            both("your currency a year", "votre monnaie par an"),
            both(
                "loaded cost of an officer a year (goes before the sheet wages)",
                "coût chargé d'un agent par an (prime sur la feuille salaires)",
            ),
            empty=both(
                "from the sheet wages, else 18,000 EUR (as national)",
                "de la feuille salaires, sinon 18 000 EUR (comme national)",
            ),
        ),
        Column(
            "value_per_teu",
            "valeur_par_evp",
            "number",
            both("your currency", "votre monnaie"),
            both("value of the goods in a full TEU", "valeur des marchandises dans un EVP plein"),
            empty=both(
                "50,000 EUR (Port Economics, as national)",
                "50 000 EUR (Port Economics, comme national)",
            ),
        ),
        Column(
            "value_per_truck",
            "valeur_par_camion",
            "number",
            both("your currency", "votre monnaie"),
            both("value of the goods in a truck", "valeur des marchandises d'un camion"),
            empty=both("25,000 EUR (as national)", "25 000 EUR (comme national)"),
        ),
        Column(
            "value_per_parcel",
            "valeur_par_colis",
            "number",
            both("your currency", "votre monnaie"),
            both("value of the goods in a parcel", "valeur des marchandises d'un colis"),
            empty=both("30 EUR (as national)", "30 EUR (comme national)"),
        ),
        Column(
            "prison_cost",
            "cout_prison",
            "number",
            both("your currency a year", "votre monnaie par an"),
            both(
                "cost of a person in prison for a year",
                "coût d'une personne en prison pendant un an",
            ),
            empty=both(
                "8,000 EUR (assumption, as national)", "8 000 EUR (hypothèse, comme national)"
            ),
        ),
        Column(
            "charge_cost",
            "cout_poursuite",
            "number",
            both("your currency", "votre monnaie"),
            both("cost of courts for a charged person", "coût de justice par personne poursuivie"),
            empty=both(
                "2,000 EUR (assumption, as national)", "2 000 EUR (hypothèse, comme national)"
            ),
        ),
        Column(
            "discount_rate",
            "taux_actualisation",
            "share",
            SHARE,
            both("discount rate a year", "taux d'actualisation par an"),
            empty=both(
                "0.035 (usual public appraisal rate, as national)",
                "0,035 (taux public usuel, comme national)",
            ),
            high=0.5,
        ),
        Column(
            "delay_cost_share",
            "part_cout_retard",
            "share",
            both("share of goods' value a day", "part de la valeur par jour"),
            both("cost of a day's delay of goods", "coût d'un jour de retard des marchandises"),
            empty=both(
                "0.012 (Hummels and Schaur 2013: 0.006 to 0.021)",
                "0,012 (Hummels et Schaur 2013 : 0,006 à 0,021)",
            ),
        ),
    ),
    lines=True,
)
COUNTRY = Sheet(
    "country",
    "pays",
    both(
        "Facts on the whole country: one line each.", "Faits sur le pays entier : une ligne chacun."
    ),
    (
        Column(
            "name",
            "nom",
            "text",
            both("text", "texte"),
            both(
                "name of the country, as a report shows it",
                "nom du pays, comme un rapport le montre",
            ),
        ),
        Column(
            "currency",
            "monnaie",
            "text",
            both("text", "texte"),
            both("your currency", "votre monnaie"),
            empty=both("EUR", "EUR"),
        ),
        Column(
            "units_per_eur",
            "unites_par_eur",
            "number",
            both("units of your currency for 1 EUR", "unités de votre monnaie pour 1 EUR"),
            both(
                "exchange rate: every price is divided by it",
                "taux de change : chaque prix est divisé par lui",
            ),
            empty=both("1", "1"),
            low=1e-6,
            high=1e7,
        ),
        Column(
            "legal_model",
            "modele_juridique",
            "word",
            both("none, limited, shared or full", "aucun, limité, partagé ou complet"),
            both(
                "powers of inquiry that the law gives customs",
                "pouvoirs d'enquête que la loi donne à la douane",
            ),
            empty=both("limited (assumption, as national)", "limité (hypothèse, comme national)"),
            words=LAW_WORDS,
        ),
        Column(
            "present_level",
            "niveau_actuel",
            "text",
            both(
                "name of a level, or a YAML file beside the scenario",
                "nom d'un niveau, ou un fichier YAML à côté du scénario",
            ),
            both(
                "how customs and police work together today",
                "comment douane et police travaillent ensemble aujourd'hui",
            ),
            empty=both("coexistence (assumption)", "coexistence (hypothèse)"),
        ),
        Column(
            "transhipment_share",
            "part_transbordee",
            "share",
            SHARE,
            both(
                "what part of container traffic only changes ship, in all ports",
                "quelle part du trafic de conteneurs ne fait que changer de navire, tous ports",
            ),
            empty=both("0 (assumption)", "0 (hypothèse)"),
        ),
        Column(
            "teu_per_container",
            "evp_par_conteneur",
            "number",
            both("TEU a container", "EVP par conteneur"),
            both("mean size of a container", "taille moyenne d'un conteneur"),
            empty=both(
                "1.65 (ports of the world: 1.5 to 1.8)", "1,65 (ports du monde : 1,5 à 1,8)"
            ),
            low=1.0,
            high=2.3,
        ),
        Column(
            "kg_per_air_waybill",
            "kg_par_lta",
            "number",
            both("kg", "kg"),
            both("mean weight of an air waybill", "poids moyen d'une lettre de transport aérien"),
            empty=both("300 (assumption)", "300 (hypothèse)"),
            low=1.0,
            high=100_000,
        ),
        Column(
            "risk_route_share",
            "part_lignes_a_risque",
            "share",
            SHARE,
            both(
                "part of arriving air passengers who come on routes of risk",
                "part des passagers aériens arrivant par des lignes à risque",
            ),
            empty=both("0.05 (assumption: 0.01 to 0.15)", "0,05 (hypothèse : 0,01 à 0,15)"),
            high=0.9,
        ),
        Column(
            "hours_per_officer",
            "heures_par_agent",
            "number",
            both("hours a year", "heures par an"),
            both("hours that an officer works in a year", "heures qu'un agent travaille en un an"),
            empty=both("1,600 (usual net working year)", "1 600 (année de travail nette usuelle)"),
            low=200,
            high=4000,
        ),
        Column(
            "customs_analysts",
            "analystes_douane",
            "number",
            both("officers", "agents"),
            both(
                "customs officers for intelligence and targeting",
                "agents des douanes au renseignement et au ciblage",
            ),
            empty=both(
                "scaled from national with the officers at posts",
                "mis à l'échelle de national selon les agents aux postes",
            ),
            high=50_000,
        ),
        Column(
            "police_investigators",
            "enqueteurs_police",
            "number",
            both("investigators", "enquêteurs"),
            both(
                "police investigators on organised crime at the border",
                "enquêteurs de police sur la criminalité organisée aux frontières",
            ),
            empty=both(
                "scaled from national with the organisations",
                "mis à l'échelle de national selon les organisations",
            ),
            high=100_000,
        ),
        Column(
            "police_analysts",
            "analystes_police",
            "number",
            both("officers", "agents"),
            both("intelligence analysts of the police", "analystes du renseignement de la police"),
            empty=both("0 (as national)", "0 (comme national)"),
            high=50_000,
        ),
        Column(
            "organisations",
            "organisations",
            "number",
            both("organisations", "organisations"),
            both(
                "trafficking organisations that the police think are active",
                "organisations de trafic que la police croit actives",
            ),
            empty=both(
                "scaled from national with the traffic, mode by mode",
                "mis à l'échelle de national selon le trafic, mode par mode",
            ),
            high=2000,
        ),
        Column(
            "charges_per_year",
            "poursuites_par_an",
            "number",
            both("persons a year", "personnes par an"),
            both(
                "members of such organisations charged in a year",
                "membres de ces organisations poursuivis par an",
            ),
            empty=both(
                "scaled from national with the organisations",
                "mis à l'échelle de national selon les organisations",
            ),
            high=1e6,
        ),
        Column(
            "court_months",
            "mois_de_justice",
            "number",
            both("months", "mois"),
            both("time from charge to judgement", "temps de la poursuite au jugement"),
            empty=both(
                "18 (as national; Justice Canada: 34 in all)",
                "18 (comme national ; Justice Canada : 34 en tout)",
            ),
            low=0.1,
            high=240,
        ),
    ),
    lines=True,
    needed=True,
)

SHEETS = (COUNTRY, POSTS, TRAFFIC_SHEET, STAFF, MACHINES, WAGES, COSTS, SEIZURES)
"""In the order in which they are filled in."""
