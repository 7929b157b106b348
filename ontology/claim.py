"""Claims: "document X says that S has P = V", with the words it rests on. Immutable; the only truth with judgements."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ontology.document import Document, Mention
from ontology.ids import content_digest, content_id
from ontology.interval import Interval

Polarity = Literal["asserted", "denied"]
Certainty = Literal["stated", "probable", "possible", "doubtful"]
UNSURE: frozenset[Certainty] = frozenset(("possible", "doubtful"))
"""Certainties on which no machine makes one thing of two."""
Modality = Literal["actual", "planned", "habitual", "conditional"]

TYPE = "type"
"""Predicate of the claim that a mention is of a type of the ontology; its value's normal form is the type's name."""
COREFERENT = "coreferent"
"""Predicate of the claim that two mentions of one document name one thing (alias, pronoun, surname only)."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value as written and in its normal form (a text; see `ontology.values` for each type's form)."""

    written: str
    normal: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of one document.

    `predicate` is a property or link of the ontology, or one of TYPE and COREFERENT. Exactly one of `object` (a
    mention's id) and `value` is set. `qualifiers` are (name, value) pairs, sorted: `role`, `function`, `basis` …
    `evidence` are spans (start, end) of the document's text. `score` in [0, 1] is the extractor's own.
    """

    subject: str
    predicate: str
    document: str
    evidence: tuple[tuple[int, int], ...]
    extractor: str
    version: str
    object: str | None = None
    value: Value | None = None
    qualifiers: tuple[tuple[str, str], ...] = ()
    polarity: Polarity = "asserted"
    certainty: Certainty = "stated"
    modality: Modality = "actual"
    speaker: str = "author"
    valid: Interval | None = None
    score: float = 1.0
    id: str = field(init=False)

    def __post_init__(self) -> None:
        if (self.object is None) == (self.value is None):
            raise ValueError("a claim has either an object or a value")
        target = self.object if self.object is not None else ["value", self.value.normal if self.value else ""]
        content = (
            self.subject, self.predicate, target, self.qualifiers, self.polarity, self.modality,
            self.evidence, self.extractor,
        )  # fmt: skip
        object.__setattr__(self, "id", content_id("c", *content))

    @property
    def makes_graph(self) -> bool:
        """Only what is asserted and actual makes links and values of the graph; the rest is kept as evidence."""
        return self.polarity == "asserted" and self.modality == "actual"

    @property
    def identifies(self) -> bool:
        """Whether the report says that two mentions are one. What it holds for possible ("may be") is for people to
        decide."""
        return self.predicate == COREFERENT and self.makes_graph and self.certainty not in UNSURE

    def qualifier(self, name: str) -> str | None:
        return dict(self.qualifiers).get(name)


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that crosses from `extractors` to `graph`: one document, its mentions and the claims of one run over it.

    `configuration` is the digest of what the run was configured with. `extractors` names every extractor that
    took part (`name@version`), so that one that found nothing still supersedes what its earlier run had found.
    """

    document: Document
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]
    extractors: tuple[str, ...]
    configuration: str

    @property
    def run(self) -> str:
        """The run's name: document and configuration."""
        return content_digest(self.document.id, self.configuration)
