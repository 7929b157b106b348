"""Coreference told outright: "alias", "a.k.a.", "(a)", a nickname in quotes or brackets beside a name, an acronym."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.analysis import Analysis
from extractors.fold import folded
from extractors.part import Coreference, Coreferencer, Marked
from extractors.relations.cues import whole
from extractors.relations.words import name_words

NAME = "alias"
_REACH = 60
"""Characters that may stand between a name and its alias."""
_MARKS = r"[\s,:;.\"'“”«»‘’()–—-]"
_QUOTED = re.compile(r"(?:\s*,\s*|[^\S\n]*)[(]?[^\S\n]*[\"“«‘']\s*")
_COMMA = re.compile(r",\s+")
_BRACKETED = re.compile(r"\s*[(]\s*")
_CLOSING = re.compile(r"\s*[,.]?[\"”»’')]|\s*[,.;:)]")
_OPENING = frozenset("\"“«‘'")
_ARTICLES = ("el ", "la ", "the ")
_FULL = 3
"""Words of a nickname in quotes stay below this: more of them are another name."""
_ACRONYM = re.compile(r"[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑa-z.&-]{0,9}\Z")
_NAMED_BODIES = frozenset(("Agency", "CriminalNetwork", "Organization", "Site", "Place"))


def aliases(analysis: Analysis, mentions: Sequence[Marked]) -> Iterator[Coreference]:
    text = folded(analysis.text)
    chain: Marked | None = None
    for left, right in pairwise(mentions):
        if left.type != right.type or not 0 <= right.start - left.end <= _REACH:
            chain = None
        elif left.type == "Person":
            between = text[left.end : right.start]
            if whole("alias", rf"^{_MARKS}*(?:\d\d,\s*)?(?:y |and )?\b%s{_MARKS}*$|^{_MARKS}*\(a\){_MARKS}*$").match(
                between
            ):
                chain = chain or left
            elif not (
                (
                    chain
                    and whole("alias_more", rf"^{_MARKS}*\b%s{_MARKS}*(?:el |la )?{_MARKS}*$").match(between)
                    and _closes(text, right)
                )
                or _nicknamed(text, left, right)
            ):
                chain = None
                continue
            yield _join(chain or left, right)
        elif left.type in _NAMED_BODIES and _BRACKETED.fullmatch(text[left.end : right.start]) and _closes(text, right):
            yield from [_join(left, right)] if _acronym(left, right) or _acronym(right, left) else []


def _nicknamed(text: str, left: Marked, right: Marked) -> bool:
    """A nickname right behind a name: in quotes, in brackets, or behind a comma with an article ("…, el Tigre,")."""
    between = text[left.end : right.start]
    opening = text[right.start] if text[right.start] in _OPENING else ""
    if not _closes(text, right):
        return False
    if _QUOTED.fullmatch(between + opening):
        return _nickname(left, right) or len(name_words(right.text)) < _FULL <= len(name_words(left.text)) + 1
    if _BRACKETED.fullmatch(between):
        return _nickname(left, right)
    articled = right.text.casefold().startswith(_ARTICLES)
    return bool(_COMMA.fullmatch(between)) and articled and len(name_words(left.text)) > 1


def _closes(text: str, mention: Marked) -> bool:
    return bool(_CLOSING.match(text, mention.end)) or text[mention.end - 1 : mention.end] in "\"”»’'"


def _nickname(left: Marked, right: Marked) -> bool:
    """Whether one of the two is a name and the other one no full name of its own."""
    sizes = sorted(len(name_words(m.text)) for m in (left, right))
    return sizes[0] == 1 or right.text.casefold().startswith(("el ", "la ", "don ", "doña ", "los ", "the "))


def _acronym(name: Marked, short: Marked) -> bool:
    """Whether the shorter text is made of letters of the name's words, beginning with those of the first one."""
    letters = "".join(name_words(short.text))
    words = name_words(name.text)
    if not (_ACRONYM.match(short.text) and len(words) > 1 and letters):
        return False
    rest = iter("".join(words))
    return letters[0] == words[0][0] and all(c in rest for c in letters)


def initials(mentions: Sequence[Marked]) -> Iterator[Coreference]:
    """An acronym in capitals and the only name of its type in the document that has these initials."""
    for short in mentions:
        letters = "".join(name_words(short.text))
        if short.type in _NAMED_BODIES and short.text.isupper() and 2 <= len(letters) <= 6 and " " not in short.text:
            fits = {
                name_words(m.text): m for m in reversed(mentions) if m.type == short.type and letters in _initials(m)
            }
            if len(fits) == 1:
                yield _join(next(iter(fits.values())), short)


def _initials(name: Marked) -> set[str]:
    """The first letters of a name of several words, with and without its small words (of, de, la)."""
    words = re.findall(r"[^\W\d_]+", name.text)
    if len(words) < 2:
        return set()
    return {
        "".join(name_words(w)[0][0] for w in some) for some in (words, [w for w in words if w[0].isupper()]) if some
    }


def _join(one: Marked, other: Marked) -> Coreference:
    left, right = sorted((one, other), key=lambda m: m.index)
    return Coreference(left.index, right.index, ((left.start, right.end),), NAME, 0.9)


ALIAS = Coreferencer(NAME, "1", lambda analysis, mentions: (*aliases(analysis, mentions), *initials(mentions)))
