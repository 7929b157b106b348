"""What the recogniser of persons knows as data: its word lists, and the points and scores of `evidence.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from extractors.pattern_file import content
from extractors.recognisers.lexicon import lexicon
from ontology.errors import PatternError

EVIDENCE = Path(__file__).parent.parent / "patterns" / "evidence.yaml"


@dataclass(frozen=True, slots=True)
class Weights:
    """Points of evidence and scores; what each one stands for is told by its `why` in the file."""

    enough: float
    sure: float
    given_first: float
    given_then_known: float
    given_then_unknown: float
    second_surname: float
    surname_then_given: float
    surnames_only: float
    surnames_among_others: float
    surname_later: float
    surname_shouted: float
    all_known: float
    initial_last: float
    shape_with_surname: float
    shape: float
    titled: float
    announced: float
    told_after: float
    age_after: float
    single_known: float
    place_announced: float
    place: float
    capitals_doubt: float
    capitals: float
    score_base: float
    score_points: float
    score_most: float
    score_form: float
    score_alias_quoted: float
    score_alias: float
    score_quoted: float
    score_speaker: float
    score_articled: float
    score_echo: float


@cache
def weights(path: Path = EVIDENCE) -> Weights:
    """The numbers of a file. Raises PatternError naming file and entry when one is missing, unknown or unexplained."""
    data = content(path)
    if not isinstance(data, dict):
        raise PatternError("a mapping of numbers is wanted", where=path.name)
    wanted = {field.name for field in fields(Weights)}
    if wrong := sorted(wanted ^ data.keys()):
        told = "is missing" if wrong[0] in wanted else "is not asked for"
        raise PatternError(told, where=f"{path.name}: {wrong[0]}", mend=", ".join(sorted(wanted)))
    return Weights(**{name: _number(entry, f"{path.name}: {name}") for name, entry in data.items()})


def _number(entry: object, where: str) -> float:
    value = entry.get("value") if isinstance(entry, dict) and entry.get("why") else None
    if not isinstance(value, float):
        raise PatternError("a mapping with a decimal `value` and a `why` is wanted", where=where)
    return value


@dataclass(frozen=True, slots=True)
class Words:
    given: Mapping[str, object]
    surname: Mapping[str, object]
    stop: Mapping[str, object]
    title: Mapping[str, object]
    label: Mapping[str, object]
    particle: Mapping[str, object]
    capital_nouns: Mapping[str, object]
    inside_nickname: Mapping[str, object]
    beside_nickname: Mapping[str, object]
    title_before: re.Pattern[str]
    named_before: re.Pattern[str]
    told_after: re.Pattern[str]
    alias: re.Pattern[str]
    alias_capital: re.Pattern[str]
    quoted: re.Pattern[str]
    honorific: re.Pattern[str]
    article: re.Pattern[str]
    article_before_nickname: re.Pattern[str]


@cache
def words() -> Words:
    """The lists of `words/persons.yaml` and the expressions made of them. Raises PatternError."""
    lists = lexicon("persons")
    word = r"[A-Z0-9][\w'’-]*"
    nick = (
        rf"(?:{_spellings('nickname_opening')}[ ])?{word}"
        rf"(?:[ ](?:(?:de|del|la|el|los|of|the)[ ]){{0,2}}{word}){{0,2}}"
    )
    before_nick = rf"(?:{lists.any_of('before_nickname')}\s+(?=[A-Z]))?"
    quoted = r"[«\"“‘'*](?P<nick>[^«»\"“”‘\n.,;]{2,28}?)[»\"”’'*]"
    title, named, alias = (lists.any_of(key) for key in ("title", "named", "alias"))
    return Words(
        given=lists["given"],
        surname=lists["surname"],
        stop=lists["not_names"],
        title=lists["title"],
        label=lists["label"],
        particle=lists["particle"],
        capital_nouns=lists["capital_nouns"],
        inside_nickname=lists["inside_nickname"],
        beside_nickname=lists["beside_nickname"],
        title_before=re.compile(rf"(?:^|[^\w.]){title}\s+$"),
        named_before=re.compile(rf"(?:^|[^\w.]){named}\s+(?:(?:the|el|la|al|a|un\s+tal|{title})\s+)?$"),
        told_after=re.compile(rf"\s*[,(]?\s*{lists.any_of('told_after')}(?!\w)"),
        alias=re.compile(rf"(?<!\w){alias}\s*,?\s*(?:de\s+|el\s+(?=[«\"“])|como\s+)?{quoted}"),
        alias_capital=re.compile(rf"(?<!\w)(?i:{alias})[\s,:]+{before_nick}(?P<nick>{nick})"),
        quoted=re.compile(
            rf"[«\"“](?P<nick>(?:{_spellings('quoted_opening')}[ ])?[A-Z][a-z'’]+"
            r"(?:[ ](?:(?:de|del|la|el)[ ])?[A-Z][a-z]+)?)[»\"”]"
        ),
        honorific=re.compile(rf"(?<!\w){_spellings('honorific')}[ ]$"),
        article=re.compile(rf"(?<!\w){_spellings('article')}[ ]$"),
        article_before_nickname=re.compile(rf"(?:^|[\s,(«“]){lists.any_of('article_before_nickname')}\s$"),
    )


def _spellings(name: str) -> str:
    """The written forms of a list whose words are told with them, as one expression: capitals count."""
    lists = lexicon("persons")
    forms: list[str] = []
    for word, spelled in lists[name].items():
        if not isinstance(spelled, list) or not all(isinstance(form, str) for form in spelled):
            raise PatternError("a list of spellings is wanted", where=f"{lists.file}: {name}: {word}")
        forms += spelled
    return "(?:" + "|".join(re.escape(form) for form in forms) + ")"
