"""A client in Python with `gql`: find somebody by a misspelt name, and open what is said of him.

    python docs/clients/morning.py http://127.0.0.1:8000 "jose hernandes"

Where the server asks who is there, a token or key is read from LINKWRIGHT_TOKEN.
"""

from __future__ import annotations

import os
import sys
from importlib.resources import files
from typing import Any

from gql import Client, GraphQLRequest
from gql.transport.httpx import HTTPXTransport


def operation(name: str, **variables: Any) -> GraphQLRequest:
    """An operation that linkwright ships, by the name of its file."""
    text = files("api").joinpath("operations", f"{name}.graphql").read_text("utf-8")
    return GraphQLRequest(text, variable_values=variables)


def main(address: str, name: str) -> None:
    headers = {"X-Purpose": "morning brief", "X-Case": "C-7"}
    if token := os.environ.get("LINKWRIGHT_TOKEN"):
        headers["Authorization"] = f"Bearer {token}"
    transport = HTTPXTransport(url=f"{address}/graphql", headers=headers)
    with Client(transport=transport) as session:
        hits = session.execute(operation("dirty_name", text=name, first=3))["search"]["edges"]
        for hit in hits:
            why = ", ".join(f"{w['feature']}: {w['found']}" for w in hit["why"])
            print(f"{hit['score']:5.1f}  {hit['node']['label']}  ({why})")
        if hits:
            claims = session.execute(operation("evidence", of=hits[0]["node"]["id"], first=3))["claims"]["edges"]
            nodes = [claim["node"] for claim in claims]  # one sentence may bear several claims
            for said in dict.fromkeys(f"{n['reliability']}{n['credibility']}: {n['sentence']}" for n in nodes):
                print(f"       {said}")


if __name__ == "__main__":
    main(*sys.argv[1:])
