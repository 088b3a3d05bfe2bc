"""The five real documents: an officer's decisions about them, and the steps that bring them into a database."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from feedback.codebooks import import_codebook
from feedback.codings import decide
from feedback.commitments import make_commitment
from feedback.consultations import confirm_consultation, import_document, list_consultations
from feedback.database import open_database
from feedback.enums import CodingState
from feedback.points import list_points
from feedback.raised_points import year_said
from feedback.recurrence import attach_to_issue, confirm_recurrence, open_issue_of, suggest_recurrence
from feedback.tasks import list_tasks
from feedback.themes import list_themes
from tests.factories import make_officer

NOW = datetime(2024, 9, 2, 8, 0, tzinfo=UTC)
TODAY = date(2024, 9, 2)
DIRECTIVE = "2024-04-11"
MEETING = "2024-06-04"
SEEDS = (
    "overenskommelsen_konferenser_2011-2013.txt",
    "samrad_2019-10-22.txt",
    "samrad_2023-11-07.txt",
    "kommittedirektiv_2024-04-11.txt",
    "sakrad_2024-06-04.txt",
)
#: An officer's decisions: each issue with the first words of the points that raise it, by the year in which they were said.
#: Where the labelled pairs judge two points, they are followed; a bare noun ("Studieförbunden") is not taken for a concern.
ISSUES: Mapping[str, Mapping[int, tuple[str, ...]]] = {
    "Långsiktighet i arbete och finansiering": {
        2011: ("Kortsiktigheten – behövs",),
        2012: ("Det bedrivs ett kortsiktigt", "Det behövs ett långsiktigt perspektiv", "Skapa långsiktighet"),
        2019: ("Vikten av långsiktighet",),
        2023: ("Problem med kortsiktig finansiering",),
        2024: ("Viken av långsiktighet", "Det finns en motstridighet"),
    },
    "Mötesplatser och trygga rum": {
        2011: ("Mötesplatser – kan",),
        2012: ("Neutrala mötesplatser", "Det behövs mötesplatser"),
        2019: ("Vi måste hjälpas åt", "Hitta fler platser"),
        2023: ("Flera organisationer vill se",),
        2024: ("Det är viktigt både för",),
    },
    "Samverkan inom civilsamhället": {
        2011: ("Att organisationerna ser varandra",),
        2012: ("Samla alla frivilligorganisationer", "Skapa nätverk och samarbeten"),
        2019: ("Vi behöver samarbeta inom",),
        2023: ("Viktigt att se helheten",),
        2024: ("Det skulle behövas en plattform",),
    },
    "Diskriminering på arbetsmarknaden": {
        2012: ("Segregation och diskriminering på",),
        2019: ("Inte bara nyanlända",),
        2023: ("Det behövs mer inkludering",),
        2024: ("Integration och inkludering är",),
    },
    "Fritid, idrott och läxhjälp": {
        2012: ("Läxstöd till barn",),
        2019: ("Organisationer kan erbjuda demokratiska",),
        2023: ("Skolan, läxläsning",),
        2024: ("Meningsfulla och strukturerade",),
    },
    "Lokaler": {
        2012: ("Ta till vara de lokaler",),
        2019: ("Regeringen behöver inte hitta", "Samhällskontraktet är i gungning"),
        2024: ("Flera organisationer har länge",),
    },
    "Civilsamhället med innan besluten är fattade": {
        2012: ("Brist på delaktighet", "Det är viktigt med kontinuerlig"),
        2019: ("Viktigt inkludera civilsamhället",),
        2024: ("Flera organisationer vill att",),
    },
    "Den negativa bilden i medier": {
        2012: ("Den mediala vinklingen", "Det vore önskvärt att"),
        2019: ("Vi har haft 400",),
        2024: ("En ensidigt negativ bild",),
    },
    "Mentorer och kontaktnät": {
        2019: ("Mentorskap, kompisskap",),
        2023: ("Civilsamhället kan bidra med mentorer", "Ett brett nätverksbyggande"),
        2024: ("Barn som bor i utsatta",),
    },
    "Unga med i beslut som berör dem": {
        2012: ("Ungdomars deltagande saknas", "Bjuda in ungdomar"),
        2024: ("Flera organisationer lyfte vikten",),
    },
    "Mammors, kvinnors och flickors väg till utbildning och arbete": {
        2023: ("Studier har visat", "Betydelsen av att inkludera"),
        2024: ("Föräldrar har ofta olika",),
    },
    "Bidrag till etniska organisationer och studieförbund": {
        2023: ("Några organisationer ifrågasatte",),
        2024: ("Det finns en oro",),
    },
    "Förebilder": {
        2023: ("Viktigt med kvinnliga förebilder", "Viktigt med positiva förebilder"),
        2024: ("Viktigt med positiva förebilder",),
    },
    "Stöd till arbetsgivare": {
        2019: ("Tidiga insatser inom etableringen",),
        2024: ("Det behövs stöd till arbetsgivare",),
    },
    # Its point of 2023 raises another issue too.
    "Sommarjobb och tidiga arbeten": {
        2023: ("Ett brett nätverksbyggande",),
        2024: ("Insatser som påbörjas",),
    },
    "Det offentligas närvaro i utsatta områden": {2024: ("I flera grupper diskuterades",)},
    # Not raised in 2024, so no business of that meeting's report.
    "Stöd till små och lokala föreningar": {
        2012: ("Ökade resurser till lokala",),
        2023: ("De som får mest stöd",),
    },
}
YEARS = {title: ", ".join(str(year) for year in years) for title, years in ISSUES.items()}
RAISED_IN_2024 = {title: years for title, years in YEARS.items() if years.endswith("2024")}
RECURRING = {title: years for title, years in RAISED_IN_2024.items() if years != "2024"}


@dataclass(frozen=True)
class Recurred:
    """A point that raised an issue again, and the best place and score of an earlier point of it among its candidates."""

    issue: str
    year: int
    begins: str
    place: int | None
    score: float


def decisions() -> Iterator[tuple[str, int, str]]:
    """Every issue, year and beginning of a point, oldest first."""
    return iter(
        sorted(
            ((title, year, begins) for title, years in ISSUES.items() for year in years for begins in years[year]),
            key=lambda decision: decision[1],
        )
    )


async def hear(shared: Path, officer: UUID) -> dict[str, UUID]:
    """Import and confirm the documents in order of date; gives the consultations by date."""
    for name in SEEDS:
        content = (shared / "seeds" / name).read_bytes()
        heard = await import_document(name, content=content, officer_id=officer, now=NOW)
        await confirm_consultation(heard.id)
    return {each.date: each.id for each in await list_consultations()}


async def said_points(consultations: Mapping[str, UUID]) -> dict[UUID, tuple[int, str]]:
    """The year and text of every point."""
    return {
        point.id: (year_said(point.heading, int(day[:4])), point.text)
        for day, consultation in consultations.items()
        for point in await list_points(consultation)
    }


def the_point(said: Mapping[UUID, tuple[int, str]], year: int, begins: str) -> UUID:
    found = [id for id, (when, text) in said.items() if when == year and text.startswith(begins)]
    assert len(found) == 1, f"{len(found)} points of {year} begin with “{begins}”"
    return found[0]


async def follow(consultations: Mapping[str, UUID], officer: UUID) -> list[Recurred]:
    """Carry out the decisions as on the recurrence page: confirm a candidate, else choose the issue, else open it."""
    said = await said_points(consultations)
    suggested = [each for id in consultations.values() for each in await suggest_recurrence(id)]
    candidates = {each.point.id: each.candidates for each in suggested}
    issues: dict[str, UUID] = {}
    members: dict[str, list[UUID]] = {}
    recurred: list[Recurred] = []
    for title, year, begins in decisions():
        point = the_point(said, year, begins)
        earlier = [id for id in members.get(title, ()) if said[id][0] < year]
        found = [(place, it) for place, it in enumerate(candidates[point], start=1) if it.point.id in earlier]
        if earlier:
            place, score = (found[0][0], found[0][1].score) if found else (None, 0.0)
            recurred.append(Recurred(title, year, begins, place, score))
        # A candidate that raises two issues leads to the first of them.
        single = [it.point.id for _, it in found if sum(it.point.id in each for each in members.values()) == 1]
        if single:
            await confirm_recurrence(point, earlier_id=single[0], officer_id=officer, now=NOW)
        elif title in issues:
            await attach_to_issue(point, issue_id=issues[title], officer_id=officer, now=NOW)
        else:
            issues[title] = await open_issue_of(point, title=title, officer_id=officer, now=NOW)
        members.setdefault(title, []).append(point)
    return recurred


async def confirm_themes(shared: Path, consultations: Mapping[str, UUID], officer: UUID) -> None:
    """Code the labelled points with their themes."""
    themes = {theme.code: theme.id for theme in await list_themes()}
    said = {text: id for id, (_year, text) in (await said_points(consultations)).items()}
    for each in map(json.loads, (shared / "gold" / "points.jsonl").read_text().splitlines()):
        for code in each["themes"]:
            await decide(
                said[each["text"]], theme_id=themes[code], state=CodingState.CONFIRMED, officer_id=officer, now=NOW
            )


async def undertake(consultation: UUID, officer: UUID) -> None:
    """Make a commitment of each task of the directive; which issues they answer is for an officer to say."""
    for task in await list_tasks(consultation):
        assert task.source is not None
        source = {"page": task.source.page, "first_line": task.source.first_line, "last_line": task.source.last_line}
        await make_commitment(
            task.text,
            responsible=task.responsible,
            due=date.fromisoformat(task.due),
            consultation=consultation,
            source=source,
            officer=officer,
            now=NOW,
        )


async def play(url: str, shared: Path) -> list[Recurred]:
    """The whole chain into an empty database."""
    async with open_database(url):
        officer = await make_officer()
        consultations = await hear(shared, officer)
        await import_codebook(json.loads((shared / "gold" / "themes.json").read_text()), now=NOW)
        await confirm_themes(shared, consultations, officer)
        recurred = await follow(consultations, officer)
        await undertake(consultations[DIRECTIVE], officer)
    return recurred
