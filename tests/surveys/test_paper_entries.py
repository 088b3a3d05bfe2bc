from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import msgspec
import pytest

from feedback.errors import Conflict, Gone, NotAllowed, NotFound
from feedback.tables import Officer
from surveys.definition import Privacy, SurveyDefinition, to_json
from surveys.digest import digest
from surveys.paper_checks import check, entry_to_check
from surveys.paper_entries import KeyedIn, Source, accuracy, enter, list_entries, paper_survey
from surveys.responses import NotComplete
from surveys.tables import PaperEntry, Response, SurveyVersion, Tally
from tests.factories import NOW
from tests.surveys.open_surveys import ANSWERS, LAST_DAY, SURVEY, TODAY, open_survey
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

    with pytest.raises(Conflict, match="keyed in before"):
        await key_in(survey_id, "7")
    with pytest.raises(Conflict, match="read before"):
        await key_in(survey_id, "7", source=Source.PDF)
    assert await Response.count() == 1


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
async def test_first_paper_and_at_least_every_tenth_are_drawn() -> None:
    survey_id = await open_survey()
    for number in range(1, 32):
        await key_in(survey_id, str(number), drawn=0.05 if number == 5 else 0.99)

    drawn = {each.mark for each in await list_entries(survey_id) if each.to_check}
    assert drawn == {"1", "5", "21", "31"}


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
    response = await key_in(survey_id, "1")
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
    other = await key_in(survey_id, "2")

    with pytest.raises(Conflict, match="not waiting"):
        await entry_to_check(other, officer=None)
