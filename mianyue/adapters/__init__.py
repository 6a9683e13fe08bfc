"""One outside service per file. Imported by handlers only."""
