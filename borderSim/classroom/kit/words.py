"""What the kit's READ-ME says, in both languages."""

READ_ME = {
    "en": """borderSim {version}: kit for a class without a network
====================================================

For: {platform}, Python {python} (64 bit). Install that Python first; it is not in this folder.
{tried}

Without installing anything
  demo_en.html       nine scenes, twenty minutes: double click
  guide_en.html      the trainer's guide: read and print it before the class
  quiz_en.html       ten questions, before and after: one sheet for each officer
  cards/             each exercise on paper: roles, injects, decisions (NAME_en.html)

With the live page and the exercises
  {start}            installs from the folder "wheels" (once, no network), then asks what to begin. Type the number:
                       1 the live page, 2 the exercise of ninety minutes, 3 the exercise of half a day, 4 and 5 the demonstration
  An exercise goes on where it was left. After a rehearsal the start file asks: type n for a new session; the old one is
  kept under a dated name. Sessions and debriefs lie in the folder results of the folder named below.
  Without the question, in a terminal opened in this folder: {at_once}
  The window stays open while the class plays; to end, press Ctrl and C in it.
  The program goes to the folder borderSim-class of your home; set BORDERSIM_HOME to choose another.
  The first start installs and compiles the model (two or three minutes on a slow laptop): do it before the class.
{by_hand}
CONTENTS.txt lists every file with its SHA-256.
""",
    "fr": """borderSim {version} : kit pour une classe sans réseau
====================================================

Pour : {platform}, Python {python} (64 bits). Installez d'abord ce Python ; il n'est pas dans ce dossier.
{tried}

Sans rien installer
  demo_fr.html       neuf scènes, vingt minutes : double-clic
  guide_fr.html      le guide du formateur : à lire et à imprimer avant la classe
  quiz_fr.html       dix questions, avant et après : une feuille par agent
  cards/             chaque exercice sur papier : rôles, événements, décisions (NOM_fr.html)

Avec la page en direct et les exercices
  {start}            installe depuis le dossier « wheels » (une fois, sans réseau), puis demande par quoi commencer. Tapez le chiffre :
                       1 la page en direct, 2 l'exercice de quatre-vingt-dix minutes, 3 l'exercice d'une demi-journée, 4 et 5 la démonstration
  Un exercice reprend là où il s'est arrêté. Après une répétition, le fichier le demande : tapez n pour une nouvelle séance ;
  l'ancienne reste sous un nom daté. Séances et bilans sont dans le dossier results du dossier nommé ci-dessous.
  Sans la question, dans un terminal ouvert dans ce dossier : {at_once}
  La fenêtre reste ouverte pendant la classe ; pour finir, appuyez dans cette fenêtre sur Ctrl et C.
  Le programme va dans le dossier borderSim-class de votre compte ; BORDERSIM_HOME en choisit un autre.
  Le premier démarrage installe et compile le modèle (deux ou trois minutes sur un portable lent) : le faire avant la classe.
{by_hand}
CONTENTS.txt donne la liste des fichiers avec leur SHA-256.
""",
}
AT_ONCE = {
    "linux": "sh start.sh play exercise=two_half_pictures anew=true",
    "windows": "start.bat play exercise=two_half_pictures anew=true",
    "macos": "sh start.command play exercise=two_half_pictures anew=true",
}
TRIED = {
    "en": {
        "linux": "Tried: installed and run on Linux (x86-64) with Python 3.13 without a network; not with another Python.",
        "windows": "NOT TRIED: the wheels are those of Windows, but nobody has installed this kit on Windows yet.",
        "macos": "NOT TRIED: the wheels are those of macOS, but nobody has installed this kit on a Mac yet.",
    },
    "fr": {
        "linux": "Essayé : installé et exécuté sous Linux (x86-64) avec Python 3.13 sans réseau ; pas avec un autre Python.",
        "windows": "NON ESSAYÉ : les paquets sont ceux de Windows, mais personne n'a encore installé ce kit sous Windows.",
        "macos": "NON ESSAYÉ : les paquets sont ceux de macOS, mais personne n'a encore installé ce kit sur un Mac.",
    },
}
BY_HAND = {
    "en": {
        "linux": "  If a double click opens it as text, type in a terminal: sh start.sh\n",
        "windows": "",
        "macos": "  If macOS refuses to open it, type in Terminal, in this folder: sh start.command\n",
    },
    "fr": {
        "linux": "  Si un double-clic l'ouvre comme un texte, tapez dans un terminal : sh start.sh\n",
        "windows": "",
        "macos": "  Si macOS refuse de l'ouvrir, tapez dans le Terminal, dans ce dossier : sh start.command\n",
    },
}
