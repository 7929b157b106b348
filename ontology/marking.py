"""Markings: what a banner says about who may see a record.

Unclassified material only: `UNCLASSIFIED`, `CUI` with categories and dissemination controls
(`CUI//SP-LEI//REL TO USA, MEX`), and TLP 2.0 (`TLP:AMBER+STRICT`). A classified banner is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ontology.errors import HandlingError

CONTROLS = ("NOFORN", "FED ONLY", "FEDCON", "NOCON", "DL ONLY", "RELIDO", "DISPLAY ONLY", "ORCON")
TLP = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
_CLASSIFIED = re.compile(r"\b(TOP SECRET|SECRET|CONFIDENTIAL|TS)\b")
_MEND = "use UNCLASSIFIED, CUI, CUI//SP-LEI//REL TO USA, MEX … or TLP:AMBER"


@dataclass(frozen=True, slots=True)
class Marking:
    """A banner in its parts. `releasable_to` holds ISO 3166 alpha-3 codes or organisations, sorted."""

    scheme: str
    level: str
    categories: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    releasable_to: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Marking:
        """Read a banner. Raises HandlingError when it is unknown or classified."""
        written = " ".join(text.upper().split())
        if _CLASSIFIED.search(written):
            raise HandlingError("classified material may not be loaded", where="marking", mend=_MEND)
        if written.startswith("TLP:"):
            level = written.removeprefix("TLP:").strip()
            if level not in TLP:
                raise HandlingError(f"unknown TLP level {level!r}", where="marking", mend="one of " + ", ".join(TLP))
            return cls("TLP", level)
        head, *portions = [part.strip() for part in written.split("//")]
        if head not in ("UNCLASSIFIED", "U", "CUI"):
            raise HandlingError(f"unknown marking {text!r}", where="marking", mend=_MEND)
        categories: list[str] = []
        controls: list[str] = []
        releasable: list[str] = []
        for portion in portions:
            for item in portion.split("/"):
                item = item.strip()
                if item.startswith("REL TO "):
                    releasable += [p.strip() for p in item.removeprefix("REL TO ").split(",") if p.strip()]
                elif item in CONTROLS:
                    controls.append(item)
                elif item:
                    categories.append(item)
        return cls(
            "US",
            "CUI" if head == "CUI" else "UNCLASSIFIED",
            tuple(sorted(set(categories))),
            tuple(sorted(set(controls))),
            tuple(sorted(set(releasable))),
        )

    def __str__(self) -> str:
        if self.scheme == "TLP":
            return f"TLP:{self.level}"
        parts = [self.level]
        if self.categories:
            parts.append("/".join(self.categories))
        dissemination = list(self.controls)
        if self.releasable_to:
            dissemination.append("REL TO " + ", ".join(self.releasable_to))
        return "//".join(parts + (["/".join(dissemination)] if dissemination else []))


PERMISSIONS = frozenset({"RELIDO", "DISPLAY ONLY"})
"""Controls that allow something: they hold for a whole only where every part of it bears them."""
HOME = "USA"


def join(markings: Iterable[Marking]) -> tuple[Marking, ...]:
    """The least banner that covers records of these markings (rule G11); the order and repeats do not matter.

    Levels: the highest. Categories and restrictive controls: all of them. Release: UNCLASSIFIED without REL TO limits
    nobody; two REL TO lists leave their common part; where nobody abroad is left, or a CUI part names no release at all
    beside one that does, the whole is NOFORN, which absorbs REL TO, RELIDO and DISPLAY ONLY.
    One marking a scheme (US, then TLP), since neither scheme says what the other means; none for no records.
    """
    by_scheme: dict[str, list[Marking]] = {"US": [], "TLP": []}
    for marking in markings:
        by_scheme[marking.scheme].append(marking)
    joined = [_join_us(by_scheme["US"])] if by_scheme["US"] else []
    if by_scheme["TLP"]:
        joined.append(Marking("TLP", TLP[max(TLP.index(m.level) for m in by_scheme["TLP"])]))
    return tuple(joined)


_OPEN = (Marking("US", "UNCLASSIFIED"), Marking("TLP", "CLEAR"))
"""Markings that limit nobody."""


def covering(markings: Iterable[Marking]) -> Marking:
    """The one marking that covers them all: of several that differ what `join` makes of them.

    Raises HandlingError where two schemes both limit who may see it: neither says what the other means."""
    different = sorted(set(markings), key=str)
    joined = join(different) if len(different) > 1 else tuple(different)
    limiting = [marking for marking in joined if marking not in _OPEN]
    if len(limiting) > 1:
        told = " and ".join(map(str, limiting))
        raise HandlingError(
            f"of {told} neither covers the other", where="marking", mend="give the one that holds in each of the places"
        )
    return limiting[0] if limiting else joined[0]


def banner(markings: Iterable[Marking]) -> str:
    """The joined markings as text."""
    return " and ".join(str(marking) for marking in join(markings))


def _join_us(markings: Sequence[Marking]) -> Marking:
    controls = {c for m in markings for c in m.controls if c not in PERMISSIONS}
    permissions = {p for p in PERMISSIONS if all(p in m.controls for m in markings)}
    limited = [m for m in markings if m.releasable_to or m.level == "CUI"]
    releasable = set[str]().union(*(m.releasable_to for m in limited)).intersection(*(m.releasable_to for m in limited))
    if any(m.releasable_to for m in limited) and not releasable - {HOME}:
        controls.add("NOFORN")
    if "NOFORN" in controls:
        releasable, permissions = set(), set()
    return Marking(
        "US",
        "CUI" if any(m.level == "CUI" for m in markings) else "UNCLASSIFIED",
        tuple(sorted({c for m in markings for c in m.categories})),
        tuple(sorted(controls | permissions)),
        tuple(sorted(releasable)),
    )
