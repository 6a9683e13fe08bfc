"""The small adapters: what each asks of AWS, and what it makes of the answer."""

import json
from base64 import b64decode
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import parseaddr
from math import inf
from typing import Any

import pytest
from botocore.session import get_session
from botocore.validate import ParamValidator
from hypothesis import example, given
from hypothesis import strategies as st

from mianyue.adapters.aws_client import AwsClient, AwsError
from mianyue.adapters.data_bucket import DataBucket
from mianyue.adapters.link_keys import LinkKeys
from mianyue.adapters.mail_archive import MailArchive
from mianyue.adapters.mail_channel import MailChannel
from mianyue.adapters.schedules import Schedules
from mianyue.adapters.send_queue import Queues, SendQueue
from mianyue.adapters.send_quota import SendQuota, ask_quota
from mianyue.adapters.trial_queue import TrialQueue
from mianyue.adapters.wire import NoAnswerError, NotConnectedError, Wire
from mianyue.domain.errors import ChannelError, NotFound, OverQuota, Rejected, Throttled, Unanswered, Unavailable
from mianyue.domain.message import AWAITED, Kind
from mianyue.domain.outgoing import Attachment, OutgoingMail
from mianyue.domain.trial import Trial
from tests.builders import NOW, a_reminder, an_entry, an_invitation

MAIL = OutgoingMail(
    to="min@example.com",
    sender_name="星河科技",
    sender="post@example.com",
    reply_to="hr@example.com",
    subject="面试邀请",
    html="<p>您好</p>",
    text="您好",
    template="t@1",
    tags={"message": "m1"},
)


class Asked(AwsClient):
    """Notes what was asked; answers as told."""

    def __init__(self, answer: bytes | Exception = b"{}") -> None:
        super().__init__(Wire(), region="eu-central-1", credentials=lambda: pytest.fail("nothing is signed here"))
        self.answer = answer
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def request(self, service: str, method: str, path: str, **more: Any) -> bytes:
        self.asked.append((f"{service} {method} {path}", more))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    @property
    def body(self) -> Any:
        return json.loads(self.asked[-1][1]["body"])


@dataclass
class Pace:
    """Notes what the channel tells it."""

    turns: int = 0
    many: int = 0
    left: int = 0
    refusals: list[Throttled] = field(default_factory=list)

    def turn(self, *, one_of_many: bool = False) -> None:
        self.turns += 1
        self.many += one_of_many

    def leaves(self) -> None:
        self.left += 1

    def refused(self, error: Throttled) -> None:
        self.refusals.append(error)


def a_channel(client: AwsClient, pace: Pace | None = None) -> MailChannel:
    return MailChannel(client, pace or Pace(), configuration_set="mianyue")


def test_a_mail_is_one_request_with_all_its_parts() -> None:
    client = Asked(b'{"MessageId": "ses-1"}')
    assert a_channel(client).send(MAIL) == "ses-1"
    (asked,) = client.asked
    assert asked[0] == "ses POST /v2/email/outbound-emails"
    assert asked[1]["tries"] == 1
    body = client.body
    assert body["Destination"] == {"ToAddresses": ["min@example.com"]}
    assert body["ReplyToAddresses"] == ["hr@example.com"]
    assert body["EmailTags"] == [{"Name": "message", "Value": "m1"}]
    assert body["ConfigurationSetName"] == "mianyue"
    assert body["FromEmailAddress"].endswith("<post@example.com>")
    assert body["FromEmailAddress"].isascii()
    assert body["Content"]["Simple"]["Body"]["Text"]["Data"] == "您好"


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1))
@example('Smith "Jo" & Söhne, \\Berlin')
@example('Smith "Jo" & Sons, \\Berlin')
@example("=?utf-8?q?Galaxy?=")
@example("星河科技（上海）有限公司人力资源部招聘组面试邀请专用邮箱" * 3)
def test_any_company_name_is_read_as_it_was_written(name: str) -> None:
    client = Asked(b'{"MessageId": "ses-1"}')
    a_channel(client).send(MAIL._replace(sender_name=name))
    written = client.body["FromEmailAddress"]
    assert written.isascii()
    assert all(len(word) <= 75 for word in written.split() if word.startswith("=?"))
    read, address = parseaddr(written)
    assert str(make_header(decode_header(read))) == " ".join(name.split())
    assert address == "post@example.com"


