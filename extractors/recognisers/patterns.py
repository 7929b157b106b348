"""Recognisers that are written as data: `extractors/patterns/*.yaml`, checked when they are read.

A file holds `languages` (codes, or `any`), optional `lists` of words, and `patterns`. Each pattern has

    name      unique within the file            why    what it is for, and what it must not catch
    type      a type of the ontology            kind   its kind, where it has one (or `kind_of`, see below)
    rank      checked | named | cued | listed   match  the regular expression
    case      true: capitals count (default: they do not)
    form      how the span's text (or the group `value`) becomes properties: a name of `recognisers.forms`, with
              arguments after colons (`identity:DPI:GT`)
    not       a regular expression that the span must not match as a whole
    unless_before, unless_after   expressions that must not match right before or right after the span
    score     what the match is worth alone, in (0, 1]

Expressions run over the text without accents (so they are written without them). `{list}` stands for the alternatives
of a list, `{Name}` and the other MACROS for the shapes of names. The group `span` is the mention where the match is
more than that; a group `kind` names the entry of the list `kind_of`, a mapping of words to kinds, and a group of
_ISSUERS that of `issuer_of`, a mapping of words to the countries and states that give marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from extractors.analysis import Analysis
from extractors.fold import folded, plain
from extractors.part import CHECKED, CUED, LISTED, NAMED, Attribute, Found
from extractors.pattern_file import content
from extractors.recognisers.forms import FORMS
from extractors.recognisers.lexicon import lexicon
from extractors.recognisers.openings import Openings
from ontology.errors import PatternError

FOLDER = Path(__file__).parent.parent / "patterns"
RANKS = {"checked": CHECKED, "named": NAMED, "cued": CUED, "listed": LISTED}
_WORD = r"(?:[A-Z][\w'’-]*[\w])"
MACROS = {
    # Words that begin English sentences and never a name.
    "Starter": "(?:" + "|".join(word.capitalize() for word in lexicon("starters")["starter"]) + r")(?!\w)",
    "Word": _WORD,
    # A name of up to five words; particles only between capitalised ones.
    "Name": rf"{_WORD}(?:[ ](?:(?:de|del|la|las|los|el|y|e|d|do|da|dos|of|the|&)[ ]){{0,2}}{_WORD}){{0,4}}",
    "Short": rf"{_WORD}(?:[ ](?:(?:de|del|la|las|los|el|y|e|do|da|of|the)[ ]){{0,2}}{_WORD}){{0,2}}",
}
SUBJECTS = ("identifiers", "events", "conveyances", "goods", "organizations", "roads", "routes", "agencies", "networks",
            "sites")  # fmt: skip
"""The subjects of pattern files: `agencies.yaml`, `events.en.yaml` and so on."""
REACH = 40
"""Characters before a span that `unless_before` sees."""
SHOUTED = 12
"""Letters around a span by which a text in capitals is known from a heading or a table's cell."""
FAILED_CHECK = 0.8
"""What a check digit that does not hold leaves of a score: people mistype, and forgers invent."""
_REQUIRED = {"name", "why", "type", "match"}
_OPTIONAL = {"kind", "kind_of", "issuer_of", "rank", "case", "form", "not", "unless_before", "unless_after", "score"}
_ISSUERS = ("issuer", "issuer_before", "issuer_after")
"""Groups that name who gave a mark: right before it, before its cue word, behind it."""
_SLOT = re.compile(r"\{([A-Za-z_]+)\}")

Meanings = tuple[tuple[re.Pattern[str], str], ...]
"""Words with what they mean; of several that fit the first counts."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One entry of a pattern file, ready to run."""

    name: str
    type: str
    rank: int
    regex: re.Pattern[str]
    languages: frozenset[str]
    kind: str | None
    kinds: Meanings
    issuers: Meanings
    form: tuple[str, ...]
    by_capitals: bool
    excluded: re.Pattern[str] | None
    unless_before: re.Pattern[str] | None
    unless_after: re.Pattern[str] | None
    score: float


