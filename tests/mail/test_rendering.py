"""From a template and values to subject, HTML and text."""

from copy import replace

import pytest

from mianyue.domain.errors import InvalidInput, MissingValue
from mianyue.mail import rendering
from mianyue.mail.rendering import RenderedMail, render
from mianyue.mail.values import VARIABLES
from tests.mail.reader import Reader
from tests.mail.samples import LINK, VALUES, a_template, mail, values


@pytest.mark.parametrize("variable", VARIABLES, ids=lambda each: each.path)
def test_the_shorthand_of_both_languages_says_what_the_variable_says(variable) -> None:
    long = mail(f"<div>{{{{ {variable.path} }}}}</div>")
    assert mail(f"<div>[{variable.shorthand_zh}]</div>") == long
    assert mail(f"<div>[{variable.shorthand_en}]</div>") == long
    assert mail(f"<div>[ {variable.shorthand_en.upper()} ]</div>") == long
    assert mail(f"<div>［{variable.shorthand_zh}］</div>") == long


def test_every_variable_has_its_own_names_and_its_meaning_in_both_languages() -> None:
    names = [name for each in VARIABLES for name in (each.path, each.shorthand_zh, each.shorthand_en)]
    assert len(names) == len(set(names))
    assert all(each.meaning_zh and each.meaning_en for each in VARIABLES)


def test_a_chinese_name_is_kept_whole() -> None:
    for name in ("欧阳敏", "阿依古丽·买买提", "司马雨桐", "Zhang, Wei (Kevin)", "José Álvarez de la Cruz"):
        rendered = render(a_template("<p>[姓名]</p>"), values(candidate={"name": name}))
        assert name in Reader(rendered.html).text
        assert name in rendered.text


def test_times_carry_their_zone_in_html_and_text() -> None:
    rendered = mail("[面试信息]")
    for part in (Reader(rendered.html).text, rendered.text):
        assert "2026年11月24日（周二）14:00（北京时间，UTC+8）" in part
        assert "2026年11月27日（周五）20:00（北京时间，UTC+8）" in part


def test_a_time_without_a_zone_in_brackets_is_shown_as_it_is() -> None:
    rendered = render(a_template("[面试信息]"), values(interview={"time": "周二 <14:00>"}))
    assert "面试时间：周二 <14:00>" in rendered.text


def test_values_are_text_in_the_html() -> None:
    rendered = render(
        a_template("<p title='[姓名]'>[姓名]</p>"),
        values(candidate={"name": "<script>alert(\"1\")</script>' onclick='a() &amp;"}),
    )
    read = Reader(rendered.html)
    assert "script" not in read.tags
    assert not [name for name, _ in read.attributes if name == "onclick"]
    assert "<script>alert(\"1\")</script>' onclick='a() &amp;" in read.text
    assert "<script>alert(\"1\")</script>' onclick='a() &amp;" in rendered.text


@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x00"])
def test_a_subject_is_one_line_whatever_a_name_brings(break_: str) -> None:
    name = f"张伟{break_}Bcc: everybody@example.com"
    rendered = render(a_template(subject="[姓名]的面试"), values(candidate={"name": name}))
    assert rendered.subject.splitlines() == [rendered.subject]
    assert break_ not in rendered.subject
    assert break_ not in rendered.html.partition("<title>")[2].partition("</title>")[0]


def test_line_breaks_in_the_subject_template_are_spaces() -> None:
    assert mail("<p>a</p>", subject="[岗位]\r\nBcc: a@example.com").subject == "销售代表 Bcc: a@example.com"


def test_a_subject_is_plain_text_and_not_html() -> None:
    rendered = render(a_template(subject="[姓名]：R&D"), values(candidate={"name": "O'Neill <a>"}))
    assert rendered.subject == "O'Neill <a>：R&D"
    assert "<title>O&#39;Neill &lt;a&gt;：R&amp;D</title>" in rendered.html


def test_a_long_subject_is_cut() -> None:
    rendered = render(a_template(subject="[姓名]"), values(candidate={"name": "长" * 3000}))
    assert len(rendered.subject) == rendering.MAX_SUBJECT
    assert rendered.subject.endswith("…")


def test_directions_cannot_be_overridden_by_a_value() -> None:
    rendered = render(a_template(), values(candidate={"name": "a\u202eb\u2066c"}))
    assert "abc" in rendered.html


