"""A stage: one deployment of the stack, and what sets it apart from its neighbours."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from constructs import Node

LAPTOP = "laptop"
LAPTOP_REPLIES = "reply.demo.mianyue.test"
"""Where the laptop's candidates write to when they answer a mail."""
LAPTOP_UPLOADS = "/_uploads"
"""Where the laptop's gateway takes files in."""
PRODUCTION = "production"
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
STAGES = (PRODUCTION, "staging", LAPTOP)


class StageError(Exception):
    """A stage cannot be what the command line says; the message names the remedy."""


@dataclass(frozen=True)
class Stage:
    """What `-c name=value` says about a deployment.

    `sender` is the address invitations come from; its domain is what SES verifies. `site_url` overrides the
    address of the distribution, `certificate_arn` lets it answer there. `alarm_email` receives the alarms.
    """

    name: str
    sender: str
    site_url: str = ""
    certificate_arn: str = ""
    alarm_email: str = ""
    sender_is_verified: bool = False
    """The domain is an SES identity of this account already (staging beside production)."""
    sweep_minutes: int = 5
    """How often lost work is looked for: one sweep may fail, and a doubt is still shown within 15 minutes."""
    senders: int = 2
    """How many mails are worked on at once; each sender keeps to its part of SES's rate."""
    awaited_senders: int = 2
    """How many at once, besides, of those that somebody waits for: the least that SQS allows."""
    reply_domain: str = ""
    """Where answers to mails arrive (K6); '': they go to HR's own mailbox, and nothing comes in here."""
    reply_rule_set: str = ""
    """The account's own receipt rule set that the rule joins, where there is one."""
    replies_arrive: bool = False
    """Answers have been seen to arrive there: from now on mails name an address of their interview's own."""

    @property
    def on_laptop(self) -> bool:
        """The stack is deployed on the laptop engine."""
        return self.name == LAPTOP

    @property
    def keeps_data(self) -> bool:
        """Deleting the stack must not delete what people have entered."""
        return self.name == PRODUCTION

    @property
    def sender_domain(self) -> str:
        """The part of the sender's address that carries the DNS records."""
        return self.sender.partition("@")[2]

    @property
    def reply_to(self) -> str:
        """The domain that mails name for answers; '': they name HR's own mailbox."""
        return self.reply_domain if self.replies_arrive else ""

    @property
    def site_domain(self) -> str:
        """The host of `site_url`."""
        return urlsplit(self.site_url).hostname or ""


def stage_from_context(node: Node) -> Stage:
    """The stage that the command line names; StageError when it cannot be one."""

    def said(name: str, default: str = "") -> str:
        return str(node.try_get_context(name) or default)

    name = said("stage", PRODUCTION)
    if name not in STAGES:
        raise StageError(f"stage={name}: there is no such stage; use -c stage={' or '.join(STAGES)}")
    sender = said("sender", "hr@demo.mianyue.test" if name == LAPTOP else "")
    if not sender:
        raise StageError(f"stage={name}: who writes the mails? Add -c sender=hr@your-domain")
    stage = Stage(
        name=name,
        sender=sender if "@" in sender else f"hr@{sender}",
        site_url=said("site_url").rstrip("/"),
        certificate_arn=said("certificate_arn"),
        alarm_email=said("alarm_email"),
        sender_is_verified=said("sender_is_verified") == "true",
        sweep_minutes=int(said("sweep_minutes", "5")),
        senders=_senders(said("senders", "2")),
        reply_domain=said("reply_domain", LAPTOP_REPLIES if name == LAPTOP else "").lower(),
        reply_rule_set=said("reply_rule_set"),
        replies_arrive=said("replies_arrive", "true" if name == LAPTOP else "") == "true",
    )
    _require_domain_of_its_own(stage)
    if not stage.on_laptop:
        _require_own_address(stage)
    return stage


def _senders(said: str) -> int:
    """SQS lets a function take from a queue 2 to 1,000 times at once."""
    if not said.isdecimal() or not 2 <= int(said) <= 1000:
        raise StageError(f"senders={said}: how many mails are worked on at once, from 2 to 1000, as in -c senders=4")
    return int(said)


def _require_domain_of_its_own(stage: Stage) -> None:
    """Whoever takes the mails of a domain takes all of them: not those of the company's own mailboxes."""
    domain = stage.reply_domain
    if stage.reply_rule_set and not domain:
        raise StageError(
            f"reply_rule_set={stage.reply_rule_set}: for which domain? Add -c reply_domain=reply.your-domain"
        )
    if stage.replies_arrive and not domain:
        raise StageError("replies_arrive=true: at which domain? Add -c reply_domain=reply.your-domain")
    if not domain:
        return
    if not _DOMAIN.fullmatch(domain):
        raise StageError(f"reply_domain={domain}: use a domain alone, as in -c reply_domain=reply.your-domain")
    if domain in (stage.sender_domain, f"bounce.{stage.sender_domain}"):
        raise StageError(
            f"reply_domain={domain}: mails to that domain would no longer reach its mailboxes; use one that has none, "
            f"as in -c reply_domain=reply.{stage.sender_domain}"
        )


def _require_own_address(stage: Stage) -> None:
    """CloudFront answers at a domain only with a certificate for it, and takes that from us-east-1 alone."""
    site, certificate = stage.site_url, stage.certificate_arn
    if site and site != f"https://{stage.site_domain}":
        raise StageError(
            f"site_url={site}: use https:// and a host name alone, as in -c site_url=https://jobs.your-domain"
        )
    if site and not certificate:
        raise StageError(
            f"site_url={site}: CloudFront needs its certificate; add -c certificate_arn=arn:aws:acm:us-east-1:…"
        )
    if certificate and not site:
        raise StageError(f"certificate_arn={certificate}: for which address? Add -c site_url=https://jobs.your-domain")
    if certificate and certificate.split(":")[2:4] != ["acm", "us-east-1"]:
        raise StageError(
            f"certificate_arn={certificate}: CloudFront reads ACM certificates of us-east-1 only; make it there"
        )
