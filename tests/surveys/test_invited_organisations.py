"""The organisations invited to a survey in the list of organisations: what is brought along, and what is not."""

from feedback.attendance import organisations_at
from feedback.organisations import list_organisations
from surveys.invitations import Invitee, invite
from surveys.tables import Survey
from tests.surveys.open_surveys import open_survey
from tests.web import Visitor

INVITEES = (
    Invitee("The Example Association", "kim@example.org", "en", name="Kim Example"),
    Invitee("the example  association", "info@example.org", "ar"),
    Invitee("Byarådet", "anna@example.org", "sv", name="Anna Exempel"),
    Invitee("", "single@example.org", "sv", name="Somebody"),
)


async def test_an_officer_brings_in_each_organisation_once_without_persons_addresses(officer: Visitor) -> None:
    survey = await open_survey()
    await invite(survey, INVITEES)
    row = await Survey.objects().get(Survey.id == survey)
    assert row is not None

    page = await officer.get(f"/surveys/{survey}/invitations")
    brought = await page.submit({}, action="/organisations")

    assert brought.path == f"/consultations/{row.consultation}/organisations"
    assert brought.notice == "2 organisations are new in the list."
    found = [each.organisation for each in await list_organisations()]
    assert [(each.name.lower(), each.email, each.language) for each in found] == [
        ("byarådet", "", "sv"),
        ("the example association", "info@example.org", "ar"),
    ]
    assert len(await organisations_at(row.consultation)) == 2


async def test_those_brought_in_need_not_have_attended(officer: Visitor) -> None:
    survey = await open_survey()
    await invite(survey, INVITEES)
    page = await officer.get(f"/surveys/{survey}/invitations")

    form = page.form("/organisations")
    await officer.post(form.get("action"), {"_csrf_token": form.fields["_csrf_token"]})

    row = await Survey.objects().get(Survey.id == survey)
    assert row is not None
    assert (len(await list_organisations()), await organisations_at(row.consultation)) == (2, [])
