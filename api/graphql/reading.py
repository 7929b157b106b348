"""Reading what a request holds: a document from its text to what may be executed, each step once for a text that comes
again, and how much its variables hold.

The steps go from cheap to dear, and each bounds what the next may cost: characters and lines, tokens while the text is
parsed, what the document comes to (`guard`), validation up to a number of faults.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from graphql import DocumentNode, GraphQLError, GraphQLSchema, parse, validate
from graphql.language import Token, TokenKind
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from api.graphql.guard import too_large

MAX_CHARACTERS = 16_384
MAX_LINES = 1_000
"""The place of a fault is found by counting the lines before it."""
MAX_TOKENS = 700
MAX_DIGITS = 40
"""Of a number that stands in a document."""
MAX_FAULTS = 10
MAX_VALUES = 5_000
"""Of all variables: members of objects and of lists."""
_CACHED = 512
_OF_STRAWBERRY = (MaybeNullValidationRule, OneOfInputValidationRule)
"""Rules that it adds to those of GraphQL."""


@lru_cache(maxsize=_CACHED)
def parsed(query: str) -> DocumentNode:
    """The document. Raises GraphQLError when it cannot be parsed or is too large; that is not kept."""
    if len(query) > MAX_CHARACTERS:
        raise GraphQLError(f"the document is over {MAX_CHARACTERS} characters: send long values as variables")
    if query.count("\n") + query.count("\r") > MAX_LINES:
        raise GraphQLError(f"the document is over {MAX_LINES} lines")
    document = parse(query, max_tokens=MAX_TOKENS)
    if any(len(token.value or "") > MAX_DIGITS for token in _numbers(document)):
        raise GraphQLError(f"a number is over {MAX_DIGITS} digits")
    if limit := too_large(document):
        raise GraphQLError(f"the document has too many or too deep parts: {limit}")
    return document


@lru_cache(maxsize=_CACHED)
def validated(schema: GraphQLSchema, query: str, rules: tuple[Any, ...]) -> list[GraphQLError]:
    """The faults of a document that was parsed, the first ones only."""
    return validate(schema, parsed(query), (*rules, *_OF_STRAWBERRY), MAX_FAULTS, hide_suggestions=True)


def too_many_values(variables: Any) -> bool:
    """Whether variables hold more than may be; no more than that are looked at."""
    waiting, seen = [variables], 0
    while waiting:
        value = waiting.pop()
        members = value.values() if isinstance(value, dict) else value
        seen += len(members)
        if seen > MAX_VALUES:
            return True
        waiting.extend(member for member in members if isinstance(member, dict | list))
    return False


def _numbers(document: DocumentNode) -> Iterator[Token]:
    token = document.loc.start_token if document.loc else None
    while token:
        if token.kind in (TokenKind.INT, TokenKind.FLOAT):
            yield token
        token = token.next
