"""The pictures of surveys: made fit for a slow line, kept once each, told apart by their bytes, served as nothing but pictures."""

import hashlib
from dataclasses import dataclass
from io import BytesIO
from uuid import UUID

from PIL import Image as Pillow
from PIL import ImageOps

from feedback.errors import Conflict, NotFound
from feedback.translation import gettext as _
from feedback.translation import number_text
from surveys.definition import SurveyDefinition, from_json
from surveys.tables import Survey, SurveyImage, SurveyVersion

LARGEST = 15 * 1024 * 1024  # bytes of an upload: a photograph of a phone
MOST_PIXELS = 50_000_000  # of an upload: a small file can hold a picture that fills the memory
FITTING = 36 * 1024  # bytes of what is kept: a page stays under 60 kB with it
WIDEST, TALLEST = 1000, 2000  # pixels of what is kept
QUALITIES = (80, 65, 50, 35)
_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
#: The parts of a file that hold nothing but the picture.
_BARE_PNG = {b"IHDR", b"PLTE", b"tRNS", b"sRGB", b"gAMA", b"cHRM", b"sBIT", b"bKGD", b"pHYs", b"IDAT", b"IEND"}
_BARE_WEBP = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}


@dataclass(frozen=True, slots=True)
class KeptImage:
    media_type: str
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class FittedImage:
    """A picture as it is kept: its bytes, and its size in pixels."""

    content: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def media_type(content: bytes) -> str:
    """`image/png`, `image/jpeg` or `image/webp` by the first bytes, whatever the file is called; empty for anything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for signature, kind in _SIGNATURES.items() if content.startswith(signature)), "")


def fitted(content: bytes) -> FittedImage:
    """An uploaded picture, turned upright, without what the camera wrote in it, at most `WIDEST` wide and `FITTING` large.

    A small PNG or WebP that holds nothing but its picture stays byte for byte as it is; anything else becomes WebP, of a
    moving picture the first frame. Raises `Conflict` where it cannot be read. It takes a second of processor time.
    """
    picture = _opened(content)
    is_small = len(content) <= FITTING and picture.width <= WIDEST and picture.height <= TALLEST
    if is_small and _is_bare(content):
        return FittedImage(content, picture.width, picture.height)
    is_drawn = picture.format == "PNG"
    upright = ImageOps.exif_transpose(picture)
    flat = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    flat.thumbnail((WIDEST, TALLEST))
    return _encoded(flat, is_drawn=is_drawn)


def _opened(content: bytes) -> Pillow.Image:
    if len(content) > LARGEST:
        raise Conflict(_("The picture may have at most %(size)s MB.", size=number_text(LARGEST // 1024 // 1024)))
    if not media_type(content):
        raise Conflict(_("The file is no picture in PNG, JPEG or WebP."))
    too_many = _("The picture has too many pixels: at most %(n)s million.", n=number_text(MOST_PIXELS // 1_000_000))
    try:
        picture = Pillow.open(BytesIO(content), formats=("PNG", "JPEG", "WEBP"))
        pixels = picture.width * picture.height
        if pixels <= MOST_PIXELS:
            picture.draft("RGB", (WIDEST, TALLEST))  # a JPEG is read no larger than it is needed
            picture.load()
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning) as error:
        raise Conflict(too_many) from error
    except Exception as error:  # a damaged or hostile file makes Pillow raise nearly anything
        raise Conflict(_("The picture cannot be read. The file may be damaged.")) from error
    if pixels > MOST_PIXELS:
        raise Conflict(too_many)
    return picture


def _encoded(picture: Pillow.Image, *, is_drawn: bool) -> FittedImage:
    """As WebP: what is drawn without loss where that is small enough, else as well as fits, and smaller where nothing does."""
    if is_drawn:
        content = _webp(picture, lossless=True)
        if len(content) <= FITTING:
            return FittedImage(content, picture.width, picture.height)
    while True:
        for quality in QUALITIES:
            content = _webp(picture, quality=quality)
            if len(content) <= FITTING:
                return FittedImage(content, picture.width, picture.height)
        picture = picture.resize((max(1, picture.width * 3 // 4), max(1, picture.height * 3 // 4)))


def _webp(picture: Pillow.Image, *, lossless: bool = False, quality: int = 80) -> bytes:
    # A new picture, so that nothing of what stood beside the old one comes along.
    bare = Pillow.new(picture.mode, picture.size)
    bare.paste(picture)
    written = BytesIO()
    bare.save(written, "WEBP", lossless=lossless, quality=quality)
    return written.getvalue()


def _is_bare(content: bytes) -> bool:
    """Whether a PNG or WebP holds nothing but its picture. Of a JPEG it is not known."""
    if media_type(content) == "image/png":
        return _parts_of_png(content) <= _BARE_PNG
    return media_type(content) == "image/webp" and _parts_of_webp(content) <= _BARE_WEBP


def _parts_of_png(content: bytes) -> set[bytes]:
    names, at = set(), 8
    while at < len(content):
        names.add(content[at + 4 : at + 8])
        at += 12 + int.from_bytes(content[at : at + 4], "big")
    return names


def _parts_of_webp(content: bytes) -> set[bytes]:
    names, at = set(), 12
    while at < len(content):
        names.add(content[at : at + 4])
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        at += 8 + size + size % 2
    return names


async def keep_image(survey_id: UUID, content: bytes) -> str:
    """Keep a picture for a survey as it is and give its digest: one that another survey has, or that `fitted` has made fit.

    Raises `Conflict` where it is no picture that browsers show.
    """
    kind = media_type(content)
    if not kind:
        raise Conflict(_("The file is no picture in PNG, JPEG or WebP."))
    digest = hashlib.sha256(content).hexdigest()
    is_kept = (SurveyImage.survey == survey_id) & (SurveyImage.digest == digest)
    if not await SurveyImage.exists().where(is_kept):
        await SurveyImage(survey=survey_id, digest=digest, media_type=kind, content=content).save()
    return digest


def digests(definition: SurveyDefinition) -> set[str]:
    """The pictures that a wording of a survey shows."""
    return {question.image.digest for question in definition.questions if question.image is not None}


async def drop_unused_images(survey_id: UUID) -> None:
    """Take away the pictures that neither the survey's draft nor any of its versions shows. A trial loses them too."""
    drafts = await Survey.select(Survey.draft).where(Survey.id == survey_id).output(as_list=True)
    versions = await SurveyVersion.select(SurveyVersion.definition).where(SurveyVersion.survey == survey_id)
    wordings = [*drafts, *(row["definition"] for row in versions)]
    used = {digest for each in wordings for digest in digests(from_json(each))}
    rows = await SurveyImage.select(SurveyImage.digest).where(SurveyImage.survey == survey_id)
    unused = {row["digest"] for row in rows} - used
    if unused:
        await SurveyImage.delete().where((SurveyImage.survey == survey_id) & SurveyImage.digest.is_in(sorted(unused)))


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
