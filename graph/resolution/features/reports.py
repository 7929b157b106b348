"""What a report itself says of two of its things."""

from __future__ import annotations

from graph.resolution.features.registry import Agreement, feature, text
from graph.resolution.profiles import Profile


@feature("perhaps")
def told(left: Profile, right: Profile) -> Agreement | None:
    """The report that names both says that they may be one, and does not know it. That alone never merges: people
    decide."""
    return ("perhaps", text(left.names), text(right.names)) if right.id in left.perhaps else None
