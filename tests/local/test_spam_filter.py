"""A missing SpamAssassin is installed where that is possible, and one sentence everywhere else."""

from pathlib import Path

import pytest

from local import spam_filter
from local.laptop import LaptopError


@pytest.fixture
def no_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spam_filter.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)


@pytest.mark.usefixtures("no_filter")
def test_without_the_right_to_install_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spam_filter.os, "geteuid", lambda: 1000)
    with pytest.raises(LaptopError, match="apt-get install spamassassin"):
        spam_filter.ensure_spam_filter(tmp_path / "log")


@pytest.mark.usefixtures("no_filter")
def test_root_on_debian_installs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(spam_filter.os, "geteuid", lambda: 0)
    monkeypatch.setattr(spam_filter, "run", lambda command, **_: asked.append(command))
    assert spam_filter.ensure_spam_filter(tmp_path / "log")
    assert [each[1] for each in asked] == ["update", "install"]
    assert asked[1][-1] == "spamassassin"


def test_nothing_is_installed_where_it_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spam_filter.shutil, "which", lambda _: "/usr/bin/spamassassin")
    assert not spam_filter.ensure_spam_filter(tmp_path / "log")
