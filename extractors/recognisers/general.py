"""Persons that the small English pipeline sees, outranked by everything else.

Its places, organisations and dates are too unsure in reports of this field; the gazetteer and the patterns do better.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.analysis import PARSED, Analysis
from extractors.fold import key
from extractors.part import GENERAL, Found, Recogniser
from extractors.recognisers.lexicon import lexicon

NAME = "general"
_EDGE = re.compile(r"^(?:the|The|el|la|los|las|El|La|Los|Las)\s+|['’]s$|[\s,.;:]+$")
_NAME = re.compile(r"[A-ZÁÉÍÓÚÑ][^\d\n@:/#]*\Z")


def run(analysis: Analysis) -> Iterator[Found]:
    for passage in analysis.passages:
        if passage.lang not in PARSED:
            continue
        for entity in passage.doc.ents:
            if entity.label_ != "PERSON":
                continue
            start, end = passage.start + entity.start_char, passage.start + entity.end_char
            while match := _EDGE.search(analysis.text[start:end]):
                if match.start() == 0:
                    start += match.end()
                else:
                    end = start + match.start()
            if _NAME.match(analysis.text[start:end]) and _may_be_name(analysis.text, start, end):
                yield Found(start, end, "Person", GENERAL, NAME, score=0.4)


def _may_be_name(text: str, start: int, end: int) -> bool:
    """No word of it is one that never stands in a name, and a single unknown word does not begin its sentence."""
    lists = lexicon("persons")
    words = [word for word in key(text[start:end]) if word not in lists["particle"]]
    if not words or any(word in lists["not_names"] or word in lists["title"] for word in words):
        return False
    if len(words) > 1 or words[0] in lists["given"] or words[0] in lists["surname"]:
        return True
    return bool(re.search(r"[a-z,] $", text[max(0, start - 2) : start]))


PART = Recogniser(NAME, "1", run)
