"""Who we are on a server that keeps a store. A file needs none of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ontology.errors import SetupError

FIRST_USER = FIRST_PASSWORD = "neo4j"  # noqa: S105 what every new server has, known to everybody


@dataclass(frozen=True, slots=True)
class Login:
    """`user` is `neo4j` where only a password is given; without either the server must ask for none. `authorities`: a
    file of certificates (PEM) that the server's is checked against, instead of those that the machine trusts.

    Raises SetupError for the password that every new server has, and for a user without a password.
    """

    user: str | None = None
    password: str | None = field(default=None, repr=False)
    authorities: Path | None = None

    def __post_init__(self) -> None:
        if self.password is None and self.user is not None:
            raise SetupError("a user without a password", where="LINKWRIGHT_NEO4J_USER",
                             mend="set LINKWRIGHT_NEO4J_PASSWORD or LINKWRIGHT_NEO4J_PASSWORD_FILE")  # fmt: skip
        if self.password is not None and self.user is None:
            object.__setattr__(self, "user", FIRST_USER)
        if (self.user, self.password) == (FIRST_USER, FIRST_PASSWORD):
            raise SetupError("this is the password that every new server has", where="LINKWRIGHT_NEO4J_PASSWORD",
                             mend="change it on the server: ALTER CURRENT USER SET PASSWORD …")  # fmt: skip


NOBODY = Login()
