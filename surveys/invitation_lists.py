"""Where links lead, and the list of them that goes into a mail program: a CSV file."""

import csv
import io
from collections.abc import Iterable

from feedback.translation import gettext as _
from feedback.workbooks import BYTE_ORDER_MARK, inert
from surveys.invitations import Invited


def survey_address(base_url: str, link: str) -> str:
    """The open link of a survey, which anybody who has it may answer by."""
    return f"{base_url}/s/{link}"


def invitation_address(base_url: str, token: str) -> str:
    """An invitee's own link."""
    return f"{base_url}/i/{token}"


def invitations_csv(invited: Iterable[Invited], *, base_url: str) -> str:
    """Organisation, e-mail, language, link and name, below a header; an apostrophe stops what a spreadsheet would run."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_("Organisation"), _("E-mail"), _("Language"), _("Link"), _("Name")])
    for each in invited:
        address = invitation_address(base_url, each.token)
        writer.writerow([inert(cell) for cell in (each.organisation, each.email, each.language, address, each.name)])
    return BYTE_ORDER_MARK + text.getvalue()
