"""What candidates type finds the ready answer that fits, in Chinese and English, and nonsense finds none (P3)."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from mianyue import starter_faq

SOURCE = Path(__file__).parents[2] / "portal" / "shared" / "suggest.ts"
SCRIPT = """
const {suggest} = await import(process.argv[1]);
const {entries, typed} = JSON.parse(process.argv[2]);
console.log(JSON.stringify(typed.map((text) => suggest(entries, text).map(({faq_id}) => faq_id))));
"""
TYPED = {
    "能用手机做吗": "device",
    "需要下载什么软件吗？": "device",
    "我没有电脑，手机行不行": "device",
    "那个时间我在上班，能改时间吗": "reschedule",
    "想改期": "reschedule",
    "时间不方便": "reschedule",
    "面试大概多久？": "length",
    "要多长时间，要多久": "length",
    "中间能休息吗": "length",
    "要提前准备些什么": "prepare",
    "怎么准备面试": "prepare",
    "要穿西装正装吗": "clothes",
    "必须开摄像头吗": "clothes",
    "麦克风没声音，用不了": "trouble",
    "摄像头打不开": "trouble",
    "断网了怎么办": "interrupted",
    "做到一半页面关了": "interrupted",
    "没答好，可以重新做吗": "again",
    "能不能重做一次": "again",
    "普通话不好有影响吗": "language",
    "可以用英语回答吗，用什么语言": "language",
    "什么时候出结果": "result",
    "多久能收到结果通知": "result",
    "后面还有其他面试吗": "next",
    "我的视频谁会看到": "privacy",
    "我不想参加了": "withdraw",
    "我有听力障碍": "support",
    "是跟真人聊还是AI": "what",
    "最晚什么时候开始": "time",
    "Can I use my phone?": "device",
    "do i need to install an app": "device",
    "I'd like to change the time": "reschedule",
    "how long does the interview take": "length",
    "can I take a break": "length",
    "how to prepare": "prepare",
    "should I dress formally": "clothes",
    "microphone is not working": "trouble",
    "my connection broke": "interrupted",
    "can I do it again": "again",
    "what language should I answer in": "language",
    "when do I hear the result": "result",
    "is there another interview afterwards": "next",
    "who sees my video interview": "privacy",
    "I don't want to take part any more": "withdraw",
    "I have a disability": "support",
    "will I talk to a real person": "what",
}
OTHER = (
    "你们公司附近有地铁吗",
    "薪资范围是多少",
    "asdf qwerty",
    "？？？",
    "",
    "的",
    "Where is your office parking?",
    "🙂🙂",
)


@cache
def suggested(typed: tuple[str, ...]) -> dict[str, list[str]]:
    """What the page's own code suggests for each text, of the entries that a company begins with."""
    entries = [
        {
            "faq_id": each.faq_id,
            "question": {"zh-CN": each.question, "en": each.question_en},
            "answer": {"zh-CN": each.answer, "en": each.answer_en},
        }
        for each in starter_faq.faq()
    ]
    node = Path(sys.prefix) / "bin" / "node"
    words = [
        str(node),
        "--input-type=module",
        "-e",
        SCRIPT,
        SOURCE.as_uri(),
        json.dumps({"entries": entries, "typed": typed}),
    ]
    done = subprocess.run(words, capture_output=True, check=True, text=True)  # noqa: S603
    return dict(zip(typed, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize("typed", TYPED)
def test_what_somebody_types_finds_its_answer(typed: str) -> None:
    found = suggested(tuple(TYPED))[typed]
    assert any(faq_id.endswith(f"-{TYPED[typed]}") for faq_id in found), found


def test_mostly_it_comes_first() -> None:
    found = suggested(tuple(TYPED))
    first = [typed for typed, wanted in TYPED.items() if "".join(found[typed][:1]).endswith(f"-{wanted}")]
    assert len(first) >= 0.9 * len(TYPED)


@pytest.mark.parametrize("typed", OTHER)
def test_what_the_faq_does_not_know_finds_nothing(typed: str) -> None:
    assert suggested(OTHER)[typed] == []


def test_no_more_than_three_are_suggested() -> None:
    assert max(len(each) for each in suggested(tuple(TYPED)).values()) <= 3
