"""The code book's pages, by their real forms."""

from feedback.enums import CodingState
from feedback.themes import ThemeWording, create_theme, list_themes
from tests.factories import NOW, make_coding, make_consultation, make_point, make_theme
from tests.web import Page, Visitor, words


async def wordings() -> dict[str, ThemeWording]:
    return {theme.code: theme.wording for theme in await list_themes()}


async def test_index_without_themes(officer: Visitor) -> None:
    page = await officer.get("/themes")

    assert (page.h1, "There are no themes yet." in page.text) == ("Code book", True)


async def test_index_shows_points_by_year(officer: Visitor) -> None:
    theme = await make_theme(code="T1", title="Premises", definition="Rooms to meet in.")
    for date, state in (
        ("2019", CodingState.CONFIRMED),
        ("2024", CodingState.CONFIRMED),
        ("2024", CodingState.SUGGESTED),
    ):
        await make_coding(await make_point(await make_consultation(date=date)), theme, state=state)

    page = await officer.get("/themes")

    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in page.tree.xpath("//table//tr")]
    assert rows == [
        ["Code", "Theme", "2019", "2024", "All years", "Change"],
        ["T1", "PremisesRooms to meet in.", "1", "1 (1 suggested)", "2 (1 suggested)", "Edit – T1"],
    ]


async def test_create_adds_a_theme_under_the_next_code(officer: Visitor) -> None:
    await make_theme(code="T07")
    page = await officer.get("/themes/new")
    assert page.form("/themes/new").fields["code"] == "T08"

    page = await page.submit(
        {
            "label_sv": "Lokaler",
            "label_ar": "أماكن",
            "definition": "Rum\natt mötas i.",
            "keywords": "lokal, rum\nlokal\n",
            "examples": "Hyran, säger de, är hög.\n\n",
        },
        action="/themes/new",
    )

    assert (page.path, page.notice) == ("/themes", "The theme was added.")
    assert (await wordings())["T08"] == ThemeWording(
        {"sv": "Lokaler", "ar": "أماكن"}, "Rum att mötas i.", ("lokal", "rum"), ("Hyran, säger de, är hög.",)
    )


async def test_create_with_every_field_wrong_keeps_what_was_typed(officer: Visitor) -> None:
    page = await officer.get("/themes/new")

    page = await page.submit({"code": "T" * 21, "definition": "Kept", "keywords": "kept"}, action="/themes/new")

    assert (page.status, page.errors) == (
        422,
        ["Write a short code, for example T41; at most 20 characters.", "Write a label in at least one language."],
    )
    fields = page.form("/themes/new").fields
    assert (fields["code"], fields["definition"].strip(), fields["keywords"].strip()) == ("T" * 21, "Kept", "kept")
    assert await wordings() == {}


async def test_create_with_a_code_in_use(officer: Visitor) -> None:
    await make_theme(code="T1", title="Premises")
    page = await officer.get("/themes/new")

    page = await page.submit({"code": "T1", "label_sv": "Medel"}, action="/themes/new")

    assert (page.status, page.errors) == (422, ["Another theme has the code T1. Choose a different one."])
    assert page.form("/themes/new").fields["label_sv"] == "Medel"


async def test_update_words_a_theme_anew_and_keeps_labels_the_form_does_not_offer(officer: Visitor) -> None:
    theme = await create_theme("T1", ThemeWording({"fi": "Tilat", "sv": "Lokaler", "en": "Premises"}), now=NOW)
    page = await officer.get(f"/themes/{theme}/edit")

    page = await page.submit({"label_en": "", "label_sv": "Rum"}, action="/edit")

    assert (page.path, page.notice) == (f"/themes/{theme}", "The theme was saved.")
    assert await wordings() == {"T1": ThemeWording({"fi": "Tilat", "sv": "Rum"})}


async def test_update_changed_meanwhile_is_told_and_saves_when_sent_again(officer: Visitor) -> None:
    theme = await make_theme(code="T1")
    mine = await officer.get(f"/themes/{theme}/edit")
    theirs = await officer.get(f"/themes/{theme}/edit")
    await theirs.submit({"definition": "Theirs"}, action="/edit")

    page = await mine.submit({"definition": "Mine"}, action="/edit")

    assert (page.status, page.errors) == (
        422,
        ["Somebody else changed this theme meanwhile. Compare it with the code book, then save again."],
    )
    assert (await wordings())["T1"].definition == "Theirs"
    await page.submit(action="/edit")
    assert (await wordings())["T1"].definition == "Mine"


async def test_merge_and_undo(officer: Visitor) -> None:
    kept, folded = await make_theme(code="T1", title="Premises"), await make_theme(code="T2", title="Rooms")
    page = await officer.get("/themes/merge")

    page = await page.submit({"keep": str(kept), "fold": [str(folded)]}, action="/themes/merge")

    assert page.notice == "The themes were merged. What was coded with them counts for the theme that stays."
    assert [theme.merged_into for theme in await list_themes()] == [None, kept]
    assert "T2 Rooms (merged into: T1 Premises)" in page.text
    page = await page.submit(action="/separate")
    assert page.notice == "The theme stands by itself again."
    assert [theme.merged_into for theme in await list_themes()] == [None, None]


async def test_merge_with_nothing_chosen(officer: Visitor) -> None:
    await make_theme(code="T1"), await make_theme(code="T2")
    page = await officer.get("/themes/merge")

    page = await page.submit(action="/themes/merge")

    assert (page.status, page.errors) == (
        422,
        ["Choose the theme that stays.", "Choose at least one other theme to merge."],
    )


