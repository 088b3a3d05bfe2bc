"""What a closure letter says, from facts that can be counted by hand; and its PDF."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.blocks import Block, BulletList, Heading, Paragraph, Table
from feedback.enums import Answer, Delivery
from feedback.issue_states import IssueState
from feedback.translation import LANGUAGES, speaking
from reports.closure_letters import Letter, closure_letter
from reports.kept_letters import kept_letter, letter_json
from reports.letter_changes import with_changes
from reports.letter_facts import LetterFacts, Outcome, ToldCommitment, ToldIssue, ToldPoint, outcome_of, outcomes
from reports.letter_mails import mail_blocks
from reports.pdf.letters import letter_pdf
from tests.feedback.pdf.structure import broken_rules

AT = datetime(2025, 2, 1, tzinfo=UTC)
TODAY = date(2025, 3, 1)


def issue(
    id: str, *, answer: Answer = Answer.ACCEPTED, delivery: Delivery = Delivery.NO_EVIDENCE, **values: object
) -> ToldIssue:
    reason = str(values.pop("reason", ""))
    state = IssueState(answer=answer, answer_reason=reason, answered_at=AT, delivery=delivery)
    return ToldIssue(id, f"Fråga {id}", "sv", state, **values)  # type: ignore[arg-type]


DONE = issue(
    "done",
    delivery=Delivery.COMPLETE,
    commitments=(ToldCommitment("Öppna skolorna.", "Fastighetsenheten", date(2025, 1, 31), "sv", is_delivered=True),),
)
PARTLY = issue(
    "partly",
    answer=Answer.ACCEPTED_IN_PART,
    delivery=Delivery.LIMITED,
    reason="Två län prövar det.",
    commitments=(
        ToldCommitment("Pröva i två län.", "Länsstyrelserna", date(2025, 6, 30), "sv"),
        ToldCommitment("Utvärdera.", "Kansliet", None, "sv"),
    ),
)
DECLINED = issue("declined", answer=Answer.DECLINED, reason="Det är kommunernas sak.")
FACTS = LetterFacts(
    department="Glesbygdsdepartementet",
    organisation="The Example Association",
    consultation="Sakråd om bygdegårdar",
    consultation_language="sv",
    consultation_date="2024-06-04",
    on=TODAY,
    address="https://svar.example.org/letters/abc?lang=en",
    is_own=True,
    points=(
        ToldPoint("Skolorna är låsta.", ("done",)),
        ToldPoint("Öppna på kvällen.", ("done",)),
        ToldPoint("Pengarna räcker ett år.", ("partly",)),
        ToldPoint("Hyran är för hög.", ("declined",)),
        ToldPoint("Sänk hyran.", ("declined", "done")),
    ),
    issues=(DONE, PARTLY, DECLINED),
)


def english(facts: LetterFacts = FACTS) -> Letter:
    with speaking("en"):
        return closure_letter(facts)


def texts(blocks: tuple[Block, ...]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                found.append(block.text.replace("\xa0", " "))
            case BulletList():
                found += block.items
            case Table():
                found += [" | ".join(cell.text.replace("\xa0", " ") for cell in row) for row in block.rows]
    return found


def test_letter_counts_what_became_of_the_organisations_points() -> None:
    assert texts(english().opening) == [
        "To The Example Association",
        "From Glesbygdsdepartementet, as of 1 March 2025.",
        "Sakråd om bygdegårdar",
        "At this consultation, on 4 June 2024, you raised 5 points. This is what became of them:",
        "2 points are done.",
        "1 point is done in part.",
        "2 points are declined.",
        "It was declined for this reason:",
        "Det är kommunernas sak.",
    ]


def test_letter_tells_each_point_with_its_answer_reason_delivery_and_commitments() -> None:
    told = {section.issue: texts(section.blocks) for section in english().sections}

    assert told["partly"] == [
        "Fråga partly",
        "You said:",
        "Pengarna räcker ett år.",
        "Answer | Accepted in part",
        "Reason | Två län prövar det.",
        "Delivery | Limited",
        "Pröva i två län. | Länsstyrelserna | 30 June 2025",
        "Utvärdera. | Kansliet | –",
    ]
    assert told["declined"][1:4] == ["You said:", "Hyran är för hög.", "Sänk hyran."]
    assert told["declined"][-1] == "Nobody has undertaken anything about this issue."


def test_letter_says_what_happens_next_and_how_to_reply() -> None:
    said = texts(english().closing)

    assert "The next day by which something is promised is 30 June 2025." in said
    assert any("at most 600 characters" in text for text in said)
    assert english().address == FACTS.address


def test_letter_to_who_is_not_known_to_have_raised_a_point_tells_of_all_without_quoting_any() -> None:
    letter = english(replace(FACTS, is_own=False, points=(*FACTS.points, ToldPoint("Kim Example är sjuk."))))

    said = texts(letter.blocks)
    assert (
        "At this consultation, in which you took part on 4 June 2024, 6 points were raised. "
        "This is what became of them:" in said
    )
    assert {"1 point is not followed up yet.", "3 points raised it."} <= set(said)
    assert not {point.text for point in FACTS.points} & set(said)
    assert "Kim Example är sjuk." not in said


def test_letter_lists_own_points_that_no_issue_holds() -> None:
    letter = english(replace(FACTS, points=(ToldPoint("Kaffet var kallt."),), issues=()))

    [section] = letter.sections
    assert (section.issue, texts(section.blocks)[-1]) == (None, "Kaffet var kallt.")
    assert not any("reply" in heading.text for heading in letter.closing if isinstance(heading, Heading))


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        (DONE, Outcome.DONE),
        (replace(DONE, is_unsupported=True), Outcome.UNSHOWN),
        (PARTLY, Outcome.PARTLY),
        (DECLINED, Outcome.DECLINED),
        (issue("x", answer=Answer.DECLINED, delivery=Delivery.LIMITED), Outcome.DECLINED),
        (issue("x", answer=Answer.OUTSIDE_REMIT), Outcome.OUTSIDE_REMIT),
        (issue("x", answer=Answer.NEEDS_INFORMATION), Outcome.NEEDS_INFORMATION),
        (issue("x", answer=Answer.NOT_ANSWERED), Outcome.NOT_ANSWERED),
        (issue("x", answer=Answer.NEEDS_INFORMATION, delivery=Delivery.LIMITED), Outcome.NEEDS_INFORMATION),
        (issue("x", answer=Answer.NOT_ANSWERED, delivery=Delivery.SUBSTANTIAL), Outcome.PARTLY_UNANSWERED),
        (issue("x"), Outcome.PLANNED),
        (issue("x", delivery=Delivery.NOT_STARTED), Outcome.PLANNED),
        (issue("x", delivery=Delivery.SUPERSEDED), Outcome.SUPERSEDED),
    ],
)
def test_outcome_of_an_issue(told: ToldIssue, outcome: Outcome) -> None:
    assert outcome_of(told) is outcome


@given(
    st.lists(st.tuples(st.sampled_from(Answer), st.sampled_from(Delivery), st.booleans()), max_size=6),
    st.lists(st.sets(st.sampled_from(["0", "1", "2", "3", "4", "5", "unknown"])), max_size=8),
)
def test_counts_add_up_to_the_points(told: list[tuple[Answer, Delivery, bool]], raised: list[set[str]]) -> None:
    issues = tuple(
        issue(str(n), answer=answer, delivery=delivery, is_unsupported=unsupported)
        for n, (answer, delivery, unsupported) in enumerate(told)
    )
    points = tuple(ToldPoint(f"Point {n}", tuple(sorted(ids))) for n, ids in enumerate(raised))

    letter = english(replace(FACTS, points=points, issues=issues))

    counts = outcomes(points, issues)
    counted = [block for block in letter.opening if isinstance(block, BulletList)][:1]
    assert sum(counts.values()) == len(points)
    assert sum(int(item.split()[0]) for block in counted for item in block.items) == len(points)
    assert len(counted[0].items if counted else ()) == len(counts)


def test_letter_says_where_there_is_no_answer_and_where_nothing_shows_what_is_said() -> None:
    partly = issue("partly", answer=Answer.NOT_ANSWERED, delivery=Delivery.LIMITED)
    said = replace(DONE, id="said", is_unsupported=True)
    points = (ToldPoint("A", ("partly",)), ToldPoint("B", ("said",)))

    told = texts(english(replace(FACTS, points=points, issues=(partly, said))).opening)

    assert "1 point is done in part, and has no answer yet." in told
    assert "1 point is said to be done, without public evidence." in told
    assert not any("declined" in text for text in told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_letter_is_kept_word_for_word_without_its_address(language: str) -> None:
    with speaking(language):
        letter = closure_letter(FACTS)

    content = letter_json(FACTS, language=language)

    kept = kept_letter(content)
    assert kept is not None
    assert kept.letter == replace(letter, address="")
    assert kept.facts == replace(FACTS, address="")
    assert "/letters/" not in content
    assert kept_letter("{}") is None


def test_what_has_changed_since_is_told_under_what_the_letter_said() -> None:
    answered = issue("declined", answer=Answer.ACCEPTED, reason="Vi gör det ändå.")
    merged = issue("into", answer=Answer.OUTSIDE_REMIT)
    points = (*FACTS.points, ToldPoint("Nytt.", ("new",)))
    later = replace(FACTS, on=date(2025, 9, 1), points=points, issues=(merged, answered, issue("new")))

    with speaking("en"):
        letter = closure_letter(FACTS)
        unchanged = with_changes(letter, FACTS, replace(FACTS, on=later.on), {})
        changed = with_changes(letter, FACTS, later, {"partly": "into"})

    told = {section.issue: texts(section.blocks) for section in changed.sections}
    said = {section.issue: texts(section.blocks) for section in letter.sections}
    assert unchanged == letter
    assert texts(changed.opening)[0].startswith("This is the letter as it was made on 1 March 2025.")
    assert all(told[id][: len(said[id])] == said[id] for id in said)
    assert "This has changed since the letter was made. As of 1 September 2025:" in told["declined"]
    assert "Reason | Vi gör det ändå." in told["declined"]
    assert "Fråga into" in told["partly"]
    assert told["done"][-1].startswith("Since the letter was made: this is no longer tied")
    assert told["new"][1].startswith("This was tied to an issue after the letter was made.")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("n", [1, 2, 3, 5, 11, 100])
def test_letter_can_be_written_in_every_language_for_every_number(language: str, n: int) -> None:
    facts = replace(FACTS, points=tuple(ToldPoint(f"Synpunkt {k}", ("done",)) for k in range(n)), issues=(DONE,))

    with speaking(language):
        letter = closure_letter(facts)

    [counted] = [block for block in letter.opening if isinstance(block, BulletList)]
    assert (letter.language, len(counted.items)) == (language, 1)
    said = "\n".join(texts(letter.blocks))
    # Words may stand for the smallest numbers, in Arabic for two as well.
    assert n < 3 or str(n) in counted.items[0]
    assert "%(" not in said


def test_mail_says_the_whole_letter_and_ends_with_its_link() -> None:
    with speaking("en"):
        letter = closure_letter(FACTS)
        blocks = list(mail_blocks(letter))

    said = "\n".join(getattr(block, "text", "") for block in blocks).replace("\xa0", " ")
    for text in ("• 2 points are done.", "Answer: Declined", "By when: 30 June 2025", "Sänk hyran."):
        assert text in said
    assert getattr(blocks[-1], "address", "") == FACTS.address


def test_mail_keeps_a_text_in_the_other_direction_in_its_own_order() -> None:
    with speaking("ar"):
        blocks = list(mail_blocks(closure_letter(FACTS)))

    assert any("\u2068Det är kommunernas sak.\u2069" in getattr(block, "text", "") for block in blocks)


def test_letter_as_pdf_keeps_to_pdf_ua_and_to_its_bytes() -> None:
    files = []
    for language in ("sv", "ar"):
        with speaking(language):
            letter = closure_letter(FACTS)
        files.append(letter_pdf(letter))
        assert letter_pdf(letter) == files[-1]

    assert broken_rules(*files) == [[], []]
