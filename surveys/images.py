"""The pictures of surveys: kept once each, told apart by their bytes, and served as nothing but pictures."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from feedback.errors import Conflict, NotFound
from feedback.translation import gettext as _
from feedback.translation import number_text
from surveys.tables import SurveyImage

LARGEST = 500 * 1024  # bytes: on a phone with a poor line a larger one is waited for
_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class KeptImage:
    media_type: str
    content: bytes = b""


def media_type(content: bytes) -> str:
    """`image/png`, `image/jpeg` or `image/webp` by the first bytes, whatever the file is called; empty for anything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for signature, kind in _SIGNATURES.items() if content.startswith(signature)), "")


async def keep_image(survey_id: UUID, content: bytes) -> str:
    """Keep a picture for a survey and give its digest. Raises `Conflict` where it is too large or no picture that browsers show."""
    if len(content) > LARGEST:
        raise Conflict(_("The picture may have at most %(size)s kB.", size=number_text(LARGEST // 1024)))
    kind = media_type(content)
    if not kind:
        raise Conflict(_("The file is no picture in PNG, JPEG or WebP."))
    digest = hashlib.sha256(content).hexdigest()
    is_kept = (SurveyImage.survey == survey_id) & (SurveyImage.digest == digest)
    if not await SurveyImage.exists().where(is_kept):
        await SurveyImage(survey=survey_id, digest=digest, media_type=kind, content=content).save()
    return digest


async def image_by_digest(digest: str) -> KeptImage:
    """A picture by its digest, which nobody can guess who has not seen the picture. Raises `NotFound`."""
    row = (
        await SurveyImage.select(SurveyImage.media_type, SurveyImage.content)
        .where(SurveyImage.digest == digest)
        .first()
    )
    if row is None:
        raise NotFound(_("There is no such picture."))
    return KeptImage(row["media_type"], bytes(row["content"]))
