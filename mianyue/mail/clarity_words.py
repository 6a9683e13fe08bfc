"""Words that spam filters hold against a mail, and what each finding of the clarity check says to HR (T5)."""

import re
from typing import Final

_CHINESE: Final = (
    "免费领取",
    "免费赠送",
    "点击领取",
    "立即领取",
    "限时抢购",
    "限时优惠",
    "恭喜您中奖",
    "中奖",
    "抽奖",
    "红包",
    "返现",
    "优惠券",
    "秒杀",
    "特价",
    "轻松赚钱",
    "赚钱",
    "日结",
    "日入",
    "月入过万",
    "高薪急聘",
    "急招",
    "零门槛",
    "无需经验",
    "保证录用",
    "百分百录用",
    "稳赚",
    "贷款",
    "代开发票",
    "加微信",
    "点击这里",
    "点此查看",
)
_ENGLISH: Final = (
    "act now",
    "apply now",
    "as seen on",
    "buy now",
    "cash bonus",
    "click below",
    "click here",
    "dear friend",
    "double your",
    "earn money",
    "easy money",
    "extra income",
    "for free",
    "free gift",
    "free of charge",
    "get paid",
    "guaranteed",
    "limited time",
    "make money",
    "no experience needed",
    "no obligation",
    "once in a lifetime",
    "quick cash",
    "risk-free",
    "urgent",
    "winner",
    "work from home",
    "you have been selected",
)
SPAM_PHRASES: Final = re.compile(
    rf"{'|'.join(map(re.escape, _CHINESE))}|\b(?:{'|'.join(map(re.escape, _ENGLISH))})\b|100 ?[%％]|[$￥¥]{{2,}}",
    re.IGNORECASE,
)
"""Phrases that public rule sets weigh (SpamAssassin's body rules) and that Chinese mailboxes filter job spam by."""

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "no_time": (
        "正文没有写面试时间，候选人要再来问一次。请插入[时间]或[面试信息]",
        "The text does not say when the interview is, so candidates have to ask. Insert [time] or [details block]",
    ),
    "no_format": (
        "没有写面试形式，候选人不知道是线上还是到场。请插入[面试信息]",
        "The text does not say how the interview takes place. Insert [details block]",
    ),
    "no_length": (
        "没有写要多长时间，候选人不好安排。请插入[时长]或[面试信息]",
        "The text does not say how long it takes, so candidates cannot plan. Insert [length] or [details block]",
    ),
    "no_steps": (
        "没有写接下来怎么做，容易看完就放下。请插入[步骤]，或自己写一个编号列表",
        "The text does not say what to do next, so it is put aside. Insert [steps block] or write a numbered list",
    ),
    "no_deadline": (
        "没有写最晚什么时候，候选人容易一拖再拖。请插入[截止时间]或[面试信息]",
        "The text names no deadline, so answers come late. Insert [deadline] or [details block]",
    ),
    "no_contact": (
        "没有写有问题找谁，遇到麻烦的候选人会放弃。请插入[联系方式]",
        "The text names nobody to ask; candidates in trouble give up. Insert [contact block]",
    ),
    "no_button": (
        "没有打开面试页面的按钮，候选人无法确认。请插入[按钮]或[链接]",
        "There is no button to the interview page, so candidates cannot answer. Insert [button block] or [link]",
    ),
    "no_answer": (
        "这封邮件要回答候选人的问题，但正文里没有回答。请插入[回答]",
        "This mail answers a question, but the text lacks the answer. Insert [answer]",
    ),
    "spam_phrase": (
        "“{value}”是垃圾邮件常用的说法，邮件可能被拦截。请换一种说法",
        "“{value}” is a phrase spam filters look for, so the mail may be held back. Say it another way",
    ),
    "shouting": (
        "“{value}”像广告标题，容易被当成垃圾邮件。请去掉多余的感叹号和大写",
        "“{value}” looks like an advertisement. Leave out the exclamation marks and capitals",
    ),
    "long_subject": (
        "主题有{value}列宽，手机上看不全（一个汉字占两列，最多60列）。请把最要紧的放在前面，写短一些",
        "The subject is {value} columns wide; a phone shows about 60. Put what matters first and shorten it",
    ),
    "anonymous_subject": (
        "主题没有写公司和岗位，候选人认不出是谁来信。请插入[公司]或[岗位]",
        "The subject names neither company nor position, so nobody sees who writes. Insert [company] or [position]",
    ),
    "no_preheader": (
        "没有写预览文字，邮箱列表会随便显示正文开头。请写一句最要紧的，比如时间",
        "There is no preheader, so mailboxes show whatever comes first. Write one sentence, such as the time",
    ),
    "preheader_repeats": (
        "预览文字和主题一样，白占了一行。请写主题里没有的，比如时间和时长",
        "The preheader repeats the subject. Say what the subject does not, such as time and length",
    ),
    "long_preheader": (
        "预览文字有{value}列宽，多出来的不会显示（最多140列）。请写短一些",
        "The preheader is {value} columns wide; mailboxes show 140 at most. Shorten it",
    ),
    "picture_without_words": (
        "图片没有替代文字，多数邮箱默认不显示图片，候选人只会看到空白。请在alt里写上图片说的话",
        "This picture has no words to stand for it, and most mailboxes hide pictures at first. Write them in its alt",
    ),
    "only_pictures": (
        "邮件几乎只有图片，容易被当成垃圾邮件，也读不出内容。请把要说的写成文字",
        "The mail is little but pictures: filters distrust it, and it cannot be read aloud. Write the message as text",
    ),
    "no_plain_text": (
        "正文没有文字，不显示网页格式的邮箱会是一片空白。请写一些文字",
        "The text is empty: who reads plain text sees nothing. Write something",
    ),
    "many_links": (
        "正文文字少，链接却有{value}个，容易被当成垃圾邮件。请删去多余的链接，或多写几句",
        "There are {value} links and few words around them, which filters distrust. Remove links, or say more",
    ),
    "clipped": (
        "邮件有{value} KB，Gmail会截断超过102 KB的邮件。请缩短正文",
        "The mail has {value} KB, and Gmail cuts what is over 102 KB. Shorten the text",
    ),
}
"""Code → why it matters and what to do, in Chinese and English; `{value}` is what was found."""
