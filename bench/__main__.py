"""`./dev bench`: measures, prints the table, and fails when a goal is missed."""

import sys

from bench.import_reading import import_rows
from bench.link_tokens import link_rows
from bench.measuring import Row
from bench.zip_sizes import size_rows


def main() -> int:
    """Exit code 0 if every goal is reached."""
    rows: list[Row] = [*link_rows(), *import_rows(), *size_rows()]
    print(f"{'figure':<58} {'measured':>10} {'goal':>10}")
    for row in rows:
        print(f"{row.name:<58} {row.value:>10.2f} {row.goal:>10.2f} {'' if row.reached else '  MISSED'}")
    return 0 if all(row.reached for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
