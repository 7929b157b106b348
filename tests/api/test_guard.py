"""The guard stops at the first limit that is passed, however a document's fragments multiply."""

from __future__ import annotations

import pytest
from graphql import parse
from hypothesis import given
from hypothesis import strategies as st

from api.graphql.guard import too_large
from tests.api.hostile import doubling


def nested(depth: int) -> str:
    return "{ a " * depth + "}" * depth


@pytest.mark.parametrize(
    ("document", "limit"),
    [
        ("{ stats { documents } }", None),
        (nested(12), None),
        (nested(13), "depth"),
        (nested(150), "depth"),
        ("{ s { " + " ".join(f"f{i}" for i in range(999)) + " } }", None),
        ("{ s { " + " ".join(f"f{i}" for i in range(1_000)) + " } }", "fields"),
        ("{ s { " + " ".join(f"a{i}: f" for i in range(31)) + " } }", "aliases"),
        ("{ s { " + "f " * 45 + "} }", None),
        ("{ s { " + "f " * 46 + "} }", "pairs"),
        ("{ " + " ".join(f"f{i}" for i in range(21)) + " }", "roots"),
        ("{ s " + "@a " * 51 + "}", "directives"),
        ("query ($v: Int " + "@a " * 51 + ") { s }", "directives"),
        (" ".join(f"query Q{i} {{ s }}" for i in range(6)), "operations"),
        ("{ s } " + " ".join(f"fragment F{i} on Query {{ s }}" for i in range(101)), "fragments"),
        ("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }", "fields"),
        ("{ ...A } fragment A on Query { x { ...A } y { ...A } }", "depth"),
        ("{ s { " + "... { f } " * 46 + "} }", "pairs"),
        ("{ " + " ".join(f"s{i} {{ {'f ' * 15} }}" for i in range(9)) + " }", None),
        ("{ " + " ".join(f"s{i} {{ {'f ' * 15} }}" for i in range(10)) + " }", "pairs"),
        ("{ s { ...F } s { ...F } } fragment F on T { " + "f " * 22 + "}", None),
        ("{ s { ...F } s { ...F f f } } fragment F on T { " + "f " * 22 + "}", "pairs"),
        ("{ s { f } } fragment F on T { " + "f " * 46 + "}", "pairs"),
        ("{ ...F0 } " + "".join(f"fragment F{i} on T {{ ...F{i + 1} ...F{i + 1} }} " for i in range(28))
         + "fragment F28 on T { }", "fields"),
        (doubling(3), None),
        (doubling(10), "roots"),
        (doubling(29), "roots"),
        (doubling(40), "fragments"),
        ("{ __schema { types { fields { type { ofType { ofType { ofType { ofType { ofType { ofType { ofType { ofType "
         "{ name } } } } } } } } } } } } }", "depth"),
    ],
)  # fmt: skip
def test_each_limit_holds_at_its_edge(document: str, limit: str | None) -> None:
    assert too_large(parse(document, no_location=True)) == limit


def test_a_chain_of_fragments_is_weighed_to_its_end() -> None:
    chain = "".join(f"fragment F{i} on Query {{ x {{ ...F{i + 1} }} }} " for i in range(29))
    document = f"{{ ...F0 }} {chain} fragment F29 on Query {{ s }}"
    assert too_large(parse(document)) == "depth"


@given(st.integers(1, 13), st.integers(1, 25), st.integers(0, 35), st.integers(1, 3))
def test_spreading_weighs_what_writing_out_weighs(depth: int, width: int, aliases: int, times: int) -> None:
    fields = " ".join([f"f{i}" for i in range(width)] + [f"a{i}: f" for i in range(aliases)])

    def document(innermost: str) -> str:
        branch = "r { " * (depth - 1) + innermost + " }" * (depth - 1)
        return "{ " + " ".join(f"b{i} {{ {branch} }}" for i in range(times)) + " }"

    spread = document("...F") + f" fragment F on T {{ {fields} }}"
    assert too_large(parse(spread)) == too_large(parse(document(fields)))
