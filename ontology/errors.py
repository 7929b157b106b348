"""Every error linkwright raises on purpose: what happened, where, and how to mend it.

LinkwrightError
├── SetupError            wrong use or set-up; a command ends with exit code 2
│   ├── SchemaError       a file of the ontology or of a policy is wrong
│   ├── PatternError      a pattern file or gazetteer is wrong
│   └── StoreError        the store cannot be opened, or is of an unknown version
├── InputError            one record of the input is rejected; the rest goes on (exit code 1)
│   └── HandlingError     the record lacks a handling field, or one is wrong
├── IdentityError         who asks cannot be told, or is nobody who may ask
└── RequestError          a caller asked for something that cannot be answered
    ├── AbsentError          absent, or not for this caller: the two read alike
    ├── RightError        the caller's roles do not allow it
    ├── BudgetError       the caller has asked for too much this hour
    └── JudgementError    a judgement that does not fit what is there
"""

from __future__ import annotations


class LinkwrightError(Exception):
    """Base of all our errors. `what` is one sentence; `where` and `mend` are short phrases or empty."""

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        self.what = what
        self.where = where
        self.mend = mend
        super().__init__(what)

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text} ({self.mend})" if self.mend else text


class SetupError(LinkwrightError):
    """Wrong use or set-up."""


class SchemaError(SetupError):
    """A file of the ontology or of a policy is wrong; `where` is file:line and key."""


class PatternError(SetupError):
    """A pattern file or gazetteer is wrong; `where` is file and entry."""


class WeightsError(SetupError):
    """A file of a trained model is missing or is not the one that was measured; `where` is the file."""


class StoreError(SetupError):
    """The store cannot be opened, is of an unknown version, or refuses a write."""


class InputError(LinkwrightError):
    """One record of the input cannot be taken; `where` is file, page, line or field."""


class HandlingError(InputError):
    """A record lacks a handling field that has no default, or a field's value is wrong."""


class IdentityError(LinkwrightError):
    """Who asks cannot be told, or is nobody who may ask; `what` never says which."""


class RequestError(LinkwrightError):
    """A question or command that cannot be answered as asked."""


class AbsentError(RequestError):
    """Absent, or not for this caller: the two are told in the same words."""


class RightError(RequestError):
    """The caller's roles do not allow it, whatever it is about."""


class BudgetError(RequestError):
    """The caller has asked for too much in this hour."""


class JudgementError(RequestError):
    """A judgement that does not fit what is there."""
