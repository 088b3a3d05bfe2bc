"""The chapters of the reports: figures in, blocks out."""
