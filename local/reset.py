"""`./dev reset`: stop everything and delete what the laptop remembers."""

import os
import sys

from local.down import bring_down
from local.engine import delete_state
from local.laptop import LaptopError, laptop_from


def main() -> int:
    """Exit code 0, or 1 with a sentence that says what to do."""
    try:
        laptop = laptop_from(os.environ)
        stopped = bring_down(laptop)
        deleted = delete_state(laptop)
    except LaptopError as problem:
        print(problem, file=sys.stderr)
        return 1
    if stopped:
        print(f"Stopped: {', '.join(stopped)}.")
    what = f"Deleted {laptop.state}: candidates, mails, users and the deployed stack."
    print(what if deleted else "There was no state to delete.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
