"""An organisation's closure letter for the pages of participants: every kind of block, and replies in every state."""

from datetime import UTC, date, datetime
from uuid import uuid4

from feedback.attendance import set_attendance, set_points
from feedback.enums import Answer, Delivery
from feedback.issue_states import Entry, Field
from feedback.issues import record
from feedback.organisations import Details, add_organisation
from reports.letters import letter_token, make_letters
from reports.replies import send_reply
from reports.reply_decisions import show_reply, withhold_reply
from reports.tables import ClosureLetter
from reports.withholding import Law
from tests.factories import make_commitment, make_consultation, make_issue, make_officer, make_point

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


async def make_letter(language: str) -> tuple[str, str]:
    """The addresses of a letter in this language and of a reply to it: one reply is withheld, one shown and one waits."""
    consultation = await make_consultation(language="sv", title="Sakråd om bygdegårdar")
    points = [await make_point(consultation, text=f"Synpunkt {n}", position=n) for n in (1, 2, 3)]
    declined = await make_issue(title="Hyran är för hög", points=points[:1])
    promised = await make_issue(title="Låsta skolor", points=points[1:2])
    await record(declined, Entry(Field.ANSWER, Answer.DECLINED, "Det är kommunernas sak.", None, NOW))
    await record(promised, Entry(Field.ANSWER, Answer.ACCEPTED, "", None, NOW))
    await record(promised, Entry(Field.DELIVERY, Delivery.LIMITED, "Två skolor.", None, NOW))
    await make_commitment(text="Öppna skolorna.", issues=[promised], due=date(2030, 6, 30), consultation=consultation)
    organisation = await add_organisation(Details(f"Förening & vänner {uuid4()}", "info@example.org", language))
    await set_attendance(consultation, [organisation])
    await set_points(organisation, consultation, points)
    officer = await make_officer(email=f"{uuid4()}@example.org")
    await make_letters(consultation, number=1, officer=officer, now=NOW)
    withheld = await send_reply(organisation, promised, "Kim Exempel är sjuk.", language="sv", now=NOW)
    await withhold_reply(withheld, law=Law.SECRECY, detail="21 kap. 1 §", officer=officer, now=NOW)
    shown = await send_reply(organisation, declined, "Det räcker inte.\nهذا لا يكفي", language="sv", now=NOW)
    await show_reply(shown, officer=officer, now=NOW)
    await send_reply(organisation, declined, "Vi väntar.", language="sv", now=NOW.replace(hour=13))
    row = await ClosureLetter.select().where(ClosureLetter.organisation == organisation).first()
    assert row
    address = f"/letters/{letter_token(row['id'])}"
    return address, f"{address}/replies/{declined}"
