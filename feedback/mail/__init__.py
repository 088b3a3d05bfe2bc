"""The outbox: what waits to be mailed, written at the moment of sending, handed over to the mail server once."""
