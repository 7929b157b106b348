"""Tokens of text in which something runs on without a blank, as encoded bytes or a broken header do."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from spacy.tokens import Doc

LONGEST = 400
"""Characters without a blank that are cut into tokens together. Addresses of web pages are shorter."""
_ENDLESS = re.compile(rf"(?<!\S)\S{{{LONGEST + 1},}}")
"""Tried at the start of a run alone: from each of its places, runs a little shorter would cost LONGEST steps each."""


class BoundedTokenizer:
    """A tokenizer whose time grows as the text does.

    spaCy's own takes punctuation off the ends of a run a character at a time and looks at all that is left each time:
    nine thousand marks without a blank took it 42 seconds.
    """

    def __init__(self, tokenizer: Callable[[str], Doc]) -> None:
        self._tokenizer = tokenizer

    def __call__(self, text: str) -> Doc:
        if not _ENDLESS.search(text):
            return self._tokenizer(text)
        docs = [self._tokenizer(piece) for piece in _pieces(text)]
        made = Doc.from_docs(docs, ensure_whitespace=False)
        assert made is not None
        return made


def _pieces(text: str) -> list[str]:
    """The text cut before, behind and every LONGEST characters within each run that is too long."""
    cuts = [0]
    for run in _ENDLESS.finditer(text):
        cuts += range(run.start(), run.end(), LONGEST)
        cuts.append(run.end())
    cuts = [*dict.fromkeys(cuts), len(text)]
    return [text[a:b] for a, b in pairwise(cuts) if a < b]
