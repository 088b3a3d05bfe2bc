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


def signed_token(label: str, id: UUID) -> str:
    """The token of this row for what the label names: 43 letters, digits, `-` and `_`. One label's token opens nothing else."""
    return base64.urlsafe_b64encode(id.bytes + _code(label, id)).rstrip(b"=").decode()


def id_in(label: str, token: str) -> UUID | None:
    """The id of the row that the token was made for; None where it was not made here, or under another label."""
    try:
        content = base64.b64decode(token + "=", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(content) != _ID + _CODE:
        return None
    id = UUID(bytes=content[:_ID])
    # How long it takes does not tell where they differ; and a token that is spelt another way is none.
    return id if hmac.compare_digest(signed_token(label, id).encode(), token.encode()) else None


def _code(label: str, id: UUID) -> bytes:
    return hmac.digest(settings().secret.encode(), f"{label}:{id}".encode(), hashlib.sha256)[:_CODE]
