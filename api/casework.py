"""Case folders and what lies in them: notes, charts with their versions, standing questions. All of it is appended,
with who made it, what for and in which case; nothing is changed afterwards.

A folder belongs to an organisation. Whoever is not a member does not see it: it is absent to him, and a folder of the
same name that he opens is a new one. What a note or a chart speaks of is looked up again at every read, with the
reader's own clearance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from api.context import Context, Looking
from api.known import known_links, known_types
from api.paging import Paging, Slice
from graph.ledger import Entry, EntryKind
from graph.store import MAX_PAGE
from graph.views import EntityView, LinkView, Page
from ontology.errors import AbsentError, RequestError
from ontology.ids import content_digest

MAX_ENTRIES = 2_000
"""Entries of one kind that a case holds, and versions of one chart."""
MAX_ELEMENTS = 1_000
"""Nodes and links of a chart together."""
MAX_TEXT = 10_000
MAX_MEMBERS = 50
_MAX_NAME = 200


@dataclass(frozen=True, slots=True)
class Placed:
    """An entity on a chart, at a position on its plane."""

    id: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a chart: which, what was saved, and the chart."""

    number: int
    entry: Entry
    chart: Entry


async def open_case(context: Context, title: str, members: Sequence[str]) -> Entry:
    """Open the folder of the case that the request states. Members are principals of the caller's organisation."""
    name = _stated(context, "case")
    taken = RequestError("you have a folder of this name", where="X-Case")
    if any(folder.body["name"] == name for folder in await cases(context)):
        raise taken
    if len(members) > MAX_MEMBERS or not all(context.colleague(member) for member in members):
        raise AbsentError("no such principal", where="members", mend=f"at most {MAX_MEMBERS}, of your organisation")
    body = {"name": name, "title": _text("title", title, _MAX_NAME), "members": sorted(set(members))}
    who = context.caller
    made = _entry(context, "case", body, "", content_digest("folder", who.who.organisation, who.principal, name))
    if not await context.ledger.put_entry(made, behind=0):  # opened since then by another call of his
        raise taken
    return made


async def cases(context: Context) -> list[Entry]:
    """The folders that the caller is a member of."""
    return [entry for entry in await context.ledger.entries("case") if _is_member(context, entry)]


async def case(context: Context, id_: str) -> Entry | None:
    found = await context.ledger.entry(id_)
    return found if found and found.kind == "case" and _is_member(context, found) else None


async def note(context: Context, target: str, type_: str, text: str) -> Entry:
    """Write a note about an entity, which must be of this type."""
    folder = await _folder(context)
    known_types([type_])
    found = await context.store.get(context.view(Looking()), [target])
    if not found or found[0].type != type_:
        raise AbsentError(f"no such {type_}", where="target", mend="look it up first")
    return await _put(context, "note", {"text": _text("text", text, MAX_TEXT)}, folder, of=target)


async def notes(context: Context, folder: str, first: int, after: str | None) -> Slice[tuple[Entry, EntityView]]:
    """The notes of a folder, first to last, each with what it is about; those about what he may not see are absent."""
    paging = Paging(context, ["notes", folder], first, after)
    entries = await context.ledger.entries("note", case=folder)
    targets = await seen(context, [entry.of for entry in entries])
    shown = [(entry, targets[entry.of]) for entry in entries if entry.of in targets]
    if paging.position:
        ids = [entry.id for entry, _ in shown]
        last = paging.position[0]
        shown = shown[ids.index(str(last)) + 1 :] if last in ids else []
    page, more = tuple(shown[:first]), len(shown) > first
    return paging.slice(Page(page, (page[-1][0].id,) if more else None))


async def save_chart(
    context: Context,
    nodes: Sequence[Placed],
    links: Sequence[str],
    *,
    name: str | None,
    chart: str | None,
    based_on: int | None,
) -> Version:
    """A new chart of a name, or a new version of a chart, which must be based on its last one. Raises AbsentError for
    an element that is not there for the caller."""
    folder = await _folder(context)
    if (name is None) == (chart is None):
        raise RequestError("a new chart has a name, a version its chart", where="saveChart")
    if not 1 <= len(nodes) <= MAX_ELEMENTS - len(links):
        raise RequestError(f"{len(nodes)} nodes, {len(links)} links", where="nodes", mend=f"at most {MAX_ELEMENTS}")
    if len(await seen(context, [node.id for node in nodes])) < len({node.id for node in nodes}):
        raise AbsentError("no such entity", where="nodes", mend="look it up first")
    if len(await seen_links(context, links)) < len(set(links)):
        raise AbsentError("no such link", where="links", mend="look it up first")
    body = {"nodes": [[node.id, node.x, node.y] for node in nodes], "links": sorted(set(links))}
    if chart is None:
        made = await _put(context, "chart", {"name": _text("name", name or "", _MAX_NAME)}, folder)
        return Version(1, await _put(context, "version", body, folder, of=made.id), made)
    found = await version(context, chart)
    if found is None or found.chart.case != folder:
        raise _absent("chart")
    if found.number >= MAX_ENTRIES:
        raise RequestError(f"a chart has {MAX_ENTRIES} versions", where="chart", mend="save it under another name")
    made = _entry(context, "version", body, folder, of=chart)
    if based_on != found.number or not await context.ledger.put_entry(made, behind=based_on):
        raise RequestError("the chart has changed", where="basedOn", mend="look at its last version")
    return Version(found.number + 1, made, found.chart)


