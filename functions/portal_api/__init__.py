"""The API behind the HR console and the candidate pages."""
