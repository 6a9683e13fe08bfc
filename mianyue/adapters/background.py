"""Work that goes on after the answer: a function invokes itself, asynchronously."""

import json

from mianyue.adapters.aws_client import AwsClient


class SelfInvocation:
    """Invokes the function called `name` without waiting for it. Lambda tries again by itself when it fails."""

    def __init__(self, client: AwsClient, name: str) -> None:
        self._client = client
        self._name = name

    def carry_on(self, import_id: str) -> None:
        """Work on an import in an invocation of its own."""
        self._client.request(
            "lambda",
            "POST",
            f"/2015-03-31/functions/{self._name}/invocations",
            headers={"content-type": "application/json", "x-amz-invocation-type": "Event"},
            body=json.dumps({"import_id": import_id}).encode(),
        )
