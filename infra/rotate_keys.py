"""`python -m infra.rotate_keys STACK`: a new key for the links, one safe step each time it is called.

A new key is added first, and verifies; ten minutes later, when every process knows it, it signs; the old one goes on
verifying until the longest link it can have signed has expired, and is then removed. What has been done when stands
beside the keys: `{"active": "2", "1": KEY, "1 replaced": MOMENT, "2": KEY, "2 added": MOMENT}`.
"""

import json
import secrets
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from infra.session import aws_session, stack_outputs
from mianyue.adapters.link_keys import KEPT_SECONDS
from mianyue.domain.moments import parse_stamp, stamp

KNOWN_EVERYWHERE = timedelta(seconds=2 * KEPT_SECONDS)
"""Running processes have read a key that was added so long ago."""
LONGEST_LINK = timedelta(days=400)
"""No link holds longer: the latest deadline that rules, wishes and proposals can make, and 30 days (`links`)."""
_IDS = range(1, 256)
"""A key's id is one byte of each token."""


class Step(NamedTuple):
    """The secret as it is to be, and what was done or is waited for."""

    keys: dict[str, str]
    said: str


def next_step(keys: Mapping[str, str], now: datetime, new_key: Callable[[], str]) -> Step:
    """What can be done now without breaking a link; the same keys where there is only to wait."""
    kept = _without_expired(keys, now)
    waiting = _waiting(kept)
    if not waiting:
        return _added(kept, now, new_key)
    ready = parse_stamp(kept[f"{waiting} added"]) + KNOWN_EVERYWHERE
    if now < ready:
        return Step(kept, f"Key {waiting} is not known everywhere yet: run this again after {ready:%H:%M} UTC.")
    replaced = kept["active"]
    said = f"Key {waiting} signs from now on; key {replaced} goes on verifying, and is removed by a run after "
    switched = kept | {"active": waiting, f"{replaced} replaced": stamp(now)}
    return Step(switched, f"{said}{now + LONGEST_LINK:%Y-%m-%d}.")


def _added(keys: dict[str, str], now: datetime, new_key: Callable[[], str]) -> Step:
    free = [str(each) for each in _IDS if str(each) not in keys]
    if not free:
        return Step(keys, "All 255 ids are in use: the oldest key has to expire first.")
    added = keys | {free[0]: new_key(), f"{free[0]} added": stamp(now)}
    return Step(added, f"Key {free[0]} is added and verifies. Run this again in 10 minutes: then it signs.")


def _waiting(keys: Mapping[str, str]) -> str:
    """The key that was added and has never signed, '' for none."""
    added = (name.removesuffix(" added") for name in keys if name.endswith(" added"))
    return next((each for each in added if each != keys["active"] and f"{each} replaced" not in keys), "")


def _without_expired(keys: Mapping[str, str], now: datetime) -> dict[str, str]:
    """The keys without those of which no link can hold any more."""
    replaced = {name.partition(" ")[0]: moment for name, moment in keys.items() if name.endswith(" replaced")}
    gone = {each for each, moment in replaced.items() if now >= parse_stamp(moment) + LONGEST_LINK}
    return {name: value for name, value in keys.items() if name.partition(" ")[0] not in gone}


def main(arguments: Sequence[str]) -> int:
    """The command line: the name of a stack."""
    if len(arguments) != 1:
        print("Which stack? For example: python -m infra.rotate_keys Mianyue-production", file=sys.stderr)
        return 1
    session = aws_session()
    secret, client = stack_outputs(session, arguments[0])["LinkKeysSecretArn"], session.client("secretsmanager")
    before = json.loads(client.get_secret_value(SecretId=secret)["SecretString"])
    step = next_step(before, datetime.now(UTC), lambda: secrets.token_urlsafe(48))
    if step.keys != before:
        client.put_secret_value(SecretId=secret, SecretString=json.dumps(step.keys))
    print(step.said)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
