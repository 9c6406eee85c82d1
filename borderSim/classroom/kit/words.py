"""What the kit's READ-ME says, in both languages."""

READ_ME = {
    "en": """borderSim {version}: kit for a class without a network
====================================================

For: {platform}, Python {python} (64 bit). Install that Python first; it is not in this folder.
{tried}

Without installing anything
  demo_en.html       nine scenes, twenty minutes: double click
  guide_en.html      the trainer's guide: read and print it before the class

With the live page and the exercises
  {start}            installs from the folder "wheels" (once, no network), then opens the live page
  The program goes to the folder borderSim-class of your home; set BORDERSIM_HOME to choose another.
  The first start compiles the model (some ten seconds to a minute).

CONTENTS.txt lists every file with its SHA-256.
""",
    "fr": """borderSim {version} : kit pour une classe sans réseau
====================================================

Pour : {platform}, Python {python} (64 bits). Installez d'abord ce Python ; il n'est pas dans ce dossier.
{tried}

Sans rien installer
  demo_fr.html       neuf scènes, vingt minutes : double-clic
  guide_fr.html      le guide du formateur : à lire et à imprimer avant la classe

Avec la page en direct et les exercices
  {start}            installe depuis le dossier « wheels » (une fois, sans réseau), puis ouvre la page
  Le programme va dans le dossier borderSim-class de votre compte ; BORDERSIM_HOME en choisit un autre.
  Le premier démarrage compile le modèle (de dix secondes à une minute).

CONTENTS.txt donne la liste des fichiers avec leur SHA-256.
""",
}
TRIED = {
    "en": {
        "linux": "Tried: installed and run on Linux (x86-64) without a network.",
        "windows": "NOT TRIED: the wheels are those of Windows, but nobody has installed this kit on Windows yet.",
        "macos": "NOT TRIED: the wheels are those of macOS, but nobody has installed this kit on a Mac yet.",
    },
    "fr": {
        "linux": "Essayé : installé et exécuté sous Linux (x86-64) sans réseau.",
        "windows": "NON ESSAYÉ : les paquets sont ceux de Windows, mais personne n'a encore installé ce kit sous Windows.",
        "macos": "NON ESSAYÉ : les paquets sont ceux de macOS, mais personne n'a encore installé ce kit sur un Mac.",
    },
}
