"""One description of a chart, and what is made of it: words, a table, a drawing, interactive figures, files."""
