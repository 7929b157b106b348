"""What a row's mapping says of it: mentions and statements that need no recognising."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.part import Marked, Statement


@dataclass(frozen=True, slots=True)
class Told:
    """Mentions and statements with the spans of the cells they rest on. `extractor` and `version` made them; `free` are
    the spans of free text, which goes through the recognisers as well. `digest` names the mapping and the schema."""

    mentions: tuple[Marked, ...]
    statements: tuple[Statement, ...]
    extractor: str
    version: str
    free: tuple[tuple[int, int], ...]
    digest: str
