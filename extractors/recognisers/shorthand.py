"""Short forms that a report gives its persons: numbered labels (Subject 1, S-1, Testigo 2) and initials (Ada Roca Paz,
in the following: ARP). They name nobody by themselves; beside a name the report says whom each one stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from extractors.analysis import Analysis
from extractors.fold import folded, key, plain
from extractors.part import CHECKED, Found, Recogniser
from extractors.recognisers.lexicon import lexicon
from extractors.recognisers.named import listed_elsewhere
from extractors.recognisers.person_evidence import full_names

NAME = "shorthand"
_SCORE = 0.9
_AHEAD = 80
"""Characters before a name in which its label stands."""
_INITIALS = r"(?:[A-Z]{2,5}|(?:[A-Z]\.){2,5})"
_SURE = 3
"""Initials from which brackets alone say whose they are; two letters may be a place's."""
_GAP = r"[^\S\n]*"
_NUMBER = re.compile(r"\d{1,2}\Z")

Span = tuple[int, int]


@cache
def _label() -> str:
    """An expression over folded text: "subject no. 1", "s-1"."""
    lists = lexicon(NAME)
    number = rf"{_GAP}\.?{_GAP}(?:no\.?|n[°º.]|num\.?|number|numero|#)?{_GAP}-?{_GAP}\d{{1,2}}"
    return rf"(?<![\w-])(?:{lists.any_of('calling')}{number}|{lists.any_of('letters')}[-#.]?\d{{1,2}})(?![\w-])"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A label; a label up to the name behind it; what follows a name up to its short form; initials before a name in
    brackets."""
    lists, titles = lexicon(NAME), lexicon("persons").any_of("title")
    named = rf"(?:\s*{lists.any_of('name_label')}{_GAP}[:.]+)?"
    return (
        re.compile(_label()),
        re.compile(
            rf"(?P<one>{_label()})(?:{_GAP}[(\[]{_GAP}(?P<two>{_label()}){_GAP}[)\]])?"
            rf"{_GAP}[)\]]?{_GAP}[:=–—-]*{named}{_GAP}(?:{titles}{_GAP})?\Z"
        ),
        re.compile(
            rf"{_GAP},?{_GAP}(?P<opens>[(\[])?{_GAP}(?P<hence>(?i:{lists.any_of('hence')}){_GAP}[:,]?)?{_GAP}[\"“«'‘]?"
            rf"(?P<short>(?i:{_label()})|{_INITIALS})(?![\w-])"
        ),
        re.compile(rf"(?<![\w.-])(?P<short>{_INITIALS}){_GAP}\(\Z"),
    )


def short_forms(text: str, names: Iterable[Span]) -> Mapping[str, Span]:
    """Whom the text says its short forms stand for: the form's key → the characters of a name. What would stand for two
    names stands for none. `names`: the spans of persons' names."""
    told: dict[str, list[Span]] = {}
    for span in sorted(names):
        for form in _beside(text, span):
            told.setdefault(form, []).append(span)
    return {form: spans[0] for form, spans in told.items() if _one_name(text, spans)}


def is_numbered(written: str) -> bool:
    return bool(_patterns()[0].fullmatch(folded(written)))


def key_of(written: str) -> str | None:
    """How a short form is looked up: `S-1`, `Subject 1` → s1; `A.R.P.` → ARP. None for what is no short form."""
    low = folded(written)
    if is_numbered(written):
        number = _NUMBER.search(low)
        assert number is not None
        calling = " ".join(key(low[: number.start()]))
        lists = lexicon(NAME)
        calling = re.sub(r" (?:no|n|num|number|numero)\Z", "", calling)
        return f"{lists['calling'].get(calling) or lists['letters'].get(calling)}{int(number.group())}"
    letters = plain(written).replace(".", "")
    return letters if re.fullmatch(r"[A-Z]{2,5}", letters) else None


def uses(text: str, forms: Iterable[str]) -> Iterator[Span]:
    """Where short forms with these keys stand."""
    wanted = frozenset(forms)
    for match in _patterns()[0].finditer(folded(text)):
        if key_of(match.group()) in wanted:
            yield match.span()
    letters = sorted(form for form in wanted if form.isupper())
    if letters:
        spelled = "|".join(rf"{form}|{''.join(letter + '[.]' for letter in form)}" for form in letters)
        yield from (match.span() for match in re.finditer(rf"(?<![\w.-])(?:{spelled})(?![\w-])", plain(text)))


def _beside(text: str, name: Span) -> Iterator[str]:
    """The keys of the short forms that stand beside a name as its own."""
    low, bare = folded(text), plain(text)
    _, ahead, behind, bracketed = _patterns()
    start, end = name
    if match := ahead.search(low[max(0, start - _AHEAD) : start]):
        yield from (form for group in ("one", "two") if match[group] and (form := key_of(match[group])))
    if match := bracketed.search(bare[max(0, start - _AHEAD) : start]):
        yield from _initials(text[start:end], match["short"], sure=False)
    if (match := behind.match(bare, end)) and (match["opens"] or match["hence"]):
        if is_numbered(match["short"]):
            yield from (form for form in (key_of(match["short"]),) if form)
        else:
            yield from _initials(text[start:end], match["short"], sure=bool(match["hence"]))


def _initials(name: str, short: str, *, sure: bool) -> Iterator[str]:
    """The letters where they are those of the name's words, with or without its particles."""
    letters = short.replace(".", "")
    every = key(name)
    capitals = [word for word in every if word not in lexicon("persons")["particle"]]
    if len(letters) >= (2 if sure else _SURE) and len(every) > 1:
        spelled = {"".join(word[0] for word in some).upper() for some in (every, capitals)}
        if letters in spelled:
            yield letters


def _one_name(text: str, spans: Iterable[Span]) -> bool:
    names = [set(key(text[start:end])) for start, end in spans]
    return all(one <= other or other <= one for one in names for other in names)


def _names(analysis: Analysis) -> set[Span]:
    text = analysis.text
    ruled = {(f.start, f.end) for f in full_names(text, folded(text), listed_elsewhere(analysis))}
    return ruled | {(m.start, m.end) for m in analysis.reading.mentions if m.type == "Person"}


def _may_have(text: str) -> bool:
    """Whether anything looks like a short form that a name is told with."""
    return bool(_patterns()[0].search(folded(text)) or _initialled().search(plain(text)))


@cache
def _initialled() -> re.Pattern[str]:
    hence = lexicon(NAME).any_of("hence")
    return re.compile(
        rf"[(\[]{_GAP}{_INITIALS}{_GAP}[)\]]|(?<![\w.-]){_INITIALS}{_GAP}\([A-Z]"
        rf"|(?i:{hence}){_GAP}[:,]?{_GAP}[\"“«'‘]?{_INITIALS}(?![\w-])"
    )


def find(analysis: Analysis) -> Iterator[Found]:
    text = analysis.text
    if _may_have(text):
        for start, end in uses(text, short_forms(text, _names(analysis))):
            yield Found(start, end, "Person", CHECKED, NAME, score=_SCORE)


PART = Recogniser(NAME, "1", find)
