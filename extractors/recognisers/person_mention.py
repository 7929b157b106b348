"""A mention of a person, and runs of capitalised words without what is no name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.part import Attribute, Found
from extractors.recognisers.capitals import Run, Token
from extractors.recognisers.person_words import words
from ontology.values import name

NAME = "persons"
_ANONYMOUS = re.compile(r" ?[«\"“](?:N|L|[A-Z])[»\"”]")
"""How prosecutors hide a surname: Joel «N»."""
REACH = 48
"""Characters before a name in which words tell what it is."""
_HONORIFIC_REACH = 10
"""Characters before a name in which an honorific stands whole."""


def person(text: str, start: int, end: int, rank: int, score: float, property_: str = "name") -> Found:
    """The mention with its honorific and its hidden surname, and its text as `property_`."""
    start = _with_honorific(text, start)
    if anonymous := _ANONYMOUS.match(text, end):
        end = anonymous.end()
    value = name.clean(text[start:end])
    attributes: tuple[Attribute, ...] = ((property_, value),) if value else ()
    return Found(start, end, "Person", rank, NAME, attributes=attributes, score=score)


def _with_honorific(text: str, start: int) -> int:
    """A capitalised Don or Doña belongs to the name."""
    match = words().honorific.search(text[max(0, start - _HONORIFIC_REACH) : start])
    return start - len(match.group()) if match else start


def trimmed(full: Run) -> Iterator[Run]:
    """The run without titles, sentence starters and other words that are no names; several where one stands inside."""
    known = words()
    current: list[Token] = []
    for token in full.tokens:
        if token.form in known.stop or (token.form in known.title and token.form not in known.given):
            if current:
                yield Run(tuple(current))
            current = []
        else:
            current.append(token)
    if current:
        yield Run(tuple(current))
