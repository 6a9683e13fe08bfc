"""The parts of the table in memory."""
