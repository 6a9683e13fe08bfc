"""Mails as the recorder leaves them."""

from typing import Any

from local.mails import Mail, mail_from

CONFIGURATION_SET = "mianyue-events"
HTML = (
    '<p>您好</p><a ses:no-track href="http://localhost:8080/t/abc">查看面试</a>'
    '<a href="https://example.com/jobs?a=1&amp;b=2">公司主页</a>'
)


def recorded(to: str = "wei@example.com", message_id: str = "m-1", **changes: Any) -> dict[str, Any]:
    request = {
        "FromEmailAddress": "=?utf-8?b?6Z2i57qm?= <hr@demo.mianyue.test>",
        "Destination": {"ToAddresses": [to]},
        "ReplyToAddresses": ["hr@demo.mianyue.test"],
        "Content": {
            "Simple": {
                "Subject": {"Data": "AI 面试邀请"},
                "Body": {"Html": {"Data": HTML}, "Text": {"Data": "您好"}},
                "Headers": [{"Name": "X-Mianyue", "Value": "invitation"}],
                "Attachments": [
                    {"FileName": "interview.ics", "ContentType": "text/calendar", "RawContent": "QkVHSU4="}
                ],
            }
        },
        "EmailTags": [{"Name": "message_id", "Value": "MSG7"}],
        "ConfigurationSetName": CONFIGURATION_SET,
    }
    return {"message_id": message_id, "accepted_at": 1_795_413_600.25, "request": request | changes}


def mail(to: str = "wei@example.com", **changes: Any) -> Mail:
    return mail_from(recorded(to, **changes))
