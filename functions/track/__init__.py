"""Tracks: link hits and SES events become facts, once."""
