"""Pages of an answer: how much is asked for at once, and where the next page starts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from api.context import Context
from api.cursor import seal, unseal
from graph.store import MAX_PAGE, Position
from graph.views import Page
from ontology.errors import RequestError

T = TypeVar("T")
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Slice(Generic[T]):
    """A page that is ready to leave. `end` is the cursor after the last item, None at the end of the answer."""

    items: tuple[T, ...]
    end: str | None

    def map(self, convert: Callable[[T], S]) -> Slice[S]:
        return Slice(tuple(convert(item) for item in self.items), self.end)


@dataclass(frozen=True, slots=True)
class Paging:
    """`first` items after a cursor, for one question: anything JSON that names field, arguments and view.

    Raises RequestError when `first` is out of range or the cursor is of another question or caller.
    """

    context: Context
    question: object
    first: int
    after: str | None

    def __post_init__(self) -> None:
        within("first", self.first, MAX_PAGE)
        self.context.budget.take(self.first)

    @property
    def position(self) -> Position | None:
        return None if self.after is None else unseal(self.context.cursor_key, self._asked, self.after)

    def slice(self, page: Page[T]) -> Slice[T]:
        end = None if page.next is None else seal(self.context.cursor_key, self._asked, page.next)
        return Slice(page.items, end)

    @property
    def _asked(self) -> list[object]:
        return [self.question, self.context.clearance()]


def page_of(paging: Paging, ordered: Sequence[T], place: Callable[[T], Position]) -> Slice[T]:
    """The page of an answer that was worked out as a whole, in the order of the items' places."""
    after = paging.position
    behind = [one for one in ordered if after is None or place(one) > after]
    shown = behind[: paging.first]
    return paging.slice(Page(tuple(shown), place(shown[-1]) if len(behind) > len(shown) else None))


def within(name: str, value: int, most: int) -> None:
    """Refuse a number that is not from 1 to `most`."""
    if not 1 <= value <= most:
        raise RequestError(f"{value} is out of range", where=name, mend=f"a whole number from 1 to {most}")
