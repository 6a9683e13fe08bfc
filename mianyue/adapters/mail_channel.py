"""Mail through SES v2: exactly one request for each claim (decision 4).

SES has no idempotency token. So a request is never repeated here; what an error means is decided by
https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html and told as one of four: Throttled
(come back later), OverQuota (much later), Rejected (never), Unanswered (only the Send event can tell).
The rate and the day's quota are refused with errors that only their texts tell apart
(https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html).
"""

import json
from base64 import b64encode
from typing import Any, Protocol

from mianyue.adapters.aws_client import AwsClient, AwsError
from mianyue.adapters.header_words import ENCODED, address, header_text
from mianyue.adapters.wire import NoAnswerError, NotConnectedError
from mianyue.domain.errors import OverQuota, Rejected, Throttled, Unanswered
from mianyue.domain.outgoing import OutgoingMail
from mianyue.domain.unseen import one_line

_LATER = frozenset({"TooManyRequestsException", "ThrottlingException", "Throttling"})
_MUCH_LATER = frozenset({"LimitExceededException", "SendingPausedException", "AccountSuspendedException"})


class Pace(Protocol):
    """Whose turn it is."""

    def turn(self, *, one_of_many: bool = False) -> None:
        """Wait until a mail may be handed over. Raises Throttled or OverQuota."""

    def leaves(self) -> None:
        """The mail whose turn it was leaves now."""

    def refused(self, error: Throttled) -> None:
        """SES has refused a mail for its rate or its quota."""


class MailChannel:
    """Hands one mail to SES, at the pace it is given."""

    def __init__(self, client: AwsClient, pace: Pace, *, configuration_set: str) -> None:
        self._client = client
        self._pace = pace
        self._configuration_set = configuration_set

    def turn(self, *, one_of_many: bool = False) -> None:
        """Wait until a mail may be handed over. Raises Throttled or OverQuota when that is not soon."""
        self._pace.turn(one_of_many=one_of_many)

    def send(self, mail: OutgoingMail) -> str:
        """SES's message id. Raises Throttled, OverQuota, Rejected or Unanswered."""
        body = json.dumps(self._request(mail), ensure_ascii=False).encode()
        self._pace.leaves()
        try:
            answer = self._client.request(
                "ses",
                "POST",
                "/v2/email/outbound-emails",
                host_name="email",
                headers={"content-type": "application/json"},
                body=body,
                tries=1,
            )
        except NotConnectedError as error:
            raise Throttled(str(error)) from error
        except NoAnswerError as error:
            raise Unanswered(str(error)) from error
        except AwsError as error:
            meaning = _meaning(error)
            if isinstance(meaning, Throttled):
                self._pace.refused(meaning)
            raise meaning from error
        return str(json.loads(answer)["MessageId"])

    def _request(self, mail: OutgoingMail) -> dict[str, Any]:
        sender = address(mail.sender_name, mail.sender)
        request: dict[str, Any] = {
            "FromEmailAddress": sender,
            "Destination": {"ToAddresses": [one_line(mail.to)]},
            "Content": _raw(mail, sender) if mail.attachments else _simple(mail),
            "ConfigurationSetName": self._configuration_set,
            "EmailTags": [{"Name": name, "Value": value} for name, value in mail.tags.items()],
        }
        return request | ({"ReplyToAddresses": [one_line(mail.reply_to)]} if mail.reply_to else {})


def _simple(mail: OutgoingMail) -> dict[str, Any]:
    return {
        "Simple": {
            "Subject": _text(_subject(mail.subject)),
            "Body": {"Html": _text(mail.html), "Text": _text(mail.text)},
            "Headers": [{"Name": name, "Value": value} for name, value in mail.headers.items()],
        }
    }


def _subject(subject: str) -> str:
    """SES encodes what is not ASCII, and passes on what looks encoded already."""
    return header_text(subject) if ENCODED in subject else subject


def _raw(mail: OutgoingMail, sender: str) -> dict[str, Any]:
    from mianyue.adapters.raw_mail import raw_mail  # noqa: PLC0415 - it needs `email`, which most mails do without

    return {"Raw": {"Data": b64encode(raw_mail(mail, sender)).decode()}}


def _text(value: str) -> dict[str, str]:
    return {"Data": value, "Charset": "UTF-8"}


def _meaning(error: AwsError) -> Throttled | Rejected | Unanswered:
    later = error.code in _LATER or error.status == 429
    if error.code in _MUCH_LATER or (later and "quota" in _said(error)):
        return OverQuota(error.code)
    if later:
        return Throttled(error.code)
    if error.status >= 500:
        return Unanswered(error.code)
    return Rejected(error.code)


def _said(error: AwsError) -> str:
    """`maximum sending rate exceeded.` or `daily message quota exceeded.`."""
    return str(error.payload.get("message") or error.payload.get("Message") or "").lower()
