"""A mail exactly as it was sent (T4)."""

from functions.portal_api.ports import Mails, Stories
from mianyue.domain.errors import NotFound
from mianyue.domain.message import Status
from mianyue.domain.outgoing import OutgoingMail

_NEVER_RENDERED = frozenset({Status.QUEUED, Status.DROPPED})


def read_mail(stories: Stories, mails: Mails, application_id: str, message_id: str) -> OutgoingMail:
    """The mail of one of the application's messages. Raises NotFound, also for one that was never written."""
    story = stories.story(application_id)
    message = next((each for each in story.messages if each.message_id == message_id), None)
    if message is None or message.status in _NEVER_RENDERED:
        raise NotFound("mail")
    return mails.mail(message_id)
