"""How a statement is meant: polarity, certainty, modality and speaker, from cues whose scope is their clause.

A cue holds from where it stands to the end of its clause: the next full stop, conjunction or comma. Between coordinated
names neither comma nor conjunction ends it ("no link between A and B"). What a statement is *about* (the event's word,
or the later of a link's two ends) must stand in that scope.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.language import LANGUAGES
from extractors.relations.data import expression, phrases_of
from extractors.relations.line import Item, Line
from ontology.claim import Certainty, Modality, Polarity

AUTHOR = "author"
UNKNOWN = "unknown"
_CERTAINTY: tuple[Certainty, ...] = ("doubtful", "possible", "probable")
_MODALITY: tuple[Modality, ...] = ("conditional", "planned", "habitual")
_BEHIND = "denied_after"
"""The cues of denial that stand behind what they deny."""
_ENDS = frozenset((".", ";", "!", "?", ":"))
_CLOSING = frozenset((".", ";", "!", "?", "¿"))
_OPENING_WORDS = 4
"""Words at the head of a question among which the word of asking stands ("¿Y por quién …?")."""
_LIGHT = frozenset(
    ("the", "a", "el", "la", "los", "las", "al", "de", "del", "don", "dona", "le", "les", "du", "des", "l'", "l’")
) | {"d'", "d’", "o", "os", "as", "do", "da", "dos", "das"}
"""Words before a name that are no part of it, in all languages."""
_THAT = frozenset(("que", "that", "if", "whether", "ke"))
_SPEAKER_WORDS = 5
"""Most words of a speaker who is described, not named ("un vecino del lugar")."""
_SPEAKERS = "Person|Agency|Organization|CriminalNetwork|PopulationGroup"


@dataclass(frozen=True, slots=True)
class Meaning:
    """`cues` are the spans of the words that told it."""

    polarity: Polarity = "asserted"
    certainty: Certainty = "stated"
    modality: Modality = "actual"
    speaker: str = AUTHOR
    cues: tuple[tuple[int, int], ...] = ()

    @property
    def makes_graph(self) -> bool:
        """Whether a claim that is meant so makes a link: asserted and actual."""
        return self.polarity == "asserted" and self.modality == "actual"


@cache
def _cues(lang: str, section: str) -> re.Pattern[str]:
    file, where = "meaning", f"meaning.{lang}.yaml: {section}"
    words = sorted(phrases_of(file, lang, section), key=lambda p: (-len(p), p))
    return expression(f"(?<= )(?:{'|'.join(w.replace('_', ' ') for w in words)}) ", where=where)


def meaning(line: Line, target: int, *, strict: bool, state: bool, text: str) -> Meaning:
    """What the cues of a line say of the item number `target`.

    `strict`: every comma and conjunction ends a scope (statements about an event). `state`: the statement tells a
    state, which a habit does not weaken. `text` is the document's, to quote the speaker from.
    """
    if line.lang not in LANGUAGES:
        return Meaning()
    found: dict[str, tuple[int, int]] = {}
    for section, start, end in _told(line.text, line.lang):
        if section == _BEHIND:
            if target < line.item_at(start) and not _ended(line, target + 1, line.item_at(start)):
                found.setdefault("denied", line.span(start, end))
        elif target in _scope(line, line.item_at(end - 1) + 1, strict):
            found.setdefault(section, line.span(start, end))
    if state:
        found.pop("habitual", None)
    if "conditional" not in found and (mark := _asked(line, target, text)):
        found["conditional"] = mark
    speaker, cue = _speaker(line, target, text)
    spans = sorted({*found.values(), *([cue] if cue else [])})
    return Meaning(
        "denied" if "denied" in found else "asserted",
        next((c for c in _CERTAINTY if c in found), "stated"),
        next((m for m in _MODALITY if m in found), "actual"),
        speaker,
        tuple(spans),
    )


@lru_cache(maxsize=256)
def _told(text: str, lang: str) -> tuple[tuple[str, int, int], ...]:
    """The cues of a line by section, with their places: every link of the line asks for them."""
    hidden = [m.span() for m in _cues(lang, "not_cues").finditer(text)]
    ahead = [
        (section, *match.span())
        for section in ("denied", *_CERTAINTY, *_MODALITY)
        for match in _cues(lang, section).finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in hidden)
    ]
    return (*ahead, *((_BEHIND, *match.span()) for match in _cues(lang, _BEHIND).finditer(text)))


def _scope(line: Line, start: int, strict: bool) -> range:
    if start < len(line.items) and line.items[start].text in _THAT:
        start += 1  # "negó que": the cue governs the clause that follows
    end = start
    while end < len(line.items) and not _ends_here(line, end, strict):
        end += 1
    return range(start, end)


def _asked(line: Line, target: int, text: str) -> tuple[int, int] | None:
    """The question mark of a sentence that asks whether the target happened. "Who paid him?" takes it for granted."""
    end = next((n for n in range(target + 1, len(line.items)) if line.items[n].text in _CLOSING), None)
    if end is None or line.items[end].text != "?":
        return None
    start = next((n for n in range(target, -1, -1) if line.items[n].text in _CLOSING | {":"}), -1) + 1
    if any(_asks(line, start, n, text) for n in range(start, min(start + _OPENING_WORDS, end))):
        return None
    return line.items[end].start, line.items[end].end


def _asks(line: Line, start: int, n: int, text: str) -> bool:
    """Whether an item of a question that begins at `start` takes what is told for granted. A word that without its
    accent joins clauses ("¿Es cierto que …?") does so with it, or behind nothing but words that lead to it."""
    item = line.items[n]
    if item.text not in _words("asking", line.lang):
        return False
    return (
        item.text not in _words("asking_or_joining", line.lang)
        or text[item.start : item.end].casefold() != item.text
        or all(i.text in _words("asking_behind", line.lang) for i in line.items[start:n])
    )


@cache
def _words(section: str, lang: str) -> frozenset[str]:
    return frozenset(phrases_of("meaning", lang, section))


def _ended(line: Line, start: int, end: int) -> bool:
    return any(line.items[n].text in _ENDS for n in range(start, end))


def _ends_here(line: Line, n: int, strict: bool) -> bool:
    item = line.items[n]
    if item.mention is not None:
        return False
    if item.text in _ENDS:
        return True
    if item.text not in _words("breaks", line.lang):
        return False
    return strict or not _name_follows(line.items, n)


def _name_follows(items: tuple[Item, ...], n: int) -> bool:
    """Whether a comma or conjunction only stands between names."""
    rest = (i for i in items[n + 1 : n + 4] if i.mention is not None or i.text not in _LIGHT)
    following = next(rest, None)
    return following is not None and following.mention is not None


def _speaker(line: Line, target: int, text: str) -> tuple[str, tuple[int, int] | None]:
    """Who is said to have told it: named or described behind "according to", or before or behind a verb of telling."""
    according, sayings = _tellings(line.text, line.lang)
    for begin, stop in according:
        words = list(_until_break(line, line.item_at(stop - 1) + 1))
        if words:
            return _quote(text, words[0].start, words[-1].end), line.span(begin, stop)
    for begin, stop, mention, forward in sayings:
        if (line.item_at(stop - 1) < target) if forward else (target < line.item_at(begin)):
            if mention is None:
                return UNKNOWN, line.span(begin, stop)
            item = line.items[line.place(mention)]
            return _quote(text, item.start, item.end), line.span(begin, stop)
    return AUTHOR, None


@lru_cache(maxsize=256)
def _tellings(
    text: str, lang: str
) -> tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int, int | None, bool], ...]]:
    """Where a line tells a source, and where a verb of telling: with the mention that speaks (None where it is left
    out), and whether what is told follows."""
    according = tuple(match.span() for match in _cues(lang, "according").finditer(text))
    sayings = (
        (*match.span(), int(match[1]) if match.re.groups else None, forward)
        for pattern, forward in _said(lang)
        for match in pattern.finditer(text)
    )
    return according, tuple(sayings)


@cache
def _said(lang: str) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Expressions of somebody who tells, and whether what is told follows."""
    verb = _cues(lang, "speech").pattern.removeprefix("(?<= )").removesuffix(" ")
    return tuple(
        (re.compile(pattern), forward)
        for pattern, forward in (
            (
                rf"@(\d+):(?:{_SPEAKERS}) (?:[^@,.;: ]+ ){{0,2}}?{verb} (?!by |por )"
                r"(?:, |: )?(?:that |que |he |she |they )?",
                True,
            ),
            (rf"(?<= )(?:he|she|they|el|ella|quien|who) {verb} (?:that |que |he |she )", True),
            (rf", {verb} (?:el |la |los |las |the |a |un |una )?@(\d+):(?:{_SPEAKERS}) ", False),
        )
    )


def _until_break(line: Line, first: int) -> Iterator[Item]:
    for item in line.items[first : first + _SPEAKER_WORDS]:
        if item.mention is None and (item.text in _words("breaks", line.lang) or item.text in _ENDS):
            return
        yield item


def _quote(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())
