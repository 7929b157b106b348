"""Coreference told outright: "alias", "a.k.a.", "(a)", a nickname in quotes or brackets beside a name, an acronym."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.analysis import Analysis
from extractors.fold import folded
from extractors.part import Coreference, Coreferencer, Marked
from extractors.relations.alias_signs import BRACKETED, MARKS, NAME, REACH, closes, join
from extractors.relations.body_alias import initials, of_bodies
from extractors.relations.cues import whole
from extractors.relations.person_rows import of_rows
from extractors.relations.words import name_words
from ontology.claim import Certainty

_FAR = 220
"""Characters within which a form's label or a word of calling with its own clause leads back to the name."""
_HEADLINE = 140
"""Most characters of a headline."""
_QUOTED = re.compile(r"(?:\s*,\s*|[^\S\n]*)[(]?[^\S\n]*[\"“«‘']\s*(?:(?:el|la|los|las|the) )?")
_REACH_OF_FRAME = 40
"""Characters before the first of two names within which a word of identifying or naming stands."""
_CLOSES = re.compile(r"[,.][\"”»’']")
_COMMA = re.compile(r",\s+(?P<article>(?:el|la) )?")
_LISTED = re.compile(r"[\"”»’']?\s*[,/;]\s*[\"“«‘']?")
_APPOSED = re.compile(r"[\"”»’']?\s*[,(;]")
_LEADS_TO = re.compile(r"[^\n]*(?:\.\.|\d{3}|@)[^\n]*(?:->|=>|→)\s*|[^\n\d]*=\s*")
_LAST = r"\s*[\"“«‘']?(?:el |la |the )?[\"“«‘']?$"
"""Behind the word before a name."""
_QUOTES = r"[\s:.,\"“«‘'(-]*(?:el |la |the )?[\"“«‘']?"
_LABELLED = rf"(?:\s*:|\s*\.\.|\s+(?=[\"“«])){_QUOTES}$"
"""Behind a form's label, before what it labels."""
_CLAUSE_OPENS = rf"(?:^|[.,;:!?¿¡()>|*\n-]|\b(?:%s)){_LAST}"
_LINE_END = re.compile(r"[\"”»’']?\s*(?:\n|\Z)")
_ASKED = re.compile(r"\b(?:if|whether|si)\s+[\"'“«(]*$")
_POSSESSIVE = re.compile(r"[\"”»’']?['’]s\b")
_OPENING = frozenset("\"“«‘'")
_CLOSED = frozenset("\"”»’'")
_ARTICLES = ("el ", "la ", "the ")
_FULL = 3
"""Words of a nickname in quotes stay below this: more of them are another name."""


def aliases(analysis: Analysis, mentions: Sequence[Marked]) -> Iterator[Coreference]:
    persons = [m for m in mentions if m.type == "Person"]
    yield from of_persons(folded(analysis.text), persons)
    yield from _headline(folded(analysis.text), persons)
    yield from of_bodies(folded(analysis.text), mentions)


def of_persons(text: str, persons: Sequence[Marked]) -> Iterator[Coreference]:
    """Another name of a person by the words or signs between the two, or by the columns of a table's row. `text` is
    the folded document."""
    yield from _beside(text, persons)
    yield from of_rows(text, persons)


def _beside(text: str, persons: Sequence[Marked]) -> Iterator[Coreference]:
    """`chain` is the person whose list of names goes on."""
    chain: Marked | None = None
    for left, right in pairwise(persons):
        between = text[left.end : right.start]
        if left.end > right.start:
            chain = None
        elif (_called(between) and not _POSSESSIVE.match(text, right.end)) or _far_called(text, left, right):
            chain = chain or left
            yield join(chain, right)
        elif chain and _goes_on(text, left, right):
            yield join(chain, right)
        elif chain is None and _named_below(text, left, right):
            yield join(left, right)
        elif _nicknamed(text, left, right) or _refers(text, left, right) or _framed(text, left, right):
            yield join(chain or left, right)
        elif _is(text, left, right):
            yield join(chain or left, right, _certainty(text, left, right))
        else:
            chain = None


def _certainty(text: str, left: Marked, right: Marked) -> Certainty:
    """How sure the report is that the nickname is the name's: "may be" and "not confirmed" leave it to people."""
    between = text[left.end : right.start]
    if whole("perhaps", r"\b%s\b").search(between) or whole("unconfirmed", r"[\s\"”»’',.;:(–—-]*%s\b").match(
        text, right.end
    ):
        return "possible"
    return "probable" if whole("probably", r"\b%s\b").search(between) else "stated"


