"""The response headers CloudFront adds in the cloud, added by the laptop's gateway."""

from collections.abc import Mapping

from local.mail_recorder import App, Message, Receive, Scope, Send


class SecurityHeaders:
    """ASGI layer that adds `headers` to each response that has not set them itself."""

    def __init__(self, app: App, headers: Mapping[str, str]) -> None:
        self._app = app
        self._headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self._completed(list(message["headers"]))
            await send(message)

        await self._app(scope, receive, with_headers)

    def _completed(self, given: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        names = {name.lower() for name, _ in given}
        return given + [pair for pair in self._headers if pair[0] not in names]