def test_a_company_name_cannot_smuggle_in_a_header() -> None:
    client = Asked(b'{"MessageId": "ses-1"}')
    a_channel(client).send(MAIL._replace(sender_name="Evil\r\nBcc: all@example.com"))
    assert "\r" not in client.body["FromEmailAddress"]
    assert "\n" not in client.body["FromEmailAddress"]


def test_a_mail_without_files_carries_its_headers_beside_its_words() -> None:
    client = Asked(b'{"MessageId": "ses-1"}')
    a_channel(client).send(MAIL._replace(headers={"List-Unsubscribe": "<https://jobs.example.com/t/a>"}))
    simple = client.body["Content"]["Simple"]
    assert simple["Headers"] == [{"Name": "List-Unsubscribe", "Value": "<https://jobs.example.com/t/a>"}]


def test_a_subject_that_looks_encoded_is_read_as_it_was_written() -> None:
    client = Asked(b'{"MessageId": "ses-1"}')
    a_channel(client).send(MAIL._replace(subject="=?utf-8?q?free?="))
    subject = client.body["Content"]["Simple"]["Subject"]["Data"]
    assert str(make_header(decode_header(subject))) == "=?utf-8?q?free?="


def test_a_mail_with_a_file_goes_as_one_whole() -> None:
    client = Asked(b'{"MessageId": "ses-1"}')
    file = Attachment("interview.ics", "text/calendar; charset=UTF-8; method=REQUEST", "BEGIN:VCALENDAR")
    a_channel(client).send(MAIL._replace(attachments=(file,)))
    content = client.body["Content"]
    assert list(content) == ["Raw"]
    message = message_from_bytes(b64decode(content["Raw"]["Data"]))
    assert [part.get_filename() for part in message.walk() if part.get_filename()] == ["interview.ics"]
    assert client.body["EmailTags"] == [{"Name": "message", "Value": "m1"}]


@pytest.mark.parametrize("files", [(), (Attachment("a.ics", "text/calendar; method=REQUEST", "a"),)])
def test_what_is_asked_has_the_shape_that_ses_documents(files: tuple[Attachment, ...]) -> None:
    client = Asked(b'{"MessageId": "ses-1"}')
    a_channel(client).send(MAIL._replace(headers={"List-Unsubscribe": "<https://a.example>"}, attachments=files))
    shape = get_session().get_service_model("sesv2").operation_model("SendEmail").input_shape
    report = ParamValidator().validate(client.body, shape)
    assert not report.has_errors(), report.generate_report()


RATE = {"message": "Maximum sending rate exceeded."}
DAY = {"message": "Daily message quota exceeded."}


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        (AwsError(429, "TooManyRequestsException", RATE), Throttled),
        (AwsError(429, "", {}), Throttled),
        (AwsError(400, "ThrottlingException", RATE), Throttled),
        (AwsError(429, "TooManyRequestsException", DAY), OverQuota),
        (AwsError(400, "Throttling", {"Message": "Daily message quota exceeded"}), OverQuota),
        (AwsError(400, "LimitExceededException", DAY), OverQuota),
        (AwsError(400, "SendingPausedException", {}), OverQuota),
        (AwsError(400, "AccountSuspendedException", {}), OverQuota),
        (AwsError(400, "MessageRejected", {"message": "Email address is not verified."}), Rejected),
        (AwsError(400, "MailFromDomainNotVerifiedException", {}), Rejected),
        (AwsError(400, "BadRequestException", {"message": "quota is a word like any other"}), Rejected),
        (AwsError(403, "AccessDeniedException", {}), Rejected),
        (AwsError(500, "InternalFailure", {}), Unanswered),
        (AwsError(503, "", {}), Unanswered),
        (NoAnswerError("TimeoutError"), Unanswered),
        (NotConnectedError("ConnectionRefusedError"), Throttled),
    ],
)
def test_what_an_error_means_is_decided_once(answer: Exception, meaning: type[Exception]) -> None:
    client = Asked(answer)
    with pytest.raises(meaning) as raised:
        a_channel(client).send(MAIL)
    assert raised.type is meaning
    assert len(client.asked) == 1


