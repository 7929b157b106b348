"""The tagger as a component of any spaCy pipeline, once this module is imported: `nlp.add_pipe("linkwright_tagger")`.

It reads the whole text of a Doc, not its tokens, so it may stand anywhere in a pipeline and in any language's. The
extraction tags whole documents by the same function (`recognisers.tagged`), as the context of a name crosses passages.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from extractors.tagger.tagger import read
from extractors.tagger.weights import load

NAME = "linkwright_tagger"
SPANS = "linkwright"
"""The key in `doc.spans`. A span's label is the type, its id the kind; spans that share a token with words of another
mention are widened to whole tokens."""


@Language.factory(NAME, assigns=["doc.spans"])
class TaggerComponent:
    def __init__(self, nlp: Language, name: str) -> None:  # noqa: ARG002 -- spaCy gives both by name
        self.name = name
        self._weights = load()

    def __call__(self, doc: Doc) -> Doc:
        found: list[Span] = []
        for each in read(doc.text, self._weights).mentions:
            span = doc.char_span(each.start, each.end, each.type, alignment_mode="expand", span_id=each.kind or "")
            if span is not None:
                found.append(span)
        doc.spans[SPANS] = found
        return doc
