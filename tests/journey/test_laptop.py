"""The laptop itself: it comes up, comes up again, and comes back."""

from local.laptop import STACK_NAME
from tests.journey.laptop import RunningLaptop, run_task


def test_up_again_changes_nothing(laptop: RunningLaptop, laptop_environment: dict[str, str]) -> None:
    made = laptop.client("cloudformation").describe_stacks(StackName=STACK_NAME)["Stacks"][0]
    again = run_task("up", laptop_environment)
    assert again.returncode == 0, again.stdout + again.stderr
    assert "Engine … runs" in again.stdout
    assert "Stack … unchanged" in again.stdout
    assert "Demo company … there" in again.stdout
    assert laptop.client("cloudformation").describe_stacks(StackName=STACK_NAME)["Stacks"][0] == made


def test_a_port_in_use_is_one_sentence(laptop: RunningLaptop, laptop_environment: dict[str, str]) -> None:
    elsewhere = laptop_environment | {"MIANYUE_STATE_DIR": laptop_environment["MIANYUE_STATE_DIR"] + "-2"}
    refused = run_task("up", elsewhere)
    assert refused.returncode == 1
    assert f"Port {laptop_environment['MIANYUE_PORT']} is already used by python" in refused.stderr
    assert "MIANYUE_PORT=" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_hr_signs_in_through_the_gateway(laptop: RunningLaptop) -> None:
    assert laptop.sign_in().count(".") == 2
    assert laptop.request("GET", "/api/hr/me").status == 401


def test_the_functions_refuse_who_comes_past_the_gateway(laptop: RunningLaptop) -> None:
    api = f"{laptop.laptop.engine_url}/_aws/execute-api/{laptop.outputs['HttpApiId']}/$default"
    assert laptop.request("GET", f"{api}/t/token").status == 403
    assert laptop.request("GET", "/t/token").status == 302


def test_the_pages_are_there(laptop: RunningLaptop) -> None:
    for path in ("/", "/i/index.html", "/mailbox/", "/platform/"):
        page = laptop.request("GET", path)
        assert page.status == 200
        assert page.headers["content-type"].startswith("text/html")
        assert "default-src 'none'" in page.headers["content-security-policy"]
