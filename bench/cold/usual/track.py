"""The link hit as it is usually written: Powertools' HTTP resolver, and boto3 clients made once, at import."""

import hmac
import json
import os
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import boto3
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import ServiceError

from bench.cold.usual.tokens import BrokenToken, Claim, verified

TABLE = os.environ["TABLE_NAME"]
SITE = os.environ["SITE_URL"]

app = APIGatewayHttpResolver()
dynamodb = boto3.client("dynamodb")
secrets = boto3.client("secretsmanager")


@cache
def link_keys() -> dict[str, str]:
    """The keys in the secret."""
    keys: dict[str, str] = json.loads(secrets.get_secret_value(SecretId=os.environ["LINK_KEYS_SECRET"])["SecretString"])
    return keys


@app.get("/t/<token>")
def follow(token: str) -> Response[str]:
    """Keep a raw hit and lead on to the page."""
    secret = app.current_event.headers.get("x-origin-secret", "")
    if not hmac.compare_digest(secret.encode(), os.environ["ORIGIN_SECRET"].encode()):
        raise ServiceError(403, "not through the site")
    try:
        keep_hit(verified(link_keys(), token))
    except BrokenToken:
        token = "broken"  # noqa: S105 - not one
    headers = {"location": f"{SITE}/i/index.html#{token}", "cache-control": "no-store"}
    return Response(status_code=302, headers=headers)


def keep_hit(claim: Claim) -> None:
    """One write, gone by itself after 90 days."""
    context, now = app.current_event.request_context, datetime.now(UTC)
    at = now.isoformat(timespec="microseconds")
    expires = now + timedelta(days=90)
    dynamodb.put_item(
        TableName=TABLE,
        Item={
            "pk": {"S": f"APP#{claim.application_id}"},
            "sk": {"S": f"HIT#{at}#{context.request_id}"},
            "type": {"S": "hit"},
            "application_id": {"S": claim.application_id},
            "entry": {"N": str(claim.entry)},
            "hit_id": {"S": context.request_id},
            "at": {"S": at},
            "method": {"S": context.http.method},
            "user_agent": {"S": (app.current_event.headers.get("user-agent") or "")[:200]},
            "expires_at": {"S": expires.isoformat()},
            "expires_at_epoch": {"N": str(int(expires.timestamp()))},
        },
    )


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer a link hit."""
    return app.resolve(event, context)
