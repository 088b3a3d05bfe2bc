"""The five facts of an issue: what the log adds up to, and what may be said next."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.enums import Answer, Delivery, Effect, Verification
from feedback.issue_states import (
    VALUES,
    WITH_EFFECT,
    Entry,
    Field,
    IssueState,
    is_unconfirmed,
    missing_reason,
    objection,
    rule_broken,
    state_of,
)
from feedback.translation import speaking

OLGA, OSKAR = UUID(int=1), UUID(int=2)
NOW = datetime(2024, 6, 10, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True, scope="module")
def in_english() -> Iterator[None]:
    with speaking("en"):
        yield


def entry(field: Field, value: str, reason: str = "", *, officer: UUID | None = OLGA, at: datetime = NOW) -> Entry:
    return Entry(field, value, reason, officer, at)


def possible_entries() -> st.SearchStrategy[Entry]:
    facts = [(field, value.value) for field, values in VALUES.items() for value in values]
    others = [(Field.TITLE, ""), (Field.POINT_ADDED, "p"), (Field.POINT_REMOVED, "p")]
    return st.builds(
        lambda fact, reason, officer: entry(*fact, reason, officer=officer),
        st.sampled_from(facts + others),
        st.sampled_from(["", "Because."]),
        st.sampled_from([OLGA, OSKAR, None]),
    )


def allowed_log(wanted: list[Entry], *, has_public_evidence: bool) -> list[Entry]:
    """The log that comes of trying these entries one after the other."""
    log: list[Entry] = []
    for each in wanted:
        if objection(state_of(log), each, has_public_evidence=has_public_evidence) is None:
            log.append(each)
    return log


def test_state_of_nothing_is_no_evidence() -> None:
    assert state_of([]) == IssueState(
        answer=Answer.NOT_ANSWERED,
        delivery=Delivery.NO_EVIDENCE,
        verification=Verification.SELF_REPORTED,
        effect=Effect.TOO_EARLY,
    )


def test_state_of_a_log_holds_the_last_word_on_each_fact() -> None:
    later = NOW + timedelta(days=1)

    state = state_of(
        [
            entry(Field.ANSWER, Answer.DECLINED, "No money."),
            entry(Field.DELIVERY, Delivery.LIMITED, "One school.", officer=OSKAR),
            entry(Field.VERIFICATION, Verification.CHECKED, "Seen."),
            entry(Field.EFFECT, Effect.MARGINAL, "A little."),
            entry(Field.TITLE, "", "Old title"),
            entry(Field.ANSWER, Answer.ACCEPTED, at=later),
        ]
    )

    assert state == IssueState(
        answer=Answer.ACCEPTED,
        answer_reason="",
        answered_at=later,
        delivery=Delivery.LIMITED,
        delivery_reason="One school.",
        delivery_at=NOW,
        delivery_by=OSKAR,
        verification=Verification.CHECKED,
        verification_reason="Seen.",
        effect=Effect.MARGINAL,
        effect_reason="A little.",
    )


def test_state_of_a_new_delivery_takes_its_check_away() -> None:
    state = state_of(
        [
            entry(Field.DELIVERY, Delivery.LIMITED),
            entry(Field.VERIFICATION, Verification.INDEPENDENT, "The audit office."),
            entry(Field.DELIVERY, Delivery.SUBSTANTIAL),
        ]
    )

    assert (state.verification, state.verification_reason) == (Verification.SELF_REPORTED, "")


@pytest.mark.parametrize(
    ("value", "is_done"),
    [(each, each in (Delivery.COMPLETE, Delivery.SUPERSEDED)) for each in Delivery],
)
def test_is_done(value: Delivery, is_done: bool) -> None:
    assert IssueState(delivery=value).is_done is is_done


def test_is_unconfirmed_after_twelve_months() -> None:
    state = state_of([entry(Field.DELIVERY, Delivery.LIMITED)])

    days = (date(2025, 6, 10), date(2025, 6, 11))
    assert [state.is_unconfirmed(day, after_months=12) for day in days] == [False, True]
    assert not state_of([]).is_unconfirmed(date(2099, 1, 1), after_months=1)


@pytest.mark.parametrize(
    ("said", "months", "last_day"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2023, 12, 1), 1, date(2024, 1, 1)),
        (date(2023, 12, 31), 60, date(2028, 12, 31)),
    ],
)
def test_is_unconfirmed_counts_months_by_the_calendar(said: date, months: int, last_day: date) -> None:
    moment = datetime.combine(said, NOW.time(), UTC)

    days = (last_day, last_day + timedelta(days=1))
    assert [is_unconfirmed(moment, day, after_months=months) for day in days] == [False, True]


@pytest.mark.parametrize(
    ("value", "reason", "message"),
    [
        (Answer.ACCEPTED, "", None),
        (Answer.NOT_ANSWERED, "", None),
        (Answer.DECLINED, "", "Give the reason: those who raised the issue will read it."),
        (Answer.DECLINED, " \n", "Give the reason: those who raised the issue will read it."),
        (Answer.ACCEPTED_IN_PART, "", "Give the reason: those who raised the issue will read it."),
        (Answer.NEEDS_INFORMATION, "", "Give the reason: those who raised the issue will read it."),
        (Answer.OUTSIDE_REMIT, "", "Say whom the issue is referred to."),
        (Answer.OUTSIDE_REMIT, "The region.", None),
        (Answer.DECLINED, "No money.", None),
    ],
)
def test_objection_to_an_answer(value: Answer, reason: str, message: str | None) -> None:
    assert objection(IssueState(), entry(Field.ANSWER, value, reason), has_public_evidence=False) == message


def test_objection_to_complete_without_public_evidence() -> None:
    complete = entry(Field.DELIVERY, Delivery.COMPLETE, "All is done.")

    refused = objection(IssueState(), complete, has_public_evidence=False)

    assert refused == (
        "Complete needs at least one piece of evidence that is public and counts. "
        "Add it to a commitment of this issue first."
    )
    assert objection(IssueState(), complete, has_public_evidence=True) is None


def test_missing_reason_for_superseding_and_for_opening_again() -> None:
    superseded = state_of([entry(Field.DELIVERY, Delivery.SUPERSEDED, "By another.")])

    messages = [
        missing_reason(IssueState(), entry(Field.DELIVERY, Delivery.SUPERSEDED)),
        missing_reason(superseded, entry(Field.DELIVERY, Delivery.LIMITED)),
        missing_reason(superseded, entry(Field.DELIVERY, Delivery.LIMITED, "It came back.")),
        missing_reason(IssueState(), entry(Field.DELIVERY, Delivery.LIMITED)),
        missing_reason(IssueState(answer=Answer.DECLINED), entry(Field.ANSWER, Answer.NOT_ANSWERED)),
    ]

    assert messages == [
        "Say what the issue is superseded by.",
        "Give the reason for opening a finished issue again.",
        None,
        None,
        "Give the reason for taking the answer back.",
    ]


@pytest.mark.parametrize("delivery", Delivery)
@pytest.mark.parametrize("effect", Effect)
def test_objection_to_an_effect_before_anything_is_delivered(delivery: Delivery, effect: Effect) -> None:
    state = IssueState(delivery=delivery)
    delivered = delivery in (Delivery.LIMITED, Delivery.SUBSTANTIAL, Delivery.COMPLETE)

    bare = objection(state, entry(Field.EFFECT, effect), has_public_evidence=False)
    reasoned = objection(state, entry(Field.EFFECT, effect, "As counted."), has_public_evidence=False)

    too_soon = "There can be no effect before anything is delivered: say first how far it is delivered."
    refused = None if delivered or effect is Effect.TOO_EARLY else too_soon
    needs_reason = delivered and effect in (Effect.WORSENED, Effect.MAJOR)
    assert (bare, reasoned) == ("Say what shows that the effect is so." if needs_reason else refused, refused)


def test_state_of_a_delivery_taken_back_has_no_effect() -> None:
    log = [
        entry(Field.DELIVERY, Delivery.LIMITED),
        entry(Field.EFFECT, Effect.MAJOR, "As counted."),
        entry(Field.DELIVERY, Delivery.SUPERSEDED, "By another."),
    ]
    assert state_of(log).effect is Effect.MAJOR

    state = state_of([*log, entry(Field.DELIVERY, Delivery.NOT_STARTED, "It was a mistake.")])

    assert (state.effect, state.effect_reason) == (Effect.TOO_EARLY, "")


def test_rule_broken_by_a_verification() -> None:
    reported = state_of([entry(Field.DELIVERY, Delivery.LIMITED)])
    checked = entry(Field.VERIFICATION, Verification.CHECKED)

    messages = [
        rule_broken(IssueState(), checked, has_public_evidence=True),
        rule_broken(reported, checked, has_public_evidence=True),
        rule_broken(reported, entry(Field.VERIFICATION, Verification.CHECKED, officer=None), has_public_evidence=True),
        rule_broken(replace(reported, delivery_by=None), checked, has_public_evidence=True),
        rule_broken(reported, entry(Field.VERIFICATION, Verification.CHECKED, officer=OSKAR), has_public_evidence=True),
        missing_reason(reported, entry(Field.VERIFICATION, Verification.INDEPENDENT)),
    ]

    assert messages == [
        "There is no delivery to verify yet.",
        "The check must be made by another officer than the one who reported the delivery.",
        "The check must be made by another officer than the one who reported the delivery.",
        "It is not known who reported the delivery. Report it again; then another officer can check it.",
        None,
        "Say who reviewed it.",
    ]


@given(st.lists(possible_entries(), max_size=30))
def test_no_allowed_log_reaches_complete_without_public_evidence(wanted: list[Entry]) -> None:
    log = allowed_log(wanted, has_public_evidence=False)

    assert Delivery.COMPLETE not in {state_of(log[:end]).delivery for end in range(len(log) + 1)}


@given(st.lists(possible_entries(), max_size=30))
def test_no_allowed_log_is_checked_by_the_officer_who_reported(wanted: list[Entry]) -> None:
    log = allowed_log(wanted, has_public_evidence=True)

    for end, each in enumerate(log):
        if each.field is Field.VERIFICATION and each.value == Verification.CHECKED:
            assert state_of(log[:end]).delivery_by != each.officer


@given(st.lists(possible_entries(), max_size=30), st.booleans())
def test_state_of_is_a_pure_function_of_the_log(wanted: list[Entry], has_public_evidence: bool) -> None:
    log = allowed_log(wanted, has_public_evidence=has_public_evidence)
    facts = {each.field: each.value for each in log}

    state = state_of(log)

    assert state == state_of(tuple(log)) == state_of(iter(log))
    assert (state.answer, state.delivery) == (
        facts.get(Field.ANSWER, Answer.NOT_ANSWERED),
        facts.get(Field.DELIVERY, Delivery.NO_EVIDENCE),
    )
    assert state.effect is Effect.TOO_EARLY or state.delivery in {*WITH_EFFECT, Delivery.SUPERSEDED}
