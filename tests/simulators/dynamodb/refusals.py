"""DynamoDB's refusals.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
"""

from typing import Any

from tests.simulators.refusal import Refusal

_SERVICE = "com.amazonaws.dynamodb.v20120810"
CONDITION_FAILED = {"Code": "ConditionalCheckFailed", "Message": "The conditional request failed"}
PASSED = {"Code": "None"}


def validation(message: str) -> Refusal:
    """The request itself is wrong, or says more than this table understands."""
    body = {"__type": "com.amazon.coral.validate#ValidationException", "message": message}
    return Refusal(400, "ValidationException", body)


def condition_failed() -> Refusal:
    """The condition of a single write does not hold."""
    return _refusal("ConditionalCheckFailedException", message=CONDITION_FAILED["Message"])


def transaction_canceled(reasons: list[dict[str, Any]]) -> Refusal:
    """A transaction did not happen; one reason per operation, in their order."""
    codes = ", ".join(reason["Code"] for reason in reasons)
    message = f"Transaction cancelled, please refer cancellation reasons for specific reasons [{codes}]"
    return _refusal("TransactionCanceledException", Message=message, CancellationReasons=reasons)


def no_such_table() -> Refusal:
    """The request is about another table."""
    return _refusal("ResourceNotFoundException", message="Requested resource not found")


def token_reused() -> Refusal:
    """A request token stands for another request already."""
    message = "The request uses the same client token as a previous, but non-identical request"
    return _refusal("IdempotentParameterMismatchException", Message=message)


def not_offered(operation: str) -> Refusal:
    """An operation that this table does not have."""
    if operation == "Scan":  # the stack grants it to nobody
        return _refusal("AccessDeniedException", Message="No Scan: read by key, by partition or by an index")
    return _refusal("UnknownOperationException", message=f"This table does not know {operation}")


def _refusal(code: str, **body: Any) -> Refusal:
    return Refusal(400, code, {"__type": f"{_SERVICE}#{code}", **body})