async def version(context: Context, chart: str, number: int | None = None) -> Version | None:
    """A version of a chart, the last where no number is given; None when there is none for the caller."""
    try:
        found = await _in_case(context, "chart", chart)
    except AbsentError:
        return None
    saved = await context.ledger.nth_entry("version", chart, number)
    return Version(*saved, found) if saved else None


async def charts(context: Context, folder: str) -> list[Entry]:
    return await context.ledger.entries("chart", case=folder)


async def save_search(context: Context, name: str, text: str, types: Sequence[str]) -> Entry:
    """A standing search: what it finds anew is told to whoever subscribes."""
    known_types(types)
    body = {"name": _text("name", name, _MAX_NAME), "text": _text("text", text, _MAX_NAME), "types": sorted(set(types))}
    return await _put(context, "alert", body, await _folder(context))


async def save_pattern(context: Context, name: str, around: str, links: Sequence[str], types: Sequence[str]) -> Entry:
    """A standing pattern: links of these types from one entity to entities of these types (none named: any)."""
    known_links(links)
    known_types(types)
    if not await seen(context, [around]):
        raise AbsentError("no such entity", where="around", mend="look it up first")
    body = {"name": _text("name", name, _MAX_NAME), "links": sorted(set(links)), "types": sorted(set(types))}
    return await _put(context, "alert", body, await _folder(context), of=around)


async def alerts(context: Context, folder: str) -> list[Entry]:
    """The standing questions of a folder, without those about what the caller may not see."""
    entries = await context.ledger.entries("alert", case=folder)
    there = await seen(context, [entry.of for entry in entries if entry.of])
    return [entry for entry in entries if not entry.of or entry.of in there]


async def alert(context: Context, id_: str) -> Entry:
    """Raises AbsentError where there is none for the caller."""
    return await _in_case(context, "alert", id_)


async def seen(context: Context, ids: Iterable[str]) -> dict[str, EntityView]:
    """Those of these ids that lead to an entity which the caller sees, with it."""
    asked = list(dict.fromkeys(ids))
    view = context.view(Looking())
    found: dict[str, EntityView] = {}
    for start in range(0, len(asked), MAX_PAGE):
        part = asked[start : start + MAX_PAGE]
        held = {member: e for e in await context.store.get(view, part) for member in e.members}
        found |= {id_: held[id_] for id_ in part if id_ in held}
    return found


async def seen_links(context: Context, ids: Sequence[str]) -> dict[str, LinkView]:
    view = context.view(Looking())
    parts = [ids[start : start + MAX_PAGE] for start in range(0, len(ids), MAX_PAGE)]
    return {link.id: link for part in parts for link in await context.store.get_links(view, part)}


async def _in_case(context: Context, kind: EntryKind, id_: str) -> Entry:
    """An entry of this kind in a folder of the caller. Raises AbsentError for any other id."""
    found = await context.ledger.entry(id_)
    if found is None or found.kind != kind or await case(context, found.case) is None:
        raise _absent(kind)
    return found


async def _folder(context: Context) -> str:
    """The id of the folder in which the request works. Raises RequestError when it states none, AbsentError when the
    caller has none of that name."""
    return await folder_called(context, _stated(context, "case"), "X-Case")


async def folder_called(context: Context, name: str, where: str) -> str:
    """The id of the caller's folder of this name; of several (others may have made him a member) the first. Raises
    AbsentError where there is none."""
    for folder in await cases(context):
        if folder.body["name"] == name:
            return folder.id
    raise AbsentError("no such case", where=where, mend="open it first")


def _stated(context: Context, what: str) -> str:
    if not context.caller.purpose or not context.caller.case:
        raise RequestError("say what for and in which case", where="X-Purpose, X-Case", mend="send both headers")
    return cast(str, getattr(context.caller, what))


def _is_member(context: Context, folder: Entry) -> bool:
    who = context.caller.who
    return folder.organisation == who.organisation and (
        folder.actor == context.caller.principal or context.caller.principal in cast(list[str], folder.body["members"])
    )


async def _put(context: Context, kind: EntryKind, body: Mapping[str, object], folder: str, of: str = "") -> Entry:
    if kind != "version" and len(await context.ledger.entries(kind, case=folder)) >= MAX_ENTRIES:
        raise RequestError(f"the case holds {MAX_ENTRIES} of these", where="X-Case", mend="open another folder")
    made = _entry(context, kind, body, folder, of)
    await context.ledger.put_entry(made)
    return made


def _entry(context: Context, kind: EntryKind, body: Mapping[str, object], folder: str, of: str) -> Entry:
    return Entry(
        kind=kind,
        actor=context.caller.principal,
        organisation=context.caller.who.organisation,
        purpose=_stated(context, "purpose"),
        at=context.now.isoformat(timespec="milliseconds"),
        body=body,
        case=folder,
        of=of,
    )


def _text(name: str, text: str, most: int) -> str:
    stated = text.strip()
    if not 1 <= len(stated) <= most or "\x00" in stated:
        raise RequestError("a text is needed", where=name, mend=f"from 1 to {most} characters")
    return stated


def _absent(what: str) -> AbsentError:
    return AbsentError(f"no such {what}", mend="look it up first")
