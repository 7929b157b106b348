"""The compiling executor answers what graphql-core answers: data, errors and their places."""

from __future__ import annotations

import math
import sys
from importlib.metadata import version
from typing import Any

import pytest
import strawberry
from strawberry.extensions import FieldExtension, SchemaExtension
from strawberry.permission import BasePermission

from api.graphql.compiled import CompilingExecutor


class Counting(CompilingExecutor):
    """Counts the lists that written functions completed."""

    fast = 0

    def completed_rows(self, *args: Any) -> list[dict[str, Any] | None] | None:
        completed = super().completed_rows(*args)
        type(self).fast += completed is not None
        return completed


class Never(BasePermission):
    message = "not for you"

    def has_permission(self, *_: Any, **__: Any) -> bool:
        return False


class Louder(FieldExtension):
    def resolve(self, next_: Any, source: Any, info: Any, **kwargs: Any) -> Any:
        return f"{next_(source, info, **kwargs)}!"


@strawberry.interface
class Named:
    name: str


@strawberry.type
class Inner:
    value: str


@strawberry.type
class Row(Named):
    first_seen: str
    number: int
    share: float
    known: bool
    maybe: str | None
    words: list[str]
    gaps: list[str | None]
    inner: Inner
    inners: list[Inner]
    table: list[list[Inner]]

    @strawberry.field(permission_classes=[Never])  # type: ignore[untyped-decorator]
    def computed(self) -> str:
        return "computed"

    secret: str = strawberry.field(permission_classes=[Never], default="hidden")
    loud: str = strawberry.field(extensions=[Louder()], default="loud")


@strawberry.type
class Other(Named):
    weight: int


def row(**fields: Any) -> Row:
    inner = Inner(value="i")
    values: dict[str, Any] = (
        {
            "name": "n", "first_seen": "2021", "number": 7, "share": 0.5, "known": True, "maybe": None,
            "words": ["a", "b"], "gaps": ["a", None], "inner": inner, "inners": [inner, inner],
            "table": [[inner], []],
        } | fields
    )  # fmt: skip
    return Row(**values)


class Sub(Row):
    """A class of another origin."""


def without(name: str) -> Row:
    bare = row()
    del bare.__dict__[name]
    return bare


ROWS: dict[str, Any] = {
    "plain": [row(), row(name="m", number=-(2**31), maybe="x", words=[])],
    "none": [row(), None],
    "null name": [row(name=None)],
    "not a number": [row(share=math.nan)],
    "infinite": [row(share=-math.inf)],
    "whole share": [row(share=1)],
    "too large": [row(number=2**40)],
    "boolean number": [row(number=True)],
    "number as text": [row(name=5)],
    "null word": [row(words=["a", None])],
    "words in a tuple": [row(words=("a", "b"))],
    "no list of words": [row(words="ab")],
    "wrong inner": [row(inner=Other(name="o", weight=1))],
    "null inner": [row(inner=None)],
    "wrong class": [Other(name="o", weight=1)],
    "a dictionary": [{"name": "n"}],
    "subclass": [Sub(**row().__dict__)],
    "missing attribute": [row(), without("first_seen")],
    "an error as a value": [row(name=ValueError("of a row"))],
    "tuple": (row(), row()),
    "empty": [],
    "mixed": [row(), Other(name="o", weight=3), row(name="z")],
}


@strawberry.type
class Query:
    @strawberry.field
    def rows(self, of: str) -> list[Row]:
        return ROWS[of]  # type: ignore[no-any-return]

    @strawberry.field
    def maybe_rows(self, of: str) -> list[Row | None]:
        return ROWS[of]  # type: ignore[no-any-return]

    @strawberry.field
    def named(self, of: str) -> list[Named]:
        return ROWS[of]  # type: ignore[no-any-return]

    @strawberry.field
    def drawn(self) -> list[Row]:
        return (row() for _ in range(2))  # type: ignore[return-value]

    @strawberry.field
    async def awaited(self) -> list[Row]:
        return [row(), row()]


SCHEMA = strawberry.Schema(Query, types=[Row, Other], execution_context_class=Counting)
STOCK = strawberry.Schema(Query, types=[Row, Other])


@pytest.fixture(autouse=True)
def _counted() -> None:
    Counting.fast = 0


async def both(query: str, variables: dict[str, Any] | None = None) -> tuple[Any, list[Any], int]:
    """Data and errors, equal on both executors, and how many lists were completed by written functions."""
    answers = [await schema.execute(query, variables) for schema in (STOCK, SCHEMA)]
    told = [(a.data, [e.formatted for e in a.errors or ()]) for a in answers]
    assert told[0] == told[1]
    assert repr(told[0]) == repr(told[1])  # the order of keys too
    return *told[0], Counting.fast


