"""Where the next page of a list of what is due starts, as one text that a browser can hand back."""

from typing import Any

from mianyue.domain.errors import InvalidInput


def cursor_of(last: dict[str, Any] | None) -> str:
    """Moment, partition and key of the item behind which the next page starts; '' at the end."""
    return "_".join(last[name]["S"] for name in ("gsi1sk", "pk", "sk")) if last else ""


def start_at(due: str, prefix: str, cursor: str) -> dict[str, Any] | None:
    """DynamoDB's own start key in the list `due`, whose items' keys begin with `prefix`.

    Raises InvalidInput for a broken cursor.
    """
    if not cursor:
        return None
    moment, _, place = cursor.partition("_")
    pk, _, sk = place.partition("_")
    if not (moment and pk and sk.startswith(prefix)):
        raise InvalidInput("cursor", "invalid_input", cursor)
    values = {"pk": pk, "sk": sk, "gsi1pk": due, "gsi1sk": moment}
    return {name: {"S": value} for name, value in values.items()}