@cache
def load(path: Path) -> tuple[Pattern, ...]:
    """The patterns of a file. Raises PatternError naming file and entry when one is wrong."""
    data = content(path)
    if not isinstance(data, dict) or not isinstance(data.get("patterns"), list):
        raise PatternError("a mapping with `languages` and a list `patterns` is wanted", where=path.name)
    languages = frozenset(data.get("languages") or ())
    if not languages:
        raise PatternError("`languages` is missing", where=path.name, mend="a list of codes, or [any]")
    lists = {
        name: _alternatives(words, f"{path.name}: lists.{name}") for name, words in (data.get("lists") or {}).items()
    }
    seen: set[str] = set()
    made = []
    for number, entry in enumerate(data["patterns"], 1):
        where = f"{path.name}: {entry.get('name', f'entry {number}') if isinstance(entry, dict) else f'entry {number}'}"
        pattern = _pattern(entry, languages, lists, data.get("lists") or {}, where)
        if pattern.name in seen:
            raise PatternError("the name stands twice", where=where)
        seen.add(pattern.name)
        made.append(pattern)
    return tuple(made)


def _alternatives(words: object, where: str) -> str:
    if not words or not isinstance(words, list | dict):
        raise PatternError("a list of words, or a mapping of words to kinds, is wanted", where=where)
    # Entries may be small expressions themselves ("detuv\w+"); longer ones first, so that the longest alternative wins.
    texts = sorted((plain(str(word)) for word in words), key=lambda w: (-len(w), w))
    return "(?:" + "|".join(text.replace(" ", r"\s+") for text in texts) + ")"


def _pattern(
    entry: object, languages: frozenset[str], lists: Mapping[str, str], raw: Mapping[str, Any], where: str
) -> Pattern:
    if not isinstance(entry, dict):
        raise PatternError("a mapping is wanted", where=where)
    if missing := sorted(_REQUIRED - set(entry)):
        raise PatternError(f"{missing[0]} is missing", where=where)
    if unknown := sorted(set(entry) - _REQUIRED - _OPTIONAL):
        raise PatternError(f"unknown key {unknown[0]!r}", where=where, mend=", ".join(sorted(_REQUIRED | _OPTIONAL)))
    rank = entry.get("rank", "listed")
    if rank not in RANKS:
        raise PatternError(f"unknown rank {rank!r}", where=where, mend=", ".join(RANKS))
    form = tuple(str(entry.get("form", "")).split(":")) if entry.get("form") else ()
    if form and form[0] not in FORMS:
        raise PatternError(f"unknown form {form[0]!r}", where=where, mend=", ".join(sorted(FORMS)))
    flags = re.NOFLAG if entry.get("case") else re.IGNORECASE

    def meanings(key: str) -> Meanings:
        if key not in entry:
            return ()
        mapping = raw.get(entry[key])
        if not isinstance(mapping, dict):
            raise PatternError(f"no mapping {entry[key]!r} among the lists", where=where)
        return tuple(
            (_compile(plain(str(w)).replace(" ", r"\s+"), re.IGNORECASE, where), str(k)) for w, k in mapping.items()
        )

    def guard(key: str, frame: str) -> re.Pattern[str] | None:
        if key not in entry:
            return None
        return _compile(frame.replace("{}", _expand(str(entry[key]), lists, where)), flags, where)

    return Pattern(
        name=str(entry["name"]),
        type=str(entry["type"]),
        rank=RANKS[rank],
        regex=_compile(_expand(str(entry["match"]), lists, where), flags, where),
        languages=languages,
        kind=entry.get("kind"),
        kinds=meanings("kind_of"),
        issuers=meanings("issuer_of"),
        form=form,
        by_capitals=bool(entry.get("case")) and form[:1] == ("name",),
        excluded=guard("not", "{}"),
        unless_before=guard("unless_before", r"(?:{})\Z"),
        unless_after=guard("unless_after", "{}"),
        score=float(entry.get("score", 1.0)),
    )


def _expand(match: str, lists: Mapping[str, str], where: str) -> str:
    def put(slot: re.Match[str]) -> str:
        name = slot.group(1)
        if name in lists:
            return lists[name]
        if name in MACROS:
            return f"(?:{MACROS[name]})"
        raise PatternError(f"no list {name!r}", where=where, mend="name it under `lists`")

    return _SLOT.sub(put, match)


