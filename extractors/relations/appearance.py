"""Make, colour, kind and year of a described vehicle, from the mention's own words ("2016 white Kenworth tractor")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from extractors.fold import key
from extractors.part import Marked, Scene, Statement, Stater
from extractors.relations.data import read, texts
from ontology.claim import Value
from ontology.errors import PatternError
from ontology.loader import schema

NAME = "appearance"
_FILE = "appearance.yaml"
_YEAR = re.compile(r"(?:19[7-9]|20[0-4])\d\Z")


@cache
def _meanings() -> Mapping[str, Mapping[str, str]]:
    """Property → word → normal form. Raises PatternError for a form that the property does not take."""
    properties = schema().types["Vehicle"].properties
    found: dict[str, dict[str, str]] = {}
    for name, entry in read(_FILE).items():
        where = f"{_FILE}: {name}"
        if name not in properties or not isinstance(entry, dict) or not str(entry.get("why") or "").strip():
            raise PatternError("a property of Vehicle with `values` and `why` is expected", where=where)
        found[name] = {}
        for normal, words in entry["values"].items():
            if not properties[name].fits(str(normal)):
                raise PatternError(f"{normal!r} is no value of {name}", where=where)
            found[name] |= dict.fromkeys(texts(words, where=f"{where}.{normal}"), str(normal))
    return found


def appearance(scene: Scene) -> Iterator[Statement]:
    for mention in scene.mentions:
        if mention.type == "Vehicle":
            yield from _of(mention)


def _of(mention: Marked) -> Iterator[Statement]:
    told = {name for name, _ in mention.attributes} | ({"kind"} if mention.kind else set())
    for word in key(mention.text):
        for property_, meanings in _meanings().items():
            if word in meanings and property_ not in told:
                yield _statement(mention, property_, word, meanings[word])
                if not schema().types["Vehicle"].properties[property_].many:
                    told.add(property_)
        if _YEAR.match(word) and "plate" not in told and "year" not in told:
            yield _statement(mention, "year", word, word)
            told.add("year")


def _statement(mention: Marked, property_: str, written: str, normal: str) -> Statement:
    span = ((mention.start, mention.end),)
    return Statement(mention.index, property_, NAME, span, value=Value(written, normal), score=mention.score)


APPEARANCE = Stater(NAME, "1", appearance)