def _called(between: str) -> bool:
    """Whether nothing but a word of calling stands between two names, near each other."""
    pattern = rf"^{MARKS}*(?:\d\d,\s*)?\b%s{MARKS}*(?:el |la |los |the )?{MARKS}*$|^{MARKS}*\(a\){MARKS}*$"
    return len(between) <= REACH and bool(whole("alias", pattern).match(between))


def _far_called(text: str, left: Marked, right: Marked) -> bool:
    """A form's label, with other fields of the form between, or a word of calling right before a nickname, with more of
    the name's own apposition between. That must tell of nobody else: "the judge sought the man known as" names him."""
    between = text[left.end : right.start]
    if len(between) > _FAR or "\n\n" in between:
        return False
    if whole("alias_label", label := rf"[\n|.;]\s*%s{_LABELLED}").search(between):
        return True
    if whole("given_label", label).search(between):
        return bool(whole("surname_label", r"\b%s\s*[:.]+\s*$").search(text[max(0, left.start - 50) : left.start]))
    if whole("alias_sentence", rf"[\n|.;]\s*%s\b{_QUOTES}$").search(between):
        return True
    if len(name_words(right.text)) >= _FULL or re.search(r"[.!?\n]", between):
        return False
    if whole("hence", rf",\s*%s{_QUOTES}$").search(between):
        return True
    behind = whole("alias_behind", rf"[,;()]\s*%s{_QUOTES}$").search(between)
    if behind is None or not _APPOSED.match(between):
        return False
    return not whole("somebody", r"\b%s\b").search(between[: behind.start()])


def _named_below(text: str, left: Marked, right: Marked) -> bool:
    """A form that tells the alias first and the name below: the two labels, other fields of the form between them."""
    between = text[left.end : right.start]
    label = rf"(?:^|[\n|.;])\s*%s{_LABELLED}"
    if len(between) > _FAR or "\n\n" in between or not whole("name_label", label).search(between):
        return False
    return bool(whole("alias_label", label).search(text[max(0, left.start - _REACH_OF_FRAME) : left.start]))


def _goes_on(text: str, left: Marked, right: Marked) -> bool:
    """Whether a list of aliases goes on: with "or", with "and" and one written alike, or with a comma and another
    nickname."""
    between = text[left.end : right.start]
    if len(between) > REACH:
        return False
    if whole("alias_more", rf"^{MARKS}*\b%s{MARKS}*(?:el |la )?{MARKS}*$").match(between):
        return len(name_words(right.text)) < _FULL and closes(text, right)
    if whole("alias_and", rf"^{MARKS}*\b%s{MARKS}*(?:el |la )?{MARKS}*$").match(between):
        return closes(text, right) and _written_alike(text, left, right)
    articled = right.text.casefold().startswith((*_ARTICLES, "don ", "doña "))
    if not _LISTED.fullmatch(between) or not (articled or len(name_words(right.text)) == 1):
        return False
    # "alias Pata, Leo, Beto and others": behind a bare comma another person may follow.
    return _ends_line(text, right) or (closes(text, right) and (articled or between.strip() != ","))


def _written_alike(text: str, left: Marked, right: Marked) -> bool:
    """Whether both are single words, or both have quotes or an article: "alias el Cojo and Ada Roca" names two."""
    dressed = [
        m.text.casefold().startswith(_ARTICLES) or text[max(0, m.start - 1) : m.start + 1].strip()[:1] in _OPENING
        or text[max(0, m.start - 4) : m.start] in (" el ", " la ", "the ")
        for m in (left, right)
    ]  # fmt: skip
    return all(dressed) or (not any(dressed) and all(len(name_words(m.text)) == 1 for m in (left, right)))


def _is(text: str, left: Marked, right: Marked) -> bool:
    """«X» is Y; a phone book's "X ..... -> Y"."""
    between = text[left.end : right.start]
    if len(between) > REACH or _POSSESSIVE.match(text, right.end):
        return False
    if _LEADS_TO.fullmatch(between) and not text[text.rfind("\n", 0, left.start) + 1 : left.start].strip(" -*•\"'"):
        return True
    quoted = bool(between) and (between[0] in _CLOSED or between[-1] in _OPENING)
    bare = between.strip(" \t\n,;(\"'“”«»‘’")
    before = text[max(0, left.start - 50) : left.start]
    if whole("kin", r"\b%s[\s,:]*(?:don |dona |de |of )?[\"'“«(]*$").search(before) or _ASKED.search(before):
        return False
    # "Who killed Pato is Leo Paz": behind a nickname in the midst of its clause the name need not be its own.
    if not ("=" in between or _APPOSED.match(between) or whole("clause_opens", _CLAUSE_OPENS).search(before)):
        return False
    if quoted and whole("copula", r"^%s$").match(bare):
        return True
    single = min(len(name_words(m.text)) for m in (left, right)) == 1
    return (quoted or single) and bool(whole("meaning", r"^%s$").match(bare))


