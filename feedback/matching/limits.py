"""Where a suggestion begins, and how many there are: the same on every page, in every file and in every measure.

Kept apart, so that pages know it without loading what matching needs.
"""

#: A theme is suggested from this probability on: a missed theme costs an officer more than one to turn down.
SUGGESTED_FROM = 0.4
#: At most so many for a text.
MOST_SUGGESTED = 3
