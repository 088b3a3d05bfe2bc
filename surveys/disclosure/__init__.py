"""The only place where small numbers are hidden: which cells of a table of respondents may be shown.

A cell of 1 to threshold - 1 is hidden (primary suppression), and so are the cells from which it could be worked out
(complementary suppression). Zeros are shown, as official statistics do for frequency tables of answers: nobody stands
behind a zero, and hiding it would hide most of what a small survey says. They are hidden only where everything is.
Terms and rules follow Hundepool et al., *Statistical Disclosure Control* (Wiley, 2012), on tables of magnitudes and of
frequencies. `docs/disclosure.md` says them on one page.
"""

from surveys.disclosure.crosses import protected_cross
from surveys.disclosure.differences import is_safe_after, kept_or_new
from surveys.disclosure.rows import (
    DEFAULT_THRESHOLD,
    HIGHEST_THRESHOLD,
    LOWEST_THRESHOLD,
    Row,
    checked_threshold,
    extreme_rows,
    is_small,
    suppress_row,
    suppress_several,
)
from surveys.disclosure.tables import ShownTable, suppress_table

__all__ = [
    "DEFAULT_THRESHOLD",
    "HIGHEST_THRESHOLD",
    "LOWEST_THRESHOLD",
    "Row",
    "ShownTable",
    "checked_threshold",
    "extreme_rows",
    "is_safe_after",
    "is_small",
    "kept_or_new",
    "protected_cross",
    "suppress_row",
    "suppress_several",
    "suppress_table",
]
