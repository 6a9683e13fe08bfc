"""What reaches HR's own mailbox, and what never does (K6)."""

from copy import replace

import pytest

from mianyue.adapters.reply_store import ReplyStore
from mianyue.domain.reply import Reply
from tests.builders import a_company
from tests.replies.conftest import Post, a_mail, now
from tests.replies.mails import sample
from tests.replies.ses import DOMAIN


def handed_on(post: Post):
    (mail,) = post.office.kept.values()
    return mail


def test_hr_gets_the_words_and_answers_to_the_candidate(post: Post) -> None:
    post.brings(a_mail("我周四可以", subject="Re: 面试"))
    mail = handed_on(post)
    assert (mail.to, mail.reply_to, mail.sender) == (
        "hr@office.example.com",
        "ouyang.min@example.com",
        "post@example.com",
    )
    assert mail.subject == "【候选人回信】欧阳敏：Re: 面试"
    assert "> 我周四可以" in mail.text
    assert "https://jobs.example/#/applications/0123456789abcdef0123" in mail.text
    (trial,) = post.office.queued
    assert trial.until > now()


def test_no_responder_answers_it(post: Post) -> None:
    post.brings(a_mail())
    assert handed_on(post).headers == {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def test_handed_on_it_would_be_a_machines_mail_if_it_came_in_again(post: Post) -> None:
    post.brings(a_mail())
    headers = {name.replace("-", "_"): value for name, value in handed_on(post).headers.items()}
    post.brings(a_mail(Message_ID="<loop@example.com>", **headers), key="inbound/mail-2")
    assert sorted(post.happened()) == ["auto_replied", "replied"]
    assert len(post.office.kept) == 1


def test_the_reply_goes_to_the_address_on_file_whoever_has_written(post: Post) -> None:
    post.brings(a_mail(sender="somebody@evil.example"))
    mail = handed_on(post)
    assert mail.reply_to == "ouyang.min@example.com"
    assert "somebody@evil.example" in mail.text


def test_a_page_in_a_mail_is_text_to_hr(post: Post) -> None:
    post.brings(a_mail("<script>alert(1)</script>"))
    assert "<script>" not in handed_on(post).html
    assert "&lt;script&gt;" in handed_on(post).html


def test_an_english_company_reads_english_and_the_names_of_files(post: Post) -> None:
    post.office.company = a_company(language="en")
    post.brings(sample("person-outlook-desktop").raw)
    assert handed_on(post).subject == "[Reply] 欧阳敏: RE: Interview invitation"
    assert "简历.pdf" in handed_on(post).text


@pytest.mark.parametrize("address", ["", f"hr@{DOMAIN}"])
def test_nothing_goes_in_circles(post: Post, address: str) -> None:
    post.office.company = a_company(hr_email=address)
    post.brings(a_mail(sender="ouyang.min@example.org"))
    assert post.office.kept == {}
    assert post.happened() == ["replied"]


def test_a_failure_after_the_record_hands_on_the_next_time(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    class Down(Exception):
        pass

    def down(*_: object) -> None:
        raise Down

    with monkeypatch.context() as broken:
        broken.setattr(post.office, "trial", down)
        assert post.brings(a_mail()) == [{"itemIdentifier": "sqs-0"}]
    assert post.brings(a_mail()) == []
    assert (post.happened(), len(post.office.queued)) == (["replied"], 1)


def test_the_store_says_whether_a_mail_is_new(post: Post) -> None:
    post.brings(a_mail())
    (event,) = post.story.events
    store, interview = ReplyStore(post.table), post.interview
    again = Reply(event.application_id, event.entry, event.event_id, event.at, "inbound/elsewhere")
    assert store.receive(again, replace(event, at=now()), interview, interview, []) is False
