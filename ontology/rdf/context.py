"""`context.jsonld`: lets JSON-LD name types, links and properties by their bare names, as the GraphQL API does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from ontology.forms import COMPETING, FormKind, forms
from ontology.loader import schema
from ontology.rdf.terms import PREFIXES
from ontology.rdf.vocabulary import VALUES, vocabulary

_PREFIXES = ("lw", "prov", "rdf", "rdfs", "time", "xsd")
_DATATYPES: Mapping[str, str] = {"whole": "xsd:integer", "flag": "xsd:boolean", "day": "xsd:date"}
_REFERENCE = "@id"


def write_context(path: Path) -> None:
    """Write the file."""
    context: dict[str, object] = {"@version": 1.1, "id": "@id", "type": "@type", "label": "rdfs:label"}
    context |= {prefix: PREFIXES[prefix] for prefix in _PREFIXES}
    names = {type_.name for type_ in schema().entity_types}
    names |= {record.name for record in vocabulary().records.values() if record.class_ == record.name}
    terms: dict[str, object] = {name: f"lw:{name}" for name in names}
    terms |= {name: _term(name, _REFERENCE) for name in schema().links}
    for group in (schema().entity_types, schema().links.values()):
        for name, form in forms(p for owner in group for p in owner.properties.values()).items():
            terms[name] = _term(name, _coerced(form.kind))
            if not form.several:
                terms[name + COMPETING] = _term(name + COMPETING, _REFERENCE if form.kind == "time" else "")
    for term in vocabulary().terms.values():
        refers = term.value == "time" or term.value not in VALUES
        terms[term.name] = _term(term.name, _REFERENCE if refers else _DATATYPES.get(term.value, ""))
    context |= dict(sorted(terms.items()))
    path.write_text(json.dumps({"@context": context}, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _coerced(kind: FormKind) -> str:
    return {"time": _REFERENCE, "number": "xsd:double", "text": ""}[kind]


def _term(name: str, type_: str) -> object:
    return {"@id": f"lw:{name}", "@type": type_} if type_ else f"lw:{name}"
