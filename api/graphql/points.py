"""The hourly budget of every principal. It lies in the memory of the process that serves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from api.context import Rate
from ontology.errors import BudgetError

HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Points:
    """`limit` points an hour for each principal, from his first request on."""

    limit: int
    _used: dict[str, tuple[datetime, int]] = field(default_factory=dict)

    def take(self, principal: str, cost: int, now: datetime, rate: Rate) -> None:
        """Take points and note in `rate` what is left. Raises BudgetError when there are too few; none are taken
        then."""
        began, used = self._used.get(principal, (now, 0))
        if now >= began + HOUR:
            began, used = now, 0
        rate.cost, rate.reset = cost, began + HOUR
        rate.remaining = self.limit - used - cost
        if rate.remaining < 0:
            raise BudgetError(
                f"this costs {cost} points, and {self.limit - used} of {self.limit} an hour are left",
                mend=f"ask for less, or again at {rate.reset.isoformat(timespec='seconds')}",
            )
        self._used[principal] = began, used + cost
        if len(self._used) > 10_000:
            self._used = {who: told for who, told in self._used.items() if now < told[0] + HOUR}
