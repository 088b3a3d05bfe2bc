from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import msgspec
import pytest

from feedback.accounts import token_hash
from feedback.errors import Conflict, Gone, NotAllowed, NotFound
from feedback.tables import Officer
from surveys.definition import Image, Privacy, SurveyDefinition, to_json
from surveys.digest import digest, live_tallies
from surveys.invitation_tokens import response_token
from surveys.paper.printing import survey_pdf
from surveys.paper_checks import check, entry_to_check
from surveys.paper_entries import (
    InvitationUsed,
    KeyedIn,
    MarkTaken,
    OrganisationMissing,
    Source,
    accuracy,
    enter,
    list_entries,
    possible_senders,
    remove,
)
from surveys.paper_surveys import paper_survey
from surveys.responses import NotComplete
from surveys.survey_links import AlreadyAnswered, survey_by_invitation
from surveys.tables import Invitation, PaperEntry, Response, SurveyVersion, Tally
from tests.factories import NOW
from tests.surveys.open_surveys import ANSWERS, LAST_DAY, SURVEY, TODAY, invite, open_survey, revise
from tests.surveys.paper.forms import EVERYTHING, TYPED, named


async def make_officer(name: str) -> UUID:
    officer = Officer(email=f"{name}@example.org", name=name, password_hash="")
    await officer.save()
    return officer.id


async def key_in(
    survey_id: UUID,
    mark: str,
    *,
    officer: UUID | None = None,
    drawn: float = 0.9,
    typed: object = ANSWERS,
    **changes: object,
) -> UUID:
    keyed = KeyedIn(number=1, language="sv", mark=mark, typed=typed)  # type: ignore[arg-type]
    keyed = replace(keyed, **changes)  # type: ignore[arg-type]
    return await enter(survey_id, keyed, officer=officer, today=TODAY, now=NOW, drawn=drawn)


@pytest.mark.usefixtures("database")
async def test_paper_becomes_a_response_that_says_so() -> None:
    survey_id = await open_survey(EVERYTHING)
    response = await key_in(survey_id, "7", typed=TYPED, language="ar")

    row = await Response.objects().get(Response.id == response)
    assert row is not None
    assert (row.source, row.language, row.revision, row.invitation, row.day) == ("paper", "ar", 1, None, TODAY)
    answers = msgspec.json.decode(row.answers)
    assert (answers["q6"], answers["q8"], answers["q10"]) == ("other=Schack", ["c", "a"], "1987-01-31")
    await digest()
    tally = await Tally.objects().get((Tally.question_key == "q1") & (Tally.value == "association"))
    assert tally is not None
    assert tally.n == 1


@pytest.mark.usefixtures("database")
async def test_same_mark_is_kept_once() -> None:
    survey_id = await open_survey()
    await key_in(survey_id, "7")

    with pytest.raises(MarkTaken, match="used before"):
        await key_in(survey_id, "7")
    with pytest.raises(MarkTaken, match="used before"):
        await key_in(survey_id, "7", source=Source.PDF, digest="a" * 40)
    await key_in(survey_id, "8", source=Source.PDF, digest="b" * 40)
    with pytest.raises(MarkTaken, match="read before"):
        await key_in(survey_id, "9", source=Source.PDF, digest="b" * 40)
    assert await Response.count() == 2


@pytest.mark.usefixtures("sqlite_database")
async def test_paper_may_leave_required_questions_blank_but_not_consent() -> None:
    survey_id = await open_survey(EVERYTHING)
    await key_in(survey_id, "1", typed={**TYPED, "q1": []})

    with pytest.raises(NotComplete) as refused:
        await key_in(survey_id, "2", typed={**TYPED, "q13": [], "q9": ["many"]})
    assert set(refused.value.errors) == {"q13", "q9"}


@pytest.mark.usefixtures("sqlite_database")
async def test_closed_survey_takes_no_papers() -> None:
    survey_id = await open_survey(closes_on=TODAY - timedelta(days=1))

    with pytest.raises(Gone):
        await key_in(survey_id, "1")
    assert await PaperEntry.count() == 0


