"""How well notes are read, measured on labelled documents: points, questions, dates, titles and languages."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from feedback.notes.characters import compact
from feedback.notes.confidence import CONFIDENCE, Basis
from feedback.notes.draft import Draft
from feedback.notes.reading import Line, read_lines
from feedback.notes.structure import draft_notes

#: Our own documents with their labels, in the repository.
CORPUS = Path(__file__).resolve().parents[2] / "tests" / "feedback" / "notes" / "corpus"
#: A label holds this many words of what it stands for, as many as tell it from all others.
LABEL_WORDS = 8


@dataclass(frozen=True, slots=True)
class LabelledNotes:
    """A document with what a reader found in it; `part` is *dev* or, where the rules never saw it, *test*.

    `manner` is how it is written: prose, list, table, answered (asked and answered), or none (nobody said anything).
    """

    file: str
    part: str
    manner: str
    title: str
    date: str
    language: str
    participants: int | None
    questions: tuple[str, ...]
    points: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """How many were right, how many the draft has, how many the labels have."""

    right: int
    drafted: int
    labelled: int

    @property
    def precision(self) -> float:
        """The share of what was drafted that is right; 1 where nothing was drafted."""
        return self.right / self.drafted if self.drafted else 1.0

    @property
    def recall(self) -> float:
        """The share of the labels that was found; 1 where there are none."""
        return self.right / self.labelled if self.labelled else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: "Found") -> "Found":
        return Found(self.right + other.right, self.drafted + other.drafted, self.labelled + other.labelled)


@dataclass(frozen=True, slots=True)
class NotesFigures:
    """Measures over one group of `n` documents. Facts are counts of documents that have them right."""

    part: str
    manner: str
    n: int
    points: Found
    questions: Found
    titles: int
    dates: int
    languages: int
    participants: int


def read_labelled(folder: Path) -> tuple[LabelledNotes, ...]:
    """The documents of a folder that its `labels.json` names; raises OSError, ValueError, KeyError for a folder that is none."""
    rows = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    return tuple(
        LabelledNotes(
            file=row["file"],
            part=row["part"],
            manner=row["manner"],
            title=row["title"],
            date=row["date"],
            language=row["language"],
            participants=row["participants"],
            questions=tuple(row["questions"]),
            points=tuple(row["points"]),
            lines=read_lines((folder / row["file"]).read_bytes(), row["file"]),
        )
        for row in rows
    )


def evaluate_notes(documents: Iterable[LabelledNotes]) -> tuple[NotesFigures, ...]:
    """One row for each part and manner of writing, in the order in which they come first, from drafts of the rules as they are."""
    groups: dict[tuple[str, str], list[LabelledNotes]] = {}
    for document in documents:
        groups.setdefault((document.part, document.manner), []).append(document)
    return tuple(_figures(part, manner, group) for (part, manner), group in sorted(groups.items()))


def right_by_basis(documents: Iterable[LabelledNotes]) -> dict[Basis, Found]:
    """How many of the points that each basis gave are in the labels, the surest basis first; what a basis missed is not counted."""
    found = dict.fromkeys(sorted(Basis, key=lambda basis: -CONFIDENCE[basis]), Found(0, 0, 0))
    for document in documents:
        labels = Counter(map(_words, document.points))
        for point in draft_notes(document.lines).points:
            is_right = labels[_words(point.text)] > 0
            found[point.basis] += Found(int(is_right), 1, 0)
    return {basis: told for basis, told in found.items() if told.drafted}


def exact_seeds(gold: Path) -> tuple[int, int]:
    """How many of the labelled real documents are read exactly, and how many there are.

    `gold` is the folder of labelled data; the documents lie in `seeds` beside it. Raises OSError, ValueError and KeyError.
    """
    expected = json.loads((gold / "extraction.json").read_text(encoding="utf-8"))
    seeds = [each for each in expected if each["source_type"] == "seed"]
    drafts = [
        draft_notes(read_lines((gold.parent / "seeds" / each["file"]).read_bytes(), each["file"])) for each in seeds
    ]
    return sum(1 for each, draft in zip(seeds, drafts, strict=True) if _is_exact(draft, each)), len(seeds)


def _is_exact(draft: Draft, expected: Mapping[str, Any]) -> bool:
    """Whether facts, themes, questions, points and tasks are all as labelled, points by their first words."""
    facts = (draft.title, draft.date, draft.kind, draft.host, draft.participants.count, list(draft.themes))
    names = ("title", "date", "kind", "host", "participants_count", "themes")
    return (
        facts == tuple(expected[name] for name in names)
        and [(each.text, list(each.subquestions)) for each in draft.questions]
        == [(each["text"], each["subquestions"]) for each in expected["questions"]]
        and [(" ".join(each.text.split()[:LABEL_WORDS]), each.theme) for each in draft.points]
        == [(each["text_first_words"], each["theme_or_question"]) for each in expected["points"]]
        and [(each.text, each.responsible, each.due) for each in draft.tasks]
        == [(each["text"], each["responsible"], each["deadline"]) for each in expected.get("commitments", [])]
    )


def compared(drafted: Iterable[str], labelled: Iterable[str]) -> Found:
    """Texts against labels, each once, by their first words; spaces, hyphens and case do not count."""
    ours, theirs = Counter(map(_words, drafted)), Counter(map(_words, labelled))
    return Found((ours & theirs).total(), ours.total(), theirs.total())


def _figures(part: str, manner: str, documents: Sequence[LabelledNotes]) -> NotesFigures:
    drafts = [(document, draft_notes(document.lines)) for document in documents]

    def right(is_right: Callable[[LabelledNotes, Draft], bool]) -> int:
        return sum(1 for document, draft in drafts if is_right(document, draft))

    nothing = Found(0, 0, 0)
    return NotesFigures(
        part=part,
        manner=manner,
        n=len(documents),
        points=sum((compared((point.text for point in draft.points), each.points) for each, draft in drafts), nothing),
        questions=sum(
            (compared((asked.text for asked in draft.questions), each.questions) for each, draft in drafts), nothing
        ),
        titles=right(lambda document, draft: document.title == draft.title),
        dates=right(lambda document, draft: document.date == draft.date),
        languages=right(lambda document, draft: document.language == draft.language),
        participants=right(lambda document, draft: document.participants == draft.participants.count),
    )


def _words(text: str) -> str:
    return compact(" ".join(text.split()[:LABEL_WORDS]))