@pytest.mark.parametrize(
    ("changes", "body", "written"),
    [
        ({"candidate": {"name": ""}}, "<p>[姓名]</p>", "[姓名]"),
        ({"candidate": {"name": " \r\n\u3000"}}, "<p>{{ candidate.name }}</p>", "[姓名]"),
        ({"position": {"name": ""}}, "[面试信息]", "[岗位]"),
        ({"interview": {"time": ""}}, "[面试信息]", "[时间]"),
        ({"interview": {"deadline": ""}}, "[面试信息]", "[截止时间]"),
        ({"interview": {"length_minutes": 0}}, "<p>约[时长]分钟</p>", "[时长]"),
        ({"interview": {"link": ""}}, "[按钮]", "[链接]"),
        ({"interview": {"link": ""}}, "<p>[链接]</p>", "[链接]"),
        ({"interview": {"link": ""}}, "<a href='[链接]'>a</a>", "[链接]"),
        ({"hr": {"email": ""}}, "[联系方式]", "[联系邮箱]"),
        ({"hr": {"name": ""}}, "[联系方式]", "[联系人]"),
        ({"hr": {"phone": ""}}, "<p>[联系电话]</p>", "[联系电话]"),
        ({"hr": {"phone": ""}}, "<p>{{ hr.phone | upper }}</p>", "[联系电话]"),
        ({"company": {"highlights": ""}}, "<p>{{ company.highlights | lines }}</p>", "[公司亮点]"),
        ({"company": {"name": ""}}, "<p>a</p>", "[公司]"),
    ],
)
def test_a_missing_value_stops_the_mail_and_is_named_as_hr_writes_it(changes, body: str, written: str) -> None:
    with pytest.raises(MissingValue) as missing:
        render(a_template(body, subject="面试", preheader=""), values(**changes))
    assert missing.value.variable == written


def test_an_english_template_names_the_missing_value_in_english() -> None:
    with pytest.raises(MissingValue) as missing:
        render(a_template("<p>[contact phone]</p>", language="en"), values(hr={"phone": ""}))
    assert missing.value.variable == "[contact phone]"


def test_a_missing_value_in_the_subject_stops_the_mail_too() -> None:
    with pytest.raises(MissingValue):
        render(a_template("<p>a</p>"), values(position={"name": ""}))


def test_a_value_nobody_uses_may_be_missing() -> None:
    rendered = render(a_template("[联系方式]"), values(hr={"phone": ""}, interview={"link": ""}))
    assert "hr@example.com" in rendered.text
    assert "tel:" not in rendered.html


