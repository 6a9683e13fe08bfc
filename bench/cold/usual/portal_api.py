"""The first page of HR as it is usually written: Powertools' resolver with validation, pydantic models, boto3.

One route with its models, where a whole API would import all of them: the difference shown is the least there is.
"""

import hmac
import os
from typing import Annotated, Any

import boto3
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import ForbiddenError
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware
from aws_lambda_powertools.event_handler.openapi.params import Query
from boto3.dynamodb.types import TypeDeserializer
from pydantic import AwareDatetime, BaseModel

TABLE = os.environ["TABLE_NAME"]
PROGRESS = ("queued", "sent", "delivered", "opened", "clicked", "confirmed", "started", "finished")

app = APIGatewayHttpResolver(enable_validation=True)
dynamodb = boto3.client("dynamodb")
_deserializer = TypeDeserializer()

type Item = dict[str, Any]


class InterviewSummary(BaseModel):
    """The newest interview of an application."""

    number: int
    progress: str
    sides: list[str]
    starts_at: AwareDatetime
    deadline: AwareDatetime
    zone: str
    answered: bool


class ApplicationRow(BaseModel):
    """One application in a list."""

    application_id: str
    name: str
    email: str
    phone: str
    position_id: str
    position_name: str
    candidate_type: str
    stage: str
    entry: int
    created_at: AwareDatetime
    interview: InterviewSummary | None


class ApplicationPage(BaseModel):
    """One page of applications."""

    applications: list[ApplicationRow]
    cursor: str | None


def hr_only(resolver: APIGatewayHttpResolver, next_middleware: NextMiddleware) -> Response[Any]:
    """Through the site, signed in and not signed out since, and of HR."""
    event = resolver.current_event
    secret = event.headers.get("x-origin-secret", "")
    if not hmac.compare_digest(secret.encode(), os.environ["ORIGIN_SECRET"].encode()):
        raise ForbiddenError("not through the site")
    claims = event.request_context.authorizer.jwt_claim
    groups = claims.get("cognito:groups", "").strip("[]").split()
    if claims.get("token_use") != "access" or not {"hr", "admin"} & set(groups):
        raise ForbiddenError("not of HR")
    key = {"pk": {"S": f"MEMBER#{claims.get('sub')}"}, "sk": {"S": "NOW"}}
    member = dynamodb.get_item(TableName=TABLE, Key=key, ConsistentRead=True).get("Item", {})
    if float(member.get("tokens_from", {}).get("N", 0)) > float(claims.get("iat", 0)):
        raise ForbiddenError("signed out since")
    return next_middleware(resolver)


@app.get("/api/hr/applications", middlewares=[hr_only])
def applications(
    stage: Annotated[str, Query(max_length=60)] = "",
    position_id: Annotated[str, Query(max_length=60)] = "",
    q: Annotated[str, Query(max_length=100)] = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> ApplicationPage:
    """Applications, newest first, each with its newest interview."""
    listed = queried("APPLICATIONS", IndexName="gsi1", ScanIndexForward=False, Limit=300)
    names = {each["position_id"]: each["name"] for each in queried("COMPANY") if each["type"] == "position"}
    rows = [
        row(application, interview, names)
        for application, interview in paired(listed)
        if stage in ("", application["stage"])
        and position_id in ("", application["position_id"])
        and q.casefold() in f"{application['name']} {application['email']} {application['phone']}".casefold()
    ]
    return ApplicationPage(applications=rows[:limit], cursor=None)


def queried(pk: str, **narrowed: Any) -> list[Item]:
    """Items of a partition."""
    name = "gsi1pk" if "IndexName" in narrowed else "pk"
    answer = dynamodb.query(
        TableName=TABLE,
        KeyConditionExpression=f"{name} = :pk",
        ExpressionAttributeValues={":pk": {"S": pk}},
        **narrowed,
    )
    return [{name: _deserializer.deserialize(value) for name, value in item.items()} for item in answer["Items"]]


def paired(items: list[Item]) -> list[tuple[Item, Item | None]]:
    """Each application with the newest of the interviews that stand before it."""
    pairs: list[tuple[Item, Item | None]] = []
    newest: Item | None = None
    for item in items:
        if item["type"] == "interview":
            newest = newest or item
        else:
            pairs.append((item, newest))
            newest = None
    return pairs


def row(application: Item, interview: Item | None, names: dict[str, str]) -> ApplicationRow:
    """One line of the list."""
    named = {"position_name": names.get(application["position_id"], application["position_id"])}
    return ApplicationRow.model_validate(
        {**application, **named, "interview": summary(interview) if interview else None}
    )


def summary(interview: Item) -> Item:
    """Its interview."""
    progress, sides = int(interview["progress"]), list(interview["sides"])
    answered = progress >= 6 or bool({"new_time_asked", "declined"} & set(sides))
    return {**interview, "progress": PROGRESS[progress - 1], "sides": sides, "answered": answered}


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer one request."""
    return app.resolve(event, context)
