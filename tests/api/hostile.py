"""Hostile questions: a beginning, a part that comes again as often as one likes, and an end.

Each is named for what it weighs on. `python -m benchmarks.graphql` weighs the processor's time that they take.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import orjson
from graphql import GraphQLError

from api.gate import MAX_BODY
from api.graphql.reading import parsed, too_many_values


@dataclass(frozen=True, slots=True)
class Hostile:
    """`%d` in the part that comes again is its number; `closed` comes as often, behind the core."""

    head: str
    part: str
    tail: str = ""
    core: str = ""
    closed: str = ""

    def of(self, times: int) -> str:
        counted = "%d" in self.part
        parts = "".join(self.part % n if counted else self.part for n in range(times))
        return self.head + parts + self.core + self.closed * times + self.tail

    def largest(self, fits: Callable[[str], bool]) -> str:
        """The longest one that fits, where what is longer than one that does not fit does not fit either."""
        low, high = 0, 1
        while fits(self.of(high)):
            low, high = high, 2 * high
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if fits(self.of(middle)) else (low, middle)
        return self.of(low)


def is_read(document: str) -> bool:
    """Whether a document is not refused before it is parsed to its end: characters, lines, tokens, nesting, digits."""
    try:
        parsed(document)
    except GraphQLError as refusal:
        return not any(sized in refusal.message for sized in ("is over", "more than", "too deeply"))
    return True


def is_taken(body: str) -> bool:
    """Whether a body is not refused for its size, its JSON or the number of its variables' values."""
    try:
        return len(body) <= MAX_BODY and not too_many_values(orjson.loads(body).get("variables") or {})
    except orjson.JSONDecodeError:
        return False


def doubling(levels: int) -> str:
    """Each fragment spreads the next one twice: 2^levels fields when they are spread out."""
    chain = "".join(f"fragment F{i} on Query {{ a{i}: node(id: 1) {{ id }} ...F{i + 1} ...F{i + 1} }} "
                    for i in range(levels))  # fmt: skip
    return f"{{ ...F0 }} {chain} fragment F{levels} on Query {{ stats {{ documents }} }}"


def _text(part: str, opened: str = '"', closed: str = '"') -> Hostile:
    return Hostile(f"{{ search(text: {opened}", part, f"{closed}) {{ edges {{ score }} }} }}")


_FAULTS = "{ stats { " + " ".join(f"f{n}" for n in range(100)) + " } }"
_FIVE = " ".join(f"query {name}%s {{ ...F }}" for name in "ABCDE") + " fragment F on Query { nodes(ids: ["
DOCUMENTS = {
    # the text
    "spaces": Hostile("{", " ", "a }"),
    "commas": Hostile("{", ",", "a }"),
    "line ends": Hostile("\n", "\n", "{ a }"),
    "line ends before a hundred faults": Hostile("", "\n", _FAULTS),
    "line ends before one fault in many places": Hostile("query(", "$v:Int\n", ") { __typename }"),
    "comments": Hostile("", "#\n", "{ a }"),
    "one comment": Hostile("#", "a", "\n{ a }"),
    "one name": Hostile("{ ", "a", " }"),
    "one number": Hostile("{ node(id: ", "9", ") { id } }"),
    "one number as a default": Hostile("query($v: ID = ", "9", ") { node(id: $v) { id } }"),
    "one fraction": Hostile('{ search(text: "a", first: 0.', "9", ") { edges { score } } }"),
    "one text": _text("a"),
    "one text beyond ASCII": _text("é"),
    "one text without an end": Hostile('{ search(text: "', "a"),
    "escapes": _text("\\n"),
    "escapes of code points": _text("\\u00e9"),
    "escapes of any width": _text("\\u{e9}"),
    "escapes in pairs": _text("\\uD83D\\uDE00"),
    "a block of empty lines": _text("\n", '"""', '"""'),
    "a block of lines": _text("   a\n", '"""', '"""'),
    "a block of quotation marks": _text('\\"""', '"""', '"""'),
    "a description": Hostile('"""', "a\n", '""" query Q { a }'),
    # nesting
    "brackets": Hostile("", "{ a"),
    "lists that stay open": Hostile("{ node(id: ", "["),
    "objects that stay open": Hostile("{ node(id: ", "{a:"),
    "lists in each other": Hostile("{ node(id: ", "[", ") { id } }", closed="]"),
    "objects in each other": Hostile("{ node(id: ", "{a: ", ") { id } }", core="1", closed="}"),
    "lists in a variable's type": Hostile("query($v: ", "[", ") { node(id: $v) { id } }", core="ID", closed="]"),
    "lists in a default": Hostile("query($v: ID = ", "[", ") { node(id: $v) { id } }", closed="]"),
    "inline fragments in each other": Hostile("{ ", "... { ", "}", core="__typename", closed="}"),
    "introspection": Hostile("{ __schema { types { fields { type ", "{ ofType ", "} } } }", "{ name }", "}"),
    # many of a kind
    "fields": Hostile("{ stats { ", "f%d ", "} }"),
    "long fields": Hostile("{ stats { ", "documents%d ", "} }"),
    "aliases": Hostile("{ ", "a%d:b ", "}"),
    "arguments": Hostile("{ node(", "id: 1 ", ") { id } }"),
    "unknown arguments": Hostile("{ stats(", "a%d: 1 ", ") { documents } }"),
    "ids in the document": Hostile("{ nodes(ids: [", "1 ", "]) { id } }"),
    "ids of a wrong kind": Hostile("{ nodes(ids: [", "1.5 ", "]) { id } }"),
    "names that an enumeration lacks": Hostile('{ search(text: "a", types: [', "Persn%d ", "]) { edges { score } } }"),
    "objects": Hostile("{ whatIf(suppose: [", "{ same: 1 } ", "]) { created { id } } }"),
    "directives": Hostile("{ stats ", "@a ", "{ documents } }"),
    "directives again and again": Hostile("{ __typename ", "@include(if: true) ", "}"),
    "directives of variables": Hostile("query(", "$v%d:Int @a ", ") { __typename }"),
    "operations": Hostile("", "query Q%d { a } "),
    "operations without a name": Hostile("", "{ a } "),
    "type definitions": Hostile("{ a } ", "type A%d { a: Int } "),
    "an enumeration": Hostile("{ a } enum A { ", "A%d ", "}"),
    # variables
    "variables that nothing uses": Hostile("query(", "$v%d:Int ", ") { __typename }"),
    "variables of unknown types": Hostile("query(", "$v%d:Itn ", ") { __typename }"),
    "variables of deep types": Hostile("query(", "$v%d:[[[[[ID]]]]] ", ") { __typename }"),
    "variables that nothing declares": Hostile("{ nodes(ids: [", "$v%d ", "]) { id } }"),
    "the same in five operations": Hostile(_FIVE % (("",) * 5), "$v%d ", "]) { id } }"),
    "a variable in five operations": Hostile(_FIVE % (("($v: ID!)",) * 5), "$v ", "]) { id } }"),
    # fields that meet in one place of the answer
    "one field": Hostile("{ stats { ", "documents ", "} }"),
    "one field without a type": Hostile("{ ", "__typename ", "}"),
    "one field in inline fragments": Hostile("{ stats { ", "... { documents } ", "} }"),
    "one field of many types": Hostile("{ node(id: 1) { ", "... on Person { id } ... on Place { id } ", "} }"),
    "one field in fields that meet": Hostile("{ stats { ", "entities { count } ", "} }"),
    "twenty times each of many": Hostile("{ ", "a%d: stats { " + "documents " * 20 + "} ", "}"),
    "one field in a fragment that nothing spreads": Hostile("{ a } fragment F on Stats { ", "documents ", "}"),
    "empty fragments": Hostile("{ stats { ", "... { } ", "} }"),
    # fragments
    "fragments that nothing spreads": Hostile("{ __typename } ", "fragment F%d on Query { __typename } "),
    "fragments on unknown types": Hostile("{ __typename } ", "fragment F%d on Qury { __typename } "),
    "fragments that are not there": Hostile("{ ", "...F%d ", "}"),
    "one fragment again and again": Hostile("{ ", "...F ", "} fragment F on Query { __typename }"),
    "fragments of equal fields": Hostile("{ stats { ...F0 ...F1 ...F2 ...F3 ...F4 ...F5 ...F6 ...F7 } } ",
                                         "fragment F%d on Stats { documents claims mentions } "),
    "fragments in one circle": Hostile("{ ...F0 } ", "fragment F%d on Query { ...F0 ...F1 ...F2 ...F3 } "),
}  # fmt: skip
"""What a document weighs on → the document."""


