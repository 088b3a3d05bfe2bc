"""Tagged PDF files for everybody (PDF/UA-1, PDF/A-3a): `feedback.pdf.building.write_pdf` is the way in."""
