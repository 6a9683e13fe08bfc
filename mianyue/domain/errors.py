"""The error tree, mapped to a response once per edge.

MianyueError
├── InvalidInput      a value somebody gave is not usable: field, value, remedy
├── NotFound          there is no such thing, or it is not yours
├── Conflict          somebody else was first: read again, decide again
├── DayFull           the candidate has had the reminders of a day
├── Suppressed        no mail may go to an address (K5)
├── Refused           the interview's state does not allow the answer
├── MissingValue      a template needs a value that is not there (T3)
├── ChannelMissing    no such channel is set up here
├── Unavailable       a store of ours does not answer just now
├── LinkInvalid       a token is forged, broken, expired or revoked
└── ChannelError      what a channel said to one request
    ├── Throttled     not accepted; may be asked again later
    │   └── OverQuota not accepted, and nothing will be for a good while
    ├── Rejected      not accepted, and never will be
    └── Unanswered    nobody knows whether it was accepted
"""


class MianyueError(Exception):
    """Root of every error that this system raises on purpose."""

    code = "error"


class InvalidInput(MianyueError):
    """A value is not usable. `field` names it; `code` picks the sentence in the reader's language."""

    code = "invalid_input"

    def __init__(self, field: str, code: str, value: str = "") -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code
        self.value = value


class NotFound(MianyueError):
    """There is no such thing."""

    code = "not_found"


class Conflict(MianyueError):
    """The thing has changed since it was read."""

    code = "conflict"


class DayFull(MianyueError):
    """The candidate has had all the reminders that one day allows (M5)."""

    code = "day_full"


class Suppressed(MianyueError):
    """No mail may go to the address: it has returned one for good, or its owner has complained (K5)."""

    code = "suppressed"


class Refused(MianyueError):
    """The state of the interview does not allow this answer; `code` says which state."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class MissingValue(MianyueError):
    """A template asks for a value that is missing (T3). `variable` is its name as HR writes it."""

    code = "missing_value"

    def __init__(self, variable: str) -> None:
        super().__init__(variable)
        self.variable = variable


class ChannelMissing(MianyueError):
    """A message is for a channel that is not set up here (C1)."""

    code = "channel_missing"


class Unavailable(MianyueError):
    """A store of ours does not answer just now: try the same again later."""

    code = "unavailable"


class LinkInvalid(MianyueError):
    """A link's token is not accepted; `code` is `broken`, `expired`, `revoked` or `wrong_scope`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ChannelError(MianyueError):
    """A channel did not plainly accept a message."""

    code = "channel"


class Throttled(ChannelError):
    """Not accepted for now: a claim is released and the message comes back later."""

    code = "throttled"


class OverQuota(Throttled):
    """The day's mails are used up, or the account may not send just now: it takes more than a moment to pass."""

    code = "over_quota"


class Rejected(ChannelError):
    """Not accepted, and asking again would not help."""

    code = "rejected"


class Unanswered(ChannelError):
    """5xx, a time-out or a lost connection: accepted or not, only the Send event can tell."""

    code = "unanswered"
