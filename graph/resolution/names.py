"""Names taken apart for comparison: folded tokens without titles and words of kind, generation, initials, acronyms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from graph.resolution.romanisation import romanised
from graph.resolution.vocabulary import words
from ontology.values.name import fold, tokens

_ARTICLES = frozenset({"el", "la", "los", "las"})
# A pattern that begins with the signs it seeks passes over the others at once.
_APOSTROPHE = re.compile(r"['’`](?:(?<=\w.)(?=\w)|(?<=^['’]))")
_JOINED = re.compile(r"[A-Z](?<=[a-z]{3}.)(?=[a-z]{2})")  # "SergeiLavrov"
_INITIAL = re.compile(r"\b([A-Za-z])\.")
_VOWEL = re.compile(r"[aeiouAEIOU]")
_NO_LETTER = re.compile(r"[. ]")
_DOTTED = re.compile(r"\b(?=[A-Za-z][. ][A-Za-z])(?:(?:[A-Za-z]\.){2,}|(?:[A-Za-z][. ])+[A-Za-z]\b\.?)")

Generation = Literal["senior", "junior"]


@dataclass(frozen=True, slots=True)
class PersonName:
    """`parts` are folded tokens, given names first; one alone, or an article or epithet in front, makes a nickname."""

    parts: tuple[str, ...]
    generation: Generation | None = None
    nickname: bool = False

    @property
    def full(self) -> bool:
        """At least two parts that are more than initials."""
        return not self.nickname and sum(len(p) > 1 for p in self.parts) >= 2

    def __str__(self) -> str:
        return " ".join((*self.parts, *((self.generation,) if self.generation else ())))


@lru_cache(maxsize=65536)
def person_name(written: str) -> PersonName:
    """Read a name in either order ("SALINAS GUERRA, Héctor Iván (JR)"), of any script, without titles."""
    lists = words()
    latin = _capitals(_JOINED.sub(lambda m: f" {m[0]}", _APOSTROPHE.sub("", romanised(written))))
    initials = {letter.lower() for letter in _INITIAL.findall(latin)} if "." in latin else ()
    surname, _, given = latin.partition(",")
    pieces = list(tokens(surname))
    after = list(tokens(given)) if given else []
    if after and not set(after) <= lists.senior | lists.junior:
        pieces = after + pieces
    else:
        pieces = pieces + after
    generation: Generation | None = None
    kept: list[str] = []
    called = bool(pieces) and pieces[0] in _ARTICLES
    if len(pieces) == 2 and pieces[0] in lists.epithets:  # "Tía Paz" is no full name
        pieces, called = pieces[1:], True
    if len(pieces) > 1 and pieces[-1] in lists.placeholders:
        pieces.pop()
    for place, piece in enumerate(pieces):
        if piece not in lists.beside:
            kept.append(piece)
        # "Sr. Pérez" is a title, "Pérez Sr." a generation
        elif piece in lists.senior and (place > 0 or piece != "sr"):
            generation = "senior"
        elif piece in lists.junior:
            generation = "junior"
        elif piece in initials:  # "E. Ramírez", where a bare "e" would be the particle
            kept.append(piece)
        elif piece in ("sr",) or (piece in lists.titles and len(pieces) > 1) or piece in lists.particles:
            continue
        else:
            kept.append(piece)
    if not kept:  # the name is made of such words only ("El Viejo")
        kept, generation = [p for p in pieces if p not in lists.particles] or list(pieces), None
    return PersonName(tuple(kept), generation, called or len(kept) == 1)


def _capitals(latin: str) -> str:
    """The name without what is no name in it: beside words with a capital, one without is what its bearer does or where
    he is found ("Edgar troca", "flaco Librado"), unless a particle leads to it or it is a word of generation or a name
    that very many bear ("Juan pérez")."""
    pieces = latin.split()
    if len({p[0].islower() for p in pieces}) < 2:
        return latin
    lists = words()
    names = lists.senior | lists.junior | lists.common_parts
    kept, led = [], False
    for piece in pieces:
        known = fold(piece) in lists.particles
        if known or led or not piece[0].islower() or fold(piece) in names:
            kept.append(piece)
        led = known
    return " ".join(kept)


@dataclass(frozen=True, slots=True)
class BodyName:
    """Name of a network, agency, organisation, site or route.

    `words` are its folded words as written, `tokens` the same without particles, each number and each word that both
    languages have by one form. `content` is what is left of them without words of kind, sorted. `initials` are those
    of all words that are no particles, in order; `acronym` is set where the name is one itself. `proper`: a vessel is
    called by a word with a capital."""

    words: tuple[str, ...]
    tokens: tuple[str, ...]
    content: tuple[str, ...]
    initials: str
    acronym: str | None = None
    proper: bool = True

    @property
    def all(self) -> tuple[str, ...]:
        """The tokens, sorted."""
        return tuple(sorted(self.tokens))

    def __str__(self) -> str:
        return " ".join(self.words)


@lru_cache(maxsize=65536)
def body_name(written: str, kind: str) -> BodyName:
    """`kind` names the list of words of kind: body, agency, site or vessel. What has a name of its own in each language
    is read by one of them."""
    of_kind = words().kinds[kind]
    latin, heard, every = body_words(written)
    plain = in_common(every)
    content = {_singular(t) for t, w in zip(plain, every, strict=True) if t not in of_kind and w not in of_kind}
    letters = re.sub(r"[^A-Za-z0-9]", "", latin)
    is_acronym = len(heard) <= 2 and 2 <= len(letters) <= 6 and (letters.isupper() or not _VOWEL.search(letters))
    return BodyName(
        heard,
        plain,
        tuple(sorted(content)),
        "".join(t[0] for t in every),
        letters.lower() if is_acronym else None,
        kind != "vessel" or any(w[0].isupper() and fold(w) not in of_kind for w in latin.split()),
    )


def body_words(written: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """A name in Latin letters, its folded words, and those that are no particles."""
    lists = words()
    latin = _APOSTROPHE.sub("", romanised(written))
    heard = _phrases(_dotted(latin).replace("&", " and "))
    if known := lists.bodies.get(" ".join(heard)):
        latin, heard = known, tuple(known.split())
    return latin, heard, tuple([word for word in heard if word not in lists.particles]) or heard


def in_common(folded: Iterable[str]) -> tuple[str, ...]:
    """Each number, and each word that both languages have, by one form."""
    lists = words()
    return tuple([lists.translations.get(word) or lists.numerals.get(word, word) for word in folded])


def _dotted(latin: str) -> str:
    """Letters that stand alone as one word: "S.A. de C.V." → "SA de CV", "I A C" → "IAC"."""
    return _DOTTED.sub(lambda m: _NO_LETTER.sub("", m[0]) + " ", latin)


def _phrases(latin: str) -> tuple[str, ...]:
    folded = tokens(latin)
    beginnings, phrases = _legal_phrases()
    if beginnings.isdisjoint(folded):
        return folded
    line = f" {' '.join(folded)} "
    for phrase, short in phrases:
        line = line.replace(phrase, short)
    return tuple(line.split())


@cache
def _legal_phrases() -> tuple[frozenset[str], list[tuple[str, str]]]:
    """The words that phrases begin with, and the phrases with what takes their place, both between blanks."""
    phrases = words().phrases
    return frozenset(p.split()[0] for p in phrases), [(f" {p} ", f" {short} ") for p, short in phrases.items()]


def _singular(token: str) -> str:
    """Los Zanates and Zanate, in the roughest way that serves both languages."""
    return token[:-1] if len(token) > 4 and token.endswith("s") else token


@lru_cache(maxsize=65536)
def alnum(text: str) -> str:
    """Letters and digits only, upper case: how numbers and plates are compared where no normal form is given."""
    return fold(text).replace(" ", "").upper()
