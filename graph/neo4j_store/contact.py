"""The first contact with a server: whether it is there, lets us in, and is one that the store can live in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from neo4j import GraphDatabase, TrustCustomCAs

from graph.login import Login
from graph.neo4j_store.address import Address
from graph.neo4j_store.connection import Target
from graph.neo4j_store.errors import told
from graph.neo4j_store.schema import Ask, asking
from ontology.errors import StoreError

OLDEST = (5, 26)
"""The first release whose Cypher knows all that our statements say."""
CONNECT_SECONDS = 10.0
"""A server that takes longer to answer at first is told as absent."""


class Contact(NamedTuple):
    """A server that answers: `ask` runs a statement on the database, `version` is the server's."""

    ask: Ask
    version: str


def target_of(address: Address, login: Login) -> Target:
    """The address with who we are there. Raises StoreError when the file of authorities is not there."""
    options: tuple[tuple[str, object], ...] = ()
    uri = address.uri
    if login.authorities is not None:
        if not login.authorities.is_file():
            raise StoreError("there is no such file", where=str(login.authorities),
                             mend="LINKWRIGHT_NEO4J_AUTHORITIES names it")  # fmt: skip
        if not address.scheme.endswith("+s"):
            raise StoreError("authorities are named, and the scheme checks no certificate", where=str(address),
                             mend="use bolt+s:// or neo4j+s://, or unset LINKWRIGHT_NEO4J_AUTHORITIES")  # fmt: skip
        # The driver takes authorities of one's own beside a plain scheme only.
        uri = address._replace(scheme=address.scheme.removesuffix("+s")).uri
        options = (("encrypted", True), ("trusted_certificates", TrustCustomCAs(str(login.authorities))))
    return Target(uri, login.user, login.password, address.database, options)


@contextmanager
def contact(target: Target) -> Iterator[Contact]:
    """A server that was asked and answered. Raises StoreError, at once, when it does not or is none for us."""
    waits = dict.fromkeys(("connection_timeout", "connection_acquisition_timeout"), CONNECT_SECONDS)
    with told(target.uri), GraphDatabase.driver(**target.settings | waits) as driver:
        with driver.session(database=target.database) as session:  # outside of the driver's own retries
            agent = session.run("RETURN 1").consume().server.agent
        yield Contact(asking(driver, target.database), server_version(agent, target.uri))


def server_version(agent: str, where: str) -> str:
    """The version that a server calls itself by. Raises StoreError when it is no Neo4j, or one before OLDEST."""
    product, _, version = agent.partition("/")
    numbers = version.split(".")[:2]
    oldest = ".".join(map(str, OLDEST))
    if product != "Neo4j" or not all(number.isdecimal() for number in numbers):
        raise StoreError(f"this is no Neo4j: {agent}", where=where, mend=f"use Neo4j {oldest} or later")
    if tuple(map(int, numbers)) < OLDEST:
        raise StoreError(f"the server is Neo4j {version}, this program needs {oldest} or later", where=where,
                         mend="use a later server")  # fmt: skip
    return version
