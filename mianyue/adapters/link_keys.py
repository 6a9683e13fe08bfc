"""The link keys in Secrets Manager, read once and kept for five minutes in each process."""

import json
from collections.abc import Callable

from mianyue.adapters.aws_client import AwsClient

KEPT_SECONDS = 300.0


class LinkKeys:
    """Calls as a function: the secret's content, {"active": key id, key id: key, …}."""

    def __init__(self, client: AwsClient, secret: str, clock: Callable[[], float]) -> None:
        self._client = client
        self._secret = secret
        self._clock = clock
        self._keys: dict[str, str] = {}
        self._good_until = float("-inf")

    def __call__(self) -> dict[str, str]:
        """The keys, at most five minutes old."""
        now = self._clock()
        if now >= self._good_until:
            answer = self._client.json(
                "secretsmanager", "secretsmanager.GetSecretValue", {"SecretId": self._secret}, version="1.1"
            )
            self._keys = json.loads(answer["SecretString"])
            self._good_until = now + KEPT_SECONDS
        return self._keys
