"""A template and values to render, each usable as it is; a test names only what it is about."""

from copy import replace
from typing import Any

from mianyue.domain.template import Template
from mianyue.mail.rendering import RenderedMail, render
from mianyue.mail.values import (
    CandidateValues,
    CompanyValues,
    HrValues,
    InterviewValues,
    MailValues,
    MessageValues,
    PositionValues,
)

LINK = "https://mianyue.example.com/t/AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_abcde"
VALUES = MailValues(
    candidate=CandidateValues("欧阳敏", "欧阳敏，您好"),
    position=PositionValues("销售代表"),
    company=CompanyValues("青屿", "做家居用品\n双休"),
    interview=InterviewValues(
        time="2026年11月24日（周二）14:00（北京时间，UTC+8）",
        length_minutes=30,
        deadline="2026年11月27日（周五）20:00（北京时间，UTC+8）",
        link=LINK,
        portal_link=LINK,
        format="线上AI面试，手机或电脑均可",
    ),
    hr=HrValues("林晓岚", "hr@example.com", "0571-5550-0126"),
    message=MessageValues("周三全天有会\n抱歉", "要带什么？\n几点结束？", "不用带材料。\n约14:30结束。"),
    questions=("您怎么跟进一位犹豫的客户？\n简历里提到复购率提升", "最近一次没谈成是因为什么？"),
)


def a_template(body: str = "<p>[姓名]</p>", **changes: Any) -> Template:
    made = Template(
        kind="invitation",
        scope="default",
        language="zh-CN",
        subject="[岗位]面试邀请",
        preheader="[时间]",
        body=body,
    )
    return replace(made, **changes)


def values(**changes: dict[str, Any]) -> MailValues:
    """`values(candidate={"name": "张伟"})`: the sample with some values changed."""
    return replace(VALUES, **{root: replace(getattr(VALUES, root), **fields) for root, fields in changes.items()})


def mail(body: str, **changes: Any) -> RenderedMail:
    return render(a_template(body, **changes), VALUES)
