"""One self-contained page: the text with its marks, what is said of each on hover or focus, and the links as a table.

No script and no outside asset; the policy in the head allows the one style sheet by its hash and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files

from api.explain.told import Link, Mark, Said, Told, in_order
from ontology.loader import schema


def page(documents: Iterable[Told]) -> str:
    """The HTML of one or several documents. The banner is that of each document, above and below its text."""
    style = files("api.explain").joinpath("page.css").read_text("utf-8") + _colours()
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    body = "".join(_document(place, told) for place, told in enumerate(documents, 1))
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{digest}'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>What was understood</title><style>{style}</style></head><body>{body}</body></html>\n"
    )


def _colours() -> str:
    """A light background a type, spread over the circle by the golden angle, so that neighbours differ."""
    types = sorted(schema().types)
    return "".join(
        f".t-{name}{{background:hsl({round(place * 137.5) % 360} 70% 84%)}}" for place, name in enumerate(types)
    )


def _document(place: int, told: Told) -> str:
    banner = f'<p class="banner">{_shown(told.banner)}</p>'
    links = "".join(_link(place, told, link) for link in told.links)
    table = (
        "<table><thead><tr><th>who</th><th>link</th><th>whom or what</th><th>meant</th><th>part</th><th>score</th>"
        f"<th>evidence</th></tr></thead><tbody>{links}</tbody></table>"
        if links
        else "<p>No links.</p>"
    )
    return (
        f"<section>{banner}<h1>{_shown(told.title)}</h1>"
        f'<div class="text" dir="auto">{"".join(_text(place, told))}</div>'
        f"<h2>Links</h2>{table}{banner}</section>"
    )


def _text(place: int, told: Told) -> Iterator[str]:
    done = 0
    for marks in in_order(told.marks):
        first = marks[0]
        if first.start < done:  # spans that cross are not settled; nothing is lost, the later one is in the links
            continue
        yield _shown(told.text[done : first.start])
        anchors = "".join(f'<a id="d{place}m{mark.number}"></a>' for mark in marks[1:])
        cards = "".join(_card(place, told, mark) for mark in marks)
        yield (
            f'<mark id="d{place}m{first.number}" class="t-{first.type}" tabindex="0">{anchors}{_shown(first.text)}'
            f'<small>{_shown("/".join(mark.type for mark in marks))}</small><span class="card">{cards}</span></mark>'
        )
        done = first.end
    yield _shown(told.text[done:])


def _card(place: int, told: Told, mark: Mark) -> str:
    same = ""
    if mark.leader != mark.number:
        same = f'<span>same as <a href="#d{place}m{mark.leader}">{_shown(told.mark(mark.leader).text)}</a></span>'
    rows = "".join(f"<span>{_property(said)}</span>" for said in mark.said)
    return f"<b>{_shown(mark.type)}</b><span>{_shown(mark.part)}, score {mark.score:.2f}</span>{same}{rows}"


def _property(said: Said) -> str:
    meant = f" ({_shown(said.meant)})" if said.meant else ""
    return (
        f"<i>{_shown(said.what)}</i> {_shown(said.normal)}{meant} <small>{_shown(said.part)} {said.score:.2f}</small>"
    )


def _link(place: int, told: Told, link: Link) -> str:
    ends = [
        f'<td><a href="#d{place}m{mark.number}">{_shown(mark.text)}</a> <small>{_shown(mark.type)}</small></td>'
        for mark in map(told.mark, (link.subject, link.object))
    ]
    said = link.said
    quotes = " … ".join(told.text[start:end] for start, end in said.evidence)
    denied = ' class="denied"' if "denied" in said.meant else ""
    return (
        f"<tr{denied}>{ends[0]}<td>{_shown(said.what)}</td>{ends[1]}<td>{_shown(said.meant)}</td>"
        f"<td>{_shown(said.part)}</td><td>{said.score:.2f}</td><td>{_shown(quotes)}</td></tr>"
    )


def _shown(text: str) -> str:
    """Text as HTML; control signs and lone surrogates, which no page may hold, become the replacement sign."""
    clean = "".join("\ufffd" if (c < " " and c not in "\n\t") or "\ud800" <= c <= "\udfff" else c for c in text)
    return escape(clean)
