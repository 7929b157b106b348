"""What every store refuses in the same words."""

from __future__ import annotations

from graph.judgement import Judgement
from ontology.errors import JudgementError, StoreError


def another_text(document: str) -> StoreError:
    """The first reading of a document stands: offsets would mean nothing in another text."""
    return StoreError("these bytes were read as another text before", where=document,
                      mend="withdraw the document and load it with another id")  # fmt: skip


def judged_since(judgement: Judgement) -> JudgementError:
    """The ledger of judgements is a chain: each is made by one who knew the one before it."""
    return JudgementError(
        "another judgement was written since", where=judgement.left, mend="read the ledger and judge again"
    )


def end_missing(link: str, type_: str, end: str) -> StoreError:
    return StoreError(f"its end {end} is not in the store", where=f"link {link} ({type_})")


def document_missing(document: str) -> StoreError:
    return StoreError("it is not in the store", where=f"document {document}")
