"""What was learnt of lines from officers' corrections and is heard beside the rules; made by `feedback/line_lessons.py`."""

import msgspec

from feedback.notes.learning import LearntLines
from feedback.notes_tables import LineReader


async def current_learnt_lines() -> LearntLines:
    """What is heard beside the rules now: the newest version, where it beat them; else nothing."""
    row = (
        await LineReader.select(LineReader.learnt, LineReader.is_used)
        .order_by(LineReader.number, ascending=False)
        .first()
    )
    return msgspec.json.decode(row["learnt"], type=LearntLines) if row and row["is_used"] else LearntLines()
