"""Names as words: how two written forms of a name are compared."""

from __future__ import annotations

from itertools import pairwise

from extractors.fold import key

_ARTICLES = frozenset(("el", "la", "los", "las", "the"))


def name_words(text: str) -> tuple[str, ...]:
    """The words of a name, folded, without articles in front ("Los Zanates" → zanates)."""
    words = key(text.replace("'", "").replace("’", ""))
    while len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return words


def shortens(short: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether a person's name is another one or a part of it, with both surnames in their order ("ROCA PAZ, Juan" has
    the order of "Juan Roca Paz"). A single letter is an initial, of a name whose first word is told as well: "J. Roca"
    is "Juan Roca" and no "Ana Jara Roca"."""
    if short == name:
        return True
    whole = [word for word in short if len(word) > 1]
    if not whole or any(word not in name for word in whole):
        return False
    free = list(range(len(name)))
    places: dict[int, int] = {}
    for n in sorted(range(len(short)), key=lambda n: -len(short[n])):
        word = short[n]
        at = next((i for i in free if (name[i] if len(word) > 1 else name[i][0]) == word), None)
        if at is None:
            return False
        free.remove(at)
        places[n] = at
    order = [places[n] for n in range(len(short))]
    in_order = sum(one > other for one, other in pairwise([*order, order[0]])) <= 1
    return in_order and (0 in order or len(whole) == len(short))


def compact(text: str) -> str:
    """Letters and digits alone: how plates and numbers are compared."""
    return "".join(key(text))