@pytest.mark.usefixtures("sqlite_database")
async def test_draft_cannot_be_printed_and_versions_are_known_by_number() -> None:
    draft = await open_survey(state="draft", link="draft")
    survey_id = await open_survey()
    changed = replace(SURVEY, title={"sv": "Ny rubrik"})
    await SurveyVersion(survey=survey_id, number=2, definition=to_json(changed)).save()

    assert (await paper_survey(survey_id)).definition == changed
    assert (await paper_survey(survey_id, 1)).definition == SURVEY
    with pytest.raises(NotFound):
        await paper_survey(survey_id, 3)
    with pytest.raises(Conflict):
        await paper_survey(draft)


@pytest.mark.usefixtures("sqlite_database")
@pytest.mark.parametrize(("definition", "kept"), [(named(SURVEY), "Byarådet"), (SURVEY, "")])
async def test_organisation_is_kept_where_the_survey_names_it(definition: SurveyDefinition, kept: str) -> None:
    response = await key_in(await open_survey(definition), "1", organisation="Byarådet")

    row = await Response.objects().get(Response.id == response)
    assert row is not None
    assert row.organisation == kept


@pytest.mark.usefixtures("sqlite_database")
async def test_first_paper_and_at_least_every_tenth_are_drawn_and_nobody_can_foresee_which() -> None:
    survey_id = await open_survey()
    for number in range(1, 32):
        await key_in(survey_id, str(number), drawn=0.05 if number == 5 else 0.2 + number / 50)

        entries = await list_entries(survey_id)
        assert sum(each.to_check for each in entries) * 10 >= len(entries)
    drawn = {each.mark for each in entries if each.to_check}
    assert {"1", "5"} < drawn
    assert len(drawn) == 4


@pytest.mark.usefixtures("database")
async def test_second_officer_corrects_answers_as_a_new_revision() -> None:
    survey_id = await open_survey()
    first, second = await make_officer("Ada"), await make_officer("Bo")
    response = await key_in(survey_id, "1", officer=first)
    await digest()

    with pytest.raises(NotAllowed):
        await entry_to_check(response, officer=first)
    typed = {**(await entry_to_check(response, officer=second)).typed, "q2": ["p2"], "q5": []}
    corrected = await check(response, typed, officer=second, today=TODAY, now=NOW)

    assert corrected == 2
    rows = await Response.select().order_by(Response.revision)
    assert [(row["revision"], row["source"]) for row in rows] == [(1, "paper"), (2, "paper")]
    assert len({row["token_hash"] for row in rows}) == 1
    assert "q5" not in msgspec.json.decode(rows[1]["answers"])
    await digest()
    tallies = {row["value"] for row in await Tally.select().where((Tally.question_key == "q2") & (Tally.n > 0))}
    assert tallies == {"", "p2"}
    found = accuracy(await list_entries(survey_id))
    assert (found.drawn, found.checked, found.answers, found.corrected) == (1, 1, 5, 2)
    assert found.error_rate == pytest.approx(0.4)
    with pytest.raises(Conflict):
        await check(response, typed, officer=second, today=TODAY, now=NOW)


@pytest.mark.usefixtures("sqlite_database")
async def test_agreeing_keeps_the_one_revision() -> None:
    survey_id = await open_survey()
    response = await key_in(survey_id, "1")
    entry = await entry_to_check(response, officer=None)

    assert await check(response, entry.typed, officer=None, today=TODAY, now=NOW) == 0
    assert await Response.count() == 1
    assert accuracy(await list_entries(survey_id)).error_rate == 0


@pytest.mark.usefixtures("sqlite_database")
@pytest.mark.parametrize("privacy", list(Privacy))
async def test_only_an_anonymous_survey_takes_no_corrections_once_it_is_closed(privacy: Privacy) -> None:
    survey_id = await open_survey(replace(SURVEY, privacy=privacy))
    response = await key_in(survey_id, "1", organisation="Byarådet")
    entry = await entry_to_check(response, officer=None)
    after = LAST_DAY + timedelta(days=1)

    if privacy is Privacy.ANONYMOUS:
        with pytest.raises(Gone):
            await check(response, entry.typed, officer=None, today=after, now=NOW)
    else:
        assert await check(response, entry.typed, officer=None, today=after, now=NOW) == 0


@pytest.mark.usefixtures("sqlite_database")
async def test_paper_that_was_not_drawn_cannot_be_checked() -> None:
    survey_id = await open_survey()
    await key_in(survey_id, "1")
    other = await key_in(survey_id, "2", drawn=0.99)

    with pytest.raises(Conflict, match="not waiting"):
        await entry_to_check(other, officer=None)


