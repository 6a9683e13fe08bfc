"""The events that wake a function, as AWS hands them over."""

import json
from typing import Any

from bench.cold.demo import ORIGIN_SECRET
from mianyue.adapters.send_queue import message_reference
from mianyue.domain.message import Message

_CLAIMS = {
    "client_id": "1example23456789",
    "cognito:groups": "[hr]",
    "sub": "8d3c4f5e-0000-4000-8000-0000000000aa",
    "token_use": "access",
    "username": "8d3c4f5e-0000-4000-8000-0000000000aa",
}


def link_hit(token: str) -> dict[str, Any]:
    """Somebody has followed the link in a mail."""
    return _request("GET /t/{token}", f"/t/{token}") | {"pathParameters": {"token": token}}


def first_list() -> dict[str, Any]:
    """HR has opened the console."""
    event = _request("ANY /api/hr/{proxy+}", "/api/hr/applications") | {"pathParameters": {"proxy": "applications"}}
    event["requestContext"]["authorizer"] = {"jwt": {"claims": _CLAIMS, "scopes": ["aws.cognito.signin.user.admin"]}}
    return event


def mail_due(message: Message) -> dict[str, Any]:
    """The send queue brings a message."""
    record = {
        "messageId": "059f36b4-87a3-44ab-83d2-661975830a7d",
        "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a",
        "body": json.dumps(message_reference(message)),
        "attributes": {
            "ApproximateReceiveCount": "1",
            "SentTimestamp": "1795399200000",
            "SenderId": "AIDAIENQZJOLO23YVJ4VO",
            "ApproximateFirstReceiveTimestamp": "1795399200001",
        },
        "messageAttributes": {},
        "md5OfBody": "098f6bcd4621d373cade4e832627b4f6",
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:eu-central-1:123456789012:send",
        "awsRegion": "eu-central-1",
    }
    return {"Records": [record]}


def _request(route: str, path: str) -> dict[str, Any]:
    """Payload format 2.0 of HTTP APIs."""
    return {
        "version": "2.0",
        "routeKey": route,
        "rawPath": path,
        "rawQueryString": "",
        "headers": {
            "accept": "application/json",
            "host": "api.example.com",
            "user-agent": "Amazon CloudFront",
            "x-forwarded-for": "203.0.113.7",
            "x-forwarded-port": "443",
            "x-forwarded-proto": "https",
            "x-origin-secret": ORIGIN_SECRET,
        },
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "a1b2c3d4e5",
            "domainName": "api.example.com",
            "domainPrefix": "api",
            "http": {
                "method": "GET",
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": "203.0.113.7",
                "userAgent": "Amazon CloudFront",
            },
            "requestId": "JKJaXmPLvHcESHA=",
            "routeKey": route,
            "stage": "$default",
            "time": "23/Nov/2026:02:00:00 +0000",
            "timeEpoch": 1795399200000,
        },
        "isBase64Encoded": False,
    }
