"""What each function's bundle weighs: cold start is a bar, and every megabyte is fetched and unpacked."""

from bench.measuring import Row
from infra.bundling import ARM64, bundled

_MEGABYTES = {"track": 0.5, "send": 4.0, "portal_api": 8.0}


def size_rows() -> list[Row]:
    """Megabytes of the bundles as they go to Lambda."""
    return [
        Row(5, f"bundle: MB of {name}", bundled(name, ARM64).stat().st_size / 1e6, goal)
        for name, goal in _MEGABYTES.items()
    ]
