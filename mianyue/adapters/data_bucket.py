"""The private bucket: mails as sent, import files."""

from mianyue.adapters.aws_client import AwsClient, AwsError
from mianyue.adapters.wire import NoAnswerError
from mianyue.domain.errors import NotFound, Unavailable


class DataBucket:
    """Objects by key. Keys are made by us, of ids only."""

    def __init__(self, client: AwsClient, name: str) -> None:
        self._client = client
        self._name = name

    def put(self, key: str, body: bytes, content_type: str) -> None:
        """Write an object, replacing what was there. Raises Unavailable."""
        headers = {"content-type": content_type}
        try:
            self._client.request("s3", "PUT", f"/{key}", prefix=self._name, headers=headers, body=body)
        except (AwsError, NoAnswerError) as error:
            raise Unavailable(str(error)) from error

    def get(self, key: str) -> bytes:
        """An object's body. Raises NotFound."""
        try:
            return self._client.request("s3", "GET", f"/{key}", prefix=self._name)
        except AwsError as error:
            if error.status == 404:
                raise NotFound("object") from error
            raise