def test_the_pace_hears_of_refusals_for_rate_or_quota_and_of_no_other_trouble() -> None:
    pace = Pace()
    for answer in (
        AwsError(429, "TooManyRequestsException", RATE),
        AwsError(400, "LimitExceededException", DAY),
        AwsError(400, "MessageRejected", {}),
        NotConnectedError("ConnectionRefusedError"),
        NoAnswerError("TimeoutError"),
    ):
        with pytest.raises(ChannelError):
            a_channel(Asked(answer), pace).send(MAIL)
    assert [type(each) for each in pace.refusals] == [Throttled, OverQuota]


def test_whose_turn_it_is_the_pace_decides() -> None:
    client, pace = Asked(), Pace()
    a_channel(client, pace).turn()
    a_channel(client, pace).turn(one_of_many=True)
    assert (pace.turns, pace.many, client.asked) == (2, 1, [])


def an_account(rate: float = 14.0, day: float = 50_000.0, sent: float = 0.0, **more: Any) -> bytes:
    quota = {"MaxSendRate": rate, "Max24HourSend": day, "SentLast24Hours": sent}
    return json.dumps({"SendQuota": quota, "SendingEnabled": True, **more}).encode()


@pytest.mark.parametrize(
    ("answer", "quota"),
    [
        (an_account(), SendQuota(14.0, True, 50_000, 50_000)),
        (an_account(rate=1.0, day=200.0, sent=199.0), SendQuota(1.0, True, 200, 1)),
        (an_account(rate=1.0, day=200.0, sent=200.0), SendQuota(1.0, False, 200, 0)),
        (an_account(day=-1.0, sent=3_000_000.0), SendQuota(14.0, True, inf, inf)),
        (an_account(rate=0.0), SendQuota(0.0, False, 50_000, 50_000)),
        (an_account(SendingEnabled=False), SendQuota(14.0, False, 50_000, 50_000)),
    ],
)
def test_the_quota_is_what_ses_says_of_the_account(answer: bytes, quota: SendQuota) -> None:
    client = Asked(answer)
    assert ask_quota(client) == quota
    (asked,) = client.asked
    assert (asked[0], asked[1]["tries"]) == ("ses GET /v2/email/account", 1)


@pytest.mark.parametrize(
    "answer",
    [
        AwsError(429, "TooManyRequestsException", {}),
        AwsError(403, "AccessDeniedException", {}),
        NoAnswerError("TimeoutError"),
        b"not json",
        b'{"SendingEnabled": true}',
    ],
)
def test_a_quota_that_cannot_be_had_is_none_and_the_log_says_why(
    answer: bytes | Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask_quota(Asked(answer)) is None
    assert json.loads(capsys.readouterr().out)["event"] == "quota_unknown"


def test_the_mail_as_sent_is_kept_under_its_message() -> None:
    client = Asked()
    mail = MAIL._replace(headers={"List-Unsubscribe": "<a>"}, attachments=(Attachment("a.ics", "text/calendar", "a"),))
    MailArchive(DataBucket(client, "data")).keep("m1", mail)
    assert client.asked[0][0] == "s3 PUT /mail/m1.json"
    client.answer = client.asked[0][1]["body"]
    assert MailArchive(DataBucket(client, "data")).mail("m1") == mail


def test_a_mail_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound):
        MailArchive(DataBucket(Asked(AwsError(404, "NoSuchKey", {})), "data")).mail("m1")
    with pytest.raises(AwsError):
        MailArchive(DataBucket(Asked(AwsError(403, "AccessDenied", {})), "data")).mail("m1")


@pytest.mark.parametrize("trouble", [AwsError(503, "SlowDown", {}), NoAnswerError("TimeoutError")])
def test_a_bucket_that_is_away_is_unavailable(trouble: Exception) -> None:
    with pytest.raises(Unavailable):
        DataBucket(Asked(trouble), "data").put("key", b"", "text/plain")


def some_schedules(client: AwsClient) -> Schedules:
    return Schedules(client, group="reminders", role_arn="role", remind_arn="remind", queues=Queues("queue", "awaited"))


def test_a_reminders_schedule_is_for_once_in_utc_and_removes_itself() -> None:
    client = Asked()
    reminder = a_reminder()
    some_schedules(client).reminder(reminder)
    assert client.asked[0][0] == f"scheduler POST /schedules/{reminder.name}"
    assert client.body["ScheduleExpression"] == "at(2026-11-24T02:00:00)"
    assert client.body["ScheduleExpressionTimezone"] == "UTC"
    assert client.body["ActionAfterCompletion"] == "DELETE"
    assert client.body["Target"]["Arn"] == "remind"


