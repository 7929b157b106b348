"""What stands around a sum and belongs to its meaning: hedges, the other end of a range, what it is paid for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extractors.recognisers.lexicon import lexicon
from extractors.recognisers.number_words import DIGITS, decimal
from ontology.values.quantity import Amount

_REACH = 40
"""Characters beside a sum in which its hedge, the other end of its range and its unit stand."""
_NUMBER = rf"(?P<number>{DIGITS})(?:\s?(?P<many>mil|k)\b)?"


@dataclass(frozen=True, slots=True)
class End:
    """The other end of a range, written without its currency: its characters and amount. `bare`: no multiplier of its
    own, so that "10 y 14 mil" are ten and fourteen thousand. `told`: a word says that it is a range."""

    start: int
    end: int
    amount: Decimal
    bare: bool
    told: bool


@cache
def _expressions() -> tuple[re.Pattern[str], ...]:
    money, groups = lexicon("money"), lexicon("groups")
    between, before = money.any_of("range_between"), money.any_of("range_before")
    return (
        re.compile(rf"(?<!\w){groups.any_of('at_least')}\s*$"),
        re.compile(rf"(?<!\w){groups.any_of('at_most')}\s*$"),
        re.compile(rf"(?<!\w){money.any_of('about')}\s*$"),
        re.compile(rf"(?<![\w$.,/-])(?:(?P<told>{before})\s+)?(?P<whole>{_NUMBER})\s*{between}\s*$"),
        re.compile(rf"\s?(?:-|–|to|a)\s?(?P<whole>{_NUMBER})(?![\w%:/-]|[.,]\d)"),
        re.compile(rf"(?:^|\s){before}\s+$"),
        re.compile(rf"\s*{between}\s*"),
        re.compile(rf"(?:\s*|,\s*(?!{money.any_of('each')}\s+[a-z]))(?P<per>{money.any_of('per')})(?!\w)"),
    )


def hedged(low: str, start: int, amount: Decimal) -> Amount:
    """The amount with the bound that the words right before it give. `low` is the folded text."""
    before = low[max(0, start - _REACH) : start]
    least, most, about, *_ = _expressions()
    if least.search(before):
        return Amount(amount, None)
    if most.search(before):
        return Amount(None, amount)
    return Amount.exact(amount, about=bool(about.search(before)))


def first_end(low: str, start: int) -> End | None:
    """A number before a sum that is the lower end of its range: "entre 5 mil y 6 mil dólares"."""
    offset = max(0, start - _REACH)
    match = _expressions()[3].search(low[offset:start])
    return _end(match, offset, told=bool(match["told"]) or match.group().rstrip()[-1:] in "-–") if match else None


def second_end(low: str, end: int) -> End | None:
    """A number behind a sum that is the upper end of its range: "$7,500-8,000"."""
    match = _expressions()[4].match(low[end : end + _REACH])
    return _end(match, end, told=True) if match else None


def _end(match: re.Match[str], offset: int, *, told: bool) -> End:
    amount = decimal(match["number"]) * (1000 if match["many"] else 1)
    return End(offset + match.start("whole"), offset + match.end("whole"), amount, not match["many"], told)


def joined(low: str, start: int, left_end: int, right: int) -> bool:
    """Whether two sums, the first from `start` to `left_end`, the second from `right`, are told as one range."""
    between = low[left_end:right]
    if not _expressions()[6].fullmatch(between):
        return False
    return between.strip() in ("to", "-", "–", "a", "hasta") or bool(
        _expressions()[5].search(low[max(0, start - _REACH) : start])
    )


def paid_for(low: str, end: int) -> str | None:
    """What one pays the sum for: `person` of "$8,000 a head"."""
    match = _expressions()[7].match(low[end : end + _REACH])
    return str(lexicon("money")["per"][" ".join(match["per"].split())]) if match else None
