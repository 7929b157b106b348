"""Errors as a client sees them, in one shape: `{"errors": [{"message", "extensions": {"code", "mend"}}]}`.

| code | what happened |
|---|---|
| HTTP | the request itself is refused: method, content type, size, origin, address |
| IDENTITY | who asks cannot be told, or is nobody who may ask |
| RIGHT | the caller's roles do not allow it, or no purpose and case are stated |
| BUDGET | the caller has asked for too much this hour |
| DOCUMENT | the GraphQL document cannot be parsed, does not fit the schema or is too large |
| ABSENT | absent, or not for this caller: the two read alike |
| JUDGEMENT | a judgement that does not fit what is there |
| REQUEST | an argument that cannot be answered |
| TIMEOUT | the request took too long and was given up |
| INTERNAL | anything else; its cause stays in the log of the server |
"""

from __future__ import annotations

import logging
from typing import Any

from graphql import GraphQLError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError

from api.json_response import Json
from ontology.errors import AbsentError, BudgetError, IdentityError, JudgementError, RequestError, RightError

_OF_THE_DOCUMENT = (GraphQLError, CannotGetOperationTypeError, InvalidOperationTypeError)
_log = logging.getLogger("linkwright.api")


def body(message: str, code: str, mend: str = "") -> dict[str, Any]:
    """The whole answer to a request that got no further."""
    return {"errors": [entry(message, code, mend)]}


def entry(message: str, code: str, mend: str = "") -> dict[str, Any]:
    """One error in the one shape."""
    return {"message": message, "extensions": {"code": code, "mend": mend}}


def shaped(error: GraphQLError) -> dict[str, Any]:
    """One error of an execution as it goes out. Only request errors and faults of the document keep their text."""
    cause = error.original_error
    if isinstance(cause, RequestError):
        shown = entry(f"{cause.where}: {cause.what}" if cause.where else cause.what, _code(cause), cause.mend)
    elif error.path is None and (cause is None or isinstance(cause, _OF_THE_DOCUMENT)):
        shown = entry(error.message, "DOCUMENT")
    else:
        _log.error("a field failed", exc_info=cause or error)
        shown = entry("something went wrong here", "INTERNAL", "tell whoever runs the server when it happened")
    if error.path is not None:
        shown["path"] = error.path
    if error.locations:
        shown["locations"] = [location.formatted for location in error.locations]
    return shown


class ShownError(GraphQLError):
    """An error of a subscription whose formatted text is in the one shape."""

    def __init__(self, error: GraphQLError) -> None:
        super().__init__(error.message, original_error=error)
        self._shaped = shaped(error)

    @property
    def formatted(self) -> Any:
        return self._shaped


def refused(error: IdentityError | RequestError) -> Json:
    """The answer to a request that is refused for whom it comes from, or for its headers."""
    message = f"{error.where}: {error.what}" if error.where else error.what
    if isinstance(error, IdentityError):
        return Json(body(message, "IDENTITY", error.mend), 401, headers={"WWW-Authenticate": "Bearer"})
    status, code = (403, "RIGHT") if isinstance(error, RightError) else (400, "HTTP")
    return Json(body(message, code, error.mend), status)


_CODES = {AbsentError: "ABSENT", BudgetError: "BUDGET", JudgementError: "JUDGEMENT", RightError: "RIGHT"}


def _code(error: RequestError) -> str:
    return _CODES.get(type(error), "REQUEST")
