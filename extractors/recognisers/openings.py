"""Where in a text an expression can match at all, so that hundreds of expressions need not be tried at every character.

Most expressions begin at a word, and with one of few words. How a match of one can begin is read from the expression's
own syntax tree, as the first signs of its first word (letters, `0` for any digit, a blank for the end of the word) or a
mark before it (`@`, `$`). The words and marks of a text are then looked up. Which matches are found stays the same; an
expression whose beginnings cannot be told is tried everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache
from re import _constants as codes  # type: ignore[attr-defined]  # the only reader of expressions there is
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from extractors.fold import plain, words

_DEPTH = 5
"""Signs of a word that are told apart."""
_MOST = 4000
"""Beginnings of one expression beyond which no further sign is read."""
_LOOSE = 30
"""Expressions with more beginnings of one or two small letters are tried everywhere: it is faster."""
_END = " "
_WORD_CLASSES = frozenset({codes.CATEGORY_WORD, codes.CATEGORY_UNI_WORD})

Heads = frozenset[tuple[str, bool]]
"""Beginnings, and whether what follows in the expression goes on directly behind each."""
_NOTHING: Heads = frozenset({("", True)})
_ANYTHING: Heads = frozenset({("", False)})


class Openings:
    """Expressions with the beginnings of their matches. They run over plain or folded text (`extractors.fold`)."""

    def __init__(self, expressions: Iterable[re.Pattern[str]]) -> None:
        self.expressions = tuple(expressions)
        self._cased: dict[str, list[int]] = {}
        self._caseless: dict[str, list[int]] = {}
        self._marked: dict[str, list[int]] = {}
        self._everywhere: set[int] = set()
        for number, expression in enumerate(self.expressions):
            heads = beginnings(expression)
            if heads is None:
                self._everywhere.add(number)
            index = self._caseless if expression.flags & re.IGNORECASE else self._cased
            for head in sorted(heads or ()):
                (index if head[0].isalnum() else self._marked).setdefault(head, []).append(number)
        self._places = lru_cache(maxsize=2)(self._find_places)
        self._opened_by = lru_cache(maxsize=65536)(self._find_opened)

    def possible(self, text: str) -> Set[int]:
        """The numbers of the expressions that can match at all."""
        return self._everywhere | self._places(text).keys()

    def finditer(self, number: int, text: str) -> Iterator[re.Match[str]]:
        """As `expressions[number].finditer(text)`."""
        expression = self.expressions[number]
        if number in self._everywhere:
            yield from expression.finditer(text)
            return
        done = 0
        for place in self._places(text).get(number, ()):
            if place >= done and (match := expression.match(text, place)):
                yield match
                done = match.end()

    def all(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """The matches of every expression with its number, expression by expression."""
        for number in sorted(self.possible(text)):
            for match in self.finditer(number, text):
                yield number, match

    def _find_places(self, text: str) -> dict[int, list[int]]:
        places: dict[int, list[int]] = {}
        for word in words(text):
            for number in self._opened_by(text[word.start : min(word.end, word.start + _DEPTH)]):
                places.setdefault(number, []).append(word.start)
        for mark, numbers in self._marked.items():
            found = [at for at, char in enumerate(text) if char == mark] if mark in text else []
            for number in numbers if found else ():
                places[number] = sorted((*places.get(number, ()), *found))
        return places

    def _find_opened(self, form: str) -> tuple[int, ...]:
        """The expressions that a word with these first signs can begin."""
        signs = ("".join("0" if c.isdecimal() else c for c in form) + _END)[:_DEPTH]
        found = {
            number
            for index, key in ((self._cased, signs), (self._caseless, signs.lower()))
            for length in range(1, len(key) + 1)
            for number in index.get(key[:length], ())
        }
        return tuple(sorted(found))


def beginnings(expression: re.Pattern[str]) -> frozenset[str] | None:
    """How a match's first word can begin (in small letters where case does not count), and marks that it can begin
    with; None where it can begin inside a word, or in too many ways."""
    tree = parser.parse(expression.pattern, expression.flags)
    heads = frozenset(head for head, _ in _sequence(tree))
    if not _at_word(tree) and not all(head and not head[0].isalnum() for head in heads):
        return None
    if any(not head or head.startswith(_END) for head in heads):
        return None
    heads = frozenset(head if head[0].isalnum() else head[0] for head in heads)
    if expression.flags & re.IGNORECASE:
        heads = frozenset(head.lower() for head in heads)
    return heads if sum(len(head) < 3 and head.isalpha() and head.islower() for head in heads) <= _LOOSE else None


def _at_word(tree: Sequence[Any]) -> bool:
    """Whether the expression says that no sign of a word stands before its match."""
    for op, value in tree:
        if op is codes.AT and value is codes.AT_BOUNDARY:
            return True
        if op is codes.ASSERT_NOT and value[0] < 0 and _is_class(value[1], _WORD_CLASSES):
            return True
        if op is codes.ASSERT and value[0] < 0 and _is_class(value[1][-1:], frozenset({codes.CATEGORY_SPACE})):
            return True
        if op is codes.BRANCH:
            return all(_at_word(branch) for branch in value[1])
        if op not in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
            return op is codes.SUBPATTERN and _at_word(value[3])
    return False


def _is_class(tree: Sequence[Any], wanted: frozenset[Any]) -> bool:
    """Whether a tree is one set of signs that holds a class."""
    if len(tree) != 1 or tree[0][0] is not codes.IN:
        return False
    return any(op is codes.CATEGORY and value in wanted for op, value in tree[0][1])


def _sequence(tree: Iterable[Any]) -> Heads:
    heads = _NOTHING
    for node in tree:
        if not any(open_ for _, open_ in heads):
            break
        heads = _joined(heads, _heads(*node))
    return heads


def _joined(left: Heads, right: Heads) -> Heads:
    if sum(open_ for _, open_ in left) * len(right) > _MOST:
        return frozenset((head, False) for head, _ in left)
    made = set()
    for head, open_ in left:
        if not open_:
            made.add((head, False))
            continue
        for more, further in right:
            if head and more and not more[0].isalnum():
                more = _END
            joined = (head + more)[:_DEPTH]
            made.add((joined, further and len(joined) < _DEPTH and joined[-1:] != _END))
    return frozenset(made)


def _heads(op: Any, value: Any) -> Heads:
    """The beginnings that one element of an expression gives."""
    if op is codes.LITERAL:
        return frozenset({_sign(chr(value))})
    if op is codes.IN:
        return _of_set(value)
    if op in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
        return _NOTHING
    if op is codes.SUBPATTERN and not value[1] & re.IGNORECASE:
        return _sequence(value[3])
    if op is codes.BRANCH:
        return frozenset[tuple[str, bool]]().union(*(_sequence(branch) for branch in value[1]))
    if op in (codes.MAX_REPEAT, codes.MIN_REPEAT):
        return _repeated(*value)
    return _ANYTHING


def _of_set(members: Sequence[Any]) -> Heads:
    made: set[tuple[str, bool]] = set()
    for op, value in members:
        if op is codes.LITERAL:
            made.add(_sign(chr(value)))
        elif op is codes.RANGE and value[1] - value[0] < 64:
            made |= {_sign(chr(c)) for c in range(value[0], value[1] + 1)}
        elif op is codes.CATEGORY and value is codes.CATEGORY_DIGIT:
            made.add(("0", True))
        elif op is codes.CATEGORY and value is codes.CATEGORY_SPACE:
            made.add((_END, False))
        else:
            return _ANYTHING
    return frozenset(made)


def _repeated(least: int, most: Any, tree: Sequence[Any]) -> Heads:
    once, heads = _sequence(tree), _NOTHING
    for _ in range(min(least, _DEPTH)):
        heads = _joined(heads, once)
    found = heads
    for _ in range(min(int(most) - least, _DEPTH)):
        heads = _joined(heads, once)
        found |= heads
    return found


def _sign(char: str) -> tuple[str, bool]:
    if not char.isalnum():
        return (_END if char.isspace() else char), False
    return ("0" if char.isdecimal() else plain(char)), True
