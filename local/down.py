"""`./dev down`: stop gateway and engine; the state stays."""

import os
import sys

from local.engine import stop_engine
from local.gateway_start import gateway_of
from local.laptop import Laptop, LaptopError, laptop_from


def bring_down(laptop: Laptop) -> list[str]:
    """Stop what runs, the gateway before the engine it talks to; the names of what ran."""
    stopped = {"gateway": gateway_of(laptop).stop(), "engine": stop_engine(laptop)}
    return [name for name, ran in stopped.items() if ran]


def main() -> int:
    """Exit code 0, or 1 with a sentence that says what to do."""
    try:
        laptop = laptop_from(os.environ)
    except LaptopError as problem:
        print(problem, file=sys.stderr)
        return 1
    stopped = bring_down(laptop)
    print(f"Stopped: {', '.join(stopped)}. The state is kept." if stopped else "Nothing was running.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
