"""Terms and statements as N-Triples writes them.

A *tail* is a statement without its subject (` <predicate> <object> .` and a newline): statements about one subject are
then its tails joined by the subject, in one step, and a tail that recurs is made once.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

import orjson

from ontology.interval import Interval
from ontology.namespace import RECORD, VOCABULARY

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
PROV = "http://www.w3.org/ns/prov#"
TIME = "http://www.w3.org/2006/time#"
GEO = "http://www.opengis.net/ont/geosparql#"

PREFIXES = {
    "lw": VOCABULARY, "rdf": RDF, "rdfs": RDFS, "xsd": XSD, "prov": PROV, "time": TIME, "geo": GEO,
}  # fmt: skip
TYPE = f"<{RDF}type>"
LABEL = f"<{RDFS}label>"


Described = tuple[str, list[str]]
"""A subject (`<IRI>`) and the tails of all statements about it."""


def name(local: str) -> str:
    """A type, link or property of ours."""
    return f"<{VOCABULARY}{local}>"


def record(id_: str) -> str:
    """A thing with an id of ours (`ontology.ids`: letters and digits)."""
    return f"<{RECORD}{id_}>"


def minted(kind: str, *parts: str) -> str:
    """A thing without an id of ours, named by what it is: an interval, an agency, a run."""
    return f"<{RECORD}{kind}:{'_'.join(quote(part, safe='') for part in parts)}>"


def literal(text: str, datatype: str = "") -> str:
    """A literal; `datatype` is an IRI. The escapes of JSON are those of N-Triples."""
    return orjson.dumps(text).decode() + (f"^^<{datatype}>" if datatype else "")


def tail(predicate: str, object_: str) -> str:
    return f" {predicate} {object_} .\n"


def parted(tail_: str) -> tuple[str, str]:
    """Predicate and object of a tail."""
    predicate, _, object_ = tail_[1:-3].partition(" ")
    return predicate, object_


def interval(normal: str) -> str:
    """The interval of a normal form."""
    left, _, right = normal.partition("/")
    return minted("interval", *(("" if end == ".." else end) for end in ((left, right) if right else (left,))))


def times(normals: Iterable[str]) -> list[Described]:
    """Intervals and the instants at their ends, in OWL-Time. An instant is as exact as what was stated: a month is no
    first day of it. An end that is not known is not there."""
    described = list[Described]()
    instants = dict[str, str]()
    for normal in sorted(normals):
        stated = Interval.parse(normal)
        whole = stated.precision != "interval"
        tails = [tail(TYPE, f"<{TIME}Interval>"), tail(LABEL, literal(normal))]
        for predicate, day in (("hasBeginning", stated.start), ("hasEnd", stated.end)):
            if day is not None:
                at = normal if whole else day.isoformat()
                instants[at] = stated.precision if whole else "day"
                tails.append(tail(f"<{TIME}{predicate}>", minted("instant", at)))
        described.append((interval(normal), tails))
    for at, precision in sorted(instants.items()):
        predicate, datatype = _INSTANTS[precision]
        tails = [tail(TYPE, f"<{TIME}Instant>"), tail(f"<{TIME}{predicate}>", literal(at, XSD + datatype))]
        described.append((minted("instant", at), tails))
    return described


_INSTANTS = {
    "day": ("inXSDDate", "date"),
    "month": ("inXSDgYearMonth", "gYearMonth"),
    "year": ("inXSDgYear", "gYear"),
}
