"""Who may call a route (O4). API Gateway has checked the token's signature; the groups are checked here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from mianyue.domain.errors import MianyueError
from mianyue.domain.member import Member
from mianyue.http.powertools import ApiGatewayResolver, Response


class Staff(Protocol):
    """What the table knows of those who sign in."""

    def member(self, username: str) -> Member:
        """One of them; of whom nothing has been written, nothing is known."""


type Next = Callable[[ApiGatewayResolver], Response[Any]]


class NotAllowed(MianyueError):
    """The caller may not do this; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Role:
    """The people of one area. Without groups, the area's own token decides inside the use case."""

    area: str
    groups: frozenset[str] = frozenset()
    scheme: str = ""
    """Name of the security scheme in the OpenAPI description."""
    refusal: str = "role_missing"
    """What whoever carries none of the groups is told."""

    def guard(self, app: ApiGatewayResolver, go_on: Next) -> Response[Any]:
        """Let a call through that carries one of the groups; NotAllowed otherwise.

        API Gateway takes a token for as long as it lives. What has been decided about its owner since then stands in
        the table, and holds at once.
        """
        if self.groups:
            claims = access_claims(app.current_event.raw_event)
            if not self.groups & groups_of(claims):
                raise NotAllowed(self.refusal)
            app.append_context(member=_still_welcome(app.context["staff"], claims))  # type: ignore[no-untyped-call]
        return go_on(app)


HR = Role(area="hr", groups=frozenset({"hr", "admin"}), scheme="cognito")
ADMIN = Role(area="hr", groups=frozenset({"admin"}), scheme="cognito", refusal="admin_only")
CANDIDATE = Role(area="candidate", scheme="session")
LINK_HOLDER = Role(area="link_holder")
PLATFORM = Role(area="platform")


@dataclass(frozen=True)
class Caller:
    """Who is signed in: `username` is Cognito's own id, never a name."""

    username: str
    email: str
    roles: tuple[str, ...]


def access_claims(event: Mapping[str, Any]) -> Mapping[str, Any]:
    """Claims of the access token that API Gateway verified.

    HTTP APIs cannot tell Cognito's ID token from an access token: `token_use` can.
    Raises NotAllowed (`not_signed_in`, `wrong_token`).
    """
    claims = event.get("requestContext", {}).get("authorizer", {}).get("jwt", {}).get("claims")
    if not claims:
        raise NotAllowed("not_signed_in")
    if claims.get("token_use") != "access":
        raise NotAllowed("wrong_token")
    return dict(claims)


def _still_welcome(staff: Staff, claims: Mapping[str, Any]) -> Member:
    """Who has sent a token that still counts. Raises NotAllowed (`signed_out`)."""
    member = staff.member(_username(claims))
    if not member.accepts(float(claims.get("iat", 0))):
        raise NotAllowed("signed_out")
    return member


def _username(claims: Mapping[str, Any]) -> str:
    return str(claims.get("sub") or claims.get("username", ""))


def groups_of(claims: Mapping[str, Any]) -> frozenset[str]:
    """Groups in a claim; HTTP APIs hand a list over as the text `[hr admin]`."""
    groups = claims.get("cognito:groups", "")
    words = groups if isinstance(groups, list) else str(groups).strip("[]").replace(",", " ").split()
    return frozenset(str(word) for word in words)


def caller(event: Mapping[str, Any]) -> Caller:
    """The signed-in person behind an event that a guard has let through."""
    claims = access_claims(event)
    return Caller(
        username=_username(claims),
        email=str(claims.get("email", "")),
        roles=tuple(sorted(groups_of(claims))),
    )


def is_admin(event: Mapping[str, Any]) -> bool:
    """Whether the signed-in person is an admin."""
    return not ADMIN.groups.isdisjoint(groups_of(access_claims(event)))


def bearer(event: Mapping[str, Any]) -> str:
    """What stands behind `Bearer` in the Authorization header, '' when nothing does."""
    headers: Mapping[str, str] = event.get("headers") or {}
    kind, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if kind.casefold() == "bearer" else ""


def address_of(event: Mapping[str, Any]) -> str:
    """The network address that a request came from.

    CloudFront adds whom it serves, API Gateway adds CloudFront; whatever stands before those two says what it likes.
    """
    headers: Mapping[str, str] = event.get("headers") or {}
    return headers.get("x-forwarded-for", "").replace(" ", "").split(",")[-2:][0]
