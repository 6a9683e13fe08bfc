"""The zips: all that a function needs, nothing else, and always the same bytes."""

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from infra import bundling
from infra.bundling import THIS_MACHINE, bundled
from infra.imports import own_files
from infra.paths import ROOT

FUNCTIONS = ("send", "track", "remind", "portal_api", "imports", "templates", "bulk", "replies")
MEGABYTES = {"track": 0.5, "send": 4, "portal_api": 8}
UNCHECKED_HASH = 0b01
"""PEP 552: the bytecode is trusted as it is."""


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_zip_carries_everything_its_handler_imports(name: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(bundled(name, THIS_MACHINE)) as archive:
        archive.extractall(tmp_path)
    program = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import functions.{name}.handler"
    # -S: no site-packages; what is missing from the zip is missing.
    command = [sys.executable, "-I", "-S", "-B", "-W", "error", "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.stderr == ""


@pytest.mark.parametrize(("name", "megabytes"), MEGABYTES.items())
def test_a_zip_is_small(name: str, megabytes: float) -> None:
    assert bundled(name, THIS_MACHINE).stat().st_size <= megabytes * 1024 * 1024


def test_track_remind_and_replies_depend_on_nothing() -> None:
    for name in ("track", "remind", "replies"):
        assert {entry.partition("/")[0] for entry in _entries(name)} == {"functions", "mianyue"}


def test_every_function_carries_the_authorities_it_trusts() -> None:
    assert [name for name in FUNCTIONS if not _carries(name, "mianyue/adapters/amazon_roots.pem")] == []


def test_what_writes_mails_is_with_the_sender_and_the_editor_alone_and_the_starter_texts_are_with_nobody() -> None:
    assert [name for name in FUNCTIONS if _carries(name, "mianyue/mail/layout.py")] == ["send", "templates"]
    assert [name for name in FUNCTIONS if _carries(name, "mianyue/starter/")] == []


def test_no_function_carries_another_one() -> None:
    for name in FUNCTIONS:
        assert {entry.split("/")[1] for entry in _entries(name) if entry.startswith("functions/")} == {
            "__init__.py",
            "__pycache__",
            name,
        }


def test_every_module_comes_with_bytecode_that_python_trusts() -> None:
    with zipfile.ZipFile(bundled("send", THIS_MACHINE)) as archive:
        names = set(archive.namelist())
        modules = {name for name in names if name.endswith(".py")}
        for module in modules:
            folder, _, file = module.rpartition("/")
            compiled = f"{folder}/__pycache__/{file.removesuffix('.py')}.cpython-313.pyc".lstrip("/")
            assert int.from_bytes(archive.read(compiled)[4:8], "little") == UNCHECKED_HASH


def test_the_same_sources_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    digests = set()
    for place in ("here", "there"):
        monkeypatch.setattr(bundling, "BUILD", tmp_path / place)
        (tmp_path / place).mkdir()
        digests.add(hashlib.sha256(bundled("send", THIS_MACHINE).read_bytes()).hexdigest())
    assert len(digests) == 1


def test_a_zip_is_made_once() -> None:
    made = bundled("track", THIS_MACHINE).stat().st_mtime_ns
    assert bundled("track", THIS_MACHINE).stat().st_mtime_ns == made


def test_the_newest_two_zips_of_a_function_and_platform_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundling, "BUILD", tmp_path)
    old = [tmp_path / "bundles" / f"{name}.zip" for name in ("track-arm64-1", "track-arm64-2", "send-arm64-1")]
    for age, bundle in enumerate(reversed(old)):
        _write(bundle, "")
        os.utime(bundle, (age, age))
    _write(own := tmp_path / "bundles" / f"track-{THIS_MACHINE.name}-1.zip", "")
    os.utime(own, (0, 0))
    _write(older := tmp_path / "bundles" / f"track-{THIS_MACHINE.name}-2.zip", "")
    os.utime(older, (1, 1))
    made = bundled("track", THIS_MACHINE)
    assert set((tmp_path / "bundles").glob("*.zip")) == {*old, older, made}


def test_a_lock_that_cannot_be_installed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = tmp_path / "functions" / "send" / "requirements.lock"
    lock.parent.mkdir(parents=True)
    lock.write_text("jinja2==3.1.6 --hash=sha256:" + 64 * "0")
    monkeypatch.setattr(bundling, "ROOT", tmp_path)
    monkeypatch.setattr(bundling, "BUILD", tmp_path)
    with pytest.raises(bundling.BundlingError, match=r"functions/send/requirements.lock could not be installed"):
        bundling._dependencies(lock, THIS_MACHINE)


def test_late_imports_and_data_files_travel_too(tmp_path: Path) -> None:
    _write(tmp_path / "functions/greet/handler.py", "def handler():\n    from mianyue.words import hello\n")
    _write(tmp_path / "mianyue/words/__init__.py", "import mianyue.other as other\n")
    _write(tmp_path / "mianyue/words/hello.py", "")
    _write(tmp_path / "mianyue/words/hello.txt", "")
    _write(tmp_path / "mianyue/other.py", "import json\n")
    _write(tmp_path / "mianyue/unused/__init__.py", "")
    carried = {str(file.relative_to(tmp_path)) for file in own_files(tmp_path, "greet")}
    assert carried == {
        "functions/greet/handler.py",
        "mianyue/words/__init__.py",
        "mianyue/words/hello.py",
        "mianyue/words/hello.txt",
        "mianyue/other.py",
    }


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def _entries(name: str) -> list[str]:
    with zipfile.ZipFile(bundled(name, THIS_MACHINE)) as archive:
        return archive.namelist()


def _carries(name: str, folder: str) -> bool:
    return any(str(file.relative_to(ROOT)).startswith(folder) for file in own_files(ROOT, name))
