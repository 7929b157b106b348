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
            if _NAME.match(analysis.text[start:end]) and not _common(analysis.text[start:end]):
                yield Found(start, end, "Person", GENERAL, NAME, score=0.4)


def _common(text: str) -> bool:
    """Whether a word of it never stands in a name."""
    lists = lexicon("persons")
    return any(
        word in lists["not_names"] or word in lists["title"] for word in key(text) if word not in lists["particle"]
    )


PART = Recogniser(NAME, "1", run)
