"""Proofs with the full numbers. They take long, so they run only where they are named: `pytest tests/proofs/…`."""

from tests.journey.laptop import laptop, laptop_environment

__all__ = ["laptop", "laptop_environment"]
