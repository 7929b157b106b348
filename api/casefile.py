"""What a case is about: the entities on its charts, those its notes speak of, and those it keeps watch around."""

from __future__ import annotations

from collections.abc import Sequence

from api.casework import alerts, charts, folder_called, seen, version
from api.context import Context
from ontology.errors import RequestError

MAX_CASES = 20


async def entities_of(context: Context, names: Sequence[str]) -> list[str]:
    """Ids, sorted, as they were written down, of what the caller sees: not even how many others there are is told.
    Raises AbsentError for a case that he has no folder of."""
    if len(names) > MAX_CASES:
        raise RequestError(f"{len(names)} cases", where="cases", mend=f"at most {MAX_CASES}")
    found: set[str] = set()
    for name in names:
        folder = await folder_called(context, name, "case")
        found |= {note.of for note in await context.ledger.entries("note", case=folder)}
        found |= {alert.of for alert in await alerts(context, folder) if alert.of}
        for chart in await charts(context, folder):
            last = await version(context, chart.id)
            nodes = last.entry.body["nodes"] if last else []
            found |= {str(node[0]) for node in nodes} if isinstance(nodes, list) else set()
    return sorted(await seen(context, sorted(found)))
