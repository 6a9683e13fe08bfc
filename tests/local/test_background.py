import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.background import Background, own_environment, wait_until

SLEEPER = [sys.executable, "-c", "import time; print('ready', flush=True); time.sleep(60)"]


@pytest.fixture
def background(tmp_path: Path) -> Iterator[Background]:
    background = Background("sleeper", tmp_path)
    yield background
    background.stop()


def test_a_process_is_found_again_and_stopped(background: Background) -> None:
    background.start(SLEEPER, {})
    assert Background("sleeper", background.folder).process() is not None
    assert wait_until(lambda: "ready" in background.last_lines(), process=background, seconds=20)
    assert background.stop()
    assert background.process() is None
    assert not background.stop()


def test_a_number_that_went_to_another_program_is_not_ours(background: Background) -> None:
    background.start(SLEEPER, {})
    process = background.process()
    assert process is not None
    pid_file = background.folder / "sleeper.pid"
    noted = json.loads(pid_file.read_text())
    pid_file.write_text(json.dumps(noted | {"born": noted["born"] - 60}))
    assert background.process() is None
    assert not background.stop()
    assert process.is_running()
    process.kill()


def test_waiting_ends_when_the_process_has_ended(background: Background) -> None:
    background.start([sys.executable, "-c", "raise SystemExit('no')"], {})
    assert not wait_until(lambda: False, process=background, seconds=20)
    assert background.last_lines() == "no"


def test_a_persons_own_aws_settings_stay_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    environment = own_environment({"AWS_REGION": "us-east-1"})
    assert "AWS_PROFILE" not in environment
    assert environment["AWS_REGION"] == "us-east-1"


def test_the_node_beside_this_python_is_found_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/usr/bin")
    assert own_environment({})["PATH"] == f"{Path(sys.executable).parent}:/usr/bin"
