"""The tables of the open data, with what each column means. `data_rows` gives the rows. Pure."""

from collections.abc import Mapping

from feedback.enums import Answer, ConsultationKind, Delivery, Effect, EvidenceKind, PointKind, Verdict, Verification
from feedback.translation import N_
from reports.measures import Measure
from reports.public.data_columns import (
    LANGUAGE,
    Column,
    ColumnType,
    DataTable,
    code_column,
    day_column,
    id_column,
    link_column,
    text_column,
    truth_column,
    whole_column,
)
from reports.public.followed_tables import ISSUE_LOG, ISSUE_THEMES, MILESTONES, THEMES

_ADDRESS = Column("address", ColumnType.ADDRESS, N_("Its page on the public site. It stays."))
_DAYS = N_("days")
_PEOPLE = N_("people")
_POINTS = N_("points")
_TIMES = N_("times")
_SHARE = N_("share from 0 to 1")

_TABLES: tuple[DataTable, ...] = (
    DataTable(
        "consultations",
        N_("Consultations and decisions"),
        N_("One row for each meeting, conference or decision that is published."),
        (
            id_column(N_("The consultation.")),
            text_column("title", N_("Its title.")),
            LANGUAGE,
            code_column("kind", N_("What kind of meeting it was, or a decision."), ConsultationKind),
            Column("date", ColumnType.DATE, N_("When it was held or decided."), is_empty_at_times=True),
            text_column("host", N_("Who held it or decided."), is_empty_at_times=True),
            text_column("reference", N_("What a decision is called, as dir. 2024:38."), is_empty_at_times=True),
            whole_column(
                "participants",
                N_("How many took part, where the notes say so."),
                N_("as participants_unit says"),
                is_empty_at_times=True,
            ),
            text_column(
                "participants_unit", N_("What was counted, such as people or organisations."), is_empty_at_times=True
            ),
            Column("published_at", ColumnType.TIME, N_("Since when it is public.")),
            _ADDRESS,
        ),
    ),
    DataTable(
        "points",
        N_("Points"),
        N_(
            "One row for each thing said at a public consultation, as the notes put it. A point by which somebody could be "
            "identified is left out."
        ),
        (
            id_column(N_("The point.")),
            link_column("consultation", "consultations", N_("Where it was said.")),
            whole_column(
                "year", N_("When it was said, where that is known."), N_("calendar year"), is_empty_at_times=True
            ),
            code_column("kind", N_("Whether it is a proposal, a concern and so on."), PointKind),
            text_column("text", N_("What was said, as the notes put it.")),
            text_column("answer", N_("What the hosts answered to it, where the notes say so."), is_empty_at_times=True),
            LANGUAGE,
        ),
    ),
    DataTable(
        "issues",
        N_("Issues"),
        N_("One row for each concern or proposal that is followed over the years and published."),
        (
            id_column(N_("The issue.")),
            text_column("title", N_("Its title.")),
            LANGUAGE,
            text_column("owner_unit", N_("The unit that answers for it."), is_empty_at_times=True),
            text_column("policy_area", N_("Its policy area."), is_empty_at_times=True),
            Column(
                "years",
                ColumnType.TEXT,
                N_("Each year in which it was raised, with spaces between them."),
                is_empty_at_times=True,
                measure=Measure.RECURRENCE,
            ),
            whole_column("points", N_("How many points raise it, also those that are not shown."), _POINTS),
            code_column("answer", N_("What the department answered."), Answer),
            text_column("answer_reason", N_("Why, in the department's words."), is_empty_at_times=True),
            day_column("answered_on", N_("When it answered.")),
            day_column("waits_since", N_("The first public meeting that raised it.")),
            whole_column(
                "days_to_answer",
                N_("Days from that meeting to the answer, or to the day of the file while there is none."),
                _DAYS,
                is_empty_at_times=True,
            ),
            code_column("delivery", N_("How far what was promised is delivered, as the department says."), Delivery),
            text_column("delivery_reason", N_("What the department says about it."), is_empty_at_times=True),
            day_column("delivery_on", N_("When it said so.")),
            truth_column("is_unsupported", N_("Said to be complete, but no public evidence counts for it any more.")),
            truth_column("is_unconfirmed", N_("Nobody has confirmed the delivery for as long as this service allows.")),
            code_column("verification", N_("Who has checked the delivery."), Verification),
            code_column("effect", N_("What effect it had, as the department says."), Effect),
            Column("published_at", ColumnType.TIME, N_("Since when it is public.")),
            _ADDRESS,
        ),
    ),
    DataTable(
        "issue_points",
        N_("Which points raise which issues"),
        N_("One row for each point of the points table that raises an issue of the issues table."),
        (
            link_column("issue", "issues", N_("The issue.")),
            link_column("point", "points", N_("The point that raises it.")),
        ),
    ),
    DataTable(
        "commitments",
        N_("Commitments"),
        N_("One row for each commitment that answers a public issue."),
        (
            id_column(N_("The commitment.")),
            text_column("text", N_("What is undertaken.")),
            LANGUAGE,
            text_column("responsible", N_("Who answers for it now.")),
            text_column("first_responsible", N_("Who answered for it first.")),
            day_column("due", N_("When it is due now.")),
            day_column("first_due", N_("When it was due as first promised.")),
            day_column("made_on", N_("When it was written down."), is_empty_at_times=False),
            truth_column("is_delivered", N_("Every issue that it answers is delivered.")),
            truth_column("is_overdue", N_("Its day has passed and it is not delivered."), Measure.OVERDUE),
            whole_column(
                "slips", N_("How often its day or owner, or that of a milestone, moved."), _TIMES, measure=Measure.SLIPS
            ),
            link_column(
                "decision",
                "consultations",
                N_("The decision that it stands in, where that is public."),
                is_empty_at_times=True,
            ),
            _ADDRESS,
        ),
    ),
    DataTable(
        "commitment_issues",
        N_("Which commitments answer which issues"),
        N_("One row for each public issue that a commitment answers."),
        (
            link_column("commitment", "commitments", N_("The commitment.")),
            link_column("issue", "issues", N_("The issue that it answers.")),
        ),
    ),
    DataTable(
        "slips",
        N_("Slips"),
        N_("One row for each time that the day or the owner of a commitment, or of one of its milestones, moved."),
        (
            link_column("commitment", "commitments", N_("What moved.")),
            text_column("milestone", N_("The milestone, where only that moved."), is_empty_at_times=True),
            LANGUAGE,
            code_column("field", N_("Whether the day or the owner moved."), ("due", "responsible")),
            text_column("before", N_("What it was before; a day in ISO 8601."), is_empty_at_times=True),
            text_column("after", N_("What it is after; a day in ISO 8601.")),
            whole_column("days", N_("By how many days it moved, where days are known."), _DAYS, is_empty_at_times=True),
            text_column("reason", N_("Why, in the department's words.")),
            day_column("moved_on", N_("When it was written down."), is_empty_at_times=False),
            link_column(
                "decision",
                "consultations",
                N_("The later decision that moved it, where that is public."),
                is_empty_at_times=True,
            ),
        ),
    ),
    DataTable(
        "evidence",
        N_("Evidence"),
        N_("One row for each piece of public evidence, also of that which was taken back or does not count."),
        (
            id_column(N_("The piece of evidence.")),
            link_column("commitment", "commitments", N_("What it supports.")),
            code_column("kind", N_("A passage of a document, a link, or a figure from a survey."), EvidenceKind),
            text_column("text", N_("What it shows, in the department's words.")),
            LANGUAGE,
            Column("address", ColumnType.ADDRESS, N_("Where it can be read."), is_empty_at_times=True),
            day_column("date", N_("The day that it is of.")),
            day_column("added_on", N_("When it was added."), is_empty_at_times=False),
            truth_column(
                "counts", N_("It passes all checks and was not taken back, so it can show that something is delivered.")
            ),
            day_column("retracted_on", N_("When it was taken back.")),
            text_column("retraction", N_("Why it was taken back."), is_empty_at_times=True),
        ),
    ),
    DataTable(
        "verdicts",
        N_("Participants' verdicts"),
        N_(
            "Four rows, one for each answer, for each time that a closed survey of a public consultation asked whether an "
            "issue has been addressed. Small numbers are withheld, and those from which they could be worked out; so is "
            "everything where too few answered."
        ),
        (
            link_column("issue", "issues", N_("What was asked about.")),
            Column("survey", ColumnType.ID, N_("The survey that asked.")),
            link_column(
                "consultation",
                "consultations",
                N_("The consultation that the survey followed."),
                is_empty_at_times=True,
            ),
            whole_column(
                "question",
                N_("1, or which one it is where the survey asked about the issue in several questions."),
                N_("number in the survey"),
            ),
            whole_column("year", N_("The year of the consultation."), N_("calendar year")),
            day_column("closed_on", N_("When the survey closed."), is_empty_at_times=False),
            code_column("verdict", N_("The answer."), Verdict),
            whole_column(
                "answers",
                N_("How many gave this answer; empty where it is withheld."),
                _PEOPLE,
                is_empty_at_times=True,
                measure=Measure.VERDICT,
            ),
            Column(
                "share",
                ColumnType.NUMBER,
                N_("Their share of those who answered the question; empty where it is withheld."),
                is_empty_at_times=True,
                unit=_SHARE,
            ),
            whole_column(
                "answered",
                N_("How many answered the question; empty where too few did."),
                _PEOPLE,
                is_empty_at_times=True,
                measure=Measure.ANSWERED,
            ),
            whole_column(
                "invited",
                N_("How many were invited by name to the survey; 0 where nobody was."),
                _PEOPLE,
                measure=Measure.INVITED,
            ),
            Column(
                "response_rate",
                ColumnType.NUMBER,
                N_("Responses to the survey as a share of those invited; empty where it is withheld or nobody was."),
                is_empty_at_times=True,
                unit=_SHARE,
                measure=Measure.RESPONSE_RATE,
            ),
            truth_column(
                "is_withheld", N_("The number is withheld, so that nobody is told what single participants said.")
            ),
        ),
    ),
    DataTable(
        "replies",
        N_("Replies from organisations"),
        N_("One row for each reply that is shown, word for word."),
        (
            id_column(N_("The reply.")),
            link_column("issue", "issues", N_("What it replies to.")),
            text_column("organisation", N_("Who replies.")),
            text_column("text", N_("The reply, word for word.")),
            LANGUAGE,
            day_column("sent_on", N_("When it was sent."), is_empty_at_times=False),
        ),
    ),
)
TABLES: tuple[DataTable, ...] = (*_TABLES, ISSUE_LOG, THEMES, ISSUE_THEMES, MILESTONES)
BY_NAME: Mapping[str, DataTable] = {table.name: table for table in TABLES}
