"""Tokens worked out from an invitation's id and the installation's secret, so that none of them has to be kept."""

import base64
import hashlib
import hmac
from uuid import UUID

from feedback.settings import settings


def token_of(invitation_id: UUID) -> str:
    """What the invitee's own link holds: 43 characters. The database has only its SHA-256."""
    return _derived("invitation", invitation_id)


def response_token(invitation_id: UUID) -> str:
    """What leads to the invitee's answers, where the survey joins the two: never in an anonymous one."""
    return _derived("response", invitation_id)


def _derived(label: str, invitation_id: UUID) -> str:
    # The labels keep the two apart: whoever sees one of an invitee's addresses cannot work out the other.
    code = hmac.digest(settings().secret.encode(), f"{label}:{invitation_id}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(code).rstrip(b"=").decode()