def test_a_later_message_gets_a_schedule_to_the_queue() -> None:
    client = Asked()
    message = an_invitation(due_at=NOW + timedelta(hours=3))
    some_schedules(client).message(message)
    assert client.body["Target"]["Arn"] == "queue"
    assert json.loads(client.body["Target"]["Input"])["message_id"] == message.message_id


class Taken(Asked):
    """There is a schedule of that name; `answer` is for whoever changes it."""

    def request(self, service: str, method: str, path: str, **more: Any) -> bytes:
        if method == "POST":
            raise AwsError(409, "ConflictException", {})
        return super().request(service, method, path, **more)


def test_a_schedule_that_is_there_already_gets_the_time_that_holds_now() -> None:
    client = Taken()
    some_schedules(client).reminder(a_reminder())
    assert client.asked[0][0] == f"scheduler PUT /schedules/{a_reminder().name}"
    assert client.body["ScheduleExpression"] == "at(2026-11-24T02:00:00)"


def test_a_schedule_that_has_just_gone_off_is_fine_and_other_trouble_is_not() -> None:
    some_schedules(Taken(AwsError(404, "ResourceNotFoundException", {}))).reminder(a_reminder())
    with pytest.raises(AwsError):
        some_schedules(Taken(AwsError(400, "ValidationException", {}))).reminder(a_reminder())
    with pytest.raises(AwsError):
        some_schedules(Asked(AwsError(400, "ValidationException", {}))).reminder(a_reminder())


def test_a_schedule_that_nobody_needs_is_deleted_in_our_group_by_one_request() -> None:
    client = Asked()
    some_schedules(client).forget(a_reminder())
    assert client.asked[0][0] == f"scheduler DELETE /schedules/{a_reminder().name}"
    assert (client.asked[0][1]["query"], client.asked[0][1]["tries"]) == ((("groupName", "reminders"),), 1)


def test_a_schedule_that_is_gone_already_is_fine_and_other_trouble_is_not() -> None:
    some_schedules(Asked(AwsError(404, "ResourceNotFoundException", {}))).forget(a_reminder())
    with pytest.raises(AwsError):
        some_schedules(Asked(AwsError(403, "AccessDeniedException", {}))).forget(a_reminder())


def test_the_queue_gets_ids_and_never_waits_longer_than_it_can() -> None:
    client = Asked()
    queue = SendQueue(client, Queues("url", "awaited"))
    queue.message(an_invitation(), delay_seconds=5_000)
    assert client.body["DelaySeconds"] == 900
    assert set(json.loads(client.body["MessageBody"])) == {"application_id", "entry", "message_id"}
    queue.entry(an_entry())
    assert set(json.loads(client.body["MessageBody"])) == {"application_id", "entry"}


@pytest.mark.parametrize("kind", list(Kind))
def test_what_somebody_waits_for_has_a_queue_of_its_own_now_and_later(kind: Kind) -> None:
    client = Asked()
    queues, message = Queues("many", "awaited"), an_invitation(kind=kind)
    SendQueue(client, queues).message(message)
    some_schedules(client).message(message)
    awaited = kind in AWAITED
    assert json.loads(client.asked[0][1]["body"])["QueueUrl"] == ("awaited" if awaited else "many")
    assert client.body["Target"]["Arn"] == ("awaited" if awaited else "queue")


def test_a_mail_to_oneself_is_waited_for_and_a_stage_entry_is_not() -> None:
    client = Asked()
    queue = SendQueue(client, Queues("many", "awaited"))
    TrialQueue(queue).trial(Trial("t1", NOW))
    assert client.body["QueueUrl"] == "awaited"
    queue.entry(an_entry())
    assert client.body["QueueUrl"] == "many"


def test_link_keys_are_read_once_in_five_minutes() -> None:
    now = [0.0]
    client = Asked(json.dumps({"SecretString": '{"active": "1", "1": "key"}'}).encode())
    keys = LinkKeys(client, "secret", lambda: now[0])
    assert keys() == keys() == {"active": "1", "1": "key"}
    assert len(client.asked) == 1
    now[0] = 301.0
    keys()
    assert len(client.asked) == 2
