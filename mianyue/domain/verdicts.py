"""Human or machine: the verdict on each open and each click, with its reason (K3). Every rule stands here.

In doubt it was a person: to remind somebody once less is better than to say of a candidate that they never looked.
So a browser's own user agent is never held against anybody; it takes a time or a place where no person can be. A
verdict decides what is counted and whether a reminder goes out, never whether a link works.
"""

from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from typing import NamedTuple

from mianyue.domain.networks import scans_mail

AT_ONCE = timedelta(seconds=10)
"""So soon after its delivery a mail is looked at by those who scan it. mautic/mautic#16263 tells the same of every
gateway; mautic's own threshold is two seconds, which most of them outlast."""
TOGETHER = timedelta(seconds=1)
"""Nobody follows two different links within a second (mautic/mautic#9162: "every single link")."""


class By(StrEnum):
    """Who it was, as far as can be told."""

    HUMAN = "human"
    MACHINE = "machine"


class Sight(NamedTuple):
    """What is known of one open or click, at the moment of the verdict."""

    user_agent: str
    opened: bool = False
    """The mail's picture was loaded; otherwise a link was followed."""
    method: str = "GET"
    network: str = ""
    """The beginning of its address (`hit.network_of`), '' when unknown."""
    after: timedelta | None = None
    """How long after its mail was accepted or delivered; None when neither is known."""
    before_delivery: bool = False
    """The mail had not even been handed to the mailbox."""
    with_other_links: bool = False
    """Another link of the same mail was followed within a second."""

    @property
    def at_once(self) -> bool:
        """Within seconds of the delivery."""
        return self.after is not None and self.after <= AT_ONCE

    def names(self, programs: tuple[str, ...]) -> bool:
        """Whether its user agent names one of `programs`."""
        agent = self.user_agent.lower()
        return any(each in agent for each in programs)


class Verdict(NamedTuple):
    """Who it was, and by which rule: `why` is a word that every language of the console has a sentence for."""

    by: By
    why: str

    @property
    def human(self) -> bool:
        """It counts as a person's."""
        return self.by is By.HUMAN


_SCANNERS = (
    "barracuda sentinel",  # JayBizzle/Crawler-Detect#552
    "spamexperts",  # gplumb/NetCrawlerDetect#17
)
_PREVIEWS = (
    "bingpreview",  # Outlook.com follows links by itself: phpList/phplist3#415, radiasoft/sirepo#1937
    "skypeuripreview",  # monperrus/crawler-user-agents#24
    "slackbot",  # sergix44/xbackbone#238
    "slack-imgproxy",  # the same
    "telegrambot",  # farjadp/Gheychi-Premium#4: six seconds before the person
    "twitterbot",
    "facebookexternalhit",
    "linkedinbot",
    "discordbot",
    "dingtalkbot",  # DingTalk's fetcher, wbolt.com/tools/dingtalkbot; its reader's browser says "DingTalk" alone
    "bitlybot",  # mautic/mautic#6591
    "+http",  # a crawler gives the address where it explains itself, monperrus/crawler-user-agents; no browser does
)
_PROGRAMS = (
    "headlesschrome",  # Chromium without a window: developer.chrome.com/docs/chromium/headless
    "phantomjs",
    "curl/",
    "wget/",
    "python-requests",
    "python-urllib",
    "python-httpx",
    "aiohttp",
    "go-http-client",
    "libwww-perl",
    "apache-httpclient",
    "node-fetch",
    "axios/",
    "java/",
)
_PREFETCHERS = (
    # Gmail fetches pictures as soon as a mail arrives, under these names only: mautic/mautic#10245,
    # ankane/ahoy_email#139, mssola/user_agent#71.
    "edge/12.246 mozilla/5.0",
    "gmail-content-sampling",
)
_IMAGE_PROXIES = (
    # They hide who has opened a mail, and fetch when it is opened: mautic/mautic#16069 (real readers were lost),
    # matomo-org/device-detector#5359; but now and then within seconds of delivery: gophish/gophish#1390.
    "googleimageproxy",
    "via ggpht.com",
    "yahoomailproxy",  # help.yahoo.com/kb/SLN28749
)


class Rule(NamedTuple):
    """A machine gives itself away."""

    why: str
    holds: Callable[[Sight], bool]


MACHINES = (
    # A browser that shows a page asks with GET: better-auth#9690, nextauthjs/next-auth#1840.
    Rule("head", lambda sight: sight.method == "HEAD"),
    # Every browser says what it is; Safe Links often does not: edalzell/laravel-passwordless-login#79.
    Rule("no_user_agent", lambda sight: not sight.user_agent.strip()),
    # Apple's Mail Privacy Protection loads every picture, read or not, as "Mozilla/5.0" and no more:
    # SocketLabs, "Identifying Apple MPP opens"; jdavidbakr/mail-tracker#255.
    Rule("mail_privacy", lambda sight: sight.opened and sight.user_agent.strip() == "Mozilla/5.0"),
    Rule("prefetched", lambda sight: sight.names(_PREFETCHERS)),
    Rule("scanner", lambda sight: sight.names(_SCANNERS)),
    # WhatsApp's preview begins so; its readers' browsers do not: tonycoco/heroku-buildpack-ember-cli#127.
    Rule("preview", lambda sight: sight.names(_PREVIEWS) or sight.user_agent.startswith("WhatsApp/")),
    Rule("program", lambda sight: sight.names(_PROGRAMS)),
    Rule("proxy_at_once", lambda sight: sight.names(_IMAGE_PROXIES) and sight.at_once),
    # A gateway looks at a mail before it takes it: mautic/mautic#9798, SES's own Delivery event comes after that.
    Rule("before_delivery", lambda sight: sight.before_delivery),
    # mautic/mautic#9162; onetimesecret/onetimesecret#359.
    Rule("links_together", lambda sight: sight.with_other_links),
    # A scanner with a browser's name, from its own network, at once: opencollective/opencollective#3656,
    # outline/outline#9227. Later a person may come from there: Proofpoint and Mimecast let people browse in theirs.
    Rule("scanner_network", lambda sight: scans_mail(sight.network) and sight.at_once),
)


def verdict(sight: Sight) -> Verdict:
    """By the first rule that holds; else it was a person, who may read behind a mail provider's proxy."""
    for rule in MACHINES:
        if rule.holds(sight):
            return Verdict(By.MACHINE, rule.why)
    return Verdict(By.HUMAN, "image_proxy" if sight.names(_IMAGE_PROXIES) else "nothing_against")
