"""Records of entities and links, as strict pydantic models derived from the schema: what an import must look like.

    {"type": "Vehicle", "properties": {"plate": ["MEX-TAM:XTR4471"]}}
    {"type": "memberOf", "subject": "Person", "object": "CriminalNetwork", "qualifiers": {"function": "guide"}}

Values are normal forms. A property is a list, since sources differ and conflicting values stay side by side; the ends
of a link are names of types.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, create_model

from ontology.errors import InputError
from ontology.loader import schema
from ontology.model import Link, Property, Type
from ontology.values import value_type


class Record(BaseModel):
    """Base of all record classes: nothing is coerced, an unknown key is refused. Keys are the schema's own names."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


@cache
def record_classes() -> Mapping[str, type[Record]]:
    """One class for each type of entity and link, by its name and of that name."""
    found = {type_.name: _entity_class(type_) for type_ in schema().entity_types}
    return found | {link.name: _link_class(link) for link in schema().links.values()}


def read_record(record: object) -> Record:
    """The record as an instance of its class. Raises InputError, which names the place in the record."""
    name = record.get("type") if isinstance(record, Mapping) else None
    if not isinstance(name, str) or name not in record_classes():
        raise InputError(f"unknown type {name!r}", where="type", mend="a type or link of the ontology")
    try:
        return record_classes()[name].model_validate(record)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise InputError(
            first["msg"].removeprefix("Value error, "), where=".".join(str(part) for part in first["loc"])
        ) from None


def _entity_class(type_: Type) -> type[Record]:
    properties = {p.python_name: (list[_annotation(p)], _field(p, list)) for p in type_.properties.values()}  # type: ignore[misc]
    below = _create(f"{type_.name}Properties", "", properties)
    return _create(type_.name, type_.why, {"type": (Literal[type_.name], ...), "properties": (below, ...)})


def _link_class(link: Link) -> type[Record]:
    qualifiers = {p.python_name: (_annotation(p), _field(p, None)) for p in link.properties.values()}
    below = _create(f"{link.name}Qualifiers", "", qualifiers)
    fields = {
        "type": (Literal[link.name], ...),
        "subject": (Literal[link.subjects], ...),
        "object": (Literal[link.objects], ...),
        "qualifiers": (below, Field(default_factory=below)),
    }
    return _create(link.name, link.why, fields)


def _create(name: str, doc: str, fields: Mapping[str, tuple[Any, Any]]) -> type[Record]:
    made: type[Record] = create_model(name, __base__=Record, __doc__=doc, **fields)  # type: ignore[call-overload]
    return made


def _annotation(property_: Property) -> Any:
    if property_.codes:
        return Literal[property_.codes]
    return Annotated[str, AfterValidator(_normal_form(property_.value))]


def _normal_form(name: str) -> Callable[[str], str]:
    def normal_form(text: str) -> str:
        value_type(name).check(text)
        return text

    return normal_form


def _field(property_: Property, default: Callable[[], object] | None) -> Any:
    described: dict[str, Any] = {"alias": property_.name, "description": property_.why}
    return Field(default=None, **described) if default is None else Field(default_factory=default, **described)
