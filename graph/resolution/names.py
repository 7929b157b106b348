"""Names taken apart for comparison: folded tokens without titles and words of kind, generation, initials, acronyms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

import yaml

from ontology.errors import PatternError
from ontology.values.name import fold, tokens

_FILE = Path(__file__).with_name("words.yaml")
_LISTS = ("particles", "titles", "senior", "junior")
_KINDS = ("body", "agency", "site", "place", "vessel", "vehicle")
_COMMON = "common_parts"

Generation = Literal["senior", "junior"]


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists. `kinds` are words of kind by class of thing; `common_parts` are
    parts of names too common to be company; `colours` leads each word to one name."""

    particles: frozenset[str]
    titles: frozenset[str]
    senior: frozenset[str]
    junior: frozenset[str]
    kinds: Mapping[str, frozenset[str]]
    common_parts: frozenset[str]
    colours: Mapping[str, str]
    short_forms: Mapping[str, frozenset[str]]


@cache
def words() -> Words:
    """The lists of words.yaml. Raises PatternError, which names file and entry, when one is wrong."""
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    for name in (*_LISTS, *_KINDS, _COMMON, "vehicle_colours", "short_forms"):
        if name not in data:
            raise PatternError(f"{name} is missing", where=_FILE.name)
        listed = data[name] if name in _LISTS else data[name].get("words") or data[name].get("groups")
        if not listed or (name not in _LISTS and not data[name].get("why")):
            raise PatternError("needs a why and words", where=f"{_FILE.name}: {name}")
    particles, titles, senior, junior = (frozenset(fold(str(w)) for w in data[name]) for name in _LISTS)
    forms: dict[str, set[str]] = {}
    for name, group in data["short_forms"]["groups"].items():
        for form in (name, *group):
            forms.setdefault(fold(form), set()).add(fold(name))
    return Words(
        particles,
        titles,
        senior,
        junior,
        kinds={name: frozenset(fold(str(w)) for w in data[name]["words"]) for name in _KINDS},
        common_parts=frozenset(fold(str(w)) for w in data[_COMMON]["words"]),
        short_forms={form: frozenset(names) for form, names in forms.items()},
        colours={fold(w): to for to, group in data["vehicle_colours"]["groups"].items() for w in group},
    )


@dataclass(frozen=True, slots=True)
class PersonName:
    """`parts` are folded tokens, given names first; one part alone, or an article in front, makes a nickname."""

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
    """Read a name in either order ("SALINAS GUERRA, Héctor Iván (JR)"), without titles."""
    lists = words()
    surname, comma, given = written.partition(",")
    pieces = list(tokens(surname))
    after = list(tokens(given))
    if comma and after and not set(after) <= lists.senior | lists.junior:
        pieces = after + pieces
    else:
        pieces = pieces + after
    generation: Generation | None = None
    kept: list[str] = []
    article = bool(pieces) and pieces[0] in ("el", "la", "los", "las")
    for place, piece in enumerate(pieces):
        # "Sr. Pérez" is a title, "Pérez Sr." a generation
        if piece in lists.senior and (place > 0 or piece != "sr"):
            generation = "senior"
        elif piece in lists.junior:
            generation = "junior"
        elif piece in ("sr",) or (piece in lists.titles and len(pieces) > 1) or piece in lists.particles:
            continue
        else:
            kept.append(piece)
    if not kept:  # the name is made of such words only ("El Viejo")
        kept, generation = [p for p in pieces if p not in lists.particles] or list(pieces), None
    return PersonName(tuple(kept), generation, article or len(kept) == 1)


@dataclass(frozen=True, slots=True)
class BodyName:
    """Name of a network, agency, organisation, site or route. `content` is what is left without particles and words
    of kind, sorted; `initials` are those of all words that are no particles, sorted; `acronym` is set where the
    name is one itself (letters sorted too, since languages order words differently)."""

    content: tuple[str, ...]
    all: tuple[str, ...]
    initials: str
    acronym: str | None = None

    def __str__(self) -> str:
        return " ".join(self.all)


@lru_cache(maxsize=65536)
def body_name(written: str, kind: str) -> BodyName:
    """`kind` names the list of words of kind: body, agency, site or vessel."""
    lists = words()
    every = tuple(t for t in tokens(written) if t not in lists.particles)
    content = tuple(sorted({_singular(t) for t in every if t not in lists.kinds[kind]}))
    letters = re.sub(r"[^A-Za-z0-9]", "", written)
    is_acronym = len(tokens(written)) <= 2 and 2 <= len(letters) <= 6 and letters.isupper()
    return BodyName(
        content,
        tuple(sorted(every)),
        "".join(sorted(t[0] for t in every)),
        "".join(sorted(letters.lower())) if is_acronym else None,
    )


def _singular(token: str) -> str:
    """Los Zanates and Zanate, in the roughest way that serves both languages."""
    return token[:-1] if len(token) > 4 and token.endswith("s") else token


def short_forms(token: str) -> frozenset[str]:
    """The given names that a token may be, or be short for: Nacho is Ignacio."""
    return words().short_forms.get(token, frozenset())


@lru_cache(maxsize=65536)
def sound(token: str) -> str:
    """How a Spanish ear hears a token: b/v, s/z/c, ll/y, g/j before e and i, qu/k/c, silent h, doubled letters."""
    t = token.replace("ll", "y").replace("qu", "k").replace("ph", "f").replace("ch", "\x00")
    t = re.sub(r"g(?=[ei])", "j", re.sub(r"c(?=[ei])", "s", t))
    t = t.replace("h", "").replace("\x00", "ch").translate(str.maketrans("vzcwx", "bskbs"))
    return re.sub(r"(.)\1+", r"\1", t)


@lru_cache(maxsize=65536)
def alnum(text: str) -> str:
    """Letters and digits only, upper case: how numbers and plates are compared where no normal form is given."""
    return fold(text).replace(" ", "").upper()
