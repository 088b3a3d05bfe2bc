"""Open surveys for tests: one question of each type, in Swedish, English and partly Arabic, and those who answer."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import msgspec

from feedback.accounts import token_hash
from surveys.definition import Option, Question, QuestionType, Section, SurveyDefinition, to_json
from surveys.invitation_tokens import token_of
from surveys.response_drafts import save_section, start
from surveys.responses import Receipt, send
from surveys.survey_links import survey_by_invitation, survey_by_link
from surveys.tables import Invitation, Response, Survey, SurveyVersion
from tests.factories import make_consultation

TODAY = date(2025, 11, 3)
NOW = datetime(2025, 11, 3, 9, 0, tzinfo=UTC)
LAST_DAY = date(2025, 11, 30)

KIND = Question(
    key="q1",
    type=QuestionType.SINGLE_CHOICE,
    text={"sv": "Vilken typ av organisation?", "en": "What kind of organisation?", "ar": "ما نوع المنظمة؟"},
    options=(
        Option("association", {"sv": "Förening", "en": "Association", "ar": "جمعية"}),
        Option("other", {"sv": "Annan", "en": "Other", "ar": "جهة أخرى"}),
    ),
    required=True,
)
MATTERS = Question(
    key="q2",
    type=QuestionType.SEVERAL_CHOICES,
    text={"sv": "Vad är viktigast?", "en": "What matters most?", "ar": "ما الأهم؟"},
    options=tuple(Option(value, {"sv": f"Synpunkt {value}"}) for value in ("p1", "p2", "p3")),
    max_choices=2,
)
WORDS = Question(
    key="q3",
    type=QuestionType.FREE_TEXT,
    text={"sv": "Vad behövs?", "en": "What is needed?", "ar": "ما المطلوب؟"},
    help={"sv": "Hur?\nVar?"},
)
ADDRESSED = Question(
    key="q4",
    type=QuestionType.VERDICT,
    text={"sv": "Har lokalerna åtgärdats?", "en": "Have the premises been addressed?", "ar": "هل عولجت مسألة الأماكن؟"},
    options=tuple(Option(value, {"sv": value, "en": value}) for value in ("yes", "partly", "no", "cannot say")),
    issue_id="issue",
)
MEETING = Question(
    key="q5",
    type=QuestionType.FIVE_POINT_SCALE,
    text={"sv": "Hur var mötet?", "en": "How was the meeting?", "ar": "كيف كان اللقاء؟"},
    options=tuple(Option(str(n), {"sv": {1: "Dåligt", 5: "Bra"}.get(n, "")}) for n in range(1, 6)),
)
SURVEY = SurveyDefinition(
    title={"sv": "Enkät om mötet", "en": "Survey about the meeting", "ar": "استبيان عن اللقاء"},
    intro={"sv": "Tack!", "en": "Thank you!", "ar": "شكرًا!"},
    languages=("sv", "en", "ar"),
    sections=(
        Section("background", {"sv": "Om er", "en": "About you", "ar": "عنكم"}, (KIND,)),
        Section("said", {"sv": "Det som sades", "en": "What was said"}, (MATTERS, WORDS)),
        Section("since", {"sv": "Sedan sist", "en": "Since then", "ar": "منذ ذلك"}, (ADDRESSED, MEETING)),
    ),
    keys_given=5,
)
ANSWERS: Mapping[str, Sequence[str]] = {
    "q1": ["association"],
    "q2": ["p1", "p3"],
    "q3": ["Lokaler som är öppna på kvällen."],
    "q4": ["partly"],
    "q5": ["4"],
}


async def open_survey(
    definition: SurveyDefinition = SURVEY,
    *,
    link: str = "the-open-link",
    state: str = "open",
    closes_on: date | None = LAST_DAY,
) -> UUID:
    """A survey that takes answers until `closes_on`, at this link."""
    survey = Survey(
        consultation=await make_consultation(), state=state, draft=to_json(definition), link=link, closes_on=closes_on
    )
    await survey.save()
    await SurveyVersion(survey=survey.id, number=1, definition=to_json(definition)).save()
    return survey.id


async def invite(survey_id: UUID, *, language: str = "sv", organisation: str = "") -> str:
    """An invitation; gives its token."""
    invitation = uuid4()
    token = token_of(invitation)
    await Invitation(
        id=invitation, survey=survey_id, token_hash=token_hash(token), language=language, organisation=organisation
    ).save()
    return token


async def begin_by_invitation(invitation: str, answers: Mapping[str, Sequence[str]] = ANSWERS) -> str:
    """Begin to answer by an invitation and save these answers; gives the draft's token."""
    token = await start(await survey_by_invitation(invitation, today=TODAY), language="sv", today=TODAY, now=NOW)
    await save_section(token, answers, language="sv", today=TODAY)
    return token


async def begin(
    answers: Mapping[str, Sequence[str]] = ANSWERS, *, link: str = "the-open-link", language: str = "sv"
) -> str:
    """Begin to answer by the open link and save these answers; gives the draft's token."""
    token = await start(await survey_by_link(link, today=TODAY), language=language, today=TODAY)
    await save_section(token, answers, language=language, today=TODAY)
    return token


async def answer(
    answers: Mapping[str, Sequence[str]] = ANSWERS, *, link: str = "the-open-link", language: str = "sv"
) -> Receipt:
    """Send one response by the open link."""
    return await send(await begin(answers, link=link, language=language), today=TODAY)


async def revise(token: str, answers: Mapping[str, object], *, revision: int) -> UUID:
    """Append a further revision of what was sent with this token, as a later version of the service will do."""
    row = await Response.select().where(Response.token_hash == token_hash(token)).first()
    assert row is not None
    response = Response(
        survey=row["survey"],
        version=row["version"],
        language=row["language"],
        token_hash=row["token_hash"],
        revision=revision,
        answers=msgspec.json.encode(answers).decode(),
        day=TODAY,
    )
    await response.save()
    return response.id
