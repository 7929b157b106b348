"""A principal: who asks, for which organisation, what he may do, and whose records he may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Role = Literal["reader", "analyst", "developer"]
ROLES: tuple[Role, ...] = get_args(Role)
Action = Literal["read", "write", "introspect"]
ACTIONS: tuple[Action, ...] = get_args(Action)
_ALLOWS: Mapping[Role, frozenset[Action]] = {
    "reader": frozenset({"read"}),
    "analyst": frozenset({"read", "write"}),
    "developer": frozenset({"read", "introspect"}),
}


@dataclass(frozen=True, slots=True)
class Principal:
    """`agencies` are those whose records he may see; None: all. `scopes` narrow what his roles allow; None: not at
    all (a key may be for reading only)."""

    id: str
    organisation: str = ""
    roles: frozenset[Role] = frozenset(ROLES)
    agencies: frozenset[str] | None = None
    scopes: frozenset[Action] | None = None

    def may(self, action: Action) -> bool:
        allowed = frozenset[Action]().union(*(_ALLOWS[role] for role in self.roles))
        return action in allowed and (self.scopes is None or action in self.scopes)

    def sees(self, block: Mapping[str, object]) -> bool:
        """Whether he may see records of this handling block."""
        return self.agencies is None or block["submitting_agency"] in self.agencies
