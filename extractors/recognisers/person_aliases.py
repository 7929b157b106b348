"""Names that stand alone: nicknames after alias words, in quotes and after articles; speakers of transcripts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from extractors.analysis import Analysis
from extractors.fold import folded, plain
from extractors.part import CUED, LISTED, Found
from extractors.recognisers.capitals import runs
from extractors.recognisers.person_mention import person
from extractors.recognisers.person_words import weights, words

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SURNAME = re.compile(r" ([A-Z][a-z'’-]+)(?: [A-Z][a-z'’-]+)?")
_NAME_BEFORE = re.compile(r"(?:[A-Z][\w.'’-]*|\balias|\baka|a\.k\.a\.),? ?\Z")
_BEFORE = 40
"""Characters before a nickname among which the last word of a name begins."""
_SPEAKER = re.compile(
    r"^(?:[\[(]?\d{1,2}[:/.h]?\d{2}(?::\d\d)?[\])]?[ ]*(?:[-—–][ ]*)?)?"
    r"(?P<name>[A-Z][^\W\d_]{2,14}(?:[ ][A-Z][^\W\d_]{2,14})?):[ ]",
    re.MULTILINE,
)


def aliases(text: str, low: str) -> Iterator[Found]:
    """Nicknames after alias words, in quotes or capitalised; and short quoted names with article."""
    known = words()
    bare = plain(text)
    for match in known.alias.finditer(low):
        start, end = match.span("nick")
        yield person(text, start, end, CUED, weights().score_alias_quoted, "alias")
    for match in known.alias_capital.finditer(bare):
        start, end = match.span("nick")
        end = start + _until_stop(bare[start:end].rstrip(".,'’"))
        if folded(bare[start:end]) not in known.stop:
            yield person(text, start, end, CUED, weights().score_alias, "alias")
    for match in known.quoted.finditer(bare):
        start, end = match.span("nick")
        if folded(bare[start:end]) not in known.stop:
            yield person(text, start, end, LISTED, weights().score_quoted, "alias")
            if surname := _surname_behind(bare, match):
                yield person(text, match.start(), surname, LISTED, weights().score_quoted)


def _surname_behind(bare: str, nick: re.Match[str]) -> int | None:
    """The end of a surname that follows a nickname in quotes which no given name stands before: `"Chepe" Lux`."""
    behind = _SURNAME.match(bare, nick.end())
    known = words()
    if not behind or folded(behind[1]) in known.stop:
        return None
    if _NAME_BEFORE.search(bare, max(0, nick.start() - _BEFORE), nick.start()):
        return None
    return behind.end()


def _until_stop(nick: str) -> int:
    """How much of a nickname comes before the first word that goes on with the sentence, as in text in capitals:
    EL GORDO AND THAT HE WORKS."""
    known = words()
    for i, word in enumerate(_WORD.finditer(nick)):
        form = folded(word.group())
        if i and form in known.stop and form not in known.particle and form not in known.inside_nickname:
            return len(nick[: word.start()].rstrip())
    return len(nick)


def speakers(text: str) -> list[Found]:
    """Names that stand before a colon at the start of several lines, as in transcripts: "02:41 TENOR: …"."""
    known = words()
    lines = [(m["name"], m.span("name")) for m in _SPEAKER.finditer(plain(text))]
    often = Counter(folded(label) for label, _ in lines)
    return [
        person(text, *span, CUED, weights().score_speaker)
        for label, span in lines
        if often[folded(label)] > 1
        and not any(w in known.stop or w in known.title or w in known.label for w in folded(label).split())
    ]


def articled(analysis: Analysis, taken: frozenset[tuple[int, int]], firm: list[Found]) -> list[Found]:
    """Spanish nicknames after an article: "el Punche", "a la Flaca"; nothing else is capitalised alone there."""
    known = words()
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
            known.article_before_nickname.search(before)
            and analysis.lang_at(full.start) == "es"
            and token.form not in known.stop
            and token.form not in known.capital_nouns
            and len(token.form) > 2
            and not follows.startswith((" d", "-"))
        ):
            made.append(person(text, full.start, full.end, LISTED, weights().score_articled, "alias"))
    return made
