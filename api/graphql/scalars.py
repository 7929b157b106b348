"""One scalar for each value type of the ontology; a value that is not in its normal form is refused on the way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NewType

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

from ontology.values import VALUE_TYPES, value_type


def scalar_name(value: str) -> str:
    """NormalIdentityNumber for identity_number."""
    return "Normal" + "".join(word.capitalize() for word in value.split("_"))


def _checked(value: str) -> Callable[[Any], str]:
    def check(text: Any) -> str:
        if not isinstance(text, str) or not value_type(value).holds(text):
            raise GraphQLError(f"not the normal form of a value of type {value}")
        return text

    return check


def _define(value: str) -> ScalarDefinition:
    check = _checked(value)
    known = value_type(value)
    definition: ScalarDefinition = strawberry.scalar(
        name=scalar_name(value), description=f"{known.form} E.g. {known.example}", serialize=check, parse_value=check
    )
    return definition


CODE = "code"
"""The one value type without a scalar: each code list is an enumeration of its own."""
SCALARS: dict[str, Any] = {value: NewType(scalar_name(value), str) for value in VALUE_TYPES if value != CODE}
"""Value type → the annotation that stands for its scalar."""
SCALAR_MAP: dict[object, ScalarDefinition] = {SCALARS[value]: _define(value) for value in SCALARS}
