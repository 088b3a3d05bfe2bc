"""What coding adds to the code book and the codings of `feedback.tables`, as columns.

A text that is coded is named by its `kind` (`CodedKind`: a point or a statement) and its id: statements are kept by `surveys`,
which this package does not know.
"""

from uuid import uuid4

from piccolo.columns import JSON, UUID, Boolean, ForeignKey, Integer, Real, Text, Timestamptz, Varchar
from piccolo.columns.base import OnDelete
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.table import Table

from feedback.tables import Officer, Point, Theme


class CodebookEntry(Table):
    """One change of the code book; its number is the version of the code book from then on. Never changed, never removed."""

    id = UUID(default=uuid4, primary_key=True)
    number = Integer(unique=True)  # 1, 2, 3 … through all themes
    theme = ForeignKey(references=Theme, on_delete=OnDelete.restrict, index=True)
    change = Varchar(length=20)  # added, worded, merged, separated or split
    other = ForeignKey(references=Theme, null=True, on_delete=OnDelete.restrict)  # merged into, or split from
    wording = JSON(default="{}")  # labels, definition, keywords and examples after the change
    reason = Text(default="")
    officer = ForeignKey(references=Officer, null=True, on_delete=OnDelete.restrict)
    at = Timestamptz()


class CodingEntry(Table):
    """One decision on a text: a theme confirmed, rejected or made undecided again, or that none fits. Never changed.

    Entries go where the text goes: a statement that is withdrawn takes its own along.
    """

    id = UUID(default=uuid4, primary_key=True)
    kind = Varchar(length=20)
    text = UUID(index=True)  # the point's or statement's id
    theme = ForeignKey(references=Theme, null=True, on_delete=OnDelete.restrict, index=True)  # None: no theme fits
    decision = Varchar(length=20)  # confirmed, rejected or undone
    score = Real(null=True, default=None)  # the probability that was suggested, where it was
    codebook = Integer(default=0)  # the version of the code book that the officer saw
    reason = Text(default="")
    officer = ForeignKey(references=Officer, null=True, on_delete=OnDelete.restrict)
    at = Timestamptz(index=True)


class CodingSample(Table):
    """Texts drawn by lot: for two officers to code blind, or to try a new theme on before it is signed off."""

    id = UUID(default=uuid4, primary_key=True)
    purpose = Varchar(length=20)  # agreement or trial
    title = Text(default="")
    seed = Integer()
    codebook = Integer(default=0)  # the version of the code book that it is coded by
    consultation = UUID(null=True, default=None)  # drawn from this consultation's points …
    survey = UUID(null=True, default=None)  # … or this survey's statements; both None: from all
    made_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    made_at = Timestamptz(default=TimestamptzNow())
    closed_at = Timestamptz(null=True, default=None)  # from then on the coders see each other's


class SampleText(Table):
    """A text of a sample, in the order drawn.

    # unique together: sample, text
    """

    id = UUID(default=uuid4, primary_key=True)
    sample = ForeignKey(references=CodingSample, on_delete=OnDelete.cascade, index=True)
    position = Integer()
    kind = Varchar(length=20)
    text = UUID(index=True)


class SampleCoding(Table):
    """The themes that one coder gave one text of a sample: none at all is a coding too.

    # unique together: sample_text, coder
    """

    id = UUID(default=uuid4, primary_key=True)
    sample_text = ForeignKey(references=SampleText, on_delete=OnDelete.cascade, index=True)
    coder = ForeignKey(references=Officer, on_delete=OnDelete.restrict, index=True)
    themes = JSON(default="[]")  # ids
    at = Timestamptz()


class ThemeProposal(Table):
    """A theme that texts which fit nowhere suggest: accepted, merged into another theme, or dropped by an officer."""

    id = UUID(default=uuid4, primary_key=True)
    label = Text()
    language = Varchar(length=10)
    words = JSON(default="[]")  # that set its texts apart, the strongest first
    texts = JSON(default="[]")  # [[kind, id], …], the most typical first
    state = Varchar(length=20, index=True)  # open, accepted, merged or dropped
    theme = ForeignKey(references=Theme, null=True, on_delete=OnDelete.restrict)  # that it became or went into
    trial = ForeignKey(references=CodingSample, null=True, on_delete=OnDelete.set_null)  # what it was tried on
    made_at = Timestamptz(default=TimestamptzNow())
    decided_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    decided_at = Timestamptz(null=True, default=None)


class Synonym(Table):
    """Words that mean the same in this department's papers; matching takes each for all."""

    id = UUID(default=uuid4, primary_key=True)
    language = Varchar(length=10)
    words = JSON(default="[]")  # two or more, in the order written
    added_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    added_at = Timestamptz(default=TimestamptzNow())


class Matcher(Table):
    """What was learnt from confirmed codings, and how it did on those held back; the latest one in use is used."""

    id = UUID(default=uuid4, primary_key=True)
    number = Integer(unique=True)
    codings = Integer()  # confirmed texts learnt from
    learnt = JSON(default="{}")  # weights
    figures = JSON(default="{}")  # on the held-back part, with and without what was learnt
    is_used = Boolean(default=False)  # never where it did worse than without
    made_at = Timestamptz(default=TimestamptzNow())


class PointComparison(Table):
    """An officer's word that two points do not raise the same issue, so that they are not suggested again.

    # unique together: point, earlier
    """

    id = UUID(default=uuid4, primary_key=True)
    point = ForeignKey(references=Point, on_delete=OnDelete.cascade, index=True)
    earlier = ForeignKey(references=Point, on_delete=OnDelete.cascade, index=True)
    decided_by = ForeignKey(references=Officer, null=True, on_delete=OnDelete.set_null)
    decided_at = Timestamptz()
