"""Tab completion: ``bordersim --completion bash`` prints what a shell needs, ``--complete`` answers it.

The shell hands over the line as far as the cursor stands; the answer is a list of whole words. What
is slow (Hydra, pandas, the model) is never imported: names are those of files, keys those of the
schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from borderSim.cli.arguments import FLAGS, OF_THE_SCENARIO, WITH_VALUE, Command
from borderSim.errors import InputError, nearest

SWITCHES = ("plane", "overwrite", "open", "events")
LEVEL_KEYS = ("partnership", "present", "levels", "level")
LISTS = {
    "levels": "partnership",
    "scenarios": "scenario",
    "instruments": "instruments",
    "shocks": "shocks",
}
"""Keys whose value may be a list of names, with the folder of the names."""
SINGLE = {
    "scenario": "scenario",
    "partnership": "partnership",
    "present": "partnership",
    "legal_model": "legal_model",
}

BASH = r"""# bordersim: tab completion for bash. In ~/.bashrc: source <(bordersim --completion bash)
_bordersim() {
    local line=${COMP_LINE:0:COMP_POINT} IFS=$'\n'
    local word=${line##*[[:space:]]} cut
    COMPREPLY=($("${COMP_WORDS[0]}" --complete "$line" 2>/dev/null))
    cut=${word%"${word##*[=:]}"}
    COMPREPLY=("${COMPREPLY[@]#"$cut"}")
    case ${COMPREPLY[0]-} in *[=.] | *"["*) compopt -o nospace ;; esac
}
complete -o default -o nosort -F _bordersim bordersim
"""
ZSH = r"""#compdef bordersim
# bordersim: tab completion for zsh. In ~/.zshrc, after compinit: source <(bordersim --completion zsh)
_bordersim() {
    local -a found going_on whole
    found=("${(@f)$(${words[1]} --complete "${(j: :)words[1,CURRENT]}" 2>/dev/null)}")
    found=(${found:#})
    (( $#found )) || { compset -P '*='; _files; return }
    going_on=(${(M)found:#*[=.]} ${(M)found:#*\[*}) whole=(${${found:#*[=.]}:#*\[*})
    (( $#going_on )) && compadd -Q -S '' -a going_on
    (( $#whole )) && compadd -Q -a whole
    return 0
}
compdef _bordersim bordersim
"""
FISH = r"""# bordersim: tab completion for fish. In ~/.config/fish/config.fish: bordersim --completion fish | source
complete -c bordersim -f -a '(bordersim --complete (commandline -cp))'
"""
SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}


def script(shell: str) -> str:
    """Return what a shell must be given.

    Raises:
        InputError: no such shell.
    """
    if shell not in SCRIPTS:
        raise InputError(
            f"--completion {shell:.60}: there is none for this shell{nearest(shell, SCRIPTS)}; there are: {', '.join(SCRIPTS)}"
        )
    return SCRIPTS[shell]


def candidates(line: str, commands: Mapping[str, Command]) -> list[str]:
    """Return the words that can stand where the cursor is.

    Args:
        line: what was typed up to the cursor, the program's name first.
        commands: the commands by name.
    """
    words = line.split()
    current = "" if not words or line[-1].isspace() else words.pop()
    before = words[1:]
    bare = re.sub(r"['\"]", "", current)
    previous = before[-1] if before else ""
    flag = next(
        (name for name, brief in FLAGS.items() if previous and previous in (name, brief)), ""
    )
    if flag in WITH_VALUE:
        return _starting(bare, {"--cfg": ["job"], "--completion": list(SCRIPTS)}.get(flag, []))
    typed = [word for word in before if not word.startswith("-")]
    command = next((commands[word] for word in typed if word in commands), None)
    if bare.startswith("-"):
        own = command.all_flags if command else dict.fromkeys(FLAGS, "")
        return _starting(bare, ["--help", *own])
    if command is None:
        return _starting(bare, commands)
    from borderSim.scenario.own_config import own_config

    folder = next(
        (before[i + 1] for i, word in enumerate(before[:-1]) if word in ("--config-dir", "-cd")),
        None,
    )
    try:
        with own_config(folder):
            key, equals, value = bare.partition("=")
            found = _values(command, key, value) if equals else _keys(command, bare, before)
    except InputError:
        return []
    return _starting(bare, found)


def _starting(text: str, words: Iterable[str]) -> list[str]:
    return [word for word in words if word.startswith(text)]


# ------------------------------------------------------------------------------ keys
def _keys(command: Command, text: str, before: list[str]) -> list[str]:
    """Return keys of the command, of the scenario as far as the next dot, and names of results."""
    given = {word.partition("=")[0] for word in before if "=" in word}
    found = [f"{key}=" for key in command.keys if key not in given]
    if command.overrides:
        found += [word for word in _scenario_keys(text) if word not in found]
    if command.word == "RESULT":
        found += _results(before)
    return found


def _results(before: list[str]) -> list[str]:
    folder = next(
        (Path(word.partition("=")[2]) for word in before if word.startswith("results_dir=")),
        Path("results"),
    )
    return (
        sorted(path.parent.name for path in folder.glob("*/manifest.json"))
        if folder.is_dir()
        else []
    )


def _scenario_keys(text: str) -> list[str]:
    """Return the keys one part further than what was typed: ``customs.`` gives ``customs.random_share=``."""
    import dataclasses

    from borderSim.parameters.scenario import Scenario
    from borderSim.scenario.build import hints
    from borderSim.scenario.files import names_in
    from borderSim.scenario.keys import without_none

    *above, _ = text.split(".")
    hint: object = Scenario
    for i, part in enumerate(above):
        hint = without_none(hint)
        if dataclasses.is_dataclass(hint) and part in hints(hint):
            hint = hints(hint)[part]
        elif i == 1 and above[0] in LISTS and (kind := _entry(hint)) is not None:
            hint = kind
        else:
            return []
    hint, start = without_none(hint), "".join(f"{part}." for part in above)
    if len(above) == 1 and above[0] in ("instruments", "shocks"):
        return [f"{start}{name}." for name in names_in(above[0])]
    if not dataclasses.is_dataclass(hint):
        return []
    left_out = (
        ("name", "title", "description", "levels", "dials", "networks", "schedule")
        if not above
        else ()
    )
    fields = {
        name: without_none(kind) for name, kind in hints(hint).items() if name not in left_out
    }
    found = []
    for name, kind in fields.items():
        deeper = dataclasses.is_dataclass(kind) or (
            _entry(kind) is not None and name in ("instruments", "shocks")
        )
        choice = not above and (name in SINGLE or name in LISTS)
        found += [f"{start}{name}="] if choice or not (deeper or _entry(kind)) else []
        found += (
            [f"{start}{name}."]
            if deeper and not (not above and name in ("present", "legal_model"))
            else []
        )
    return found


def _entry(hint: object) -> object | None:
    """Return the type of the entries of a mapping, None for every other type."""
    from typing import get_args, get_origin

    return get_args(hint)[1] if get_origin(hint) is dict else None


# ------------------------------------------------------------------------------ values
def _values(command: Command, key: str, value: str) -> list[str]:
    """Return ``key=value`` for every value that goes on from what was typed."""
    if key not in command.keys and not command.overrides:
        return []
    if key in SWITCHES:
        return [f"{key}={word}" for word in ("true", "false")]
    if key == "experiment":
        return [f"{key}={name}" for name in _experiments()]
    if key in LISTS or key in SINGLE or key == "level":
        return [f"{key}={word}" for word in _names(key, value)]
    if key in command.keys and key not in OF_THE_SCENARIO:
        return []
    return [f"{key}={word}" for word in _allowed(key)]


def _names(key: str, value: str) -> list[str]:
    """Return names, behind ``[`` and ``,`` in a list, behind ``+`` as instruments of a level."""
    from borderSim.scenario.files import names_in

    ends = r"[\[,+]" if key in LISTS else r"[+]"
    start, last = re.fullmatch(rf"(.*{ends})?(.*)", value).groups()  # type: ignore[union-attr]
    start = start or ""
    levels = key in LEVEL_KEYS
    if levels and start.endswith("+"):
        names = names_in("instruments")
    else:
        names = names_in(LISTS.get(key) or SINGLE.get(key) or "partnership")
        names = ["all", *names] if key == "levels" and not start else names
    taken = re.split(r"[\[,+]", start)
    return [start + name for name in names if name.startswith(last) and name not in taken]


def _experiments() -> list[str]:
    """Return the names of experiments, without the modules that carry them out."""
    from borderSim.scenario.own_config import in_force
    from borderSim.scenario.shipped import config_dir

    own = in_force()
    shipped = (config_dir().parent / "experiments").glob("*.yaml")
    return sorted([*(path.stem for path in shipped), *(own.names("experiments") if own else ())])


def _allowed(key: str) -> list[str]:
    """Return the words that a key of the scenario allows."""
    from borderSim.scenario.keys import field_at

    try:
        hint, declared = field_at(tuple(key.split(".")))
    except (StopIteration, IndexError, TypeError, InputError):
        return []
    return list(declared.allowed) if declared.allowed else ["true", "false"] if hint is bool else []
