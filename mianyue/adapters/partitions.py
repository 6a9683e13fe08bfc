"""The partitions of the table."""


def story_pk(application_id: str) -> str:
    """The partition of one application: its whole story."""
    return f"APP#{application_id}"
