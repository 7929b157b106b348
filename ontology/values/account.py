"""Numbers of bank accounts, cards, wallets and remittances, with the scheme or institution they belong to."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping

from stdnum import bitcoin, iban, luhn

from ontology.claim import Value
from ontology.values import ValueType
from ontology.values.check_digit import Check, outcome, passes

UNKNOWN = "ACCOUNT"
_PATTERN = "[A-Z][A-Z0-9-]*:([A-Za-z0-9]{3,64}|[A-Za-z0-9]{2,}…[A-Za-z0-9]{3,})|…[A-Za-z0-9]{3,10}"
_CASED = frozenset({"BTC", "TRON", "SOL", "WALLET"})
"""Schemes whose numbers tell capitals from small letters (Base58)."""


def clean(written: str, scheme: str = UNKNOWN) -> Value | None:
    """A number with its normal form, or None where it can be none.

    `scheme` is CLABE, IBAN, CARD, an institution or chain in capitals (BANCO-TIKAL, TRON), or UNKNOWN. A wallet told by
    its head and tail keeps the gap: "TRX…9k55Lm".
    """
    signs = "".join(c for c in written.replace("...", "…") if (c.isascii() and c.isalnum()) or c == "…")
    normal = f"{scheme}:{signs if scheme in _CASED else signs.upper()}"
    return Value(written, normal) if ACCOUNT.holds(normal) else None


_CHAINS = (("bc1", "BTC"), ("1", "BTC"), ("3", "BTC"), ("0x", "ETH"), ("T", "TRON"))
"""The chain that the first signs of a wallet's address tell."""


def clean_wallet(written: str) -> Value | None:
    """A wallet's address, whole or by head and tail, under its chain where its head tells one."""
    return clean(written, next((chain for head, chain in _CHAINS if written.startswith(head)), "WALLET"))


def check(normal: str) -> Check:
    """Whether the number's own check digits hold; `none` where its scheme has none or only a part is told.

    Ethereum's (EIP-55, in the case of its letters) are not read: its addresses are also written without them.
    """
    scheme, _, number = normal.partition(":")
    return "none" if "…" in normal or scheme not in CHECKS else outcome(CHECKS[scheme](number))


def _clabe(number: str) -> bool:
    """Mexico: seventeen digits with weights 3, 7, 1, each product modulo 10; the last brings their sum to a multiple of
    ten."""
    if not re.fullmatch(r"\d{18}", number):
        return False
    products = (int(digit) * weight % 10 for digit, weight in zip(number[:17], (3, 7, 1) * 6, strict=False))
    return -sum(products) % 10 == int(number[17])


def _tron(number: str) -> bool:
    """TRON: Base58Check as Bitcoin's older addresses have it, of 21 bytes that begin with 41 (hexadecimal)."""
    if not re.fullmatch(r"T[1-9A-HJ-NP-Za-km-z]{33}", number):
        return False
    told = bitcoin.b58decode(number)
    digest = hashlib.sha256(hashlib.sha256(told[:-4]).digest()).digest()
    return len(told) == 25 and told[0] == 0x41 and digest[:4] == told[-4:]


CHECKS: Mapping[str, Callable[[str], bool]] = {
    "BTC": lambda number: passes(bitcoin.validate, number),
    "CARD": lambda number: passes(luhn.validate, number),
    "CLABE": _clabe,
    "IBAN": lambda number: passes(iban.validate, number),
    "TRON": _tron,
}
"""Schemes whose numbers carry check digits, with what checks them."""


def clean_ending(written: str) -> Value | None:
    """The end of a number ("termina en 4471") as `…4471`, or None where it can be none."""
    normal = "…" + "".join(c for c in written if c.isascii() and c.isalnum()).upper()
    return Value(written, normal) if ACCOUNT.holds(normal) else None


def partial(normal: str) -> bool:
    """A part of a number, or a number whose institution is not known."""
    return "…" in normal or _scheme(normal) == UNKNOWN


def _scheme(normal: str) -> str:
    return normal.partition(":")[0] if ":" in normal else UNKNOWN


def _check_form(normal: str) -> None:
    if not re.fullmatch(_PATTERN, normal):
        raise ValueError(f"not scheme:number or a number's end: {normal!r}")


ACCOUNT = ValueType(
    name="account",
    form="SCHEME:number without separators (head…tail where only these are told), or `…` and the signs at the end",
    example="CLABE:646180555091223384",
    check=_check_form,
    pattern=_PATTERN,
    caption=lambda value: value.normal.removeprefix(f"{UNKNOWN}:").replace(":", " "),
    partial=partial,
)
TYPES = (ACCOUNT,)
