"""Is a port free, and if not, whose is it."""

import socket

import psutil

from local.laptop import LaptopError


def require_free(port: int, variable: str) -> None:
    """Raise LaptopError, naming the port, its owner and the variable to set, unless `port` can be opened."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as refused:
            raise LaptopError(_sentence(port, variable)) from refused


def _sentence(port: int, variable: str) -> str:
    return (
        f"Port {port} is already used by {owner(port)}: "
        f"stop it, or choose another port with {variable}={port + 1} ./dev up."
    )


def owner(port: int) -> str:
    """Name, number and folder of the process that listens on `port`, as far as this user may see."""
    for process in psutil.process_iter():
        try:
            if _listens(process, port):
                return f"{process.name()} (process {process.pid}, started in {process.cwd()})"
        except psutil.Error:  # gone meanwhile, or another user's
            continue
    return "a program of another user"


def _listens(process: psutil.Process, port: int) -> bool:
    return any(
        connection.status == psutil.CONN_LISTEN and connection.laddr.port == port
        for connection in process.net_connections(kind="tcp")
    )