async def invitation_of(survey_id: UUID, organisation: str = "Byarådet") -> tuple[str, Invitation]:
    token = await invite(survey_id, organisation=organisation)
    row = await Invitation.objects().get(Invitation.token_hash == token_hash(token))
    assert row is not None
    return token, row


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("privacy", list(Privacy))
async def test_invitee_who_answered_on_paper_is_joined_to_the_answers_as_on_the_web(privacy: Privacy) -> None:
    survey_id = await open_survey(replace(SURVEY, privacy=privacy))
    token, invited = await invitation_of(survey_id)
    response = await key_in(survey_id, "1", invitation=invited.id)

    await invited.refresh()
    row = await Response.objects().get(Response.id == response)
    assert row is not None
    assert invited.is_used
    is_anonymous = privacy is Privacy.ANONYMOUS
    assert row.invitation == (None if is_anonymous else invited.id)
    assert row.organisation == ("Byarådet" if privacy is Privacy.ORGANISATION_NAMED else "")
    with pytest.raises(Gone) as found:
        await survey_by_invitation(token, today=TODAY)
    assert isinstance(found.value, AlreadyAnswered) is not is_anonymous
    with pytest.raises(InvitationUsed):
        await key_in(survey_id, "2", invitation=invited.id)
    assert await Response.count() == 1


@pytest.mark.usefixtures("sqlite_database")
async def test_name_of_a_person_is_never_the_organisation_of_a_paper() -> None:
    survey_id = await open_survey(named(SURVEY))
    _token, invited = await invitation_of(survey_id, "")
    await Invitation.update({Invitation.name: "Li Ek"}).where(Invitation.id == invited.id)

    with pytest.raises(OrganisationMissing):
        await key_in(survey_id, "1", invitation=invited.id)
    await invited.refresh()
    assert not invited.is_used


@pytest.mark.usefixtures("sqlite_database")
@pytest.mark.parametrize(("privacy", "listed"), [(Privacy.ANONYMOUS, 2), (Privacy.ORGANISATION_NAMED, 1)])
async def test_list_of_senders_does_not_tell_who_has_answered(privacy: Privacy, listed: int) -> None:
    survey_id = await open_survey(replace(SURVEY, privacy=privacy))
    _token, used = await invitation_of(survey_id)
    await invitation_of(survey_id, "Idrottsrådet")
    await key_in(survey_id, "1", invitation=used.id)

    assert len(await possible_senders(survey_id, privacy)) == listed


@pytest.mark.usefixtures("database")
async def test_paper_that_was_removed_leaves_nothing_and_can_be_keyed_in_again() -> None:
    survey_id = await open_survey(replace(SURVEY, privacy=Privacy.CONFIDENTIAL))
    _token, invited = await invitation_of(survey_id)
    response = await key_in(survey_id, "1", invitation=invited.id)
    await digest()

    assert await remove(response, today=TODAY) == survey_id

    await invited.refresh()
    assert (invited.is_used, invited.is_declined) == (False, False)
    assert (await Response.count(), await PaperEntry.count()) == (0, 0)
    assert (await live_tallies(survey_id)).responses == 0
    await key_in(survey_id, "1", invitation=invited.id)
    with pytest.raises(NotFound):
        await remove(response, today=TODAY)


@pytest.mark.usefixtures("sqlite_database")
async def test_correction_does_not_undo_what_the_participant_has_changed_since() -> None:
    survey_id = await open_survey(replace(SURVEY, privacy=Privacy.CONFIDENTIAL))
    _token, invited = await invitation_of(survey_id)
    response = await key_in(survey_id, "1", invitation=invited.id)
    await revise(response_token(invited.id), {"q1": "other"}, revision=2)

    assert await check(response, {**ANSWERS, "q5": ["1"]}, officer=None, today=TODAY, now=NOW) == 1

    assert [row["revision"] for row in await Response.select().order_by(Response.revision)] == [1, 2]


@pytest.mark.usefixtures("sqlite_database")
async def test_paper_whose_picture_is_gone_can_still_be_printed() -> None:
    pictured = replace(SURVEY.sections[0].questions[0], image=Image("0" * 64, {"sv": "En bild"}))
    section = replace(SURVEY.sections[0], questions=(pictured,))
    survey_id = await open_survey(replace(SURVEY, sections=(section,)))

    paper = await paper_survey(survey_id)

    assert b"%PDF" in survey_pdf(paper, "sv", can_fill=False)
