"""What a survey is drafted from: what a consultation asked, heard and left open."""

from functools import partial
from uuid import UUID

from feedback.consultations import get_consultation
from feedback.enums import Delivery
from feedback.issues import issues_of_consultation
from feedback.personal_data_flags import read_masks
from feedback.points import list_points
from feedback.questions import list_questions
from surveys.sources import AskedQuestion, ConsultationToAskAbout, OpenIssue, RaisedPoint


async def consultation_to_ask_about(consultation_id: UUID) -> ConsultationToAskAbout:
    """What a survey about this consultation is drafted from, with the issues that its points raise.

    Words that may identify somebody are masked unless an officer has decided to show them.
    An issue that is called complete is raised again, so whether participants agree is worth asking; a superseded one is not.
    """
    consultation = await get_consultation(consultation_id)
    questions = await list_questions(consultation_id)
    numbers = {question.id: question.number for question in questions}
    issues = await issues_of_consultation(consultation_id)
    masks = await read_masks({consultation_id, *(point.consultation_id for issue in issues for point in issue.points)})
    masked = partial(masks.of, consultation_id)
    return ConsultationToAskAbout(
        kind=consultation.kind,
        date=consultation.date,
        language=consultation.language,
        questions=tuple(
            AskedQuestion(str(each.id), each.number, masked(each.text), tuple(map(masked, each.subquestions)))
            for each in questions
        ),
        points=tuple(
            RaisedPoint(
                id=str(point.id),
                text=masked(point.text),
                kind=point.kind.value,
                question_number=numbers[point.question_id] if point.question_id else None,
                heading=masked(point.heading),
            )
            for point in await list_points(consultation_id)
            if not point.is_dropped
        ),
        issues=tuple(
            OpenIssue(
                str(issue.id),
                masks.of_all({point.consultation_id for point in issue.points}, issue.title),
                issue.years,
                tuple(str(point.id) for point in issue.points),
            )
            for issue in issues
            if issue.state.delivery is not Delivery.SUPERSEDED
        ),
    )
