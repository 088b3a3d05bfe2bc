"""The pages about organisations, by the real forms."""

from uuid import UUID

from feedback.organisations import Details, add_organisation
from tests.factories import make_reviewed_consultation
from tests.web import Visitor


async def test_an_officer_adds_and_corrects_an_organisation(officer: Visitor) -> None:
    page = await (await officer.get("/organisations")).visitor.get("/organisations/new")

    refused = await page.submit({"name": "", "email": "x"}, action="/new")
    wrong = await refused.submit({"name": "Byarådet", "email": "no address"}, action="/new")
    added = await wrong.submit({"email": "info@example.org", "language": "so"}, action="/new")
    edit = await officer.get(added.links()["Change the organisation"])
    unknown = await edit.submit({"organisation_type": "party", "region": "Norrbotten"}, action="/edit")
    saved = await unknown.submit({"name": "Byarådet i Lillby", "organisation_type": "study"}, action="/edit")

    assert refused.errors == ["Give the organisation's name."]
    assert wrong.errors == ["This is not an e-mail address."]
    assert (added.notice, saved.h1) == ("The organisation was added.", "Byarådet i Lillby")
    assert "info@example.org" in saved.text
    assert "Somali" in saved.text
    assert unknown.errors == ["Choose one of the kinds, or not stated."]
    assert "Adult education association" in saved.text
    assert "Norrbotten" in saved.text
    again = await (await officer.get("/organisations/new")).submit({"name": "byarådet i lillby"}, action="/new")
    assert again.errors == ["There is an organisation of this name already."]


async def test_an_officer_says_who_attended_and_who_made_which_points(officer: Visitor) -> None:
    consultation, _question, points = await make_reviewed_consultation()
    [first, second] = [await add_organisation(Details(name)) for name in ("First", "Second")]
    address = f"/consultations/{consultation}/organisations"

    page = await officer.get(
        (await officer.get(f"/consultations/{consultation}")).links()["Say who attended, and write to them"]
    )
    attended = await page.submit({"organisation": [str(first), str(second)]}, action="/organisations")
    points_page = await officer.get(attended.links()["Say which points it made – First"])
    made = await points_page.submit({"point": [str(points[0])]}, action="/points/")
    left_out = await made.submit({"organisation": str(second)}, action="/organisations")

    assert page.path == address
    assert made.links()["1 point – First"] == f"/organisations/{first}/points/{consultation}"
    assert left_out.errors == ["First is said to have made points at this consultation. Take its points away first."]
    ticked = (await officer.get(f"/organisations/{first}/points/{consultation}")).tree.xpath("//input[@checked]/@value")
    assert [UUID(each) for each in ticked] == [points[0]]
    assert "1 point made" in (await officer.get(f"/organisations/{first}")).text
