"""The tables of the open data on what is followed: logs, themes and milestones. `followed_rows` gives the rows. Pure."""

from feedback.issue_logs import PUBLIC
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

ISSUE_LOG = DataTable(
    "issue_log",
    N_("Log of issues"),
    N_(
        "One row for each time that the department recorded a fact of a public issue, merged, split, published or "
        "withdrew it, or linked a commitment to it or unlinked one. Nothing in the log is ever changed. Lines on how the "
        "department keeps its list are left out."
    ),
    (
        link_column("issue", "issues", N_("The issue.")),
        whole_column("number", N_("Which line of the log it is, from 1; lines that are left out count."), N_("line")),
        code_column("field", N_("What was recorded."), sorted(field.value for field in PUBLIC)),
        text_column(
            "value",
            N_("What it is since then, as the issues table has it; yes or no for published."),
            is_empty_at_times=True,
        ),
        Column(
            "other_issue",
            ColumnType.ID,
            N_("The issue that it was merged with or split from; its page stays."),
            is_empty_at_times=True,
        ),
        text_column("reason", N_("Why, in the department's words."), is_empty_at_times=True),
        LANGUAGE,
        Column("at", ColumnType.TIME, N_("When it was recorded.")),
        link_column(
            "commitment",
            "commitments",
            N_("The commitment that was linked or unlinked, where it is public."),
            is_empty_at_times=True,
        ),
    ),
)
THEMES = DataTable(
    "themes",
    N_("Themes"),
    N_("One row for each theme of the code book that a point about a public issue was confirmed to be about."),
    (
        id_column(N_("The theme.")),
        text_column("code", N_("Its code in the code book.")),
        text_column("label", N_("Its name.")),
        LANGUAGE,
        whole_column("issues", N_("How many public issues have points about it that are shown."), N_("issues")),
    ),
)
ISSUE_THEMES = DataTable(
    "issue_themes",
    N_("Which issues are about which themes"),
    N_(
        "One row for each theme that points of a public issue were confirmed to be about, of those points that are shown."
    ),
    (
        link_column("issue", "issues", N_("The issue.")),
        link_column("theme", "themes", N_("The theme.")),
        whole_column("points", N_("How many of its points are about it."), N_("points")),
    ),
)
MILESTONES = DataTable(
    "milestones",
    N_("Milestones"),
    N_("One row for each step on the way to what a public commitment undertakes."),
    (
        id_column(N_("The milestone.")),
        link_column("commitment", "commitments", N_("What it is a step of.")),
        text_column("text", N_("What is to be reached.")),
        LANGUAGE,
        day_column("due", N_("When it is due now.")),
        day_column("first_due", N_("When it was due as first promised.")),
        day_column("reached_on", N_("When it was reached.")),
        truth_column("is_dropped", N_("It was given up.")),
        truth_column("is_overdue", N_("Its day has passed, and it was neither reached nor given up.")),
        whole_column("slips", N_("How often its day moved."), N_("times"), measure=Measure.SLIPS),
    ),
)
