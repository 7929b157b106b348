"""The driver's errors as StoreError, and which of them pass by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ssl import SSLCertVerificationError, SSLError

from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConstraintError,
    DatabaseError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from ontology.errors import StoreError

_LOGIN = "set LINKWRIGHT_NEO4J_USER and LINKWRIGHT_NEO4J_PASSWORD or LINKWRIGHT_NEO4J_PASSWORD_FILE"
_BY_CODE = {
    "Neo.ClientError.Security.CredentialsExpired": ("the password must be changed first", "ALTER CURRENT USER …"),
    "Neo.ClientError.Security.AuthenticationRateLimit": ("too many wrong passwords", f"wait a while, and {_LOGIN}"),
    "Neo.ClientError.Database.DatabaseNotFound": ("there is no such database", "name another"),
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase": ("the database is read-only", "name another"),
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase": ("the database is read-only", "name another"),
}
"""Code of an error → what it means and how to mend it."""
_BROKEN = "see that its disk is not full, then start it again"


@contextmanager
def told(where: str) -> Iterator[None]:
    """Errors of driver and server as one StoreError each. Neither holds a password: no error of theirs repeats it."""
    try:
        yield
    except (Neo4jError, DriverError) as error:
        what, mend = _meaning(error)
        raise StoreError(what, where=where, mend=mend) from error


def _meaning(error: Neo4jError | DriverError) -> tuple[str, str]:
    """What happened, and how to mend it."""
    if isinstance(error, Neo4jError):
        return _meaning_of_server(error)
    if isinstance(error, ServiceUnavailable | SessionExpired):
        return _meaning_of_silence(error)
    return str(error), ""


def _meaning_of_server(error: Neo4jError) -> tuple[str, str]:
    message = str(error.message)
    if error.code in _BY_CODE:
        return _BY_CODE[error.code]
    if isinstance(error, AuthError):
        missing = "missing key `scheme`" in message
        return ("the server asks for a password" if missing else "the server refuses user or password", _LOGIN)
    if isinstance(error, ClientError):
        who = "store" if isinstance(error, ConstraintError) else "server"
        return f"the {who} refuses this: {message}", ""
    if isinstance(error, TransientError):
        memory = "dbms.memory.transaction.total.max" in message
        return (
            f"the server could not do this: {message}",
            "give the server a larger heap, or load less at a time" if memory else "try again",
        )
    return f"the server cannot go on: {message}", _BROKEN if isinstance(error, DatabaseError) else ""


def _meaning_of_silence(error: DriverError) -> tuple[str, str]:
    """The reason lies at the end of a chain of errors, in a cluster of several chains: the first of them is told."""
    chain = list(_chain(error))
    for cause in chain:
        if isinstance(cause, SSLCertVerificationError):
            return (
                f"the server's certificate does not hold: {cause.verify_message}",
                "name its authorities in LINKWRIGHT_NEO4J_AUTHORITIES, or take a self-signed one by bolt+ssc://",
            )
    if any(isinstance(cause, SSLError) for cause in chain):
        return "the connection cannot be encrypted", "where the server does not encrypt use bolt:// or neo4j://"
    reason = " ".join(str(chain[-1]).split())
    return (
        f"the server does not answer: {reason}",
        "see that it runs, that the address is right, and that the scheme is bolt+s: or neo4j+s: where it encrypts",
    )


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An error and what caused it, outermost first."""
    yield error
    if isinstance(error, BaseExceptionGroup):
        yield from _chain(error.exceptions[0])
    elif error.__cause__ is not None:
        yield from _chain(error.__cause__)


def passes(error: BaseException) -> bool:
    """Whether the same unit of work may well succeed when it is done again: a deadlock, a server that is restarted, a
    commit whose answer was lost. A unit too large for the server's memory is too large the next time as well."""
    if isinstance(error, Neo4jError) and "OutOfMemory" in str(error.code):
        return False
    return isinstance(error, IncompleteCommit) or (
        isinstance(error, Neo4jError | DriverError) and bool(error.is_retryable())
    )
