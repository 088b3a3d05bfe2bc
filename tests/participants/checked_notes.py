"""Notes for the pages on which participants check them: questions, headings, answers, and words that nobody has decided on."""

from datetime import UTC, date, datetime, timedelta

from feedback.enums import NotesAudience
from feedback.notes_checks import get_check, open_check
from feedback.tables import Question
from tests.factories import make_consultation, make_point

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


async def make_checked_notes() -> str:
    """The address of notes that are to be checked."""
    consultation = await make_consultation(language="sv", title="Sakråd om bygdegårdar")
    question = Question(consultation=consultation, position=1, text="Vad behövs för att bygdegårdarna ska finnas kvar?")
    await question.save()
    texts = ("Hyran är för hög.", "Ring Kim Exempel, kim@example.org.", "Bussen går för tidigt på kvällen.")
    for position, text in enumerate(texts, start=1):
        asked = question.id if position < 3 else None
        await make_point(consultation, text=text, position=position, question=asked, heading="Lokaler" if asked else "")
    today = date.today()
    check = await open_check(
        consultation,
        audience=NotesAudience.ATTENDEES,
        last_day=today + timedelta(days=14),
        officer=None,
        today=today,
        now=NOW,
    )
    return f"/notes/{(await get_check(check)).token}"
