"""Tagged PDF files for everybody (PDF/UA-1): `feedback.pdf.building.write_pdf` is the way in."""