def _compile(expression: str, flags: re.RegexFlag, where: str) -> re.Pattern[str]:
    try:
        return re.compile(expression, flags)
    except re.error as error:
        raise PatternError(f"not a regular expression: {error}", where=where) from error


def run(subjects: tuple[str, ...], analysis: Analysis, part: str) -> Iterator[Found]:
    """All matches of the patterns of some subjects in passages of their languages, pattern by pattern."""
    text = plain(analysis.text)
    present = {passage.lang for passage in analysis.passages}
    openings, numbered = _shipped()
    possible = openings.possible(text)
    for number, pattern in (each for subject in subjects for each in numbered[subject]):
        anywhere = "any" in pattern.languages
        if number not in possible or not (anywhere or pattern.languages & present):
            continue
        for match in openings.finditer(number, text):
            group = "span" if "span" in pattern.regex.groupindex else 0
            start, end = match.span(group)
            if start < 0 or start == end or not (anywhere or analysis.lang_at(start) in pattern.languages):
                continue
            if _vetoed(pattern, text, start, end):
                continue
            found = _found(pattern, analysis.text, start, end, match, part)
            if pattern.by_capitals and found.rank > CUED and _shouted(text, start, end):
                found = replace(found, rank=CUED)
            yield found


def _shouted(text: str, start: int, end: int) -> bool:
    """Whether all letters around a span are capitals, so that those of its words say nothing of where a name begins."""
    around = text[max(0, start - REACH) : start] + text[end : end + REACH]
    return around.isupper() and sum(map(str.isalpha, around)) >= SHOUTED


def _vetoed(pattern: Pattern, text: str, start: int, end: int) -> bool:
    return bool(
        "\n" in text[start:end]  # a name does not run over the end of a line of a form or log
        or (pattern.excluded and pattern.excluded.fullmatch(text, start, end))
        or (pattern.unless_before and pattern.unless_before.search(text[max(0, start - REACH) : start]))
        or (pattern.unless_after and pattern.unless_after.match(text, end))
    )


def _found(pattern: Pattern, text: str, start: int, end: int, match: re.Match[str], part: str) -> Found:
    attributes: tuple[Attribute, ...] = ()
    if pattern.form:
        told = match.span("value") if "value" in match.re.groupindex and match["value"] else (start, end)
        issuer = next(filter(None, (_meant(pattern.issuers, match, group) for group in _ISSUERS)), None)
        arguments = pattern.form[1:] if issuer is None else (*pattern.form[1:], issuer)
        attributes = FORMS[pattern.form[0]](text[slice(*told)], *arguments)
    kind = _meant(pattern.kinds, match, "kind") or pattern.kind
    failed = any(name == "check" and value.normal == "failed" for name, value in attributes)
    score = pattern.score * FAILED_CHECK if failed else pattern.score
    return Found(start, end, pattern.type, pattern.rank, part, kind, attributes, score)


def _meant(meanings: Meanings, match: re.Match[str], group: str) -> str | None:
    """What the words of a group mean, where the pattern has that group and it took part."""
    if not meanings or not match.re.groupindex.get(group) or not match[group]:
        return None
    word = folded(match[group])
    return next((meaning for regex, meaning in meanings if regex.fullmatch(word)), None)


@cache
def _shipped() -> tuple[Openings, Mapping[str, Sequence[tuple[int, Pattern]]]]:
    """The expressions of all subjects with their beginnings in one index, and by subject their numbers in it."""
    patterns = [(subject, pattern) for subject in SUBJECTS for pattern in files(subject)]
    numbered: dict[str, list[tuple[int, Pattern]]] = {subject: [] for subject in SUBJECTS}
    for number, (subject, pattern) in enumerate(patterns):
        numbered[subject].append((number, pattern))
    return Openings(pattern.regex for _, pattern in patterns), numbered


def files(stem: str) -> tuple[Pattern, ...]:
    """The patterns of every language of one subject: `stem.yaml`, `stem.en.yaml`, `stem.es.yaml` …, in that order."""
    paths = sorted(p for p in FOLDER.glob("*.yaml") if p.name.split(".")[0] == stem)
    if not paths:
        raise PatternError("no such pattern file", where=f"{stem}.yaml")
    return tuple(pattern for path in paths for pattern in load(path))
