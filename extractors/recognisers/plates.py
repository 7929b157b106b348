"""Forms of licence plates by issuer: `extractors/patterns/plates.yaml`.

An issuer is an ISO 3166 alpha-3 country, or one of its states after a hyphen. An issuer that is not listed gives plates
of too many forms to tell a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from extractors.pattern_file import content
from ontology.errors import PatternError
from ontology.values.check_digit import Check, outcome
from ontology.values.country import countries
from ontology.values.plate import mark, partial

FILE = Path(__file__).parent.parent / "patterns" / "plates.yaml"


@cache
def shapes() -> Mapping[str, tuple[re.Pattern[str], ...]]:
    """The forms by issuer. Raises PatternError naming file and issuer when an entry is wrong."""
    data = content(FILE)
    if not isinstance(data, dict):
        raise PatternError("a mapping of issuers is wanted", where=FILE.name)
    return {issuer: _shapes(issuer, entry) for issuer, entry in data.items()}


def _shapes(issuer: str, entry: object) -> tuple[re.Pattern[str], ...]:
    where = f"{FILE.name}: {issuer}"
    if issuer.partition("-")[0] not in countries():
        raise PatternError("an ISO 3166 alpha-3 country is wanted", where=where)
    if not isinstance(entry, dict) or set(entry) != {"shapes", "why"} or not entry["shapes"]:
        raise PatternError("`shapes` and `why` are wanted", where=where)
    try:
        return tuple(re.compile(shape) for shape in entry["shapes"])
    except (TypeError, re.error) as error:
        raise PatternError(f"not a regular expression: {error}", where=where) from error


def check(normal: str) -> Check:
    """Whether a plate has a form of its issuer; `none` where that is not told or not listed, or a sign is not read."""
    issuer = normal.rpartition(":")[0]
    known = shapes().get(issuer, shapes().get(issuer.partition("-")[0], ()))
    if not known or partial(normal):
        return "none"
    return outcome(any(shape.fullmatch(mark(normal)) for shape in known))
