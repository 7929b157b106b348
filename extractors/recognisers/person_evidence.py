"""Full names by shape and lexicon: what a run of capitalised words shows, in points, and whether that is enough."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.part import CUED, LISTED, Found
from extractors.recognisers.capitals import Run, runs
from extractors.recognisers.person_mention import REACH, person, trimmed
from extractors.recognisers.person_words import weights, words

_LONGEST = 5
"""Words of a name; longer runs are headings and names of bodies."""
_AHEAD = 24
"""Characters behind a name in which its age or an alias word stands."""
_AGE = re.compile(r",\s+(?:de\s+)?\d{2}(?:\s+anos|,|\s+years|\s+yoa|;)|\s*\(\d{2}\)")


def full_names(text: str, low: str, taken: frozenset[tuple[int, int]]) -> Iterator[Found]:
    """The runs with enough evidence; `low` is the folded text, `taken` the spans that other lists hold."""
    weight = weights()
    for full in runs(text):
        for part in trimmed(full):
            shown = points(part, low, taken)
            if shown >= weight.enough:
                score = min(weight.score_most, weight.score_base + shown / weight.score_points)
                yield person(text, part.start, part.end, CUED if shown >= weight.sure else LISTED, score)


def points(part: Run, low: str, taken: frozenset[tuple[int, int]]) -> float:
    """The evidence that a run is a person, in the points of `evidence.yaml`."""
    known, weight = words(), weights()
    forms = [t.form for t in part.tokens]
    if len(forms) > _LONGEST or all(len(f) == 1 for f in forms) or any(c.isdigit() for f in forms for c in f):
        return 0.0
    before = low[max(0, part.start - REACH) : part.start]
    after = low[part.end : part.end + _AHEAD]
    titled = bool(known.title_before.search(before))
    named = bool(known.named_before.search(before)) and not before.endswith(("by ", "por: ", "por "))
    announced = titled or named
    elsewhere = (part.start, part.end) in taken
    given = [f in known.given or all(p in known.given for p in f.split("-")) for f in forms]
    surname = [f in known.surname or any(p in known.surname for p in f.split("-")) for f in forms]
    if len(forms) == 1 and not announced:
        # A known name by itself, where no place bears it: weak, but seldom anything else.
        alone = (given[0] or surname[0]) and not part.upper and not elsewhere and len(forms[0]) > 3
        return weight.enough if alone else 0.0
    score = 0.0
    if len(forms) > 1:
        score += _by_lists(forms, given, surname) + _by_shape(part, forms, given, surname)
        score += weight.told_after if known.told_after.match(after) else 0.0
    elif given[0] or surname[0]:
        score += weight.single_known
    score += weight.titled if titled else 0.0
    score += weight.announced if named else 0.0
    score += weight.age_after if _AGE.match(after) else 0.0
    if elsewhere:
        score += weight.place_announced if announced else weight.place
    sure = announced or score >= weight.capitals_doubt or len(forms) > 2 or (given[0] and any(surname[1:]))
    return score + weight.capitals if part.upper and not sure else score


def _by_lists(forms: list[str], given: list[bool], surname: list[bool]) -> float:
    """Which of two or more words are known given names and surnames, and in which order."""
    weight = weights()
    if given[0] or len(forms[0]) == 1:
        followed = any(surname[1:]) or any(given[1:])
        score = weight.given_first + (weight.given_then_known if followed else weight.given_then_unknown)
        return score + weight.second_surname if sum(surname[1:]) > 1 else score
    if any(given[1:]) and surname[0]:
        return weight.surname_then_given
    if surname[0] and any(surname[1:]):
        return weight.surnames_only if all(surname) else weight.surnames_among_others
    return weight.surname_later if any(surname[1:]) else 0.0


def _by_shape(part: Run, forms: list[str], given: list[bool], surname: list[bool]) -> float:
    """Capitals, number and length of two or more words."""
    weight = weights()
    score = 0.0
    if not part.upper and any(t.upper and len(t.form) > 3 for t in part.tokens):
        score += weight.surname_shouted
    if len(forms) > 2 and all(g or s for g, s in zip(given, surname, strict=True)):
        score += weight.all_known
    if given[0] and len(forms[-1]) == 1:
        score += weight.initial_last
    if not part.upper and len(forms) <= 4 and all(len(f) > 2 for f in forms):
        score += weight.shape_with_surname if any(surname[1:]) else weight.shape
    return score
