"""Makes functions/NAME/requirements.lock from the dependency groups: `python -m infra.function_locks`.

The versions are those of requirements.lock, so that tests and Lambda run the same code.
"""

import subprocess
import tomllib

from uv import find_uv_bin

from infra.bundling import lock_of
from infra.paths import FUNCTIONS, ROOT


def locked_functions() -> list[str]:
    """The functions that have a dependency group in pyproject.toml."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
    return sorted(name for name in groups if (FUNCTIONS / name).is_dir())


def lock(function: str) -> None:
    """Write the lock of one function: hashes, no addresses."""
    command = [find_uv_bin(), "pip", "compile", "--quiet", "--universal", "--python-version", "3.13"]
    command += ["--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate"]
    command += ["--group", f"pyproject.toml:{function}", "--constraint", "requirements.lock"]
    command += ["--output-file", str(lock_of(function).relative_to(ROOT))]
    subprocess.run(command, cwd=ROOT, check=True)


def main() -> None:
    """Lock them all."""
    for function in locked_functions():
        lock(function)


if __name__ == "__main__":
    main()
