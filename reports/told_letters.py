"""A closure letter as its organisation reads it: what was made and kept, with what has changed since."""

from dataclasses import replace
from datetime import date

from feedback.issues import merged_issues
from feedback.translation import language
from reports.closure_letters import Letter, closure_letter
from reports.kept_letters import kept_letter
from reports.letter_changes import with_changes
from reports.letter_reading import read_letter_facts
from reports.letters import MadeLetter, letter_address, letter_token


async def told_letter(made: MadeLetter, *, today: date) -> Letter:
    """The letter in the language of the moment: word for word in its own, else written again from the same facts.

    Raises `NotFound` and `Gone` where what it is about was taken away.
    """
    address = letter_address(letter_token(made.id), language=made.language)
    now = await read_letter_facts(made.consultation, made.organisation.id, address=address, today=today)
    kept = kept_letter(made.content)
    if kept is None:
        return closure_letter(now)
    is_own = language() == kept.letter.language
    letter = kept.letter if is_own else closure_letter(kept.facts)
    current = {str(each): str(into) for each, into in (await merged_issues()).items()}
    return with_changes(replace(letter, address=address), kept.facts, now, current)
