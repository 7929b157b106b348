"""Runs of capitalised words: the shapes that names have, found once for all recognisers of names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractors.fold import folded, plain

# A point belongs to initials and a few abbreviations only; after any other word it ends a sentence.
_CAPITAL = r"(?:(?:[A-Z]|Ma|Jr|Sr|JR|SR|Gpe|Fco|St|Sta|Sto)\.|[A-Z](?:[\w'’]*\w)?(?:-[A-Z]\w*)*)"
_PARTICLE = r"(?:de|del|de la|de las|de los|la|las|los|da|do|dos|van|von|DE|DEL|DE LA|DE LOS|LA)"
_RUN = re.compile(rf"(?<![\w'’@#/.-])(?<!\d-){_CAPITAL}(?:[ ](?:{_PARTICLE}[ ])?{_CAPITAL}){{0,7}}")
_REVERSED = re.compile(
    rf"(?<![\w-])(?P<last>{_CAPITAL}(?:[ ](?:{_PARTICLE}[ ])?{_CAPITAL}){{0,3}}),[ ]"
    rf"(?P<first>{_CAPITAL}(?:[ ](?:{_PARTICLE}[ ])?{_CAPITAL}){{0,2}})(?:[ ]\((?:JR|SR|Jr|Sr)\.?\))?"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A capitalised word of a run: its characters and folded form without a final point."""

    start: int
    end: int
    form: str
    upper: bool


@dataclass(frozen=True, slots=True)
class Run:
    tokens: tuple[Token, ...]

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end

    @property
    def upper(self) -> bool:
        return all(t.upper or len(t.form) == 1 for t in self.tokens)


@lru_cache(maxsize=8)
def runs(text: str) -> tuple[Run, ...]:
    """Maximal runs of capitalised words with the particles between them, in one line. Particles alone ("LA") are
    none."""
    bare = plain(text)
    found = (Run(_tokens(bare, m.start(), m.end())) for m in _RUN.finditer(bare))
    return tuple(run for run in found if run.tokens)


def reversed_names(text: str) -> Iterator[tuple[Run, Run, int, int]]:
    """`SURNAME, Given` with the span of both: the runs of the surnames and the given names."""
    bare = plain(text)
    for m in _REVERSED.finditer(bare):
        last, first = (Run(_tokens(bare, *m.span(group))) for group in ("last", "first"))
        if last.tokens and first.tokens:
            yield last, first, m.start(), m.end()


def _tokens(bare: str, start: int, end: int) -> tuple[Token, ...]:
    low = folded(bare)
    made = []
    for m in re.finditer(_CAPITAL, bare[start:end]):
        s, e = start + m.start(), start + m.end()
        word = m.group().rstrip(".")
        if re.fullmatch(_PARTICLE, word) and word.isupper():
            continue
        made.append(Token(s, e, low[s : s + len(word)], word.isupper() and len(word) > 1))
    return tuple(made)
