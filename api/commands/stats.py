"""`linkwright stats`"""

from __future__ import annotations

from api.commands import output
from api.commands.options import JsonOption, StoreOption, opened, settings, wait_for


def stats(store: StoreOption = None, json: JsonOption = False) -> None:
    """Count what is in the store. Documents, mentions, claims, entities and links by type, rejected inputs."""
    wait_for(_stats(store, json), busy="counting")


async def _stats(store: str | None, json: bool) -> None:
    async with opened(settings(store)) as house:
        counts = await house.store.stats(house.view)
    if json:
        output.line(
            {
                "documents": counts.documents,
                "mentions": counts.mentions,
                "claims": counts.claims,
                "entities": dict(sorted(counts.entities.items())),
                "links": dict(sorted(counts.links.items())),
                "rejects": counts.rejects,
            }
        )
        return
    rows: list[tuple[str, object]] = [
        ("documents", counts.documents),
        ("mentions", counts.mentions),
        ("claims", counts.claims),
        ("entities", sum(counts.entities.values())),
        *((f"  {name}", count) for name, count in sorted(counts.entities.items())),
        ("links", sum(counts.links.values())),
        *((f"  {name}", count) for name, count in sorted(counts.links.items())),
        ("rejected inputs", counts.rejects),
    ]
    output.table(("what", "count"), rows)
