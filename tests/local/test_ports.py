import os
import socket
from collections.abc import Iterator

import pytest

from local.laptop import LaptopError, laptop_from
from local.ports import require_free


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_port_in_use_is_named_with_its_owner_and_the_remedy(taken: int) -> None:
    with pytest.raises(LaptopError) as refused:
        require_free(taken, "MIANYUE_PORT")
    sentence = str(refused.value)
    assert f"Port {taken} " in sentence
    assert f"process {os.getpid()}" in sentence
    assert f"MIANYUE_PORT={taken + 1} ./dev up" in sentence
    assert sentence.count("\n") == 0


def test_a_free_port_is_fine(taken: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        free = server.getsockname()[1]
    require_free(free, "MIANYUE_PORT")


def test_without_settings_the_known_ports_are_used() -> None:
    laptop = laptop_from({})
    assert (laptop.gateway_port, laptop.engine_port) == (8080, 4566)
    assert (laptop.site_url, laptop.engine_url) == ("http://localhost:8080", "http://127.0.0.1:4566")
    assert laptop.state.name == ".laptop"


@pytest.mark.parametrize("port", ["80", "http", "65536", "0x1f90", "99999"])
def test_a_port_that_is_none_is_refused_by_name(port: str) -> None:
    with pytest.raises(LaptopError, match=f"MIANYUE_PORT={port} "):
        laptop_from({"MIANYUE_PORT": port})
