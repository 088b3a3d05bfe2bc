"""Reports as PDF: `reports.pdf.building.pdf` is the way in."""
