"""The facts of reports, read from the tables noun by noun: a number of queries that does not grow with the data."""
