"""Opening a store on a server: each thing that can be wrong is one clear error, told at once and without a secret."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.login import Login
from graph.neo4j_store import schema
from graph.neo4j_store.address import SCHEMES, parse
from graph.neo4j_store.contact import server_version
from graph.open import ledger_file, migrate, open_store, store_exists
from graph.rows import Ingested
from graph.store import Store
from ontology.errors import SetupError, StoreError
from tests.neo4j_servers import Servers
from tools.neo4j.server import Server, free_port


def login_of(server: Server) -> Login:
    return Login(server.user, server.password)


@pytest.fixture
def server(neo4j_server: Server) -> Iterator[Server]:
    """An empty one; the next test finds it empty as well."""
    neo4j_server.clear()
    yield neo4j_server
    neo4j_server.clear()


def refused(address: str, login: Login, *, create: bool = True) -> str:
    """What opening is refused with."""
    with pytest.raises(SetupError) as caught:
        open_store(address, login=login, create=create)
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


async def closed(store: Store) -> None:
    await store.close()


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
async def test_a_store_is_made_found_again_and_counted(server: Server, scheme: str) -> None:
    address, login = f"{scheme}://127.0.0.1:{server.port}", login_of(server)
    assert not store_exists(address, login=login)
    assert "the database is empty" in refused(address, login, create=False)
    made = open_store(address, login=login)
    able = made.capabilities()
    assert (able.name, able.schema_version) == ("neo4j", len(schema.steps()))
    await made.close()
    assert store_exists(address, login=login)
    assert migrate(address, login=login) == 0
    named = open_store(f"{address}/neo4j", login=login, create=False)
    await named.close()
    assert "there is no such database" in refused(f"{address}/another", login)


def test_who_may_not_in_is_told_why(server: Server) -> None:
    for wrong in ("something else", "neo4j2"):
        told = refused(server.address, Login("neo4j", wrong))
        assert "refuses user or password" in told
        assert wrong not in told
    assert "asks for a password (set LINKWRIGHT_NEO4J_USER" in refused(server.address, Login())
    assert server.password not in repr(login_of(server))


def test_what_is_not_there_is_told_at_once() -> None:
    for scheme in ("bolt", "neo4j"):
        told = refused(f"{scheme}://127.0.0.1:{free_port()}", Login())
        assert "does not answer: [Errno 111] Connection refused (see that it runs" in told


@pytest.mark.parametrize("scheme", ["bolt+s", "neo4j+s", "bolt+ssc", "neo4j+ssc"])
def test_a_server_that_does_not_encrypt(server: Server, scheme: str) -> None:
    told = refused(f"{scheme}://127.0.0.1:{server.port}", login_of(server))
    assert "the connection cannot be encrypted (where the server does not encrypt use bolt://" in told


def test_a_graph_of_another_program_is_left_alone(server: Server) -> None:
    with server.driver() as driver:
        driver.execute_query("CREATE (:Movie)")
    assert "a graph of another program" in refused(server.address, login_of(server))
    assert store_exists(server.address, login=login_of(server))


async def test_a_store_of_another_version_is_refused(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    login = login_of(server)
    await closed(open_store(server.address, login=login))
    known = schema.steps()
    monkeypatch.setattr(schema, "steps", lambda: (*known, ("CREATE INDEX extra IF NOT EXISTS FOR (s:Store) ON (s.x)",)))
    assert f"has version {len(known)}, this program needs {len(known) + 1}" in refused(server.address, login)
    assert migrate(server.address, login=login) == 1
    assert migrate(server.address, login=login) == 0
    await closed(open_store(server.address, login=login, create=False))
    monkeypatch.undo()
    told = refused(server.address, login)
    assert f"has version {len(known) + 1}, this program knows {len(known)} (use the newer program" in told
    with pytest.raises(StoreError, match="this program knows"):
        migrate(server.address, login=login)
    with server.driver() as driver:
        driver.execute_query("DROP INDEX extra")


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Neo4j/4.4.40", "the server is Neo4j 4.4.40, this program needs 5.26 or later"),
        ("Neo4j/5.25.1", "the server is Neo4j 5.25.1"),
        ("Memgraph/v2.18", "this is no Neo4j: Memgraph/v2.18"),
        ("", "this is no Neo4j"),
    ],
)
def test_servers_that_no_store_can_live_in(agent: str, words: str) -> None:
    with pytest.raises(StoreError, match=words):
        server_version(agent, "bolt://h:1")


def test_servers_that_one_can_live_in() -> None:
    assert [server_version(f"Neo4j/{v}", "") for v in ("5.26.0", "2026.08.1")] == ["5.26.0", "2026.08.1"]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a key and a certificate for 127.0.0.1 that signs itself."""
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
            "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "private.key", "-out", "public.crt",
        ],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    return folder


