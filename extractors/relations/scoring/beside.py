"""What the words in or beside one mention say of it: robbers or officers, somebody's kin, a rank."""

from __future__ import annotations

import re

from extractors.fold import key
from extractors.part import Marked
from extractors.relations.data import LANGUAGES, words_of
from extractors.relations.line import Line
from extractors.relations.words import name_words

_RANK = 20
"""Characters before a name in which its rank stands."""
_LAST_WORDS = re.compile(r"(?:\b(\w+)[\s.-]+)?\b(\w+)\.?\s+$")
_BEARER = 7
"""Words before a number in which its bearer is told."""
_BORNE = frozenset(("Phone", "Email", "SocialAccount", "IdentityDocument", "FinancialAccount"))


def armed(group: Marked) -> bool:
    """Whether a group's own words make it one of robbers or officers: "four armed men"."""
    words = key(group.text)
    return any(not words_of("roles", lang, "armed").isdisjoint(words) for lang in LANGUAGES)


def sworn(text: str, person: Marked) -> bool:
    """Whether a rank or office of those who serve a state stands right before the name, or begins it: no former officer
    and no travel agent. `text` is folded; a sentence may have ended at a rank's point."""
    before = _LAST_WORDS.search(text, max(0, person.start - _RANK), person.start)
    told = {*([before.group(2)] if before else ()), *name_words(person.text)[:1]}
    if before and any(before.group(1) in words_of("roles", lang, "unsworn") for lang in LANGUAGES):
        return False
    return any(not words_of("roles", lang, "sworn").isdisjoint(told) for lang in LANGUAGES)


def is_kin(line: Line, person: int) -> bool:
    """Whether the word beside a name says whose kin it is: "Solis' mother, Linda", "Linda Solis (mother)"."""
    here, kin = line.place(person), words_of("roles", line.lang, "kin")
    before = [i.text for i in line.items[max(0, here - 2) : here] if i.text != ","]
    behind = [i.text for i in line.items[here + 1 : here + 3]]
    return (bool(before) and before[-1] in kin) or (behind[:1] in ([","], ["("]) and behind[-1] in kin)


def of_unnamed_kin(line: Line, number: Marked) -> bool:
    """Whether the words before a number give it to somebody's kin who is not named there: "DPI de la madre: 2555"."""
    if number.type not in _BORNE:
        return False
    words: list[str] = []
    for item in reversed(line.items[max(0, line.place(number.index) - _BEARER) : line.place(number.index)]):
        if item.mention is not None:
            break
        words.insert(0, item.text)
    kin, of = (words_of("roles", line.lang, section) for section in ("kin", "of"))
    return any(
        word in kin and (words[n + 1 : n + 2] in (["'s"], ["’s"]) or (n > 1 and words[n - 1] in of))
        for n, word in enumerate(words)
    )


def called_at(text: str, person: Marked, number: Marked, lang: str) -> bool:
    """Whether a number is the one at which a person reached another: "Roca dialed him at 555 0143"."""
    if number.type != "Phone" or person.start > number.start:
        return False
    said = [word for word in key(text[person.end : number.start]) if word.isalpha()]
    calling, reached = (words_of("roles", lang, section) for section in ("calling", "reached_at"))
    return bool(said) and said[-1] in reached and not calling.isdisjoint(said)
