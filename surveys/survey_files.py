"""Surveys taken elsewhere as files and brought here from them: a file always becomes a new draft, tied to what is known here."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from feedback.database import transaction
from feedback.errors import Conflict
from feedback.tables import Issue
from feedback.translation import gettext as _
from surveys.asked_about import consultation_to_ask_about
from surveys.building import SurveyState, get_survey, keep_new_draft
from surveys.definition import Question, SurveyDefinition, text_in
from surveys.drafting import LeftOut
from surveys.images import fitted, keep_image
from surveys.interchange import json_file, limesurvey, xlsform
from surveys.interchange.reading import ReadSurvey, UnusableFile
from surveys.tables import SurveyImage, SurveyVersion


async def survey_json(survey_id: UUID) -> bytes:
    """The survey with its pictures as a JSON document. Raises `NotFound`."""
    definition = (await get_survey(survey_id)).definition
    digests = {question.image.digest for question in definition.questions if question.image is not None}
    images = await SurveyImage.select(SurveyImage.digest, SurveyImage.content).where(
        (SurveyImage.survey == survey_id) & SurveyImage.digest.is_in(sorted(digests) or [""])
    )
    return json_file.to_file(definition, {row["digest"]: bytes(row["content"]) for row in images})


async def survey_xlsform(survey_id: UUID) -> bytes:
    """The survey as an XLSForm workbook. Raises `NotFound`."""
    survey = await get_survey(survey_id)
    number = await SurveyVersion.count().where(SurveyVersion.survey == survey_id)
    version = str(number) if survey.state is not SurveyState.DRAFT else "0"
    return xlsform.to_xlsform(survey.definition, form_id=f"gensvar_{survey_id.hex[:8]}", version=version)


def read_survey_file(content: bytes) -> ReadSurvey:
    """The survey in a file: our JSON or LimeSurvey's .lss, told apart by how it begins. Raises `UnusableFile`."""
    begins = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    read = limesurvey.from_limesurvey(content) if begins == b"<" else json_file.from_file(content)
    if not text_in(read.definition.title, "").text:
        raise UnusableFile(_("The survey in the file has no title."))
    return _with_fitted_images(read)


def _with_fitted_images(read: ReadSurvey) -> ReadSurvey:
    """Pictures in a file are treated as any upload; those that went out of here stay as they are."""
    try:
        pictures = {digest: fitted(content) for digest, content in read.images.items()}
    except Conflict as error:
        raise UnusableFile(str(error)) from error

    def show(question: Question) -> Question:
        if question.image is None or question.image.digest not in pictures:
            return question
        picture = pictures[question.image.digest]
        shown = replace(question.image, digest=picture.digest, width=picture.width, height=picture.height)
        return replace(question, image=shown)

    sections = tuple(
        replace(section, questions=tuple(show(question) for question in section.questions))
        for section in read.definition.sections
    )
    images = {picture.digest: picture.content for picture in pictures.values()}
    return replace(read, definition=replace(read.definition, sections=sections), images=images)


async def tied_here(consultation_id: UUID, read: ReadSurvey) -> ReadSurvey:
    """The survey without ties to points, questions and issues that this consultation or service does not have.

    A verdict that loses its issue is told of. Raises `NotFound` where there is no such consultation.
    """
    about = await consultation_to_ask_about(consultation_id)
    points = {point.id for point in about.points}
    asked = {question.id for question in about.questions}
    issues = await _known_issues(read.definition)
    lost = [each for each in read.definition.questions if each.issue_id and each.issue_id not in issues]
    why = _("The issue it asks about is not known here. Bind it to one before you publish.")
    language = read.definition.languages[0]
    told = tuple(LeftOut(f"{each.key}: {text_in(each.text, language).text}", why) for each in lost)

    def tie(question: Question) -> Question:
        options = tuple(
            replace(option, point_id=option.point_id if option.point_id in points else None)
            for option in question.options
        )
        return replace(
            question,
            options=options,
            asks=question.asks if question.asks in asked else None,
            issue_id=question.issue_id if question.issue_id in issues else None,
        )

    sections = tuple(
        replace(section, questions=tuple(tie(question) for question in section.questions))
        for section in read.definition.sections
    )
    return replace(read, definition=replace(read.definition, sections=sections), left_out=(*read.left_out, *told))


async def draft_from_file(consultation_id: UUID, content: bytes, *, now: datetime, id: UUID | None = None) -> UUID:
    """Keep the survey in a file as a new draft about the consultation, with what was left out; `id` as `draft_for` tells.

    Raises `UnusableFile`, and `NotFound` where there is no such consultation.
    """
    read = await tied_here(consultation_id, read_survey_file(content))
    async with transaction():
        survey_id = await keep_new_draft(consultation_id, read.definition, read.left_out, now=now, id=id)
        for image in read.images.values():
            await keep_image(survey_id, image)
    return survey_id


async def _known_issues(definition: SurveyDefinition) -> set[str]:
    asked = {each.issue_id for each in definition.questions if each.issue_id and _is_id(each.issue_id)}
    rows = await Issue.select(Issue.id).where(Issue.id.is_in([UUID(each) for each in asked])) if asked else []
    return {str(row["id"]) for row in rows} & asked


def _is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
