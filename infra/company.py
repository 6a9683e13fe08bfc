"""`./dev company`: the company's settings as an operator types them; `./dev deploy` takes the same options.

    ./dev company --stage production --hr-name 林晓岚 --hr-phone "+86 571 5550 0126"

What is given overwrites what was set, what is left out stays.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from urllib.parse import urlsplit

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra.first_run import change_company
from infra.publish_portal import settings_of, upload_settings
from infra.session import aws_session, own_client, stack_outputs
from infra.stage import LAPTOP, PRODUCTION, STAGES
from mianyue.adapters.aws_client import AwsError
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.table import Table
from mianyue.domain.company import Company
from mianyue.domain.errors import InvalidInput, NotFound
from mianyue.domain.zones import zone

FIELDS = ("name", "hr_name", "hr_email", "hr_phone", "language", "zone", "platform_url")
"""Fields of Company that an operator sets."""
LANGUAGES = ("zh-CN", "en")


def add_company_options(parser: argparse.ArgumentParser) -> None:
    """One option for each of FIELDS; None where it is not given."""
    add = parser.add_argument_group("the company").add_argument
    add("--company", dest="name", type=_name, metavar="NAME", help="its name, as candidates read it")
    add("--hr-name", metavar="NAME", help="whom a candidate may ask")
    add("--hr-email", type=_address, metavar="ADDRESS", help="where candidates' replies go")
    add("--hr-phone", metavar="NUMBER", help="as candidates read it")
    add("--language", choices=LANGUAGES, help="where an application does not say")
    add("--zone", type=_zone, metavar="ZONE", help="where an application does not say, for example Asia/Shanghai")
    add("--platform-url", type=_platform, metavar="URL", help="where the AI interview of a position takes place")


def given_fields(options: argparse.Namespace) -> dict[str, str]:
    """The fields of Company that the command line names."""
    return {field: value for field in FIELDS if (value := getattr(options, field)) is not None}


def missing_platform(company: Company) -> str:
    """What an operator should know while nobody can start an interview; '' when somebody can."""
    if company.platform_url:
        return ""
    return "No candidate can start an interview yet: say where it takes place with --platform-url https://…"


def change(session: boto3.Session, stage: str, given: dict[str, str]) -> Company:
    """Overwrite what is given in the deployment of `stage`, and tell the pages the company's name."""
    outputs = stack_outputs(session, f"Mianyue-{stage}")
    store = CompanyStore(Table(own_client(session), outputs["TableName"]), time.monotonic)
    company = change_company(store, given)
    settings = settings_of(outputs, region=session.region_name, company=company.name)
    upload_settings(settings, bucket=outputs["PortalBucketName"], s3=session.client("s3"))
    return company


def main(arguments: Sequence[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="./dev company", description=__doc__, allow_abbrev=False)
    parser.add_argument("--stage", default=PRODUCTION, choices=[name for name in STAGES if name != LAPTOP])
    add_company_options(parser)
    options = parser.parse_args(arguments)
    try:
        company = change(aws_session(), options.stage, given_fields(options))
    except (BotoCoreError, ClientError, AwsError) as problem:
        print(f"AWS could not be used: {problem}", file=sys.stderr)
        return 1
    except NotFound:
        print(f"Mianyue-{options.stage} has no company yet: finish ./dev deploy first", file=sys.stderr)
        return 1
    for field in FIELDS:
        print(f"{field}: {getattr(company, field)}")
    if sentence := missing_platform(company):
        print(sentence)
    return 0


def _name(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("a company needs a name")
    return text.strip()


def _address(text: str) -> str:
    before, _, domain = text.rpartition("@")
    if not before or "." not in domain or text != "".join(text.split()):
        raise argparse.ArgumentTypeError(f"{text!r} is no mail address; use one such as hr@example.com")
    return text


def _zone(text: str) -> str:
    try:
        zone(text)
    except InvalidInput:
        raise argparse.ArgumentTypeError(f"there is no zone {text!r}; use a name such as Asia/Shanghai") from None
    return text


def _platform(text: str) -> str:
    """An https address without a fragment, which is where the candidate's token goes."""
    url = urlsplit(text)
    if url.scheme != "https" or not url.hostname or "#" in text:
        raise argparse.ArgumentTypeError(f"{text!r} must begin with https:// and hold no #")
    return text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
