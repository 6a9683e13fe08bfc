"""What SES lets the account send: asked of SES, because no answer to a mail says how much is left."""

import json
from collections.abc import Mapping
from math import inf
from typing import Any, NamedTuple

from mianyue.adapters.aws_client import AwsClient, AwsError
from mianyue.adapters.log import log
from mianyue.adapters.wire import NoAnswerError


class SendQuota(NamedTuple):
    """Mails a second; `open` is false once the day's mails are used up, and while sending is paused.

    `per_day` in any 24 hours, of which so many are `left`; infinite where there is no limit.
    """

    rate: float
    open: bool
    per_day: float = inf
    left: float = inf


def ask_quota(client: AwsClient) -> SendQuota | None:
    """The account's quota in this region (SES v2 GetAccount); None when SES does not say just now.

    SES answers this once a second for the whole account, so nobody insists: one try.
    """
    try:
        answer = client.request("ses", "GET", "/v2/email/account", host_name="email", tries=1)
        return _quota(json.loads(answer))
    except (AwsError, NoAnswerError, ValueError, KeyError, TypeError) as error:
        log("quota_unknown", error=getattr(error, "code", "") or type(error).__name__)
        return None


def _quota(account: Mapping[str, Any]) -> SendQuota:
    told = account["SendQuota"]
    rate, day, sent = (float(told[name]) for name in ("MaxSendRate", "Max24HourSend", "SentLast24Hours"))
    per_day = inf if day < 0 else day  # -1 stands for no limit
    left = max(0.0, per_day - sent)
    return SendQuota(rate, bool(account.get("SendingEnabled", True)) and left > 0 and rate > 0, per_day, left)
