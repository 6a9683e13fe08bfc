"""Locks: what runs in Lambda is what the tests ran with."""

import json
import re

import pytest

from infra.bundling import lock_of
from infra.function_locks import locked_functions
from infra.paths import CDK_CLI, ROOT

PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


@pytest.mark.parametrize("name", locked_functions())
def test_a_function_uses_the_versions_of_the_one_lock(name: str) -> None:
    everywhere = dict(PINNED.findall((ROOT / "requirements.lock").read_text()))
    pinned = dict(PINNED.findall(lock_of(name).read_text()))
    assert pinned
    assert pinned == {package: everywhere[package] for package in pinned}


@pytest.mark.parametrize("name", locked_functions())
def test_a_lock_names_hashes_and_no_addresses(name: str) -> None:
    text = lock_of(name).read_text()
    assert "--hash=sha256:" in text
    assert "://" not in text


def test_the_cdk_command_line_is_pinned_by_hash_and_to_a_version_that_fits() -> None:
    text = (CDK_CLI / "package-lock.json").read_text()
    locked = json.loads(text)["packages"]["node_modules/aws-cdk"]
    major, minor, _ = locked["version"].split(".")
    assert (major, int(minor) >= 1148) == ("2", True)
    assert locked["integrity"].startswith("sha512-")
    assert "://" not in text
