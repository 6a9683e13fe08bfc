"""Starting and stopping the gateway's process."""

import sys
import urllib.error
import urllib.request

from local.background import Background, own_environment, wait_until
from local.laptop import ENGINE_PORT_VARIABLE, GATEWAY_PORT_VARIABLE, STATE_VARIABLE, Laptop, LaptopError
from local.ports import require_free

START_SECONDS = 30.0


def gateway_of(laptop: Laptop) -> Background:
    """The gateway's process, running or not."""
    return Background("gateway", laptop.state)


def require_gateway_port(laptop: Laptop) -> None:
    """Raise LaptopError if the gateway's port belongs to somebody else."""
    if gateway_of(laptop).process() is None:
        require_free(laptop.gateway_port, GATEWAY_PORT_VARIABLE)


def restart_gateway(laptop: Laptop) -> None:
    """Start the gateway anew, with the present code and outputs. LaptopError if it does not come up."""
    background = gateway_of(laptop)
    background.stop()
    require_free(laptop.gateway_port, GATEWAY_PORT_VARIABLE)
    settings = {
        GATEWAY_PORT_VARIABLE: str(laptop.gateway_port),
        ENGINE_PORT_VARIABLE: str(laptop.engine_port),
        STATE_VARIABLE: str(laptop.state),
    }
    environment = own_environment({**laptop.aws_environment(), **settings})
    background.start([sys.executable, "-m", "local.gateway_process"], environment)
    if not wait_until(lambda: _answers(laptop), process=background, seconds=START_SECONDS):
        raise LaptopError(f"The gateway did not start; its log {background.log} ends:\n{background.last_lines()}")


def _answers(laptop: Laptop) -> bool:
    try:
        with urllib.request.urlopen(f"{laptop.site_url}/mailbox/api/messages", timeout=2) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
