"""Waits that must not be the same everywhere."""


def between(low: float, high: float) -> float:
    """A number from `low` up to `high`, by chance."""
    import random  # noqa: PLC0415 - who must wait has time for it; a link hit that need not wait has none

    return random.uniform(low, high)  # noqa: S311 - no secret
