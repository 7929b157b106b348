"""Criminal networks: names with a head (cártel de, célula, HSO, crew …), listed groups, acronyms, later short forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.analysis import Analysis
from extractors.fold import folded, plain
from extractors.part import CUED, LISTED, Found, Recogniser
from extractors.recognisers.lexicon import lexicon
from extractors.recognisers.named import listed_elsewhere
from extractors.recognisers.patterns import files, run
from ontology.values import name

NAME = "networks"
_ACRONYM = re.compile(r"\s?\((?P<acronym>[A-Z][A-Z0-9-]{1,5}|(?:[A-Z]\.){2,5})\)")


def find(analysis: Analysis) -> Iterator[Found]:
    found = list(run(files("networks"), analysis, NAME))
    yield from found
    firm = [f for f in found if f.rank >= CUED]
    text = plain(analysis.text)
    spans = [(f.start, f.end) for f in found]
    short: set[str] = set()
    for f in firm:
        if match := _ACRONYM.match(text, f.end):
            short.add(match["acronym"])
        words = lexicon("networks")["head"]
        cores = [w for w in re.findall(r"[A-Z][\w-]+", text[f.start : f.end]) if folded(w) not in words]
        if 0 < len(cores) <= 2:
            short.add(" ".join(cores))
    listed = listed_elsewhere(analysis)
    for form in sorted(short):
        if len(form) < 3 and not form.isupper():
            continue
        for match in re.finditer(rf"(?<![\w-])(?:{re.escape(form)}|{re.escape(form.upper())})(?![\w-])", text):
            start, end = match.span()
            if any(s < end and start < e for s, e in spans):
                continue
            value = name.clean(analysis.text[start:end])
            rank = LISTED if (start, end) in listed else CUED
            yield Found(start, end, "CriminalNetwork", rank, NAME, score=0.7,
                        attributes=(("name", value),) if value else ())  # fmt: skip


PART = Recogniser(NAME, "1", find)
