"""Zips for Lambda, made without Docker: own code, locked dependencies for the target platform, bytecode.

The same sources always give the same bytes: sorted entries, one fixed date, bytecode that names no path of this
machine. A zip is kept under `.build/` by the hash of all that goes into it, so a second synth makes nothing.
"""

import hashlib
import platform
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import MAGIC_NUMBER
from pathlib import Path

from uv import find_uv_bin

from infra.imports import own_files
from infra.paths import BUILD, FUNCTIONS, ROOT

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_TASK_ROOT = "/var/task"
"""Where Lambda unpacks a zip: what tracebacks name."""

_UNNEEDED = (
    "*.dist-info",
    "bin",
    ".lock",
    "**/__pycache__",
    "**/tests",
    "**/*.pyi",
    "**/*.pyx",
    "**/*.c",
    "**/*.h",
    "**/*.md",
    "**/py.typed",
    "**/swagger_ui/*.js",
    "**/swagger_ui/*.css",
    "dateutil/zoneinfo/*.tar.gz",
    "icalendar/fuzzing",
    "phonenumbers/geodata",
    "phonenumbers/carrierdata",
    "phonenumbers/tzdata",
)
"""Parts of dependencies that no function opens: metadata, stubs, sources of compiled modules, pages, maps, zones."""


@dataclass(frozen=True)
class Platform:
    """Where a bundle runs; `tag` is uv's name for it, '' for this machine."""

    name: str
    tag: str = ""


ARM64 = Platform("arm64", "aarch64-manylinux_2_28")
THIS_MACHINE = Platform(f"{sys.platform}-{platform.machine()}")
"""The laptop engine runs functions as processes of the host."""


class BundlingError(Exception):
    """Dependencies could not be installed; the message says whose, and what uv said."""


def bundled(function: str, target: Platform) -> Path:
    """The zip of `functions/FUNCTION` for `target`, made if it is not there yet. Raises BundlingError."""
    files = own_files(ROOT, function)
    lock = lock_of(function)
    key = _key(target, lock, *files)
    bundle = BUILD / "bundles" / f"{function}-{target.name}-{key}.zip"
    if not bundle.is_file():
        with _becoming(bundle) as unfinished, tempfile.TemporaryDirectory(dir=BUILD) as folder:
            _fill(Path(folder), files, _dependencies(lock, target))
            _zip(Path(folder), unfinished)
        _forget_old(bundle.parent.glob(f"{function}-{target.name}-*.zip"))
    return bundle


def _forget_old(bundles: Iterable[Path]) -> None:
    """Keep the newest two: the present one, and the one before for whoever goes back and forth."""
    for bundle in sorted(bundles, key=lambda each: each.stat().st_mtime_ns, reverse=True)[2:]:
        bundle.unlink(missing_ok=True)


def lock_of(function: str) -> Path:
    """Where the hash-pinned dependencies of a function are listed; absent when it has none."""
    return FUNCTIONS / function / "requirements.lock"


def _key(target: Platform, *files: Path) -> str:
    """Changes with any byte that goes into a bundle, and with the way it is made."""
    digest = hashlib.sha256(MAGIC_NUMBER + repr((target, _UNNEEDED)).encode() + Path(__file__).read_bytes())
    for file in files:
        if file.is_file():
            content = file.read_bytes()
            digest.update(f"{file.relative_to(ROOT)} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]


@contextmanager
def _becoming(wanted: Path) -> Iterator[Path]:
    """A path to write to, renamed to `wanted` at the end: two synths at once never see half of it."""
    wanted.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=wanted.parent) as folder:
        unfinished = Path(folder) / wanted.name
        yield unfinished
        if not wanted.exists():
            unfinished.rename(wanted)


def _dependencies(lock: Path, target: Platform) -> Path | None:
    """A folder with what `lock` lists, trimmed and compiled; None when the function needs nothing."""
    if not lock.is_file():
        return None
    folder = BUILD / "dependencies" / f"{target.name}-{_key(target, lock)}"
    if not folder.is_dir():
        with _becoming(folder) as unfinished:
            _install(lock, target, unfinished)
            for pattern in _UNNEEDED:
                for unneeded in list(unfinished.glob(pattern)):
                    shutil.rmtree(unneeded) if unneeded.is_dir() else unneeded.unlink()
            _compile(unfinished, unfinished)
    return folder


def _install(lock: Path, target: Platform, folder: Path) -> None:
    command = [find_uv_bin(), "pip", "install", "--quiet", "--target", str(folder), "--python", sys.executable]
    command += ["--no-deps", "--require-hashes", "--only-binary", ":all:", "--link-mode", "copy"]
    command += ["--python-platform", target.tag, "--python-version", "3.13"] if target.tag else []
    done = subprocess.run([*command, "-r", str(lock)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise BundlingError(f"{lock.relative_to(ROOT)} could not be installed for {target.name}: {done.stderr}")


def _fill(folder: Path, files: list[Path], dependencies: Path | None) -> None:
    if dependencies:
        shutil.copytree(dependencies, folder, dirs_exist_ok=True)
    for file in files:
        copy = folder / file.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    _compile(folder, *sorted({folder / file.relative_to(ROOT).parts[0] for file in files}))


def _compile(root: Path, *folders: Path) -> None:
    """Bytecode that Python trusts without looking at dates, since a zip has none worth trusting.

    In a process of its own: what an interpreter has interned before would show in the bytes.
    """
    command = [sys.executable, "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash"]
    command += ["-s", str(root), "-p", _TASK_ROOT, *map(str, folders)]
    subprocess.run(command, check=True)


def _zip(folder: Path, bundle: Path) -> None:
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                entry = zipfile.ZipInfo(str(file.relative_to(folder)), _LONG_AGO)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, file.read_bytes(), compresslevel=9)
