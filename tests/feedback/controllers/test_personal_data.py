"""Officers decide which flagged words others may read, and the file itself stays theirs alone."""

from hashlib import sha256

from feedback.tables import Document
from tests.factories import make_consultation, make_flag, make_point, make_reviewed_consultation, source_json
from tests.web import Visitor


async def test_officers_hide_and_show_flagged_words_with_a_reason(officer: Visitor) -> None:
    consultation, _question, _points = await make_reviewed_consultation()
    await make_point(consultation, text="Ask Maja Exempelsson.", position=3)
    flag = await make_flag(consultation, source=source_json(4))
    page = await officer.get(f"/consultations/{consultation}/personal-data")
    waiting = page.text

    refused = await page.submit(action=str(flag), button="decision=shown")
    page = await refused.submit({f"reason-{flag}": "She is the minister."}, action=str(flag), button="decision=shown")
    shown = page.notice
    page = await page.submit(action=str(flag), button="decision=hidden")

    assert "1 place is not decided." in waiting
    assert "Name · line 4 · in point 3" in waiting
    assert (refused.status, refused.errors) == (
        422,
        ["Say why it may be shown to everybody: the reason stays in the log."],
    )
    assert (shown, page.notice) == ("It is shown from now on.", "It is hidden from everybody but officers.")
    assert "2 decisions" in page.text
    assert "Shown, " in page.text
    assert "Olga Officer: She is the minister." in page.text


async def test_words_are_flagged_by_hand_where_they_stand(officer: Visitor) -> None:
    consultation = await make_consultation(points=["The lady from Lillby wants a hall."])
    page = await officer.get(f"/consultations/{consultation}/personal-data")

    refused = await page.submit({"words": "the man from Storby"}, action="/words")
    page = await refused.submit({"words": "the lady from Lillby", "kind": "name"}, action="/words")

    assert refused.errors == ["These words stand in no question and no point of this consultation."]
    assert refused.form("/words").fields["words"] == "the man from Storby"
    assert "the lady from Lillby Hidden" in page.text


async def test_the_consultation_tells_what_waits_and_leads_there(officer: Visitor) -> None:
    consultation, _question, _points = await make_reviewed_consultation()
    await make_flag(consultation)

    page = await officer.get(f"/consultations/{consultation}")

    assert "1 place is not decided." in page.text
    assert page.links()["Decide on personal data"].endswith("/personal-data")


async def test_the_file_comes_back_byte_for_byte_for_officers_alone(officer: Visitor) -> None:
    consultation, _question, _points = await make_reviewed_consultation()
    document = await Document.objects().first()
    assert document
    address = f"/documents/{document.id}/file"

    page = await officer.get(f"/consultations/{consultation}")
    given = await officer.client.get(address)
    officer.client.cookies.clear()
    stranger = await officer.get(address)

    assert given.content == bytes(document.content)
    assert sha256(given.content).hexdigest() == document.sha256
    assert document.sha256 in page.text
    assert stranger.path == "/sign-in"


async def test_the_review_tells_what_waits_until_it_is_decided(officer: Visitor) -> None:
    consultation, _question, _points = await make_reviewed_consultation()
    flag = await make_flag(consultation, source=source_json(4))
    before = await officer.get(f"/consultations/{consultation}/review")

    await (await officer.get(f"/consultations/{consultation}/personal-data")).submit(
        action=str(flag), button="decision=hidden"
    )
    after = await officer.get(f"/consultations/{consultation}/review")

    assert "1 place is not decided." in before.text
    assert "not decided" not in after.text
    assert "Maja Exempelsson line 4 Hidden" in after.text
