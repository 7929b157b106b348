"""The handling block that every document carries and its mentions and claims inherit (model: fields, flags, defaults).

No block, no record: `submitting_agency`, `marking` and `legal_basis` have no default.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, cast

from ontology.errors import HandlingError
from ontology.ids import canonical_json, content_digest
from ontology.marking import Marking
from ontology.retention import due_date

UsPerson = Literal["yes", "no", "presumed_yes", "unknown"]
US_PERSON = ("yes", "no", "presumed_yes", "unknown")
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
REQUIRED = {"agency": "--agency", "marking": "--marking", "legal_basis": "--legal-basis"}
PROTECTED_CODES = ("ASYL", "BATT", "PROT", "VISA", "JUV", "SCV", "INF", "WHSTL")
"""NIEM's CUI codes for asylum seekers, battered spouses, witnesses … (8 CFR 208.6, 8 USC 1367)."""


@dataclass(frozen=True, slots=True)
class Handling:
    """Who submitted a record, who may see it, on what ground it is held and until when.

    `review_due` is set only where the submitter gave a day of his own; else it follows from the retention class.
    """

    submitting_agency: str
    marking: str
    legal_basis: str
    originators: tuple[str, ...]
    control_official: str
    releasable_to: tuple[str, ...] = ()
    orcon: bool = False
    retention_class: str = "standard"
    review_due: date | None = None
    protected_codes: tuple[str, ...] = ()
    us_person: UsPerson = "unknown"
    digest: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", content_digest(self.as_dict()))

    def as_dict(self) -> dict[str, object]:
        """The block as plain JSON values, sorted lists; `from_dict` reads it back."""
        block = {name: getattr(self, name) for name in _FIELDS}
        block["review_due"] = self.review_due.isoformat() if self.review_due else None
        return {name: list(value) if isinstance(value, tuple) else value for name, value in block.items()}

    @property
    def canonical(self) -> str:
        return canonical_json(self.as_dict())

    @classmethod
    def from_dict(cls, block: Mapping[str, object]) -> Handling:
        due = block.get("review_due")
        return cls(
            submitting_agency=str(block["submitting_agency"]),
            marking=str(block["marking"]),
            legal_basis=str(block["legal_basis"]),
            originators=_texts(block["originators"]),
            control_official=str(block["control_official"]),
            releasable_to=_texts(block["releasable_to"]),
            orcon=bool(block["orcon"]),
            retention_class=str(block["retention_class"]),
            review_due=date.fromisoformat(str(due)) if due else None,
            protected_codes=_texts(block["protected_codes"]),
            us_person=cast(UsPerson, block["us_person"]),
        )

    @classmethod
    def from_metadata(cls, metadata: Mapping[str, object], *, received: date) -> Handling:
        """Make the block from a record's metadata keys. Raises HandlingError, which names the field."""
        for key, flag in REQUIRED.items():
            if not str(metadata.get(key) or "").strip():
                raise HandlingError(
                    f"{key} is missing", where=key, mend=f"give {flag}, or {key} in the report, a sidecar or a profile"
                )
        agency = _clean(metadata["agency"])
        marking = Marking.parse(str(metadata["marking"]))
        originators = tuple(sorted(set(_texts(metadata.get("originators") or agency))))
        codes = tuple(sorted({c.upper() for c in _texts(metadata.get("protected_codes") or ())}))
        if unknown := [c for c in codes if c not in PROTECTED_CODES]:
            raise HandlingError(
                f"unknown protected code {unknown[0]!r}", where="protected_codes", mend=", ".join(PROTECTED_CODES)
            )
        us_person = str(metadata.get("us_person") or "unknown")
        if us_person not in US_PERSON:
            raise HandlingError(f"unknown value {us_person!r}", where="us_person", mend=", ".join(US_PERSON))
        retention = str(metadata.get("retention_class") or "standard")
        given_due = metadata.get("review_due")
        review_due = day(given_due, "review_due") if given_due else None
        due_date(retention, received=received, review_due=review_due)  # refuses an unknown class or a day too late
        return cls(
            submitting_agency=agency,
            marking=str(marking),
            legal_basis=_clean(metadata["legal_basis"]),
            originators=originators,
            control_official=_clean(metadata.get("control_official") or agency),
            releasable_to=marking.releasable_to,
            orcon="ORCON" in marking.controls,
            retention_class=retention,
            review_due=review_due,
            protected_codes=codes,
            us_person=cast(UsPerson, us_person),
        )


_FIELDS = (
    "submitting_agency", "marking", "legal_basis", "originators", "control_official", "releasable_to", "orcon",
    "retention_class", "review_due", "protected_codes", "us_person",
)  # fmt: skip


def day(value: object, where: str) -> date:
    """A day that metadata gives as a date or as YYYY-MM-DD. Raises HandlingError with `where`, the key."""
    text = str(value)
    try:
        if _DAY.match(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise HandlingError(f"is no day: {text!r}", where=where, mend="write YYYY-MM-DD")


def _clean(value: object) -> str:
    return " ".join(str(value).split())


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (_clean(value),)
    return tuple(_clean(v) for v in cast(Iterable[object], value))
