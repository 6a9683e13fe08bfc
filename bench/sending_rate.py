"""Two senders against SES's rate, in simulated time: what they lose, what they ask too often, what they leave unused.

Thirty seconds' worth of mails, all due at once; a call of DynamoDB, S3, SQS or Scheduler takes 1 ms, one of SES 2 ms.
"""

from contextlib import redirect_stdout
from io import StringIO

from bench.measuring import Row
from bench.sending_wave import Wave
from bench.ses_stand_in import SesStandIn

_RATES = (14, 200)
_SECONDS = 30


def rate_rows() -> list[Row]:
    """Row 7: lost or doubled mails, requests to SES per mail, and accepted mails per second of the rate allowed."""
    return [row for rate in _RATES for row in _rows(rate)]


def _rows(rate: int) -> list[Row]:
    wave = Wave(SesStandIn(rate), mails=rate * _SECONDS)
    with redirect_stdout(StringIO()):  # the functions' log
        wave.send_all()
    ses, mails, name = wave.ses, len(wave.found), f"two senders at {rate}/s:"
    lost = sum(1 for each in wave.found if ses.mails[each] != 1)
    used = mails / (ses.accepted[-1] - ses.accepted[0]) / rate
    return [
        Row(7, f"{name} mails lost or doubled", lost, 0),
        Row(7, f"{name} calls of SES per mail", ses.requests / mails, 1.01),
        Row(7, f"{name} share of the rate used", used, 0.90, at_least=True),
    ]
