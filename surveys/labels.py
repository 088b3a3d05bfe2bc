"""The words that officers see for what surveys store; each is passed to `gettext` where it is shown."""

from feedback.translation import N_
from feedback.translation import language as spoken_language
from surveys.attendee_columns import Field
from surveys.building import InvitedAre, SurveyState
from surveys.definition import Privacy, QuestionType, text_in
from surveys.mail_texts import MailKind
from surveys.reading_level import Band
from surveys.wordings import ORGANISATION_TYPES

SURVEY_STATES = {
    SurveyState.DRAFT: N_("Draft"),
    SurveyState.OPEN: N_("Open"),
    SurveyState.CLOSED: N_("Closed"),
}
INVITED_ARE = {
    InvitedAre.EVERYONE: N_("Everyone whom the survey is about"),
    InvitedAre.SAMPLE: N_("A sample of them"),
}
PRIVACY = {
    Privacy.ANONYMOUS: N_("Anonymous"),
    Privacy.CONFIDENTIAL: N_("Confidential"),
    Privacy.ORGANISATION_NAMED: N_("Organisation named"),
}
PRIVACY_EXPLAINED = {
    Privacy.ANONYMOUS: N_(
        "It is noted that an invitation has been used, and not which answers were sent with it. Answers that are begun and "
        "not sent are kept with their invitation. Closing the survey removes every trace that could lead from one to the "
        "other."
    ),
    Privacy.CONFIDENTIAL: N_(
        "The invitation leads to its answers, so that they can be changed until the survey closes, and its organisation stays "
        "joined to them as long as they are kept. No page, report or export shows it. Whoever has an invitee's personal link "
        "can open their answers, so do not open these links."
    ),
    Privacy.ORGANISATION_NAMED: N_(
        "Each response carries the name of its organisation, and is shown with it. Participants are told "
        "so before they begin. Whoever has an invitee's personal link can open and change their answers until the survey "
        "closes, so do not open these links."
    ),
}
QUESTION_TYPES = {
    QuestionType.SINGLE_CHOICE: N_("One answer out of a list"),
    QuestionType.SEVERAL_CHOICES: N_("Several answers out of a list"),
    QuestionType.RANKING: N_("A ranking of what matters most"),
    QuestionType.FIVE_POINT_SCALE: N_("A scale from 1 to 5"),
    QuestionType.SEVEN_POINT_SCALE: N_("A scale from 1 to 7"),
    QuestionType.VERDICT: N_("Verdict on an issue"),
    QuestionType.NUMBER: N_("A number"),
    QuestionType.DATE: N_("A date"),
    QuestionType.SHORT_TEXT: N_("A few words"),
    QuestionType.FREE_TEXT: N_("An answer in their own words"),
    QuestionType.INFORMATION: N_("A text to read"),
    QuestionType.CONSENT: N_("A box to tick in agreement"),
}
RESPONSE_SOURCES = {
    "": N_("On the web"),
    "paper": N_("On paper, keyed in"),
    "pdf": N_("In a filled PDF form"),
}
READING_BANDS = {
    Band.VERY_EASY: N_("very easy"),
    Band.EASY: N_("easy"),
    Band.MEDIUM: N_("medium"),
    Band.HARD: N_("hard"),
    Band.VERY_HARD: N_("very hard"),
}
MAIL_KINDS = {
    MailKind.INVITATION: N_("Invitation"),
    MailKind.REMINDER: N_("Reminder"),
    MailKind.LAST_REMINDER: N_("Last reminder"),
    MailKind.THANKS: N_("Thanks"),
    MailKind.REPORT: N_("The report is ready"),
}
ATTENDEE_FIELDS = {
    Field.ORGANISATION: N_("Organisation"),
    Field.EMAIL: N_("E-mail"),
    Field.NAME: N_("Name"),
    Field.FIRST_NAME: N_("First name"),
    Field.LAST_NAME: N_("Last name"),
    Field.LANGUAGE: N_("Language"),
    Field.ORGANISATION_TYPE: N_("Type of organisation"),
}


def organisation_types() -> list[tuple[str, str]]:
    """Every type of organisation, in the order in which surveys ask for it, and what it is called."""
    return [(each.value, organisation_type_name(each.value)) for each in ORGANISATION_TYPES]


def organisation_type_name(value: str) -> str:
    """What a type of organisation is called in the language of the moment or the nearest; nothing for none."""
    found = (each.labels for each in ORGANISATION_TYPES if each.value == value)
    return next((text_in(labels, spoken_language()).text for labels in found), "")
