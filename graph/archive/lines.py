"""Records of the truth as lines of JSON and back. Equal records give equal bytes, whichever store they come from."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from graph.judgement import Judgement
from graph.records import (
    claim_of,
    claim_row,
    document_of,
    document_row,
    ingested_of,
    judgement_of,
    judgement_row,
    mention_of,
    mention_row,
)
from graph.rows import Holding, Ingested
from ontology.ids import canonical_json


def holding_line(holding: Holding) -> str:
    # The number of its marking class is private to a store; the class itself stands beside the document.
    document = document_row(holding.document, 0) | {"mk": None, "handling": holding.document.handling.canonical}
    return _line(
        {
            "document": document,
            "mentions": [mention_row(mention) for mention in holding.mentions],
            "claims": [claim_row(claim) for claim in holding.claims],
            "runs": holding.runs,
            "live": holding.live,
        }
    )


def holding_of(line: str) -> Holding:
    row = json.loads(line)
    return Holding(
        document_of(_Row(row["document"])),
        tuple(mention_of(_Row(mention)) for mention in row["mentions"]),
        tuple(claim_of(_Row(claim)) for claim in row["claims"]),
        tuple((run, tuple(claims)) for run, claims in row["runs"]),
        tuple((extractor, run) for extractor, run in row["live"]),
    )


def judgement_line(judgement: Judgement) -> str:
    return _line(judgement_row(judgement))


def judgement_from(line: str) -> Judgement:
    return judgement_of(_Row(json.loads(line)))


def ingested_line(line: Ingested) -> str:
    return _line(asdict(line))


def ingested_from(line: str) -> Ingested:
    return ingested_of(_Row(json.loads(line)))


class _Row(dict[str, Any]):
    """A row whose absent columns are None."""

    def __missing__(self, name: str) -> None:
        return None


def _line(row: dict[str, Any]) -> str:
    return canonical_json({name: _told(value) for name, value in row.items() if value is not None}) + "\n"


def _told(value: Any) -> Any:
    """Without what is None, which is told by absence."""
    if isinstance(value, dict):
        return {name: of for name, of in value.items() if of is not None}
    return [_told(of) for of in value] if isinstance(value, list) else value
