"""The Neo4j servers of one run of the suite: started when first asked for, ended with it."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path
from types import TracebackType

from tools.neo4j.jars import Distribution
from tools.neo4j.quick import quick
from tools.neo4j.server import Server, free_port

PLAN_ONCE = "dbms.cypher.min_replan_interval=1h"
"""Every test empties the database, and with each change of its size Neo4j would plan every statement anew."""


class Servers:
    """Numbered from 0. A test that needs two stores at once takes two servers, as Community has one database each."""

    def __init__(self, distribution: Distribution, folder: Path) -> None:
        self._distribution = distribution
        self._java = quick(distribution)
        self._folder = folder
        self._started: dict[int, Server] = {}
        self._made = 0

    def number(self, number: int) -> Server:
        """One that the whole run shares."""
        if number not in self._started:
            self._started[number] = self.new()
            self._started[number].start(PLAN_ONCE)
        return self._started[number]

    def new(self) -> Server:
        """One of the caller's own, not started; he ends it."""
        self._made += 1
        folder = self._folder / str(self._made)
        password = secrets.token_urlsafe(16)
        return Server(folder, self._distribution, port=free_port(), password=password, java=self._java)

    def __enter__(self) -> Servers:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        for server in self._started.values():
            server.kill()  # nobody reads its data again
        shutil.rmtree(self._folder)
