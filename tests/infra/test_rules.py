"""What others have to say about the stack."""

import subprocess
import sys
from pathlib import Path

from tests.infra.synthesized import Synthesized


def test_cdk_nag_has_nothing_left_to_say(production: Synthesized, laptop: Synthesized) -> None:
    assert production.findings == ""
    assert laptop.findings == ""


def test_cfn_lint_has_nothing_to_say(production: Synthesized) -> None:
    command = [
        str(Path(sys.executable).with_name("cfn-lint")),
        "--template",
        str(production.path),
        "--regions",
        "eu-central-1",
    ]
    # W3005: CDK writes DependsOn beside every role a function names.
    command += ["--ignore-checks", "W3005"]
    said = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert said.stdout + said.stderr == ""
