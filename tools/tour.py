"""The README's tour: the steps of tour.yaml asked of the sample through the real API, with the answers, as Markdown."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import yaml

from api.app import create_app
from tools.sample_store import NOW, sample_store

HERE = Path(__file__).resolve().parent
BEGIN, END = "<!-- tour: written by `make generate` -->", "<!-- end of tour -->"


def write_readme(path: Path) -> None:
    """Write the README to `path`, its tour answered anew. Raises ValueError when the marks of the tour are gone."""
    readme = (HERE.parent / "README.md").read_text("utf-8")
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"README.md has no {BEGIN!r} … {END!r}")
    path.write_text(f"{before}{BEGIN}\n\n{asyncio.run(_tour())}\n{END}{after}", "utf-8")


async def _tour() -> str:
    steps: list[dict[str, Any]] = yaml.safe_load((HERE / "tour.yaml").read_text("utf-8"))
    async with sample_store() as sample:
        app = create_app(sample.settings, sample.store, sample.ledger, clock=lambda: NOW)
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
            kept: dict[str, str] = {}
            return "\n".join([await _step(client, step, kept) for step in steps])


async def _step(client: httpx.AsyncClient, step: dict[str, Any], kept: dict[str, str]) -> str:
    """One step as Markdown; adds what it keeps to `kept`. Raises ValueError when the API answers with an error."""
    query = step["query"]
    for name, value in kept.items():
        query = query.replace("{" + name + "}", value)
    answer = (await client.post("/graphql", json={"query": query})).json()
    if "errors" in answer:
        raise ValueError(f"{query}\n{answer['errors']}")
    for name, way in step.get("keep", {}).items():
        found: Any = answer["data"]
        for part in way.split("."):
            found = found[int(part)] if isinstance(found, list) else found[part]
        kept[name] = found
    text = f"{step['text'].strip()}\n\n" if "text" in step else ""
    return f"{text}```graphql\n{query.strip()}\n```\n\n```json\n{compact(answer['data'])}\n```\n"


def compact(value: object, width: int = 150, indent: int = 0) -> str:
    """JSON for readers: what fits in a line stays in one."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + indent <= width or not isinstance(value, dict | list) or not value:
        return line
    pad = " " * (indent + 1)
    if isinstance(value, dict):
        items = [f"{pad}{json.dumps(k)}: {compact(v, width, indent + len(k) + 4).lstrip()}" for k, v in value.items()]
        return "{" + ",\n".join(items).lstrip() + "}"
    return "[" + ",\n".join(f"{pad}{compact(v, width, indent + 1)}" for v in value).lstrip() + "]"
