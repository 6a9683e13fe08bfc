"""Mails as they come in: recorded samples (`data/mails.csv` says what each is and where its shape is documented)."""

import csv
from pathlib import Path
from typing import NamedTuple

from functions.replies.received_mail import ReceivedMail, read_mail

DATA = Path(__file__).parent / "data"


class Sample(NamedTuple):
    """One recorded mail. `machine_by` is the rule that finds a machine, '' for a person; `shows` is what HR reads."""

    name: str
    machine_by: str
    envelope_sender: str
    source: str
    shows: str

    @property
    def raw(self) -> bytes:
        """The whole mail."""
        return (DATA / f"{self.name}.eml").read_bytes()

    def read(self) -> ReceivedMail:
        """As the function reads it."""
        return read_mail(self.raw, self.envelope_sender)


def samples() -> list[Sample]:
    """All of them."""
    with (DATA / "mails.csv").open(encoding="utf-8", newline="") as file:
        return [Sample(**row) for row in csv.DictReader(file)]


def sample(name: str) -> Sample:
    """One by its name."""
    return next(each for each in samples() if each.name == name)
