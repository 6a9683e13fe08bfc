"""Mail through SES v2: exactly one request for each claim (decision 4).

SES has no idempotency token. So a request is never repeated here; what an error means is decided by
https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html and told as one of three:
Throttled (come back later), Rejected (never), Unanswered (only the Send event can tell).
"""

import json
from email.utils import formataddr
from typing import Any

from mianyue.adapters.aws_client import AwsClient, AwsError
from mianyue.adapters.wire import NoAnswerError, NotConnectedError
from mianyue.domain.errors import Rejected, Throttled, Unanswered
from mianyue.domain.outgoing import OutgoingMail

_LATER = frozenset({"TooManyRequestsException", "LimitExceededException", "SendingPausedException"})


class MailChannel:
    """Hands one mail to SES."""

    def __init__(self, client: AwsClient, *, configuration_set: str) -> None:
        self._client = client
        self._configuration_set = configuration_set

    def send(self, mail: OutgoingMail) -> str:
        """SES's message id. Raises Throttled, Rejected or Unanswered."""
        body = json.dumps(self._request(mail), ensure_ascii=False).encode()
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
            raise _meaning(error) from error
        return str(json.loads(answer)["MessageId"])

    def _request(self, mail: OutgoingMail) -> dict[str, Any]:
        request: dict[str, Any] = {
            "FromEmailAddress": _address(mail.sender_name, mail.sender),
            "Destination": {"ToAddresses": [mail.to]},
            "Content": {
                "Simple": {
                    "Subject": _text(mail.subject),
                    "Body": {"Html": _text(mail.html), "Text": _text(mail.text)},
                }
            },
            "ConfigurationSetName": self._configuration_set,
            "EmailTags": [{"Name": name, "Value": value} for name, value in mail.tags.items()],
        }
        return request | ({"ReplyToAddresses": [mail.reply_to]} if mail.reply_to else {})


def _text(value: str) -> dict[str, str]:
    return {"Data": value, "Charset": "UTF-8"}


def _address(name: str, address: str) -> str:
    """`name <address>`, the name as RFC 2047 asks where it is not plain ASCII."""
    plain = " ".join(name.split())
    return formataddr((plain, address)) if plain else address


def _meaning(error: AwsError) -> Throttled | Rejected | Unanswered:
    if error.code in _LATER or error.status == 429:
        return Throttled(error.code)
    if error.status >= 500:
        return Unanswered(error.code)
    return Rejected(error.code)
