"""What a stored result says of itself for archives: an RO-Crate 1.1, and codemeta for the program.

The crate follows Process Run Crate: the files, the program, and one action that made the files from
its inputs. All of it is told from the manifest and the data package, so that it hangs on no clock
and no machine. Nothing is looked up on the network.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from borderSim.errors import InputError
from borderSim.studies.execution import private

METADATA, CODEMETA = "ro-crate-metadata.json", "codemeta.json"
VERSION = "1.1"
PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
SHA256 = "https://w3id.org/ro/terms/workflow-run#sha256"
"""The term is not among those of RO-Crate 1.1."""
SPDX = "https://spdx.org/licenses/"
PROGRAM_LICENCE = f"{SPDX}Apache-2.0"
DEVELOPERS = "The borderSim developers"
ABOUT = "Agent-based comparison of customs-police cooperation levels."


@dataclass(frozen=True)
class Entry:
    """A file of the crate.

    Attributes:
        place: path within the crate, with slashes.
        title: what it is, in a few words.
        text: what stands in it.
        media: media type.
        size: bytes.
        sha256: checksum, hexadecimal.
        own: whether it is a copy of a file of the user's own, which the run read.
    """

    place: str
    title: str
    text: str
    media: str
    size: int
    sha256: str
    own: bool = False


def codemeta(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the program that made a result, as CodeMeta 3.0 has it.

    Args:
        told: the manifest of the result.
    """
    versions = dict(told.get("versions") or {})
    python = versions.pop("python", None)
    needs = [
        {"@type": "SoftwareApplication", "name": name, "version": version}
        for name, version in versions.items()
    ]
    return {
        "@context": "https://w3id.org/codemeta/3.0",
        "@type": "SoftwareSourceCode",
        "name": "borderSim",
        "description": ABOUT,
        "version": str(told.get("program_version", "unknown")),
        "identifier": f"sha256:{told.get('source_hash', 'unknown')}",
        "license": PROGRAM_LICENCE,
        "author": [{"@type": "Organization", "name": DEVELOPERS}],
        "programmingLanguage": "Python",
        **({"runtimePlatform": f"Python {python}"} if python else {}),
        "softwareRequirements": needs,
    }


def metadata(
    told: Mapping[str, Any],
    title: str,
    entries: Sequence[Entry],
    authors: Sequence[str],
    licence: str,
) -> dict[str, Any]:
    """Return the content of ``ro-crate-metadata.json``.

    Args:
        told: the manifest of the result.
        title: of the result.
        entries: the files.
        authors: names of persons, none where nobody said.
        licence: SPDX name of the licence of the results, empty where nobody said.

    Raises:
        InputError: the library ``rocrate`` is not installed.
    """
    try:
        from rocrate.rocrate import ROCrate
    except ImportError:
        raise InputError(
            "export: rocrate is not installed; pip install 'bordersim[export]' installs it"
        ) from None
    crate = ROCrate(version=VERSION)
    crate.metadata.extra_terms["sha256"] = SHA256
    files = {entry.place: _file(crate, entry) for entry in entries}
    _root(crate, told, title, authors, licence)
    crate.root_dataset["mentions"] = _action(
        crate,
        told,
        title,
        read=[files[entry.place] for entry in entries if entry.own],
        made=[files[entry.place] for entry in entries if not entry.own and entry.place != CODEMETA],
    )
    return crate.metadata.generate()


def _file(crate: Any, entry: Entry) -> Any:
    return crate.add_file(
        None,
        entry.place,
        properties={
            "name": entry.title,
            "description": entry.text,
            "encodingFormat": entry.media,
            "contentSize": str(entry.size),
            "sha256": entry.sha256,
        },
    )


def _root(
    crate: Any, told: Mapping[str, Any], title: str, authors: Sequence[str], licence: str
) -> None:
    """Say what the whole is, of when, by whom and under which licence."""
    profile = {
        "@id": PROFILE,
        "@type": "CreativeWork",
        "name": "Process Run Crate",
        "version": "0.5",
    }
    people = [
        crate.add_jsonld({"@id": f"#author-{number}", "@type": "Person", "name": name})
        for number, name in enumerate(authors, 1)
    ]
    root = crate.root_dataset
    root["name"] = title
    root["description"] = f"Results of borderSim with their settings and seeds. {ABOUT}"
    root["datePublished"] = _dates(told)[1]  # (the library would take the clock)
    root["identifier"] = f"sha256:{told['config_hash']}"
    root["conformsTo"] = crate.add_jsonld(profile)
    root["license"] = crate.add_jsonld(_licence(licence))
    if people:
        root["author"] = people


def _licence(licence: str) -> dict[str, str]:
    if licence:
        return {"@id": SPDX + licence, "@type": "CreativeWork", "name": licence}
    said = "No licence was stated for these results; ask whoever made them before using them."
    return {
        "@id": "#licence-not-stated",
        "@type": "CreativeWork",
        "name": "No licence stated",
        "description": said,
    }


def _action(
    crate: Any, told: Mapping[str, Any], title: str, read: list[Any], made: list[Any]
) -> Any:
    """Return the run: what the program was given, and the files that came of it."""
    program = crate.add_jsonld(
        {
            "@id": "#borderSim",
            "@type": "SoftwareApplication",
            "name": "borderSim",
            "description": ABOUT,
            "softwareVersion": str(told.get("program_version", "unknown")),
            "identifier": f"sha256:{told.get('source_hash', 'unknown')}",
            "license": PROGRAM_LICENCE,
        }
    )
    started, ended = _dates(told)
    failed = int(told.get("failed_parts") or 0)
    return crate.add_action(
        program,
        "#run",
        object=read + _settings(crate, told),
        result=made,
        properties={
            "@type": "CreateAction",
            "name": title,
            "description": " ".join(private.label(str(word)) for word in told.get("command") or ()),
            "startTime": started,
            "endTime": ended,
            "actionStatus": "http://schema.org/CompletedActionStatus",
            **(
                {"error": f"{failed} parts of the work failed; the manifest names them"}
                if failed
                else {}
            ),
        },
    )


def _settings(crate: Any, told: Mapping[str, Any]) -> list[Any]:
    """Return everything that was set, and the seeds, each as a named value."""
    given = dict(told.get("choices") or {}) | ({"seeds": told["seeds"]} if "seeds" in told else {})
    return [
        crate.add_jsonld(
            {
                "@id": f"#set-{key}",
                "@type": "PropertyValue",
                "name": str(key),
                "value": _text(value),
            }
        )
        for key, value in given.items()
        if value is not None
    ]


def _text(value: Any) -> str:
    """Return a setting as text; of a file that was named by its whole path the last name."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return private.label(text)


def _dates(told: Mapping[str, Any]) -> tuple[str, str]:
    """Return when the run began and when its files were written, in UTC."""
    ran = told.get("ran") or {}
    written = str(ran.get("written") or ran.get("started") or "1970-01-01T00:00:00+00:00")
    return str(ran.get("started") or written), written
