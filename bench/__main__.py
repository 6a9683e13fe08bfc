"""`./dev bench [GROUP …]`: measures, prints the table, and fails when a goal is missed."""

import sys
from collections.abc import Callable

from bench.cold_starts import cold_rows
from bench.commands import command_rows
from bench.import_reading import import_rows
from bench.link_tokens import link_rows
from bench.log_bytes import log_rows
from bench.measuring import Row
from bench.page_speed import page_rows
from bench.sending_rate import rate_rows
from bench.warm_mail import warm_rows
from bench.zip_sizes import size_rows

GROUPS: dict[str, Callable[[], list[Row]]] = {
    "cold": cold_rows,
    "sizes": size_rows,
    "warm": warm_rows,
    "rate": rate_rows,
    "links": link_rows,
    "imports": import_rows,
    "logs": log_rows,
    "pages": page_rows,
    "commands": command_rows,
}


def main(names: list[str]) -> int:
    """Exit code 0 if every goal is reached, 1 if one is missed, 2 for a group that is not there."""
    unknown = set(names) - GROUPS.keys()
    if unknown:
        print(f"No group called {', '.join(sorted(unknown))}. There are: {', '.join(GROUPS)}.", file=sys.stderr)
        return 2
    rows = sorted((row for name in names or GROUPS for row in GROUPS[name]()), key=lambda row: row.number)
    print(f"{'row':>3}  {'figure':<66} {'measured':>8}  {'middle half':<13} {'goal':>6}")
    for row in rows:
        print(_line(row))
    return 0 if all(row.reached for row in rows) else 1


def _line(row: Row) -> str:
    goal = f"{'≥' if row.at_least else '≤'} {row.goal:g}"
    verdict = "reached" if row.reached else "MISSED"
    line = f"{row.number:>3}  {row.name:<66} {row.value:>8.3f}  {row.spread:<13} {goal:>6}  {verdict:<7}"
    return f"{line}  {row.note}".rstrip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
