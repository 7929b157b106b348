"""Government bodies: the gazetteer of public agencies with their acronyms, and names by their heads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from extractors import gazetteers
from extractors.analysis import Analysis
from extractors.gazetteers.lookup import Hit, Lookup
from extractors.part import CHECKED, CUED, LISTED, Attribute, Found, Recogniser
from extractors.recognisers.patterns import run
from extractors.tagger.not_names import not_names
from ontology.claim import Value
from ontology.errors import PatternError
from ontology.values import name
from ontology.values.country import alpha3

NAME = "agencies"
FILE = Path(gazetteers.__file__).parent / "agencies.tsv"
_FILE_NUMBER = re.compile(r"[-/]\s?[A-Z0-9]")
"""What follows the acronym of an office in the number of one of its papers."""
_BEFORE = re.compile(r"(?:[-/]|\be\s)\Z")
_BEHIND = re.compile(r"[-/]|[^\S\n]+(?:(?:of|for|de|del)\s+)?[A-ZÁÉÍÓÚÑ]")
"""What makes a name perhaps a part of a longer one."""
INTERNATIONAL = "international"
LEVELS = (INTERNATIONAL, "national", "state", "municipal")


@dataclass(frozen=True, slots=True)
class Body:
    """`countries` are the ISO 3166 alpha-2 codes of the states that have a body of this name; none: any state may."""

    name: str
    countries: frozenset[str]
    level: str


@cache
def bodies() -> Lookup[Body]:
    """The listed agencies. Raises PatternError naming file and line when a row is wrong."""
    found = []
    for number, line in enumerate(FILE.read_text("utf-8").splitlines()[1:], 2):
        cells = line.split("\t")
        if len(cells) != 3 or cells[2] not in LEVELS:
            raise PatternError("name, countries and level are wanted", where=f"{FILE.name}: line {number}")
        found.append((cells[0], Body(cells[0], frozenset(cells[1].split()), cells[2])))
    return Lookup(found)


@lru_cache(maxsize=2)
def listed(text: str) -> tuple[Hit[Body], ...]:
    return tuple(bodies().find(text))


def find(analysis: Analysis) -> Iterator[Found]:
    text = analysis.text
    for hit in listed(text):
        written = text[hit.start : hit.end]
        fitting = [body for body in hit.entries if _fits(written, body.name)]
        if not fitting or _FILE_NUMBER.match(text, hit.end) or not_names(text).holds("Agency", hit.start, hit.end):
            continue
        end = hit.end + 1 if fitting[0].name.endswith(".") and text[hit.end : hit.end + 1] == "." else hit.end
        rank = _rank(text, hit, fitting[0])
        yield Found(hit.start, end, "Agency", rank, NAME, attributes=_attributes(analysis, hit.start, end, fitting),
                    score=0.9 if rank >= CUED else 0.7)  # fmt: skip
    yield from run(("agencies",), analysis, NAME)  # after what is listed, which knows level and country


def _rank(text: str, hit: Hit[Body], body: Body) -> int:
    """A single word may be anybody's (Migración, Defensa); Frontex and its like are nobody else's where they are no
    part of a longer name (DIJIN-Interpol, Investigación Criminal e Interpol)."""
    if (
        body.level == INTERNATIONAL
        and not _BEFORE.search(text, max(0, hit.start - 2), hit.start)
        and not _BEHIND.match(text, hit.end)
    ):
        return CHECKED
    written = text[hit.start : hit.end]
    return CUED if " " in written or written.isupper() else LISTED


def _fits(written: str, listed: str) -> bool:
    """Acronyms are written in capitals; of names, the first letter and every longer word's is one."""
    if listed.replace(".", "").replace("-", "").isupper():
        return written.replace(".", "").replace("-", "").replace(" ", "") == listed.replace(".", "").replace(
            "-", ""
        ).replace(" ", "")
    return written[0].isupper() and (
        written.isupper() or all(w[0].isupper() or len(w) < 4 or w in ("contra", "para") for w in written.split())
    )


def _attributes(analysis: Analysis, start: int, end: int, fitting: list[Body]) -> tuple[Attribute, ...]:
    """Its country where one state alone has such a body, or where the source's does: many have an FGR or a PNC."""
    written = analysis.text[start:end]
    made: list[Attribute] = [("name", value)] if (value := name.clean(written)) else []
    known = frozenset[str]().union(*(body.countries for body in fitting))
    if len(known) > 1:
        known &= {analysis.country}
    made += [("country", Value(written, alpha3(code))) for code in known]
    made.append(("level", Value(written, fitting[0].level)))
    return tuple(made)


PART = Recogniser(NAME, "2", find)