def _refers(text: str, left: Marked, right: Marked) -> bool:
    """A nickname and, a sentence later, whom it names: "Se refería a …", "Su nombre, según el contrato: …".
    It must be told of the nickname: in "Pato shot a clerk. Her name is Ada" she is not Pato."""
    between = text[left.end : right.start]
    if len(between) > _FAR or "\n\n" in between or len(name_words(left.text)) > 1 or len(name_words(right.text)) < 2:
        return False
    if whole("of", rf"\b%s{_LAST}").search(text[max(0, left.start - 20) : left.start]):
        return False
    if whole("true_name", r"[.;»”\"]\s*%s[\s:«“\"]*$").search(between):
        return True
    cue = whole("refers", r"[.;][»”\"]?\s*%s[\s:«“\"]*$").search(between)
    if cue and (_APPOSED.match(between) or cue.start() <= 1):
        return not re.search(r"[.!?]\s", between[1 : cue.start()])
    return bool(whole("his_name", r"^[\"”»’']?[.;][\"”»’']?\s*%s[\s:«“\"]*$").match(between))


def _framed(text: str, left: Marked, right: Marked) -> bool:
    """ "Identified «X» as Y"; "the real name of X is Y": one of the two a nickname, or in quotes."""
    before, between = text[max(0, left.start - _REACH_OF_FRAME) : left.start], text[left.end : right.start]
    quoted = text[left.end : left.end + 1] in _CLOSED or text[right.start - 1] in _OPENING
    if not quoted and min(len(name_words(m.text)) for m in (left, right)) > 1:
        return False
    return any(
        whole(opens, rf"\b%s{_LAST}").search(before)
        and whole(then, rf"^{MARKS}*%s{MARKS}*(?:el |la |the )?{MARKS}*$").match(between)
        for opens, then in (("identifies", "identified_as"), ("name_of", "copula"))
    )


def _headline(text: str, persons: Sequence[Marked]) -> Iterator[Coreference]:
    """The one nickname of a headline, in quotes or with its article, and the first person of the report under it, told
    by a full name and no office. A title in capitals is no headline."""
    end = text.find("\n\n")
    above = [m for m in persons if m.end <= end]
    below = [m for m in persons if m.start > end]
    if not 0 < end <= _HEADLINE or "\n" in text[:end] or len(above) != 1 or not below:
        return
    short, full = above[0], below[0]
    if whole("office", r"\b%s[\s,]*$").search(text[max(0, full.start - 40) : full.start]):
        return
    words = name_words(short.text)
    marked = text[short.end : short.end + 1] in _CLOSED or short.text.casefold().startswith(_ARTICLES)
    told_again = any(set(words) & set(name_words(m.text)) for m in below)
    if marked and len(words) == 1 < len(name_words(full.text)) and not (short.text.isupper() or told_again):
        yield join(short, full)


def _nicknamed(text: str, left: Marked, right: Marked) -> bool:
    """A nickname right behind a name: in quotes, in brackets, or behind a comma with an article ("…, el Tigre,")."""
    between = text[left.end : right.start]
    opening = text[right.start] if text[right.start] in _OPENING else ""
    if not closes(text, right):
        return False
    # `alias "Pato," Ada Roca`: that sign closes
    closed = text[max(0, left.start - 1) : left.start] in _OPENING and _CLOSES.match(between)
    if _QUOTED.fullmatch(between + opening) and not closed:
        return _nickname(left, right) or len(name_words(right.text)) < _FULL <= len(name_words(left.text)) + 1
    if BRACKETED.fullmatch(between.lstrip('"”»’')):
        return _nickname(left, right) or between[0] in _CLOSED
    comma = _COMMA.fullmatch(between)
    articled = right.text.casefold().startswith(_ARTICLES) or (
        comma is not None and comma["article"] is not None and len(name_words(right.text)) == 1
    )
    return comma is not None and articled and len(name_words(left.text)) > 1


def _ends_line(text: str, mention: Marked) -> bool:
    return bool(_LINE_END.match(text, mention.end))


def _nickname(left: Marked, right: Marked) -> bool:
    """Whether one of the two is a name and the other one no full name of its own."""
    sizes = sorted(len(name_words(m.text)) for m in (left, right))
    return sizes[0] == 1 or right.text.casefold().startswith(("el ", "la ", "don ", "doña ", "los ", "the "))


ALIAS = Coreferencer(NAME, "5", lambda analysis, mentions: (*aliases(analysis, mentions), *initials(mentions)))
