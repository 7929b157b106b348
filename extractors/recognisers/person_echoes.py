"""Mentions of a person by a part of a name that was found with evidence: reports shorten names after the first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.part import CUED, LISTED, Found
from extractors.recognisers.capitals import runs
from extractors.recognisers.person_mention import person, trimmed
from extractors.recognisers.person_words import weights, words


def echoes(text: str, low: str, firm: list[Found], taken: frozenset[tuple[int, int]]) -> Iterator[Found]:
    """Later and earlier mentions by a part of a name that was found with evidence."""
    known = words()
    parts: set[str] = set()
    for found in firm:
        if found.rank < CUED and " " not in text[found.start : found.end]:
            continue
        forms = re.findall(r"[^\W\d_][\w'’-]*", low[found.start : found.end])
        parts |= {f for f in forms if len(f) > 2 and f not in known.stop and f not in known.particle}
        alias = [f for f in forms if f not in known.beside_nickname]
        if len(alias) == 1 and len(alias[0]) > 2:
            parts.add(alias[0])
    parts -= known.title.keys()
    spans = [(f.start, f.end) for f in firm]
    for full in runs(text):
        for part in trimmed(full):
            told = [t.form in parts or any(p in parts for p in t.form.split("-")) for t in part.tokens]
            if not any(told):
                continue
            first, last = told.index(True), len(told) - 1 - told[::-1].index(True)
            if len(told) <= 4 and not part.upper:
                first, last = 0, len(told) - 1  # the words beside a part of a name belong to the name
            start, end = part.tokens[first].start, part.tokens[last].end
            if first < last and (start, end) in taken:
                continue
            if article := known.article.search(text[max(0, start - 4) : start]):
                start -= len(article.group())
            if not any(s < end and start < e for s, e in spans):
                yield person(text, start, end, CUED if all(told) else LISTED, weights().score_echo)
