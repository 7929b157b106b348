"""One report's way: a document in, its mentions and claims out: a pure function of document and configuration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.analysis import Analysis, analyse
from extractors.arbiter.arbiter import arbitrated
from extractors.crossing import Spans
from extractors.layout import Unwrapped, unwrapped
from extractors.lend import lent
from extractors.part import Coreference, Coreferencer, Found, Marked, Recogniser, Scene, Statement, Stater
from extractors.settle import settle
from extractors.tagger.recogniser import NAME as TAGGER
from extractors.told import Told
from ontology.claim import COREFERENT, TYPE, UNSURE, Claim, Extraction, Value
from ontology.document import Document, Mention
from ontology.ids import content_digest

GIVEN = "given"
_BORROWERS = frozenset({GIVEN, TAGGER})
"""Parts whose spans know nothing but their type and kind."""
_EDGES = " \t\r\n\"'“”«»‘’"


@dataclass(frozen=True, slots=True)
class Configuration:
    """Which parts run, and the digest of the data (patterns, gazetteers, schema) that they read."""

    recognisers: tuple[Recogniser, ...]
    coreferencers: tuple[Coreferencer, ...]
    staters: tuple[Stater, ...]
    data: str

    @property
    def parts(self) -> tuple[str, ...]:
        """Every part as `name@version`, in the order of running."""
        parts: tuple[Recogniser | Coreferencer | Stater, ...] = (
            *self.recognisers,
            *self.coreferencers,
            *self.staters,
        )
        return tuple(f"{p.name}@{p.version}" for p in parts)

    @property
    def digest(self) -> str:
        return content_digest(self.parts, self.data)

    def digest_for(self, told: Told | None) -> str:
        """The digest of what makes a document's claims: of its mapping where one tells all of it, of both where there
        is free text beside."""
        if told is None:
            return self.digest
        return content_digest(self.digest, told.digest) if told.free else told.digest


@dataclass(frozen=True, slots=True)
class GivenMention:
    """A span with its type that is taken as told (`--gold-mentions`) instead of recognised."""

    start: int
    end: int
    type: str
    kind: str | None = None


def extract(
    document: Document,
    configuration: Configuration,
    *,
    country: str | None = None,
    given: Sequence[GivenMention] | None = None,
    told: Told | None = None,
) -> Extraction:
    """All that the document says, as claims with the spans they rest on.

    With `given`, these spans and types stand instead of recognised ones; recognisers still run and lend their
    attributes (a number's normal form, a kind) to given spans of the same type that they overlap. With `told`, a row's
    mapping has made its mentions and statements, and only its free text is recognised. The parts read the text without
    its layout; spans are those of the text as received.
    """
    if told is not None:
        return _extract_told(document, configuration, told, country)
    laid = unwrapped(document.text)
    analysis = analyse(replace(document, text=laid.text), country=country)
    found = [f for recogniser in configuration.recognisers for f in recogniser.run(analysis)]
    spans = _settled(found, configuration, analysis) if given is None else _given(given, laid)
    lenders = Spans(found)
    standing = [lent(f, lenders) if f.part in _BORROWERS else f for f in spans]
    mentions = tuple(
        Marked(i, f.start, f.end, f.type, laid.text[f.start : f.end].strip(_EDGES), f.part, f.kind, f.attributes,
               f.score, f.k)
        for i, f in enumerate(standing)
    )  # fmt: skip
    coreferences = [c for part in configuration.coreferencers for c in part.run(analysis, mentions)]
    groups = _groups(len(mentions), coreferences)
    guesses = tuple((groups[c.left], groups[c.right]) for c in coreferences if c.certainty in UNSURE)
    scene = Scene(analysis, mentions, groups, guesses)
    statements = [s for part in configuration.staters for s in part.run(scene)]
    versions = {name: version for name, _, version in (part.partition("@") for part in configuration.parts)}
    places, claims = _claims(document, mentions, coreferences, statements, versions, laid)
    return Extraction(
        document=document,
        mentions=places,
        claims=claims,
        extractors=configuration.parts if given is None else (*configuration.parts, f"{GIVEN}@1"),
        configuration=configuration.digest,
    )


def _extract_told(document: Document, configuration: Configuration, told: Told, country: str | None) -> Extraction:
    """What a mapping tells, and what is recognised in the free text: all else is blank lines to the recognisers."""
    as_told = Unwrapped(document.text, ())
    places, claims = _claims(document, told.mentions, (), told.statements, {told.extractor: told.version}, as_told)
    extractors: tuple[str, ...] = (f"{told.extractor}@{told.version}",)
    if told.free:
        free = extract(replace(document, text=_only(document.text, told.free)), configuration, country=country)
        places += free.mentions
        claims = tuple(sorted((*claims, *free.claims), key=lambda c: c.id))
        extractors += free.extractors
    return Extraction(document, places, claims, extractors, configuration.digest_for(told))


def _only(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with every character outside the spans a line end, so that offsets stay and no sentence crosses."""
    kept = ""
    for start, end in spans:
        kept += "\n" * (start - len(kept)) + text[start:end]
    return kept + "\n" * (len(text) - len(kept))


def _claims(
    document: Document,
    mentions: Sequence[Marked],
    coreferences: Iterable[Coreference],
    statements: Iterable[Statement],
    versions: Mapping[str, str],
    laid: Unwrapped,
) -> tuple[tuple[Mention, ...], tuple[Claim, ...]]:
    """Mentions as records, and all that is said of them as claims; of equal claims the one of the best score."""
    places = tuple(Mention(document.id, *laid.back(m.start, m.end), m.k) for m in mentions)
    claims: dict[str, Claim] = {}

    def spans(evidence: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        return tuple(laid.back(*span) for span in evidence)

    def add(claim: Claim) -> None:
        if claim.id not in claims or claims[claim.id].score < claim.score:
            claims[claim.id] = claim

    for marked, place in zip(mentions, places, strict=True):
        span = spans(((marked.start, marked.end),))
        stated: list[tuple[str, Value]] = [(TYPE, Value(marked.text, marked.type)), *marked.attributes]
        if marked.kind:
            stated.append(("kind", Value(marked.text, marked.kind)))
        for predicate, value in stated:
            add(Claim(place.id, predicate, document.id, span, marked.part, versions.get(marked.part, "0"), value=value,
                      score=marked.score))  # fmt: skip
    for c in coreferences:
        add(Claim(places[c.left].id, COREFERENT, document.id, spans(c.evidence), c.part, versions[c.part],
                  object=places[c.right].id, certainty=c.certainty, score=c.score))  # fmt: skip
    for s in statements:
        target = None if s.object is None else places[s.object].id
        add(Claim(places[s.subject].id, s.predicate, document.id, spans(s.evidence), s.part, versions[s.part],
                  object=target, value=s.value, qualifiers=tuple(sorted(s.qualifiers)), polarity=s.polarity,
                  certainty=s.certainty, modality=s.modality, speaker=s.speaker, valid=s.valid,
                  score=s.score))  # fmt: skip
    return places, tuple(sorted(claims.values(), key=lambda c: c.id))


def _groups(count: int, coreferences: Iterable[Coreference]) -> tuple[int, ...]:
    leader = list(range(count))

    def find(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    for c in coreferences:
        if c.certainty not in UNSURE:
            left, right = sorted((find(c.left), find(c.right)))
            leader[right] = left
    return tuple(find(i) for i in range(count))


def _settled(found: Sequence[Found], configuration: Configuration, analysis: Analysis) -> list[Found]:
    tagging = any(part.name == TAGGER for part in configuration.recognisers)
    return arbitrated(found, analysis) if tagging else settle(found)


def _given(given: Sequence[GivenMention], laid: Unwrapped) -> list[Found]:
    """The given spans as proposals; of several at one place each gets a `k` of its own."""
    result: list[Found] = []
    used: dict[tuple[int, int], int] = {}
    for g in sorted(given, key=lambda g: (g.start, g.end, g.type)):
        k = used.get((g.start, g.end), 0)
        used[g.start, g.end] = k + 1
        result.append(Found(*laid.forth(g.start, g.end), g.type, rank=99, part=GIVEN, kind=g.kind, k=k))
    return result
