"""The driver's errors as StoreError, and which of them pass by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConstraintError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from ontology.errors import StoreError


@contextmanager
def told(where: str) -> Iterator[None]:
    """Errors of driver and server as one StoreError each."""
    try:
        yield
    except AuthError as error:
        raise StoreError("the server refuses user or password", where=where,
                         mend="set LINKWRIGHT_NEO4J_USER and LINKWRIGHT_NEO4J_PASSWORD") from error  # fmt: skip
    except ConstraintError as error:
        raise StoreError(f"the store refuses this: {error.message}", where=where) from error
    except (ServiceUnavailable, SessionExpired) as error:
        raise StoreError(f"the server does not answer: {error}", where=where,
                         mend="see that it runs and that the address is right") from error  # fmt: skip
    except ClientError as error:
        raise StoreError(f"the server refuses this: {error.message}", where=where) from error
    except TransientError as error:
        memory = "dbms.memory.transaction.total.max" in str(error.message)
        mend = "give the server a larger heap, or load less at a time" if memory else "try again"
        raise StoreError(f"the server could not do this: {error.message}", where=where, mend=mend) from error
    except (Neo4jError, DriverError) as error:
        raise StoreError(str(error), where=where) from error


def passes(error: BaseException) -> bool:
    """Whether the same unit of work may well succeed when it is done again: a deadlock, a server that is restarted, a
    commit whose answer was lost. A unit too large for the server's memory is too large the next time as well."""
    if isinstance(error, Neo4jError) and "OutOfMemory" in str(error.code):
        return False
    return isinstance(error, IncompleteCommit) or (
        isinstance(error, Neo4jError | DriverError) and bool(error.is_retryable())
    )
