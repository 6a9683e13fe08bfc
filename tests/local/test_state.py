from dataclasses import replace
from pathlib import Path

import pytest

from local.engine import delete_state, start_engine
from local.fingerprint import Stamp, fingerprint
from local.laptop import Laptop, LaptopError


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    return Laptop(gateway_port=8080, engine_port=4566, state=tmp_path / "state")


def test_reset_deletes_a_laptops_state_once(laptop: Laptop) -> None:
    laptop.state.mkdir()
    (laptop.state / "engine_port").write_text("4566")
    assert delete_state(laptop)
    assert not laptop.state.exists()
    assert not delete_state(laptop)


def test_reset_leaves_a_folder_alone_that_is_no_state(laptop: Laptop) -> None:
    laptop.state.mkdir()
    (laptop.state / "thesis.txt").write_text("mine")
    with pytest.raises(LaptopError, match="is not a state folder"):
        delete_state(laptop)
    assert (laptop.state / "thesis.txt").exists()


def test_a_state_lives_at_one_engine_port(laptop: Laptop) -> None:
    laptop.state.mkdir()
    (laptop.state / "engine_port").write_text("4567")
    with pytest.raises(LaptopError, match="MIANYUE_ENGINE_PORT=4567"):
        start_engine(replace(laptop, engine_port=4566))


def test_a_fingerprint_changes_with_content_name_and_words(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")
    first = fingerprint([tmp_path], "x")
    assert fingerprint([tmp_path], "x") == first
    assert fingerprint([tmp_path], "y") != first
    (tmp_path / "a.py").write_text("2")
    assert fingerprint([tmp_path], "x") != first
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    (tmp_path / "b.py").write_text("1")
    assert fingerprint([tmp_path], "x") != first


def test_by_products_leave_a_fingerprint_alone(tmp_path: Path) -> None:
    first = fingerprint([tmp_path])
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "a.js").write_text("1")
    assert fingerprint([tmp_path]) == first


def test_a_stamp_remembers_one_fingerprint(tmp_path: Path) -> None:
    stamp = Stamp(tmp_path / "deep" / "stamp")
    assert not stamp.matches("a")
    stamp.set("a")
    assert stamp.matches("a")
    assert not stamp.matches("b")
