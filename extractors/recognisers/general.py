"""English general entities of the small spaCy pipeline, mapped to our types; outranked by everything else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.analysis import PARSED, Analysis
from extractors.fold import key
from extractors.part import GENERAL, Found, Recogniser
from extractors.recognisers.lexicon import lexicon

NAME = "general"
TYPES = {"PERSON": "Person", "GPE": "Place", "LOC": "Place"}
"""spaCy's label → our type. Its organisations and dates are too unsure for reports of this field."""
_EDGE = re.compile(r"^(?:the|The|el|la|los|las|El|La|Los|Las)\s+|['’]s$|[\s,.;:]+$")
_NAME = re.compile(r"[A-ZÁÉÍÓÚÑ][^\d\n@:/#]*\Z")


def run(analysis: Analysis) -> Iterator[Found]:
    for passage in analysis.passages:
        if passage.lang not in PARSED:
            continue
        for entity in passage.doc.ents:
            kind = TYPES.get(entity.label_)
            if kind is None:
                continue
            start, end = passage.start + entity.start_char, passage.start + entity.end_char
            while match := _EDGE.search(analysis.text[start:end]):
                if match.start() == 0:
                    start += match.end()
                else:
                    end = start + match.start()
            if _NAME.match(analysis.text[start:end]) and not _common(analysis.text[start:end]):
                yield Found(start, end, kind, GENERAL, NAME, score=0.4)


def _common(text: str) -> bool:
    """Whether a word of it never stands in a name."""
    lists = lexicon("persons")
    return any(word in lists["not_names"] or word in lists["title"] for word in key(text) if word not in lists["particle"])


PART = Recogniser(NAME, "1", run)