async def test_merge_with_a_theme_merged_meanwhile(officer: Visitor) -> None:
    a, b, c = [await make_theme(code=code) for code in ("T1", "T2", "T3")]
    page = await officer.get("/themes/merge")
    await page.submit({"keep": str(a), "fold": [str(b)]}, action="/themes/merge")

    page = await page.submit({"keep": str(c), "fold": [str(b)]}, action="/themes/merge")

    assert (page.status, page.errors) == (422, ["The theme T2 is merged into another one already."])


async def test_index_leads_to_each_themes_own_page(officer: Visitor) -> None:
    theme = await make_theme(code="T1", title="Premises")
    folded = await make_theme(code="T2", title="Rooms", merged_into=theme)
    early, late = await make_consultation(date="2019"), await make_consultation(date="2024")
    await make_coding(await make_point(early), theme)
    await make_coding(await make_point(late), folded)
    await make_coding(await make_point(late, text="Suggested only"), theme, state=CodingState.SUGGESTED)
    index = await officer.get("/themes")

    page = await officer.get(index.links()["Premises"])

    assert page.h1 == "T1 Premises"
    rows = [[words(cell) for cell in row] for row in page.tree.xpath("//table[1]//tr")]
    assert rows == [
        ["Year", "Confirmed", "Suggested and not decided"],
        ["2019", "1", "0"],
        ["2024", "1", "1"],
        ["All years", "2", "1"],
    ]
    assert "Merged into this theme T2 Rooms" in page.text
    page = await officer.get(f"/themes/{folded}")
    assert "Its points are counted for the theme that it is merged into." in page.text


async def test_a_confirmed_point_is_taken_as_an_example(officer: Visitor) -> None:
    theme = await make_theme(code="T1")
    meeting = await make_consultation(title="Spring meeting")
    await make_coding(await make_point(meeting, text="The rent is too high."), theme)
    page = await officer.get(f"/themes/{theme}")
    assert "The rent is too high. Spring meeting" in page.text

    page = await page.submit(action="/examples")

    assert (page.path, page.notice) == (f"/themes/{theme}", "The point is an example of the theme now.")
    assert (await wordings())["T1"].examples == ("The rent is too high.",)
    assert not page.tree.xpath("//form[contains(@action, '/examples')]")


async def test_history_tells_who_did_what_and_why(officer: Visitor) -> None:
    theme, other = await make_theme(code="T1", title="Premises"), await make_theme(code="T2", title="Rooms")
    page = await officer.get(f"/themes/{theme}/edit")
    await page.submit({"definition": "Rooms to meet in.", "reason": "Asked for"}, action="/edit")
    page = await officer.get("/themes/merge")
    await page.submit({"keep": str(theme), "fold": [str(other)], "reason": "The same"}, action="/themes/merge")

    page = await officer.get(f"/themes/{theme}")

    rows = [
        [words(cell) for cell in row][:4]
        for row in page.tree.xpath("//table[caption[starts-with(., 'What became')]]//tr")
    ]
    assert rows[1:] == [
        ["4", "T2 Rooms", "Merged into: T1 Premises", "The same"],
        ["3", "T1 Premises", "Worded anew What changed – version 3", "Asked for"],
        ["1", "T1 Premises", "In the code book before its log began", ""],
    ]
    assert "Olga" in page.text or "Officer" in page.text


async def test_split_ticks_what_is_nearer_then_moves_what_is_ticked(officer: Visitor) -> None:
    theme = await make_theme(code="T1", title="Premises", keywords=["hall", "evening", "closes"])
    meeting = await make_consultation()
    rent = await make_point(meeting, text="The rent of the hall is far too high.")
    hours = await make_point(meeting, text="The hall closes before the evening.", position=2)
    for point in (rent, hours):
        await make_coding(point, theme)
    page = await officer.get(f"/themes/{theme}/split")

    page = await page.submit({"label_en": "Rent", "keywords": "rent, cost"}, action="/split", button="sort=1")

    assert (page.status, ticked(page)) == (200, [str(rent)])
    assert "1 text is ticked" in page.text
    page = await page.submit({"reason": "Two matters"}, action="/split")
    assert (page.h1, page.notice) == ("T2 Rent", "The theme was split. 1 text went over to the new theme.")
    assert "Split from T1 Premises" in page.text
    assert "Split from: T1 Premises Two matters" in page.text


def ticked(page: Page) -> list[str]:
    return [str(box.get("value")) for box in page.tree.xpath("//input[@name='text'][@checked]")]


async def test_split_with_things_missing_keeps_what_was_typed(officer: Visitor) -> None:
    theme = await make_theme(code="T1")
    point = await make_point(await make_consultation())
    await make_coding(point, theme)
    page = await officer.get(f"/themes/{theme}/split")

    page = await page.submit({"text": [str(point)], "definition": "Kept"}, action="/split")

    assert (page.status, page.errors, ticked(page)) == (422, ["Write a label in at least one language."], [str(point)])
    assert page.form("/split").fields["definition"].strip() == "Kept"
    page = await page.submit({"text": [], "label_sv": "Hyra"}, action="/split")
    assert (page.status, page.errors) == (422, ["Tick at least one text that goes over to the new theme."])
    page = await page.submit({"text": [str(point)], "code": "T1"}, action="/split")
    assert (page.status, page.errors) == (422, ["Another theme has the code T1. Choose a different one."])
    assert list(await wordings()) == ["T1"]
