"""Imports candidates from spreadsheets."""
