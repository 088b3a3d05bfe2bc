"""The pages of this package; `CONTROLLERS` is what the application mounts."""

from feedback.controllers.accounts import SignInController
from feedback.controllers.answered_issues import AnsweredIssueController
from feedback.controllers.api import API_CONTROLLERS
from feedback.controllers.api_tokens import ApiTokenController
from feedback.controllers.calendars import CalendarController
from feedback.controllers.chosen_issues import ChosenIssueController
from feedback.controllers.codebook_files import CodebookFileController
from feedback.controllers.codebook_versions import CodebookVersionController
from feedback.controllers.coding_samples import CodingSampleController
from feedback.controllers.codings import CodingController
from feedback.controllers.commitments import CommitmentController
from feedback.controllers.consultations import ConsultationController
from feedback.controllers.deadline_changes import DeadlineChangeController
from feedback.controllers.documents import DocumentController
from feedback.controllers.evidence import EvidenceController
from feedback.controllers.issue_points import IssuePointController
from feedback.controllers.issues import IssueController
from feedback.controllers.languages import LanguageController
from feedback.controllers.milestones import MilestoneController
from feedback.controllers.notes_checks import NotesCheckController, NotesToCheckController
from feedback.controllers.organisations import AttendanceController, OrganisationController
from feedback.controllers.outbox import OutboxController
from feedback.controllers.page_images import PageImageController
from feedback.controllers.personal_data import PersonalDataController
from feedback.controllers.points import PointController
from feedback.controllers.questions import QuestionController
from feedback.controllers.recurrence import RecurrenceController
from feedback.controllers.start import StartController
from feedback.controllers.synonyms import SynonymController
from feedback.controllers.tasks import TaskController
from feedback.controllers.theme_proposals import ThemeProposalController
from feedback.controllers.theme_splitting import ThemeSplittingController
from feedback.controllers.themes import ThemeController
from feedback.controllers.webhooks import WebhookController

CONTROLLERS = [
    StartController,
    SignInController,
    ConsultationController,
    DocumentController,
    PageImageController,
    PointController,
    QuestionController,
    PersonalDataController,
    NotesCheckController,
    NotesToCheckController,
    IssueController,
    IssuePointController,
    ChosenIssueController,
    CommitmentController,
    AnsweredIssueController,
    EvidenceController,
    MilestoneController,
    CalendarController,
    ThemeController,
    ThemeSplittingController,
    ThemeProposalController,
    CodebookFileController,
    CodebookVersionController,
    SynonymController,
    CodingController,
    CodingSampleController,
    RecurrenceController,
    TaskController,
    DeadlineChangeController,
    OrganisationController,
    AttendanceController,
    OutboxController,
    LanguageController,
    ApiTokenController,
    WebhookController,
]

__all__ = ["API_CONTROLLERS", "CONTROLLERS"]