async def test_a_server_that_encrypts(neo4j_servers: Servers, certificate: Path) -> None:
    server = neo4j_servers.new()
    host, login = f"127.0.0.1:{server.port}", login_of(server)
    try:
        server.start(
            "dbms.ssl.policy.bolt.enabled=true",
            f"dbms.ssl.policy.bolt.base_directory={certificate}",
            "dbms.ssl.policy.bolt.client_auth=NONE",
            "server.bolt.tls_level=REQUIRED",
            scheme="bolt+ssc",
        )
        for scheme in ("bolt+ssc", "neo4j+ssc"):
            await closed(open_store(f"{scheme}://{host}", login=login))
        told = refused(f"bolt+s://{host}", login)
        assert "the server's certificate does not hold: self-signed certificate (name its authorities" in told
        known = Login(login.user, login.password, certificate / "public.crt")
        for scheme in ("bolt+s", "neo4j+s"):
            await closed(open_store(f"{scheme}://{host}", login=known))
        assert "checks no certificate" in refused(f"bolt://{host}", known)
        assert "the scheme is bolt+s: or neo4j+s: where it encrypts" in refused(f"bolt://{host}", login)
    finally:
        server.kill()
    missing = Login("a", "b", certificate / "nothing")
    assert "nothing: there is no such file" in refused(f"bolt+s://{host}", missing)


async def test_a_read_only_database_is_read_and_not_written(neo4j_servers: Servers) -> None:
    server = neo4j_servers.new()
    login = login_of(server)
    try:
        server.start()
        await closed(open_store(server.address, login=login))
        server.stop()
        server.start("server.databases.default_to_read_only=true")
        store = open_store(server.address, login=login, create=False)
        assert await store.classes() == {}
        with pytest.raises(StoreError, match="the database is read-only"):
            async with store.transaction():
                pass
        await store.close()
    finally:
        server.kill()


async def test_a_full_disk_is_told_and_nothing_is_lost(neo4j_servers: Servers) -> None:
    server = neo4j_servers.new()
    login = login_of(server)
    try:
        server.start()
        await closed(open_store(server.address, login=login))
        server.stop()
        server.start(limit_kib=8_000)
        acknowledged: list[str] = []
        with pytest.raises(StoreError, match=r"cannot go on.*its disk is not full"):
            await _fill(server, acknowledged)
        assert acknowledged
        server.kill()
        server.start()
        store = open_store(server.address, login=login, create=False)
        async with store.transaction() as writer:
            assert all([await writer.ingested(path) for path in acknowledged])
            assert await writer.ingested(str(len(acknowledged))) is None
        await store.close()
    finally:
        server.kill()


async def _fill(server: Server, acknowledged: list[str]) -> None:
    """Write lines of half a megabyte until the store refuses one."""
    store = open_store(server.address, login=login_of(server), create=False)
    try:
        while True:
            path = str(len(acknowledged))
            async with store.transaction() as writer:
                await writer.put_ingested([Ingested(path, "done", None, "x" * 500_000, None, "")])
            acknowledged.append(path)
    finally:
        await store.close()


@pytest.mark.parametrize(
    ("address", "uri", "name"),
    [
        ("bolt://localhost", "bolt://localhost:7687", "localhost-7687"),
        ("neo4j://LOCALHOST:7688/Cases", "neo4j://localhost:7688", "localhost-7688-Cases"),
        ("neo4j+s://db.example.org/", "neo4j+s://db.example.org:7687", "db.example.org-7687"),
        ("bolt+ssc://[::1]:7690", "bolt+ssc://[::1]:7690", "_1-7690"),
        ("neo4j://h?region=south", "neo4j://h:7687?region=south", "h-7687"),
    ],
)
def test_addresses(address: str, uri: str, name: str) -> None:
    read = parse(address)
    assert (read.uri, read.name) == (uri, name)
    assert ledger_file(address, Path("/data")) == Path(f"/data/{name}.ledger")
    assert parse(str(read)) == read._replace(routing="")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("rest", ["", "//", "h:1", "//h:port", "//h:70000", "//h/a/b", "///base", "//h#x"])
def test_no_addresses(scheme: str, rest: str) -> None:
    with pytest.raises(StoreError, match=r"no address of a server.*write .*://HOST:PORT"):
        parse(f"{scheme}:{rest}")


@pytest.mark.parametrize("address", ["bolt://ana:secret@h:1", "neo4j+s://secret@h", "postgres://ana:secret@h/db"])
def test_no_password_stands_in_an_address(address: str) -> None:
    told = refused(address, Login())
    assert "secret" not in told
    assert address.partition(":")[0] in told


def test_only_clusters_have_routing() -> None:
    assert "only a cluster has a routing policy" in refused("bolt://h?region=south", Login())


def test_the_password_of_every_new_server_is_refused() -> None:
    with pytest.raises(SetupError, match="the password that every new server has"):
        Login(password="neo4j")
    with pytest.raises(SetupError, match="a user without a password"):
        Login(user="ana")
    assert Login(password="long enough").user == "neo4j"