def test_a_missing_value_can_be_asked_for() -> None:
    asked = "{% if hr.phone %}<p>电话</p>{% elif hr.phone == '' %}<p>没有</p>{% endif %}"
    body = asked + "<p>{{ hr.phone | default('无') }}</p>"
    assert render(a_template(body), values(hr={"phone": ""})).text.startswith("没有\n\n无\n")
    assert render(a_template(body), VALUES).text.startswith("电话\n\n0571-5550-0126\n")


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,a",
        "ftp://a.example",
        "//a.example",
        "/t/a",
        "https://",
        "https://a.example/ b",
        'https://a.example/"onclick="a()',
        "https://a.example/<b>",
        "https://good.example@evil.example/",
    ],
)
def test_a_link_that_is_none_is_refused_and_not_repeated(link: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        render(a_template("[按钮]"), values(interview={"link": link}))
    assert (refused.value.field, refused.value.code, refused.value.value) == ("interview.link", "link_not_allowed", "")


@pytest.mark.parametrize(
    "body",
    [
        "[按钮]",
        "<p>[链接]</p>",
        "<a href='[链接]'>a</a>",
        "<a href='{{ interview.link }}' title='a'>[链接]</a>",
        "<a ses:no-track href='[链接]'>a</a>",
        "{% if hr.name %}<a href='[链接]'>a</a>{% endif %}",
    ],
)
def test_our_own_links_are_kept_out_of_link_rewriting(body: str) -> None:
    rendered = mail(body)
    ours = [link for link in Reader(rendered.html).links if link["href"] == LINK]
    assert ours
    assert all("ses:no-track" in link for link in ours)
    assert 'ses:no-track=""' not in rendered.html  # the form that SES documents is the bare attribute


def test_other_links_stay_as_hr_wrote_them() -> None:
    links = Reader(mail("<p><a href='https://a.example/?b=1&amp;c=2'>a</a></p>").html).links
    assert [link["href"] for link in links] == ["https://a.example/?b=1&c=2"]
    assert "ses:no-track" not in links[0]


def test_one_word_for_the_link_is_something_to_click() -> None:
    assert f'href="{LINK}"' in mail("<p>请点击[链接]进入</p>").html


def test_styles_stand_on_each_element() -> None:
    html = mail("<h1>a</h1><p>b</p>[按钮]").html
    assert '<h1 style="' in html
    assert '<p style="' in html
    assert 'bgcolor="#3f51c7"' in html
    assert len(html.encode()) < 102 * 1024


def test_a_style_of_hrs_own_wins() -> None:
    html = mail("<p style='color:#ff0000'>b</p>").html
    assert html.partition("<p style=")[2].partition(">")[0].rstrip('"').endswith("color: #ff0000")


def test_the_frame_names_its_language_and_pairs_its_tags() -> None:
    for language in ("zh-CN", "en"):
        rendered = mail("[面试信息][按钮][步骤][联系方式]", language=language)
        assert f'<html lang="{language}"' in rendered.html
        assert Reader(rendered.html).unpaired == []


def test_a_language_we_do_not_speak_gets_english_blocks_around_hrs_words() -> None:
    rendered = mail("<p>Guten Tag</p>[button block]", language="de")
    assert '<html lang="de"' in rendered.html
    assert "View and confirm" in rendered.text


def test_every_word_of_the_content_follows_the_dark_scheme() -> None:
    html = mail("<blockquote>a</blockquote>b<div>c</div>").html
    dark = html.partition("prefers-color-scheme:dark")[2].partition("</style>")[0]
    assert ".content,.content p" in dark  # bare words and quotations have no colour but the content's
    assert '<td class="pad content"' in html


def test_the_preheader_is_there_but_not_in_the_text_part() -> None:
    rendered = mail("<p>a</p>", preheader="请确认[时间]")
    assert "请确认2026年11月24日（周二）14:00（北京时间，UTC+8）" in rendered.html
    assert "请确认" not in rendered.text


def test_steps_and_button_follow_the_kind() -> None:
    invitation = mail("[按钮][步骤]").text
    confirmation = mail("[按钮][步骤]", kind="confirmation").text
    assert "查看并确认面试" in invitation
    assert "打开面试页面" in confirmation
    assert render(a_template("[按钮][步骤]"), replace(VALUES, kind="confirmation")).text == confirmation


def test_the_plain_text_says_what_the_html_says() -> None:
    body = """<h1>邀请</h1><p>[称呼]：</p>[面试信息][按钮]
      <ul><li>一</li><li>二</li></ul><ol><li>甲</li><li>乙</li></ol>
      <p>见<a href="https://a.example/x">说明</a>，a &lt; b&nbsp;&mdash;&copy;<br>第二行</p>
      <hr><img src="https://a.example/a.png" alt="标志">[联系方式]"""
    assert mail(body).text == (
        "邀请\n\n欧阳敏，您好：\n\n"
        "岗位：销售代表\n"
        "面试时间：2026年11月24日（周二）14:00（北京时间，UTC+8）\n"
        "形式：线上AI面试，手机或电脑均可\n"
        "时长：约30分钟\n"
        "最晚开始：2026年11月27日（周五）20:00（北京时间，UTC+8）\n\n"
        f"查看并确认面试：{LINK}\n\n"
        "- 一\n- 二\n\n1. 甲\n2. 乙\n\n"
        "见说明：https://a.example/x，a < b —©\n第二行\n\n"
        "--\n标志\n\n有问题请联系\n\n"
        "林晓岚（青屿招聘团队）：hr@example.com，0571-5550-0126。直接回复本邮件也可以。\n\n"
        "--\n\n您收到这封邮件，是因为您应聘了青屿的销售代表。邮件里的链接只属于您本人，请勿转发。\n"
    )


def test_a_mail_beyond_256_kb_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        render(a_template("[公司亮点]" * 40), values(company={"highlights": "长" * 4000}))
    assert (refused.value.field, refused.value.code) == ("body", "too_long")


def test_a_mail_that_only_its_styles_make_too_long_is_refused_too() -> None:
    with pytest.raises(InvalidInput) as refused:
        render(a_template("<p>a</p>" * 6000), VALUES)
    assert (refused.value.field, refused.value.code) == ("body", "too_long")


def test_a_value_of_absurd_length_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        render(a_template(), values(candidate={"name": "长" * 5000}))
    assert (refused.value.field, refused.value.code) == ("candidate.name", "too_long")


def test_a_subject_that_comes_out_empty_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        render(a_template(subject="{% if hr.phone == 'a' %}a{% endif %}"), VALUES)
    assert (refused.value.field, refused.value.code) == ("subject", "empty_subject")


def test_a_subject_cannot_be_left_out() -> None:
    with pytest.raises(InvalidInput):
        rendering.check(a_template(subject=" \n"))


def test_a_template_is_compiled_once_per_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "_programs", {})
    template = a_template("<p>a</p>")
    render(template, VALUES)
    first = rendering._programs[template.reference]
    render(template, VALUES)
    assert rendering._programs[template.reference] is first


def test_a_draft_with_the_same_version_is_not_taken_for_the_saved_text() -> None:
    assert "old" in mail("<p>old</p>").text
    assert "new" in mail("<p>new</p>").text


def test_no_more_than_a_fixed_number_of_templates_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "_programs", {})
    for version in range(rendering._KEPT + 5):
        mail("<p>a</p>", version=version)
    assert len(rendering._programs) == rendering._KEPT


def test_the_result_is_a_plain_value() -> None:
    rendered = mail("<p>a</p>")
    assert rendered == RenderedMail(*rendered)
    assert {type(each) for each in rendered} == {str}
