"""Persons: full names by shape and lexicon, names of forms, nicknames, speakers, and their other mentions.

A run of capitalised words collects evidence: known given names and surnames, a title or a naming word before it, an
age after it. What was found with good evidence is then looked for in the rest of the text by its parts (surname, given
name, nickname).
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.analysis import Analysis
from extractors.fold import folded
from extractors.part import Found, Recogniser
from extractors.recognisers.named import listed_elsewhere
from extractors.recognisers.person_aliases import aliases, articled, speakers
from extractors.recognisers.person_echoes import echoes
from extractors.recognisers.person_evidence import full_names
from extractors.recognisers.person_forms import reversed_in
from extractors.recognisers.person_mention import NAME


def run(analysis: Analysis) -> Iterator[Found]:
    text = analysis.text
    low = folded(text)
    taken = listed_elsewhere(analysis)
    firm = [
        *reversed_in(text, low, taken),
        *aliases(text, low),
        *speakers(text),
        *full_names(text, low, taken),
    ]
    firm += articled(analysis, taken, firm)
    yield from firm
    yield from echoes(text, low, firm, taken)


PART = Recogniser(NAME, "4", run)
