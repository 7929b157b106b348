"""Records of the truth as flat rows and back, the same in every store: names with texts, numbers or None."""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from graph.judgement import Judgement
from graph.rows import Ingested
from ontology.claim import Claim, Value
from ontology.document import Document, Mention, Part
from ontology.handling import Handling
from ontology.ids import canonical_json
from ontology.interval import Interval


class Row(Protocol):
    """What a store read: a value by name, None where there is none."""

    def __getitem__(self, name: str, /) -> Any: ...


@lru_cache(maxsize=4_096)
def block_of(handling: str) -> dict[str, object]:
    """A handling block. Every request asks for all of them; nobody changes one."""
    block: dict[str, object] = json.loads(handling)
    return block


@lru_cache(maxsize=4_096)
def _handling(text: str) -> Handling:
    return Handling.from_dict(block_of(text))


def document_row(document: Document, mk: int) -> dict[str, object]:
    return {
        "id": document.id,
        "sha256": document.sha256,
        "text": document.text,
        "lang": document.lang,
        "source": document.source,
        "mk": mk,
        "received": document.received.isoformat(),
        "due": document.due.isoformat(),
        "given_id": document.given_id,
        "title": document.title,
        "event_date": document.event_date.normal if document.event_date else None,
        "report_date": document.report_date.normal if document.report_date else None,
        "reliability": document.reliability,
        "credibility": document.credibility,
        "origin": document.origin,
        "media_type": document.media_type,
        "parts": canonical_json([[p.name, p.start, p.end] for p in document.parts]),
    }


def document_of(row: Row) -> Document:
    """Needs `handling`, the canonical JSON of its class, beside what `document_row` gives."""
    return Document(
        sha256=row["sha256"],
        text=row["text"],
        lang=row["lang"],
        source=row["source"],
        handling=_handling(row["handling"]),
        received=date.fromisoformat(row["received"]),
        due=date.fromisoformat(row["due"]),
        given_id=row["given_id"],
        title=row["title"],
        event_date=_interval(row["event_date"]),
        report_date=_interval(row["report_date"]),
        reliability=row["reliability"],
        credibility=row["credibility"],
        origin=row["origin"],
        media_type=row["media_type"],
        parts=tuple(Part(*p) for p in json.loads(row["parts"])),
    )


def mention_row(mention: Mention) -> dict[str, object]:
    return {
        "id": mention.id,
        "document": mention.document,
        "start_at": mention.start,
        "end_at": mention.end,
        "k": mention.k,
    }


def mention_of(row: Row) -> Mention:
    return Mention(row["document"], row["start_at"], row["end_at"], row["k"])


def claim_row(claim: Claim) -> dict[str, object]:
    return {
        "id": claim.id,
        "document": claim.document,
        "subject": claim.subject,
        "predicate": claim.predicate,
        "object": claim.object,
        "written": claim.value.written if claim.value else None,
        "normal": claim.value.normal if claim.value else None,
        "qualifiers": canonical_json(claim.qualifiers),
        "evidence": canonical_json(claim.evidence),
        "polarity": claim.polarity,
        "certainty": claim.certainty,
        "modality": claim.modality,
        "speaker": claim.speaker,
        "valid": claim.valid.normal if claim.valid else None,
        "extractor": claim.extractor,
        "version": claim.version,
        "score": float(claim.score),
    }


def claim_of(row: Row) -> Claim:
    return Claim(
        subject=row["subject"],
        predicate=row["predicate"],
        document=row["document"],
        evidence=tuple((start, end) for start, end in json.loads(row["evidence"])),
        extractor=row["extractor"],
        version=row["version"],
        object=row["object"],
        value=None if row["normal"] is None else Value(row["written"], row["normal"]),
        qualifiers=tuple((name, value) for name, value in json.loads(row["qualifiers"])),
        polarity=row["polarity"],
        certainty=row["certainty"],
        modality=row["modality"],
        speaker=row["speaker"],
        valid=_interval(row["valid"]),
        score=row["score"],
    )


def judgement_row(judgement: Judgement) -> dict[str, object]:
    return {
        "id": judgement.id,
        "verdict": judgement.verdict,
        "left_id": judgement.left,
        "right_id": judgement.right,
        "actor": judgement.actor,
        "reason": judgement.reason,
        "made_at": judgement.at,
        "previous": judgement.previous,
        "evidence": judgement.evidence,
        "model": judgement.model,
        "purpose": judgement.purpose,
        "case_name": judgement.case,
    }


def judgement_of(row: Row) -> Judgement:
    return Judgement(
        row["verdict"], row["left_id"], row["right_id"], row["actor"], row["reason"], row["made_at"], row["previous"],
        row["evidence"], row["model"], row["purpose"], row["case_name"],
    )  # fmt: skip


def ingested_of(row: Row) -> Ingested:
    return Ingested(row["path"], row["state"], row["document"], row["reason"], row["place"], row["at"])


def _interval(normal: str | None) -> Interval | None:
    return None if normal is None else Interval.parse(normal)
