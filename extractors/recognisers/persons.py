"""Persons: full names by shape and lexicon, single names after titles and cues, nicknames, and their later mentions.

A run of capitalised words collects evidence: known given names and surnames, a title or a naming word before it, an
age after it. What was found with good evidence is then looked for in the rest of the text by its parts (surname, given
name, nickname), as reports shorten names after the first mention.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extractors.analysis import Analysis
from extractors.fold import folded, plain
from extractors.part import CUED, LISTED, Attribute, Found, Recogniser
from extractors.recognisers.capitals import Run, Token, reversed_names, runs
from extractors.recognisers.lexicon import lexicon
from extractors.recognisers.named import listed_elsewhere
from ontology.values import name

NAME = "persons"
_HONORIFIC = re.compile(r"(?<!\w)(?:Don|DON|Doña|Dona|DOÑA|Tía|Tío|Captain|Capitán|Compadre|Comadre)[ ]$")
_ARTICLE = re.compile(r"(?<!\w)(?:El|La|EL|LA)[ ]$")
_ANONYMOUS = re.compile(r" ?[«\"“](?:N|L|[A-Z])[»\"”]")
"""How prosecutors hide a surname: Joel «N»."""
_QUOTED = re.compile(
    r"[«\"“](?P<nick>(?:(?:El|La|Don|Dona|Tio|Tia|The|Big)[ ])?[A-Z][a-z'’]+"
    r"(?:[ ](?:(?:de|del|la|el)[ ])?[A-Z][a-z]+)?)[»\"”]"
)
_SPEAKER = re.compile(
    r"^(?:[\[(]?\d{1,2}[:/.h]?\d{2}(?::\d\d)?[\])]?[ ]*(?:[-—–][ ]*)?)?"
    r"(?P<name>[A-Z][^\W\d_]{2,14}(?:[ ][A-Z][^\W\d_]{2,14})?):[ ]",
    re.MULTILINE,
)
ENOUGH = 2.0
"""Evidence from which a run is a person."""


@dataclass(frozen=True, slots=True)
class _Words:
    given: dict[str, object]
    surname: dict[str, object]
    stop: dict[str, object]
    title: dict[str, object]
    label: dict[str, object]
    title_before: re.Pattern[str]
    named_before: re.Pattern[str]
    alias: re.Pattern[str]
    alias_capital: re.Pattern[str]
    told_after: re.Pattern[str]


@cache
def _words() -> _Words:
    lists = lexicon("persons")
    word = r"[A-Z0-9][\w'’-]*"
    article = r"(?:El|La|Los|EL|LA|Don|Doña|Dona|Doctor|Big|Lil|The|Mr\.?)[ ]"
    nick = rf"(?:{article})?{word}(?:[ ](?:(?:de|del|la|el|los|of|the)[ ]){{0,2}}{word}){{0,2}}"
    before_nick = r"(?:(?:the|el|la|los|un\s+tal|como|de)\s+(?=[A-Z]))?"
    quoted = r"[«\"“‘'*](?P<nick>[^«»\"“”‘\n.,;]{2,28}?)[»\"”’'*]"
    title, named, alias = (lists.any_of(key) for key in ("title", "named", "alias"))
    return _Words(
        given=lists["given"],
        surname=lists["surname"],
        stop=lists["not_names"],
        title=lists["title"],
        label=lists["label"],
        title_before=re.compile(rf"(?:^|[^\w.]){title}\s+$"),
        named_before=re.compile(rf"(?:^|[^\w.]){named}\s+(?:(?:the|el|la|al|a|un\s+tal|{title})\s+)?$"),
        alias=re.compile(rf"(?<!\w){alias}\s*,?\s*(?:de\s+|el\s+(?=[«\"“])|como\s+)?{quoted}"),
        alias_capital=re.compile(rf"(?<!\w)(?i:{alias})[\s,:]+{before_nick}(?P<nick>{nick})"),
        told_after=re.compile(rf"\s*[,(]?\s*{lists.any_of('told_after')}(?!\w)"),
    )


def run(analysis: Analysis) -> Iterator[Found]:
    text = analysis.text
    low = folded(text)
    taken = listed_elsewhere(analysis)
    firm: list[Found] = []
    for last, first, start, end in reversed_names(text):
        told = _is_reversed(last, first) or _is_field(last, first, low[max(0, start - 48) : start])
        if told and not _is_town(last, first, taken):
            firm.append(_person(text, start, end, CUED, 0.9))
    aliases = list(_aliases(text, low))
    firm += aliases
    firm += _speakers(text)
    for full in runs(text):
        for part in _trim(full):
            evidence = _evidence(part, low, taken)
            if evidence >= ENOUGH:
                rank = CUED if evidence >= ENOUGH + 1 else LISTED
                firm.append(_person(text, part.start, part.end, rank, min(0.95, 0.5 + evidence / 10)))
    firm += _articled(analysis, taken, firm)
    yield from firm
    yield from _echoes(text, low, firm, taken)


def _person(text: str, start: int, end: int, rank: int, score: float, property_: str = "name") -> Found:
    start = _with_honorific(text, start)
    if anonymous := _ANONYMOUS.match(text, end):
        end = anonymous.end()
    value = name.clean(text[start:end])
    attributes: tuple[Attribute, ...] = ((property_, value),) if value else ()
    return Found(start, end, "Person", rank, NAME, attributes=attributes, score=score)


def _trim(full: Run) -> Iterator[Run]:
    """The run without titles, sentence starters and other words that are no names; several where one stands inside."""
    words = _words()
    current: list[Token] = []
    for token in full.tokens:
        if token.form in words.stop or (token.form in words.title and token.form not in words.given):
            if current:
                yield Run(tuple(current))
            current = []
        else:
            current.append(token)
    if current:
        yield Run(tuple(current))


def _is_reversed(last: Run, first: Run) -> bool:
    """`SALINAS GUERRA, HECTOR IVAN`: surnames before the comma, a known given name after it."""
    words = _words()
    if any(t.form in words.stop for t in (*last.tokens, *first.tokens)) or len(first.tokens) > 3:
        return False
    if any(t.form in words.title for t in last.tokens):
        return False
    given = sum(t.form in words.given for t in first.tokens)
    surnames = sum(t.form in words.surname for t in last.tokens)
    shouted = last.upper and len(last.tokens[0].form) > 3
    parts = {part for t in first.tokens for part in t.form.split("-")}
    if not last.upper and (
        any(t.upper for t in last.tokens) or any(p in words.surname for p in parts - set(words.given))
    ):
        return False  # an enumeration: "Mancilla, Rogelio Mancilla"
    if last.upper and not first.upper and len(last.tokens) <= 3:
        return True
    return given > 0 and (surnames > 0 or shouted) and not (last.tokens[0].form in words.given and not surnames)


def _is_field(last: Run, first: Run, before: str) -> bool:
    """NAME: SURNAME, GIVEN of a form, whatever names they are."""
    words = _words()
    if not last.upper or any(t.form in words.stop for t in (*last.tokens, *first.tokens)):
        return False
    return bool(words.named_before.search(before))


def _is_town(last: Run, first: Run, taken: frozenset[tuple[int, int]]) -> bool:
    """CHOLOMA, Cortés: a place and the state that holds it, unless a given name stands after the comma."""
    if all(t.form in _words().given for t in first.tokens):
        return False
    return (first.start, first.end) in taken or (last.start, last.end) in taken


def _evidence(part: Run, low: str, taken: frozenset[tuple[int, int]]) -> float:
    words = _words()
    tokens = part.tokens
    if len(tokens) > 5:
        return 0.0
    forms = [t.form for t in tokens]
    initials = sum(len(f) == 1 for f in forms)
    if initials == len(forms) or any(any(c.isdigit() for c in f) for f in forms):
        return 0.0
    before = low[max(0, part.start - 48) : part.start]
    after = low[part.end : part.end + 24]
    titled = bool(words.title_before.search(before))
    named = bool(words.named_before.search(before)) and not before.endswith(("by ", "por: ", "por "))
    given = [f in words.given or all(p in words.given for p in f.split("-")) for f in forms]
    surname = [f in words.surname or any(p in words.surname for p in f.split("-")) for f in forms]
    score = 0.0
    if len(tokens) >= 2:
        if given[0] or len(forms[0]) == 1:
            score += 1.0
            score += 1.0 if any(surname[1:]) or any(given[1:]) else 0.5
            score += 0.5 * (sum(surname[1:]) > 1)
        elif any(given[1:]) and surname[0]:
            score += 1.5
        elif surname[0] and any(surname[1:]):
            score += 1.6 if sum(surname) == len(surname) else 0.8
        elif any(surname[1:]):
            score += 0.8
        mixed = any(t.upper for t in tokens) and not part.upper and any(t.upper and len(t.form) > 3 for t in tokens)
        score += 1.0 if mixed else 0.0
        score += 0.5 if len(tokens) > 2 and all(g or f for g, f in zip(given, surname, strict=True)) else 0.0
        score += 0.8 if given[0] and len(forms[-1]) == 1 else 0.0
        if not part.upper and 2 <= len(tokens) <= 4 and all(len(f) > 2 for f in forms):
            score += 1.2 if any(surname[1:]) else 0.7
    score += 2.0 if titled else 0.0
    score += 1.2 if named else 0.0
    score += 1.3 if len(tokens) > 1 and words.told_after.match(after) else 0.0
    if re.match(r",\s+(?:de\s+)?\d{2}(?:\s+anos|,|\s+years|\s+yoa|;)|\s*\(\d{2}\)", after):
        score += 1.5
    if len(tokens) == 1:
        known = given[0] or surname[0]
        if not (titled or named):
            # A known name by itself, where no place bears it: weak, but seldom anything else.
            alone = known and not part.upper and (part.start, part.end) not in taken and len(forms[0]) > 3
            return ENOUGH if alone else 0.0
        score += 0.5 if known else 0.0
    if (part.start, part.end) in taken:
        score -= 1.0 if titled or named else 2.0
    if part.upper and not (titled or named) and score < 2.5 and len(tokens) < 3 and not (given[0] and any(surname[1:])):
        score -= 1.0
    return score


def _aliases(text: str, low: str) -> Iterator[Found]:
    """Nicknames after alias words, in quotes or capitalised; and short quoted names with article."""
    words = _words()
    bare = plain(text)
    for match in words.alias.finditer(low):
        start, end = match.span("nick")
        yield _person(text, start, end, CUED, 0.9, "alias")
    for match in words.alias_capital.finditer(bare):
        start, end = match.span("nick")
        end = start + _until_stop(bare[start:end].rstrip(".,'’"))
        if folded(bare[start:end]) not in words.stop:
            yield _person(text, start, end, CUED, 0.8, "alias")
    for match in _QUOTED.finditer(bare):
        start, end = match.span("nick")
        if folded(bare[start:end]) not in words.stop:
            yield _person(text, start, end, LISTED, 0.6, "alias")


def _until_stop(nick: str) -> int:
    """How much of a nickname comes before the first word that goes on with the sentence, as in text in capitals:
    EL GORDO AND THAT HE WORKS."""
    ahead = re.compile(r"[^\W\d_][\w'’-]*")
    for i, word in enumerate(ahead.finditer(nick)):
        form = folded(word.group())
        if (
            i
            and form in _words().stop
            and form not in lexicon("persons")["particle"]
            and form not in ("el", "the", "of")
        ):
            return len(nick[: word.start()].rstrip())
    return len(nick)


def _speakers(text: str) -> list[Found]:
    """Names that stand before a colon at the start of several lines, as in transcripts: "02:41 TENOR: …"."""
    words = _words()
    lines = [(m["name"], m.span("name")) for m in _SPEAKER.finditer(plain(text))]
    often = Counter(folded(label) for label, _ in lines)
    return [
        _person(text, *span, CUED, 0.7)
        for label, span in lines
        if often[folded(label)] > 1
        and not any(w in words.stop or w in words.title or w in words.label for w in folded(label).split())
    ]


def _articled(analysis: Analysis, taken: frozenset[tuple[int, int]], firm: list[Found]) -> list[Found]:
    """Spanish nicknames after an article: "el Punche", "a la Flaca"; nothing else is capitalised alone there."""
    words = _words()
    text, low = analysis.text, folded(analysis.text)
    listed = {start for start, _ in taken} | {f.start for f in firm}
    made = []
    for full in runs(text):
        if len(full.tokens) != 1 or full.upper or full.start in listed:
            continue
        token = full.tokens[0]
        before = low[max(0, full.start - 12) : full.start]
        follows = text[full.end : full.end + 2]
        if (
            re.search(r"(?:^|[\s,(«“])(?:el|la|al|del)\s$", before)
            and analysis.lang_at(full.start) == "es"
            and token.form not in words.stop
            and token.form not in lexicon("persons")["capital_nouns"]
            and len(token.form) > 2
            and not follows.startswith((" d", "-"))
        ):
            made.append(_person(text, full.start, full.end, LISTED, 0.5, "alias"))
    return made


def _echoes(text: str, low: str, firm: list[Found], taken: frozenset[tuple[int, int]]) -> Iterator[Found]:
    """Later and earlier mentions by a part of a name that was found with evidence."""
    words = _words()
    parts: set[str] = set()
    for found in firm:
        if found.rank < CUED and " " not in text[found.start : found.end]:
            continue
        forms = re.findall(r"[^\W\d_][\w'’-]*", low[found.start : found.end])
        parts |= {f for f in forms if len(f) > 2 and f not in words.stop and f not in lexicon("persons")["particle"]}
        alias = [f for f in forms if f not in ("el", "la", "don", "dona")]
        if len(alias) == 1 and len(alias[0]) > 2:
            parts.add(alias[0])
    parts -= words.title.keys()
    spans = [(f.start, f.end) for f in firm]
    for full in runs(text):
        for part in _trim(full):
            known = [t.form in parts or any(p in parts for p in t.form.split("-")) for t in part.tokens]
            if not any(known):
                continue
            first, last = known.index(True), len(known) - 1 - known[::-1].index(True)
            if len(known) <= 4 and not part.upper:
                first, last = 0, len(known) - 1  # the words beside a part of a name belong to the name
            start, end = part.tokens[first].start, part.tokens[last].end
            if first < last and (start, end) in taken:
                continue
            if article := _ARTICLE.search(text[max(0, start - 4) : start]):
                start -= len(article.group())
            if not any(s < end and start < e for s, e in spans):
                yield _person(text, start, end, CUED if all(known) else LISTED, 0.7)


def _with_honorific(text: str, start: int) -> int:
    """A capitalised Don or Doña belongs to the name."""
    match = _HONORIFIC.search(text[max(0, start - 8) : start])
    return start - len(match.group()) if match else start


PART = Recogniser(NAME, "1", run)
