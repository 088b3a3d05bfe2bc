"""The list of organisations, who attended a consultation, and which points an organisation made."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from feedback.attendance import attended_by, bring_in, organisations_at, points_made_at, set_attendance, set_points
from feedback.errors import Conflict, NotFound
from feedback.mail.addresses import NotAnAddress
from feedback.organisations import Details, add_organisation, edit_organisation, get_organisation, list_organisations
from feedback.point_merging import merge_points
from feedback.points import drop_point
from feedback.regions import list_regions
from feedback.signed_tokens import id_in, signed_token
from feedback.tables import Point
from tests.factories import NOW, make_consultation, make_point

EXAMPLE = Details("The Example Association", "info@example.org", "en")


async def points_of(consultation: UUID) -> list[UUID]:
    rows = await Point.select(Point.id).where(Point.consultation == consultation).order_by(Point.position)
    return [row["id"] for row in rows]


async def test_organisations_are_listed_by_name_with_what_they_took_part_in(database: str) -> None:
    second = await add_organisation(Details("byarådet", language="sv"))
    first = await add_organisation(EXAMPLE)
    consultation = await make_consultation(points=["One", "Two", "Three"])
    one, two, three = await points_of(consultation)
    await set_points(second, consultation, [one, three])
    await drop_point(three, now=NOW)
    gone = await make_consultation(title="Deleted", deleted_at=NOW, points=["Gone"])
    await set_attendance(await make_consultation(title="Other"), [first])

    listed = await list_organisations()

    assert [(each.organisation.name, each.consultations, each.points) for each in listed] == [
        ("byarådet", 1, 1),
        ("The Example Association", 1, 0),
    ]
    assert [(each.title, each.points) for each in await attended_by(second)] == [("Consultation on meeting places", 1)]
    assert two not in (await points_made_at(consultation))[second]
    assert await organisations_at(gone) == []


@pytest.mark.parametrize("name", ["The Example Association", " the  example ASSOCIATION"])
async def test_a_name_is_taken_once_whatever_its_case(sqlite_database: str, name: str) -> None:
    first = await add_organisation(EXAMPLE)
    other = await add_organisation(Details("Another"))

    with pytest.raises(Conflict, match=r"av detta namn|of this name"):
        await add_organisation(Details(name))
    with pytest.raises(Conflict, match=r"av detta namn|of this name"):
        await edit_organisation(other, Details(name))
    await edit_organisation(first, Details(name, "new@example.org"))

    assert (await get_organisation(first)).email == "new@example.org"


@pytest.mark.parametrize(
    ("details", "error"),
    [
        (Details(" "), Conflict),
        (Details("x" * 201), Conflict),
        (Details("A\0B"), Conflict),
        (Details("A", "no address"), NotAnAddress),
        (Details("A", language="xx"), Conflict),
    ],
)
async def test_what_cannot_be_an_organisation(sqlite_database: str, details: Details, error: type[Exception]) -> None:
    with pytest.raises(error):
        await add_organisation(details)

    assert await list_organisations() == []


async def test_kinds_and_regions_are_kept_and_offered_again(database: str) -> None:
    first = await add_organisation(replace(EXAMPLE, organisation_type="faith", region=" Väster  botten "))
    await make_consultation(region="Norrbotten")
    await make_consultation(title="Deleted", region="Nowhere", deleted_at=NOW)

    known = await bring_in([replace(EXAMPLE, organisation_type="study"), Details("New", organisation_type="study")])

    assert (known.ids[0], (await get_organisation(first)).organisation_type) == (first, "faith")
    assert (await get_organisation(known.ids[1])).organisation_type == "study"
    assert await list_regions() == ["Norrbotten", "Väster botten"]
    with pytest.raises(Conflict):
        await edit_organisation(first, replace(EXAMPLE, region="x" * 61))


async def test_bring_in_adds_what_is_missing_and_keeps_what_an_officer_wrote(database: str) -> None:
    kept = await add_organisation(Details("Byarådet", "kansli@example.org", "sv"))
    bare = await add_organisation(Details("Föreningen"))
    consultation = await make_consultation()
    found = [
        Details("BYARÅDET", "other@example.org", "ar"),
        Details("Föreningen", "info@example.org", "fi"),
        Details("The new one", "new@example.org", "en"),
        Details("the new  one", "new@example.org", "en"),
    ]

    brought = [await bring_in(found, consultation=consultation) for _ in range(2)]

    assert [(each.added, len(each.ids)) for each in brought] == [(1, 3), (0, 3)]
    assert [each.name for each in await organisations_at(consultation)] == ["Byarådet", "Föreningen", "the new one"]
    assert (await get_organisation(kept)).email == "kansli@example.org"
    filled = await get_organisation(bare)
    assert (filled.email, filled.language) == ("info@example.org", "fi")


async def test_attendance_is_these_and_no_others_and_holds_who_made_points(database: str) -> None:
    a, b = [await add_organisation(Details(name)) for name in ("A", "B")]
    consultation = await make_consultation(points=["One"])
    [point] = await points_of(consultation)
    await set_points(a, consultation, [point])

    await set_attendance(consultation, [a, b])
    with pytest.raises(Conflict, match=r"^A "):
        await set_attendance(consultation, [b])
    await set_points(a, consultation, [])
    await set_attendance(consultation, [b])

    assert [each.name for each in await organisations_at(consultation)] == ["B"]
    with pytest.raises(NotFound):
        await set_attendance(consultation, [uuid4()])
    with pytest.raises(NotFound):
        await set_points(b, consultation, [await make_point(await make_consultation(title="Other"))])


async def test_a_point_that_is_merged_takes_its_organisations_along(database: str) -> None:
    a, b = [await add_organisation(Details(name)) for name in ("A", "B")]
    consultation = await make_consultation(points=["One", "Two"])
    one, two = await points_of(consultation)
    await set_points(a, consultation, [one, two])
    await set_points(b, consultation, [two])

    await merge_points(one, with_id=two, now=NOW)

    assert await points_made_at(consultation) == {a: (one,), b: (one,)}


def test_a_token_opens_what_it_was_signed_for_and_nothing_else() -> None:
    row = uuid4()
    token = signed_token("letter", row)
    other = token[:-1] + ("A" if token[-1] != "A" else "B")

    assert (id_in("letter", token), len(token)) == (row, 43)
    assert [id_in("reply", token), *(id_in("letter", each) for each in (other, "", "å", token[:-2], token + "=="))] == [
        None
    ] * 6
