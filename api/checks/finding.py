"""One thing that was looked at, how it stands, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "note", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`note`: nothing is broken, but somebody should know. `mend` is given for whatever is not ok."""

    name: str
    state: State
    found: str
    mend: str = ""
