"""Plays SES's event publishing: each accepted mail's events go to the stack's SNS topic.

The engine's SES accepts mails but publishes nothing. As with SES, only a mail sent with the configuration set that
has the topic as its destination is reported.
"""

import json
from collections.abc import Callable, Iterable

from local.event_journal import EventJournal, Published
from local.mails import Mail
from local.ses_events import SesEvent, automatic_events, moment_of

type Publish = Callable[[str], None]
"""Hands one event, as JSON text, to the topic; raises when it was not taken."""


class EventPublisher:
    """Publishes events of mails sent with `configuration_set`, and remembers them in `journal`."""

    def __init__(self, publish: Publish, journal: EventJournal, configuration_set: str) -> None:
        self._publish = publish
        self._journal = journal
        self._configuration_set = configuration_set

    def publish_automatic(self, mails: Iterable[Mail]) -> None:
        """Publish what SES reports by itself and is not out yet. Noted after the topic took it."""
        for mail in mails:
            done = {each.type for each in self._journal.events(mail.message_id)}
            for event in automatic_events(mail):
                if event["eventType"] not in done:
                    self.publish(mail, event)

    def publish(self, mail: Mail, event: SesEvent) -> None:
        """Publish one event of `mail`."""
        if mail.configuration_set != self._configuration_set:
            return
        self._publish(json.dumps(event, ensure_ascii=False))
        self._journal.add(mail.message_id, Published(event["eventType"], moment_of(event)))
