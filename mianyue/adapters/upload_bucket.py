"""The bucket that browsers put files into, one file by one address that is good for one file (B1)."""

from mianyue.adapters.aws_client import AwsClient
from mianyue.adapters.data_bucket import DataBucket
from mianyue.domain.candidate_import import UPLOAD_HEADERS


class UploadBucket(DataBucket):
    """Objects by key. `url` is where browsers reach the bucket: on the laptop that is not where we do."""

    def __init__(self, client: AwsClient, name: str, url: str) -> None:
        super().__init__(client, name)
        self._url = url

    def address(self, key: str, size: int, seconds: int) -> str:
        """Where to put a file of exactly `size` bytes, within so many seconds, with UPLOAD_HEADERS."""
        headers = {"content-length": str(size), **UPLOAD_HEADERS}
        query = self._client.presigned("s3", "PUT", f"/{key}", headers=headers, seconds=seconds, prefix=self._name)
        return f"{self._url}/{key}?{query}"
