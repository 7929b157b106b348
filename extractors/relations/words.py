"""Names as words: how two written forms of a name are compared."""

from __future__ import annotations

from extractors.fold import key

_ARTICLES = frozenset(("el", "la", "los", "las", "the"))


def name_words(text: str) -> tuple[str, ...]:
    """The words of a name, folded, without articles in front ("Los Zanates" → zanates)."""
    words = key(text.replace("'", "").replace("’", ""))
    while len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return words


def compact(text: str) -> str:
    """Letters and digits alone: how plates and numbers are compared."""
    return "".join(key(text))
