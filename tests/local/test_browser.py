"""A missing browser is installed where that is possible, and one sentence everywhere else."""

from pathlib import Path

import pytest

from local import browser
from local.laptop import LaptopError


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(browser.BROWSER_VARIABLE, raising=False)
    monkeypatch.setattr(browser.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)


@pytest.mark.usefixtures("no_browser")
def test_without_the_right_to_install_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser.os, "geteuid", lambda: 1000)
    with pytest.raises(LaptopError) as refused:
        browser.ensure_browser(tmp_path / "log")
    sentence = str(refused.value)
    assert "apt-get install chromium fonts-noto-cjk" in sentence
    assert browser.BROWSER_VARIABLE in sentence


@pytest.mark.usefixtures("no_browser")
def test_root_on_debian_installs_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(browser.os, "geteuid", lambda: 0)
    monkeypatch.setattr(browser, "run", lambda command, **_: asked.append(command))
    assert browser.ensure_browser(tmp_path / "log")
    assert asked[0] == ["apt-get", "update"]
    assert asked[1][-2:] == ["chromium", "fonts-noto-cjk"]


def test_a_named_browser_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(browser.BROWSER_VARIABLE, "/opt/browser")
    assert browser.find_browser() == "/opt/browser"


def test_nothing_is_installed_where_all_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(browser.BROWSER_VARIABLE, "/opt/browser")
    monkeypatch.setattr(browser, "_has_chinese_font", lambda: True)
    assert not browser.ensure_browser(tmp_path / "log")
