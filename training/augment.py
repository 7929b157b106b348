"""Documents as they might also have been written: other names, capitals, lower case, accents lost, letters misread.

Every change keeps the labels: letters are exchanged one for one, and a name is replaced by one of the same type and
form throughout its document.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from training.documents import Document

SWAPPED = frozenset(
    {
        "Person",
        "Place",
        "CriminalNetwork",
        "Organization",
        "Vessel",
        "Phone",
        "Email",
        "SocialAccount",
        "IdentityDocument",
        "FinancialAccount",
    }
)
"""Types whose names stand for any other of their kind; a phrase (an event, a group) is bound to its sentence."""
_MISREAD = {
    "l": "1",
    "1": "l",
    "o": "0",
    "0": "O",
    "e": "c",
    "c": "e",
    "u": "v",
    "n": "u",
    "S": "5",
    "5": "S",
    "B": "8",
    "h": "b",
    "i": "l",
}
_DIGIT = re.compile(r"\d")


class Augmenter:
    """Draws a variant of a document. Equal seeds and equal calls give equal variants."""

    def __init__(self, documents: Iterable[Document], *, seed: int) -> None:
        self._draw = random.Random(seed)
        pools: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for document in documents:
            for mention in document["mentions"]:
                written = _written(document, mention)
                pools[mention["type"], document["lang"], _form(written)].add(written)
        self._pools = {key: sorted(names) for key, names in pools.items()}

    def variant(self, document: Document) -> Document:
        if self._draw.random() < 0.4:
            document = self._renamed(document)
        text = document["text"]
        turn = self._draw.random()
        if turn < 0.08:
            text = "".join(_same_length(c, c.upper()) for c in text)
        elif turn < 0.13:
            text = "".join(_same_length(c, c.lower()) for c in text)
        elif turn < 0.19:
            text = "".join(_same_length(c, unicodedata.normalize("NFD", c)[0]) for c in text)
        elif turn < 0.23:
            text = "".join(_MISREAD[c] if c in _MISREAD and self._draw.random() < 0.03 else c for c in text)
        return {**document, "text": text}

    def _renamed(self, document: Document) -> Document:
        text, parts, mentions = document["text"], [], []
        chosen: dict[tuple[str, str], str] = {}
        at = moved = 0
        for mention in sorted(document["mentions"], key=lambda m: (m["start"], m["end"])):
            if mention["start"] < at:  # overlaps the one before, whose end may have moved
                continue
            written = _written(document, mention)
            key = (mention["type"], written)
            if key not in chosen:
                pool = self._pools.get((mention["type"], document["lang"], _form(written)), [])
                swap = mention["type"] in SWAPPED and len(pool) > 3 and self._draw.random() < 0.5
                chosen[key] = self._draw.choice(pool) if swap else self._digits(mention["type"], written)
            new = chosen[key]
            parts += [text[at : mention["start"]], new]
            start = mention["start"] + moved
            mentions.append({**mention, "start": start, "end": start + len(new)})
            moved += len(new) - len(written)
            at = mention["end"]
        return {**document, "text": "".join((*parts, text[at:])), "mentions": mentions}

    def _digits(self, type_: str, written: str) -> str:
        """Other digits for what a number names (a phone, a plate); a count or a sum stays what its words say."""
        if type_ not in ("Phone", "Vehicle", "Aircraft", "IdentityDocument", "FinancialAccount"):
            return written
        return _DIGIT.sub(lambda _: str(self._draw.randrange(10)), written)


def _written(document: Document, mention: Document) -> str:
    return str(document["text"][mention["start"] : mention["end"]])


def _form(written: str) -> str:
    """What two names share that may stand for one another: capitals, number of words (up to four), digits, article."""
    case = "upper" if written.isupper() else "lower" if written.islower() else "mixed"
    words = written.split()
    article = words[0].lower() if words and words[0].lower() in ("el", "la", "los", "las", "the") else ""
    return f"{case} {min(len(words), 4)} {bool(_DIGIT.search(written))} {article}"


def _same_length(before: str, after: str) -> str:
    return after if len(after) == 1 else before
