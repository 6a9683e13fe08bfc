"""Both ends of the range of stages, synthesized once."""

import pytest

from infra.stage import LAPTOP_REPLIES, Stage
from tests.infra.synthesized import Synthesized, synthesize


@pytest.fixture(scope="session")
def production(tmp_path_factory: pytest.TempPathFactory) -> Synthesized:
    stage = Stage(
        name="production",
        sender="hr@example.com",
        alarm_email="ops@example.com",
        senders=5,
        reply_domain="reply.example.com",
        replies_arrive=True,
    )
    return synthesize(stage, tmp_path_factory.mktemp("production"))


@pytest.fixture(scope="session")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Synthesized:
    stage = Stage(
        name="laptop",
        sender="hr@demo.mianyue.test",
        site_url="http://localhost:8080",
        sweep_minutes=1,
        reply_domain=LAPTOP_REPLIES,
        replies_arrive=True,
    )
    return synthesize(stage, tmp_path_factory.mktemp("laptop"))