def _body(query: str, head: str, part: str, tail: str) -> Hostile:
    return Hostile(f'{{"query": "query($v: {query}", "variables": {{"v": {head}', part, tail + "}}")


_IDS = "[ID!]!) { nodes(ids: $v) { id } }"
_TYPES = '[EntityType!]) { search(text: \\"a\\", types: $v) { edges { score } } }'
_SUPPOSED = "Supposition!) { whatIf(suppose: $v) { created { id } } }"
_SOUGHT = "String!) { search(text: $v) { edges { score } } }"
BODIES = {
    "values of a right kind": _body(_IDS, '["a"', ',"a"', "]"),
    "values of a wrong kind": _body(_IDS, "[1.5", ",1.5", "]"),
    "values that are absent": _body(_IDS, "[null", ",null", "]"),
    "values that are empty objects": _body(_IDS, "[{}", ",{}", "]"),
    "values that an enumeration lacks": _body(_TYPES, '["Persn"', ',"Persn%d"', "]"),
    "one value that an enumeration lacks": _body(_TYPES, '["', "P", '"]'),
    "keys that an object lacks": _body(_SUPPOSED, '{"sam": 1', ',"sam%d":1', "}"),
    "one key that an object lacks": _body(_SUPPOSED, '{"', "s", '":1}'),
    "one long text": _body(_SOUGHT, '"', "a ", '"'),
    "one long text of null characters": _body(_SOUGHT, '"', "\\u0000", '"'),
    "one huge number": _body(_IDS, "[1", "9", "]"),
    "lists in each other": Hostile('{"query": "{ a }", "variables": {"v": ', "[", "}}", closed="]"),
    "objects in lists in each other": _body(_IDS, "[" + '[{"a":' * 400 + "1" + "}]" * 400, ',[{"a":1}]', "]"),
    "many variables": Hostile('{"query": "{ stats { documents } }", "variables": {"v": 1', ',"v%d":1', "}}"),
    "the same key again and again": Hostile('{"query": "{ a }"', ',"variables":{}', "}"),
    "extensions": Hostile('{"query": "{ a }", "extensions": {"a": 1', ',"a%d":[{}]', "}}"),
    "a name of an operation": Hostile('{"query": "{ a }", "operationName": "', "a", '"}'),
    "a name of a document": Hostile('{"query": "", "extensions": {"documentId": "', "a", '"}}'),
}
"""What the rest of a request weighs on → the request's body."""
