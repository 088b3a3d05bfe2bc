"""Tokens for links that open without an account: each names one row and is signed with the installation's secret.

None of them is kept. Another secret makes every such link lead nowhere.
"""

import base64
import binascii
import hashlib
import hmac
from uuid import UUID

from feedback.settings import settings

_ID, _CODE = 16, 16  # bytes of the row's id, and of its signature


def signed_token(label: str, id: UUID, *parts: str) -> str:
    """The token of this row for what the label names: 43 letters, digits, `-` and `_`. One label's token opens nothing else.

    Where `parts` are given it is the token of this row and these alone: when one of them changes, the token opens nothing.
    """
    about = ":".join([label, str(id), *parts])
    code = hmac.digest(settings().secret.encode(), about.encode(), hashlib.sha256)[:_CODE]
    return base64.urlsafe_b64encode(id.bytes + code).rstrip(b"=").decode()


def id_in(label: str, token: str) -> UUID | None:
    """The id of the row that the token was made for; None where it was not made here, or under another label."""
    id = id_named_in(token)
    return id if id is not None and is_same(signed_token(label, id), token) else None


def id_named_in(token: str) -> UUID | None:
    """The row that a token says it is for; whether the token is right is not known by it."""
    try:
        content = base64.b64decode(token + "=", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return UUID(bytes=content[:_ID]) if len(content) == _ID + _CODE else None


def is_same(token: str, other: str) -> bool:
    """Whether two tokens are equal, spelt alike; how long it takes does not tell where they differ."""
    return hmac.compare_digest(token.encode(), other.encode())
