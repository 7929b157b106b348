"""The guard weighs a document in linear time, however its fragments multiply."""

from __future__ import annotations

import pytest
from graphql import parse
from hypothesis import given
from hypothesis import strategies as st

from api.graphql.guard import too_large


def doubling(levels: int) -> str:
    """Each fragment spreads the next one twice: 2^levels fields when they are spread out."""
    chain = "".join(f"fragment F{i} on Query {{ a{i}: node(id: 1) {{ id }} ...F{i + 1} ...F{i + 1} }} "
                    for i in range(levels))  # fmt: skip
    return f"{{ ...F0 }} {chain} fragment F{levels} on Query {{ stats {{ documents }} }}"


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
        ("{ s { " + "f " * 21 + "} }", "repeated fields"),
        ("{ " + " ".join(f"f{i}" for i in range(21)) + " }", "roots"),
        ("{ s " + "@a " * 51 + "}", "directives"),
        ("query ($v: Int " + "@a " * 51 + ") { s }", "directives"),
        (" ".join(f"query Q{i} {{ s }}" for i in range(6)), "operations"),
        ("{ s } " + " ".join(f"fragment F{i} on Query {{ s }}" for i in range(101)), "fragments"),
        ("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }", None),
        (doubling(3), None),
        (doubling(10), "fields"),
        (doubling(40), "fields"),
        ("{ __schema { types { fields { type { ofType { ofType { ofType { ofType { ofType { ofType { ofType { ofType "
         "{ name } } } } } } } } } } } } }", "depth"),
    ],
)  # fmt: skip
def test_each_limit_holds_at_its_edge(document: str, limit: str | None) -> None:
    assert too_large(parse(document, no_location=True)) == limit


def test_a_chain_of_fragments_is_weighed_to_its_end() -> None:
    chain = "".join(f"fragment F{i} on Query {{ x {{ ...F{i + 1} }} }} " for i in range(90))
    document = f"{{ ...F0 }} {chain} fragment F90 on Query {{ s }}"
    assert too_large(parse(document)) == "depth"


@given(st.integers(1, 13), st.integers(1, 25), st.integers(0, 35), st.integers(1, 3))
def test_spreading_weighs_what_writing_out_weighs(depth: int, width: int, aliases: int, times: int) -> None:
    fields = " ".join([f"f{i}" for i in range(width)] + [f"a{i}: f" for i in range(aliases)])

    def document(innermost: str) -> str:
        branch = "r { " * (depth - 1) + innermost + " }" * (depth - 1)
        return "{ " + " ".join(f"b{i} {{ {branch} }}" for i in range(times)) + " }"

    spread = document("...F") + f" fragment F on T {{ {fields} }}"
    assert too_large(parse(spread)) == too_large(parse(document(fields)))
