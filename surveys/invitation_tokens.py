"""Tokens worked out from ids and the installation's secret, so that none of them has to be kept."""

import base64
import hashlib
import hmac
from uuid import UUID

from feedback.settings import settings
from feedback.signed_tokens import signed_token


def token_of(invitation_id: UUID) -> str:
    """What the invitee's own link holds: 43 characters. The database has only its SHA-256."""
    return _encoded(_code("invitation", str(invitation_id)))


def response_token(invitation_id: UUID) -> str:
    """What leads to the invitee's answers, where the survey joins the two: never in an anonymous one."""
    return _encoded(_code("response", str(invitation_id)))


def mails_token(survey_id: UUID, email: str) -> str:
    """What takes this address off the list of a survey's mails, and opens nothing else.

    It follows from what neither a new link nor sealing changes, and tells nothing of the invitation: so it leads back to
    the invitee for as long as the address is kept, and to no answers.
    """
    return signed_token("mails", survey_id, email.lower())


def report_token(survey_id: UUID) -> str:
    """What opens the report to those who were invited to this survey: the same for all of them, so it tells of nobody."""
    return signed_token("report", survey_id)


def deletion_token(token: str) -> str:
    """What shows that the answers behind `token` were there when their deletion was asked for: nothing of them is kept."""
    return _encoded(_code("deletion", token))


def _code(*parts: str) -> bytes:
    # The label in front keeps them apart: whoever sees one of an invitee's addresses cannot work out the others.
    return hmac.digest(settings().secret.encode(), ":".join(parts).encode(), hashlib.sha256)


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
