"""Reports as PDF: `reports.pdf.building.pdf` is the way in. What every PDF needs is in `feedback.pdf`."""