ALL = "name firstSeen number share known maybe words gaps inner { value } inners { value } table { value }"


@pytest.mark.parametrize("of", ROWS)
@pytest.mark.parametrize("field", ["rows", "maybeRows"])
async def test_every_kind_of_row_is_answered_alike(of: str, field: str) -> None:
    await both(f'{{ {field}(of: "{of}") {{ {ALL} }} }}')


@pytest.mark.parametrize("of", ROWS)
async def test_behind_an_interface_too(of: str) -> None:
    await both(f'{{ named(of: "{of}") {{ __typename name ... on Row {{ number }} ... on Other {{ weight }} }} }}')


@pytest.mark.parametrize(
    ("query", "fast"),
    [
        (f'{{ rows(of: "plain") {{ {ALL} }} }}', 1),
        ('{ maybeRows(of: "none") { name inners { value } } }', 1),
        ('{ named(of: "mixed") { name ... on Row { words } } }', 1),
        ("{ awaited { name } }", 1),
        ('{ rows(of: "plain") { a: name b: name __typename c: __typename } }', 1),
        ('{ rows(of: "plain") { inner { value } ...A } } fragment A on Row { inner { again: value } }', 1),
        ('{ rows(of: "plain") { ... on Named { name } ...A } } fragment A on Row { name number }', 1),
        ('query($t: Boolean = true) { rows(of: "plain") { name @skip(if: $t) number @include(if: $t) } }', 1),
        ("{ drawn { name } }", 0),
        ('{ rows(of: "tuple") { name } }', 0),
        ('{ rows(of: "plain") { name secret } }', 0),
        ('{ rows(of: "plain") { computed } }', 0),
        ('{ rows(of: "plain") { name loud } }', 0),
        ('{ rows(of: "plain") { loud inners { value } } }', 2),  # each row's own list, once the outer is left to stock
        ('{ rows(of: "too large") { number } }', 0),
        ('{ rows(of: "too large") { name } }', 1),
    ],
)
async def test_what_is_plain_is_fast_and_nothing_else(query: str, fast: int) -> None:
    assert (await both(query))[2] == fast


@pytest.mark.parametrize(
    ("query", "calls"),
    [
        ('{ rows(of: "plain") { name } }', 1),
        ('{ maybeRows(of: "none") { name } }', 1),  # the null is none
        ('{ rows(of: "plain") { inners { value } } }', 3),  # and one for each row's own list
        ('{ named(of: "mixed") { name } }', 4),  # given up at the second class, then three rows
    ],
)
async def test_a_list_of_one_class_is_completed_by_one_call(query: str, calls: int) -> None:
    made = 0

    def count(frame: Any, event: str, _: Any) -> None:
        nonlocal made
        made += event == "call" and frame.f_code.co_filename == "<completes rows>" and frame.f_code.co_name != "make"

    await SCHEMA.execute(query)  # writes the functions
    sys.setprofile(count)
    try:
        await SCHEMA.execute(query)
    finally:
        sys.setprofile(None)
    assert made == calls


@pytest.mark.parametrize("shown", [True, False])
async def test_variables_decide_in_each_request_anew(shown: bool) -> None:
    query = 'query($v: Boolean!) { rows(of: "plain") { name words @include(if: $v) } }'
    data, _, fast = await both(query, {"v": shown})
    assert ("words" in data["rows"][0]) is shown
    assert fast == 1


async def test_a_permission_is_not_passed_by() -> None:
    data, errors, _ = await both('{ rows(of: "plain") { secret } }')
    assert data is None
    assert errors[0]["message"] == "not for you"


async def test_an_extension_that_watches_fields_sees_them_all() -> None:
    seen: list[str] = []

    class Watching(SchemaExtension):
        def resolve(self, _next: Any, root: Any, info: Any, *args: str, **kwargs: Any) -> Any:
            seen.append(info.field_name)
            return _next(root, info, *args, **kwargs)

    schema = strawberry.Schema(Query, types=[Row], extensions=[Watching], execution_context_class=Counting)
    await schema.execute('{ rows(of: "plain") { name } }')
    assert seen == ["rows", "name", "name"]
    assert Counting.fast == 0


async def test_a_response_key_is_a_text_and_not_code() -> None:
    data, _, fast = await both('{ rows(of: "plain") { __import__: name return: number } }')
    assert set(data["rows"][0]) == {"__import__", "return"}
    assert fast == 1


@pytest.mark.parametrize(("package", "versions"), [("graphql-core", ("3.3.",)), ("strawberry-graphql", ("0.341.",))])
def test_the_versions_whose_inside_is_used(package: str, versions: tuple[str, ...]) -> None:
    """Methods marked private upstream are overridden: read them again before another version is pinned."""
    assert version(package).startswith(versions)
