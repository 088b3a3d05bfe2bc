"""A draft read once more with what was learnt: what is no point goes, what is one comes, and what belongs together is joined."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from feedback.enums import LineLabelKind, PointKind
from feedback.notes.confidence import Basis
from feedback.notes.draft import Draft, DraftPoint, DraftQuestion, Fate, Leftover, Reason, Rule, Source
from feedback.notes.languages import GRAMMARS
from feedback.notes.learning import LearntLines, label_lines
from feedback.notes.line_features import labels_of_draft
from feedback.notes.reading import Line


def read_again(draft: Draft, lines: Sequence[Line], learnt: LearntLines) -> Draft:
    """The draft with what was learnt, in the languages where that is heard; elsewhere as it is.

    Tasks, facts and the page's furniture stay as the rules have them; so does an item that shares a line with another.
    """
    if draft.language not in learnt.languages:
        return draft
    labels = label_lines(lines, draft, learnt)
    return draft if labels == _of_all(draft, lines) else _relabelled(draft, labels)


def _of_all(draft: Draft, lines: Sequence[Line]) -> dict[int, LineLabelKind]:
    labels = labels_of_draft(draft)
    return {line.number: labels.get(line.number, LineLabelKind.NOTHING) for line in lines if line.text.strip()}


@dataclass(frozen=True, slots=True)
class _Passage:
    """A piece of the document: a question or point of the draft, or what was left over."""

    text: str
    source: Source
    item: DraftPoint | DraftQuestion | None = None


def _relabelled(draft: Draft, labels: Mapping[int, LineLabelKind]) -> Draft:
    """The draft with its points, questions and left-over passages as the labels of their lines say."""
    shared = _shared_lines(draft)
    passages = [
        *(_Passage(each.text, each.source, each) for each in draft.questions),
        *(_Passage(each.text, each.source, each) for each in draft.points),
        *(_Passage(each.text, each.source) for each in draft.leftovers),
    ]
    questions: list[DraftQuestion] = []
    points: list[DraftPoint] = []
    left: list[Leftover] = []
    changed: dict[int, Fate] = {}
    for passage in sorted(passages, key=lambda each: (each.source.first_line, each.source.last_line)):
        item, own = passage.item, _lines_of(passage.source)
        label = _label(passage, labels, is_shared=not shared.isdisjoint(own))
        last = points[-1] if points else None
        if label is LineLabelKind.QUESTION:
            questions.append(item if isinstance(item, DraftQuestion) else _question(passage, draft, questions))
        elif label is LineLabelKind.POINT_GOES_ON and last and _follows(passage.source, last.source, labels):
            points[-1] = _joined(last, passage)
        elif label in {LineLabelKind.POINT, LineLabelKind.POINT_GOES_ON}:
            points.append(item if isinstance(item, DraftPoint) else _point(passage, draft, last))
        else:
            left.append(Leftover(passage.text, passage.source))
        if (item is None) != (label is LineLabelKind.NOTHING):
            fate = Fate.LEFT_OVER if label is LineLabelKind.NOTHING else Fate.EXTRACTED
            changed |= {line: fate for line in own if draft.fates[line] in {Fate.EXTRACTED, Fate.LEFT_OVER}}
    kept = {each.number for each in questions}
    return replace(
        draft,
        questions=tuple(questions),
        points=tuple(point if point.question in kept else replace(point, question=None) for point in points),
        leftovers=tuple(left),
        fates={**draft.fates, **changed},
        reasons={**draft.reasons, **{line: Reason(Rule.LEARNT) for line in changed}},
    )


def _label(passage: _Passage, labels: Mapping[int, LineLabelKind], *, is_shared: bool) -> LineLabelKind:
    """What a passage is by its lines: what its first one is, and nothing only where all of them are."""
    item = passage.item
    own = LineLabelKind.QUESTION if isinstance(item, DraftQuestion) else LineLabelKind.POINT
    as_read = own if item else LineLabelKind.NOTHING
    told = [labels[line] for line in _lines_of(passage.source) if line in labels]
    if is_shared or not told or (isinstance(item, DraftQuestion) and item.subquestions):
        return as_read
    if all(label is LineLabelKind.NOTHING for label in told):
        return LineLabelKind.NOTHING
    known = {LineLabelKind.QUESTION, LineLabelKind.POINT, LineLabelKind.POINT_GOES_ON}
    return told[0] if told[0] in known else as_read


def _shared_lines(draft: Draft) -> frozenset[int]:
    """Lines of more than one item, or of a task: what stands on them is left as it is."""
    sources = [
        *(each.source for each in draft.questions),
        *(each.source for each in draft.points),
        *(each.source for each in draft.deadline_changes),
        *(each.source for each in draft.leftovers),
    ]
    count = Counter(line for source in sources for line in _lines_of(source))
    tasks = {line for task in draft.tasks for line in _lines_of(task.source)}
    return frozenset(tasks | {line for line, times in count.items() if times > 1})


def _follows(source: Source, before: Source, labels: Mapping[int, LineLabelKind]) -> bool:
    """Whether nothing but blank lines stands between the two."""
    between = range(before.last_line + 1, source.first_line)
    return before.last_line < source.first_line and not any(line in labels for line in between)


def _joined(point: DraftPoint, passage: _Passage) -> DraftPoint:
    answer = passage.item.answer if isinstance(passage.item, DraftPoint) else ""
    return replace(
        point,
        text=f"{point.text} {passage.text}",
        source=replace(point.source, last_line=max(point.source.last_line, passage.source.last_line)),
        answer=f"{point.answer} {answer}".strip(),
        basis=Basis.LEARNT,
    )


def _point(passage: _Passage, draft: Draft, above: DraftPoint | None) -> DraftPoint:
    """A point where the one above it stands: under its question or theme."""
    cues = GRAMMARS[draft.language].cues
    kind = next((kind for kind, cue in cues if cue.search(passage.text)), PointKind.STATEMENT)
    question, theme = (above.question, above.theme) if above else (None, None)
    return DraftPoint(passage.text, kind, question, theme, passage.source, basis=Basis.LEARNT)


def _question(passage: _Passage, draft: Draft, asked: Sequence[DraftQuestion]) -> DraftQuestion:
    number = max((each.number for each in (*draft.questions, *asked)), default=0) + 1
    return DraftQuestion(number, passage.text, (), passage.source)


def _lines_of(source: Source) -> range:
    return range(source.first_line, source.last_line + 1)
