"""Every line of a notes file with what became of it and why: what `gensvar read --explain` prints."""

from collections.abc import Iterable, Iterator

from feedback.notes.draft import Draft, Fate, Rule
from feedback.notes.reading import Line
from feedback.translation import N_
from feedback.translation import gettext as _

_FATES = {
    Fate.EXTRACTED: N_("in the draft"),
    Fate.FACTS: N_("a fact"),
    Fate.FURNITURE: N_("of the page"),
    Fate.REPEATED: N_("repeated"),
    Fate.LEFT_OVER: N_("left over"),
    Fate.BLANK: N_("blank"),
}
_RULES = {
    Rule.BLANK: "",
    Rule.PAGE: N_("page number, running head or letterhead"),
    Rule.REPEATED: N_("says the same as an earlier line"),
    Rule.LETTERHEAD: N_("stands above the title"),
    Rule.FACT: N_("title, day, host or who signs"),
    Rule.QUESTION: N_("asks something"),
    Rule.THEME: N_("heading or theme of what was said"),
    Rule.LIST: N_("stands in a list under “%(words)s”"),
    Rule.REPORTED: N_("tells what a participant said: “%(words)s”"),
    Rule.CARRIED: N_("goes on with what a participant said"),
    Rule.HEARD: N_("stands where the page tells what was said"),
    Rule.ANSWERED: N_("stands where the page tells what was done"),
    Rule.TABLE: N_("stands in a table whose columns are known"),
    Rule.TASK: N_("tells somebody to do something"),
    Rule.DEADLINE: N_("moves a deadline"),
    Rule.LEARNT: N_("as learnt from what officers corrected"),
    Rule.NONE: N_("no rule took it"),
}
#: How much of a line, and of the words a rule went by, is shown.
_SHOWN, _SHOWN_WORDS = 100, 60


def explained(lines: Iterable[Line], draft: Draft) -> Iterator[str]:
    """A line of text for each line that is not blank: its number, its fate, the rule and its beginning."""
    for line in lines:
        fate, reason = draft.fates[line.number], draft.reasons[line.number]
        if fate is not Fate.BLANK:
            why = _(_RULES[reason.rule], words=_cut(reason.words, _SHOWN_WORDS))
            yield f"{line.number:>5}  {_(_FATES[fate])} ({why})  {_cut(line.text.strip(), _SHOWN)}"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
