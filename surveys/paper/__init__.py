"""A survey on paper: printed, as a PDF to fill in, and read back; and the answers of one participant as a PDF."""
