"""Starting and stopping the engine: ministack, which runs the real stack on this machine."""

import json
import shutil
import sys
import urllib.error
import urllib.request
from pathlib import Path

from local.background import Background, own_environment, wait_until
from local.laptop import ACCOUNT, ENGINE_PORT_VARIABLE, REGION, Laptop, LaptopError
from local.ports import require_free

START_SECONDS = 60.0
SERVICES = (
    "s3,sqs,sns,dynamodb,lambda,iam,sts,secretsmanager,logs,ssm,events,monitoring,ses,apigateway,cognito-idp,"
    "cloudformation,cloudfront,scheduler,kms,ecr"
)


def engine_of(laptop: Laptop) -> Background:
    """The engine's process, running or not."""
    return Background("engine", laptop.state)


def start_engine(laptop: Laptop) -> bool:
    """Start the engine unless it runs; false if it ran already.

    Raises LaptopError when its port is taken, when the kept state belongs to another port, or when it does not start.
    """
    background = engine_of(laptop)
    _require_same_port(laptop)
    if background.process() is not None and _healthy(laptop):
        return False
    background.stop()
    require_free(laptop.engine_port, ENGINE_PORT_VARIABLE)
    command = [sys.executable, "-m", "local.engine_process", str(laptop.mails)]
    background.start(command, own_environment(_settings(laptop)))
    if not wait_until(lambda: _healthy(laptop), process=background, seconds=START_SECONDS):
        raise LaptopError(f"The engine did not start; its log {background.log} ends:\n{background.last_lines()}")
    return True


def stop_engine(laptop: Laptop) -> bool:
    """Stop the engine, which saves its state; true if it ran."""
    return engine_of(laptop).stop()


def delete_state(laptop: Laptop) -> bool:
    """Delete all the laptop remembers; true if there was something.

    Raises LaptopError for a folder that is not a laptop's state: nobody's other files are deleted.
    """
    if not laptop.state.exists():
        return False
    if not _port_note(laptop).exists():
        raise LaptopError(f"{laptop.state} is not a state folder of Mianyue: delete it yourself if you mean it.")
    shutil.rmtree(laptop.state)
    return True


def _port_note(laptop: Laptop) -> Path:
    return laptop.state / "engine_port"


def _require_same_port(laptop: Laptop) -> None:
    """Queue addresses in the kept state carry the engine's port, so one state lives at one port."""
    noted = _port_note(laptop)
    if noted.exists() and noted.read_text() != str(laptop.engine_port):
        raise LaptopError(
            f"The state in {laptop.state} was made with {ENGINE_PORT_VARIABLE}={noted.read_text()}: "
            "use that port again, or start afresh with ./dev reset."
        )
    laptop.state.mkdir(parents=True, exist_ok=True)
    noted.write_text(str(laptop.engine_port))


def _healthy(laptop: Laptop) -> bool:
    try:
        with urllib.request.urlopen(f"{laptop.engine_url}/_ministack/health", timeout=2) as answer:  # noqa: S310
            return "services" in json.load(answer)
    except (urllib.error.URLError, OSError, ValueError):
        return False


def _settings(laptop: Laptop) -> dict[str, str]:
    """The engine's environment (its README, "Configuration"). The log level keeps addresses of mails out of the log."""
    folder = laptop.state / "engine"
    return {
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(laptop.engine_port),
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "MINISTACK_REGION": REGION,
        "PERSIST_STATE": "1",
        "STATE_DIR": str(folder),
        "S3_PERSIST": "1",
        "S3_DATA_DIR": str(folder / "s3"),
        "SERVICES": SERVICES,
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "COGNITO_EMAIL_ENABLED": "0",
        "LAMBDA_EXECUTOR": "local",
        "LOG_LEVEL": "WARNING",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "TMPDIR": str(_emptied(laptop.state / "tmp")),
    }


def _emptied(folder: Path) -> Path:
    """Unpacked functions of an earlier run are of no use to this one."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
