"""What of the truth a caller may see, for what is computed inside a transaction, where no view applies by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from graph.access import Visibility
from graph.store import Store, Truth


async def seen_mentions(truth: Truth, store: Store, view: Visibility, mentions: Iterable[str]) -> dict[str, date]:
    """Those of these mentions whose documents the caller may see, in the order given, with the days on which these
    were received."""
    asked = list(dict.fromkeys(mentions))
    home = {m.id: m.document for m in await truth.mentions(asked)}
    documents = {v.document.id: v.document for v in await store.get_documents(view, sorted(set(home.values())))}
    return {m: documents[home[m]].received for m in asked if m in home and home[m] in documents}


async def sees_documents(store: Store, view: Visibility, documents: Sequence[str]) -> bool:
    """Whether there are documents, and the caller may see them all."""
    return bool(documents) and len(await store.get_documents(view, documents)) == len(set(documents))
