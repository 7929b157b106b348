"""Two things side by side, with the words of their reports, for whoever is asked whether they are one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from api.service import ShownClaim
    from graph.reviewing import Question
    from graph.views import EntityView
    from graph.why import Why

QUOTES = 3
"""Sentences shown of each side."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A question with what it takes to answer it."""

    question: Question
    why: Why
    left: tuple[str, ...]
    right: tuple[str, ...]


def quotes(claims: Sequence[ShownClaim], mention: str) -> tuple[str, ...]:
    """Sentences with marking, source and grade, those first that tell of the very mention; each once."""
    from api.sentence import quoted

    told: dict[str, None] = {}
    for shown in sorted(claims, key=lambda c: (c.claim.subject != mention, c.claim.id)):
        document = shown.document
        source = f"{document.given_id or document.id}, {document.source}, {document.received}"
        grade = f"{document.reliability}{document.credibility}"
        if sentence := quoted(shown):
            told[f"({document.handling.marking}) “{sentence}” — {source}, {grade}"] = None
    return tuple(told)[:QUOTES]


def draw(console: Console, evidence: Evidence, number: int) -> None:
    """Write the two beside each other, then what met."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    question = evidence.question
    found = evidence.why.evidence
    console.rule(f"{number}. {question.left.type}: one or two?")
    sides = Table(box=SIMPLE_HEAD, expand=True)
    sides.add_column("")
    for entity in (question.left, question.right):
        sides.add_column(Text(f"{entity.label}\n{entity.id}"), ratio=1, overflow="fold")
    ours, theirs = _values(question.left), _values(question.right)
    for name in sorted({*ours, *theirs}):
        sides.add_row(Text(name), Text(ours.get(name, "")), Text(theirs.get(name, "")))
    sides.add_row(Text("told by"), Text(_basis(question.left)), Text(_basis(question.right)))
    for row in range(max(len(evidence.left), len(evidence.right))):
        sides.add_row("", *(Text(side[row] if row < len(side) else "") for side in (evidence.left, evidence.right)))
    console.print(sides)
    met = Table("feature", "left", "right", "bits", box=SIMPLE_HEAD)
    for term in found.terms:
        met.add_row(Text(f"{term.feature} {term.level}"), Text(term.left), Text(term.right), f"{term.bits:+g}")
    console.print(met)
    console.print(f"{found.bits:g} bits, probability {found.posterior:.3f}, worth {question.pair.worth:g}",
                  highlight=False)  # fmt: skip


def _values(entity: EntityView) -> dict[str, str]:
    from graph.few import shown_entity
    from ontology.loader import schema
    from ontology.masking import is_masked, masked

    properties = schema().types[entity.type].properties
    return {
        name: "\n".join(masked(v.written) if is_masked(properties[name]) else v.written for v in values)
        for name, values in shown_entity(entity).values.items()
        if values
    }


def _basis(entity: EntityView) -> str:
    return f"{len(entity.members)} mentions, {entity.basis.origins} origins"
