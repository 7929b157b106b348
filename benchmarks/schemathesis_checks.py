"""What schemathesis checks of every answer: no 5xx, and of the errors that `docs/graphql.md` tells all but INTERNAL.

    linkwright serve --port 8000 &                       # and, in an environment with schemathesis:
    curl -s http://127.0.0.1:8000/schema.graphql -o schema.graphql
    SCHEMATHESIS_HOOKS=benchmarks.schemathesis_checks st run schema.graphql --url http://127.0.0.1:8000/graphql \\
      -n 12 --phases fuzzing --checks told_error -H "X-Purpose: test" -H "X-Case: C-7"
"""

from __future__ import annotations

from typing import Any

import schemathesis

TOLD = {"HTTP", "DOCUMENT", "ABSENT", "JUDGEMENT", "REQUEST", "BUDGET", "RIGHT"}


@schemathesis.check  # type: ignore[untyped-decorator]
def told_error(_: Any, response: Any, __: Any) -> None:
    """Raises AssertionError for an answer that tells of the inside."""
    assert response.status_code < 500, response.text
    codes = {error["extensions"]["code"] for error in response.json().get("errors", ())}
    assert codes <= TOLD, response.text
    assert not any(word in response.text for word in ("Traceback", "sqlite", "SELECT ", ".py"))
