"""The demo: a fictional ministry, its consultations and the people who answered, as data and the builders that read it."""
