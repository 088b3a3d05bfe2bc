"""The report in easy words: what was asked, what was said most, what the department answers, what happens next. Pure.

It reads the same figures as the report, in short sentences; `reports.pdf.easy_read` prints it on two pages at most.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from feedback.blocks import BulletList, Heading, Paragraph
from feedback.translation import gettext as _
from feedback.translation import ngettext, speaking
from reports.document import Block, Document
from reports.essentials import Essentials, ThemeCount, essentials
from reports.figures import Figure, figure_text
from reports.frozen_facts import FrozenFacts
from reports.issue_figures import IssueFigures
from reports.parts import ids_of, marked, telling, whole_document, wording
from reports.plain_words import (
    agreement_sentence,
    answer_sentence,
    delivery_sentence,
    promise_sentence,
    turnout_sentence,
)
from reports.sections.consultation import consultation_date
from surveys.definition import Wording

#: At most so many of each are told; those that say least are last.
MOST_QUESTIONS, MOST_THEMES, MOST_ISSUES, MOST_PROMISES = 4, 5, 5, 4


def easy_read(frozen: FrozenFacts, *, language: str, address: str = "") -> Document:
    """The facts in easy words; `address` is where everybody can read the whole report, empty where it is not public.

    A heading of level 1 begins a part. Below one of level 2 stands what may be left out where there is no room for it, as
    may the items of a list; the last first. `KeyError` where the facts hold no such consultation.
    """
    with speaking(language):
        told = essentials(frozen)
        blocks = [
            *_asked(told),
            *_answered_survey(told),
            *_said(told.themes),
            *_answers(told, frozen.facts.language),
            *_next(told, frozen.facts.language),
            *_more(frozen.facts.department, address),
        ]
        return whole_document(
            _title(told),
            told.subtitle or Wording("", language),
            frozen.facts,
            blocks,
            counted=told,
            basis=told.basis,
        )


def _title(told: Essentials) -> str:
    if told.year:
        return _("Easy to read: the consultations of %(year)s", year=told.year)
    if told.consultations[0].date:
        date = consultation_date(told.consultations[0])
        return _("Easy to read: the consultation of %(date)s", date=date)
    return _("Easy to read: a consultation")


def _asked(told: Essentials) -> list[Block]:
    blocks: list[Block] = [Heading(_("What was it about?"))]
    if told.is_draft:
        blocks.append(Paragraph(_("This is a draft: an officer has not yet confirmed what was read from the notes.")))
    if told.year:
        return [*blocks, *_held(told)]
    [consultation] = told.consultations
    blocks += [
        Paragraph(_("The department met people and listened to them. The meeting was called:")),
        Paragraph(consultation.title, marked(consultation.language)),
    ]
    if consultation.questions:
        questions = tuple(it.text for it in consultation.questions[:MOST_QUESTIONS])
        asked = ngettext("The department asked one question:", "The department asked these questions:", len(questions))
        blocks += [Paragraph(asked), BulletList(questions, marked(consultation.language))]
    return blocks


def _held(told: Essentials) -> list[Block]:
    if not told.consultations:
        return [Paragraph(_("We have no notes of any meeting in %(year)s.", year=told.year))]
    lead = ngettext(
        "The department met people and listened to them. There was %(n)s meeting in %(year)s:",
        "The department met people and listened to them. There were %(n)s meetings in %(year)s:",
        len(told.consultations),
        year=told.year,
    )
    titles = [(Wording(it.title, it.language), None) for it in told.consultations[:MOST_QUESTIONS]]
    return [Paragraph(lead), *_lists(titles)]


def _answered_survey(told: Essentials) -> list[Block]:
    survey = told.survey
    if survey is None:
        return []
    return [
        Heading(_("Who answered?")),
        telling(
            " ".join(filter(None, (_responses_sentence(survey.responses), turnout_sentence(survey.response_rate)))),
            survey.responses,
            survey.response_rate,
        ),
    ]


def _responses_sentence(responses: Figure) -> str:
    asked = _("The department also asked questions in a survey.")
    if responses.value is None:
        came = _("Too few answered to tell how many.")
    elif not responses.value:
        came = _("Nobody answered.")
    else:
        came = _("Number of answers: %(number)s.", number=figure_text(responses))
    return f"{asked} {came}"


def _said(themes: tuple[ThemeCount, ...]) -> list[Block]:
    blocks: list[Block] = [Heading(_("What was said most?"))]
    if not themes:
        return [*blocks, Paragraph(_("What was said has not been sorted by subject yet."))]
    told = [(_counted(it), it.points) for it in themes[:MOST_THEMES]]
    return [*blocks, Paragraph(_("People talked most about this. The number is how often it was said.")), *_lists(told)]


def _counted(theme: ThemeCount) -> Wording:
    number = figure_text(theme.points)
    return wording(theme.theme.labels).map(lambda text: f"{text}: {number}")


def _answers(told: Essentials, language: str) -> list[Block]:
    blocks: list[Block] = [Heading(_("What does the department answer?"))]
    if not told.issues:
        return [*blocks, Paragraph(_("What was said has not been answered yet."))]
    return [*blocks, *(block for it in told.issues[:MOST_ISSUES] for block in _answer(it, language))]


def _answer(figures: IssueFigures, language: str) -> Iterator[Block]:
    yield Heading(figures.issue.title, 2, marked(language))
    said = [answer_sentence(figures)]
    if figures.is_answered:
        said.append(delivery_sentence(figures))
    if figures.agreement is None:
        yield Paragraph(" ".join(said))
    else:
        yield telling(" ".join([*said, agreement_sentence(figures.agreement)]), figures.agreement)


def _next(told: Essentials, language: str) -> list[Block]:
    blocks: list[Block] = [Heading(_("What happens next?"))]
    if not told.promises:
        return [*blocks, Paragraph(_("The department has promised nothing that is still to be done."))]
    if told.overdue.value:
        number = figure_text(told.overdue)
        blocks.append(telling(_("Promises that are late: %(number)s.", number=number), told.overdue))
    for it in told.promises[:MOST_PROMISES]:
        blocks += [Heading(it.commitment.text, 2, marked(language)), Paragraph(promise_sentence(it))]
    return blocks


def _more(department: str, address: str) -> list[Block]:
    more = Heading(_("Do you want to know more?"))
    if address:
        # An address is read from the left in every language.
        return [more, Paragraph(_("Here you can read the whole report:")), Paragraph(address, "en")]
    return [more, Paragraph(_("You can get the whole report from %(department)s.", department=department))]


def _lists(items: Iterable[tuple[Wording, Figure | None]]) -> Iterator[BulletList]:
    """A list for each run of items in one language."""
    for language, run in groupby(items, lambda it: it[0].language):
        found = list(run)
        yield BulletList(tuple(it.text for it, _f in found), marked(language), ids_of(figure for _t, figure in found))
