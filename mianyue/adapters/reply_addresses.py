"""The address that answers to the mails of one interview go to (K6): a token, as an address can carry it.

Mail systems write the part before the @ in small letters as they like, and it may have 64 octets (RFC 5321,
4.5.3.1.1). So the 36 bytes of a token stand there in base32, 58 letters and digits, and nothing that a mail program's
check of addresses might refuse (`+`, say).
"""

from base64 import b32decode, b32encode
from binascii import Error as NotBase32
from binascii import a2b_base64, b2a_base64
from datetime import datetime, timedelta

from mianyue.adapters.link_signer import LinkSigner
from mianyue.domain.errors import LinkInvalid
from mianyue.domain.interview import Interview
from mianyue.domain.link import Claim, Scope

OUTLIVES_DEADLINE = timedelta(days=365)
"""An answer that comes later than this is nobody's any more."""
_BEGINS = "re"
_CHARACTERS = 58
_PADDING = "=" * 6
_URL_SAFE, _STANDARD = b"-_", b"+/"


class ReplyAddresses:
    """Makes and checks addresses at `domain`; where that is '', there are none."""

    def __init__(self, signer: LinkSigner, domain: str) -> None:
        self._signer = signer
        self._domain = domain

    def of(self, interview: Interview) -> str:
        """The address of an interview, '' without a domain."""
        if not self._domain:
            return ""
        expires = int((interview.deadline + OUTLIVES_DEADLINE).timestamp())
        claim = Claim(interview.application_id, interview.number, interview.link_version, expires)
        return f"{_BEGINS}{_written(self._signer.sign(Scope.REPLY, claim))}@{self._domain}"

    def claim(self, address: str, now: datetime) -> Claim:
        """What an address says. Raises LinkInvalid: `broken`, `wrong_scope` or `expired`."""
        local, _, domain = address.strip().lower().rpartition("@")
        if domain != self._domain or not local.startswith(_BEGINS):
            raise LinkInvalid("broken")
        return self._signer.verify(Scope.REPLY, _token(local.removeprefix(_BEGINS)), now)


def _written(token: str) -> str:
    raw = a2b_base64(token.encode().translate(bytes.maketrans(_URL_SAFE, _STANDARD)))
    return b32encode(raw).decode().rstrip("=").lower()


def _token(written: str) -> str:
    """The token that is written so, and in no other way: two of the last character's five bits carry nothing."""
    try:
        raw = b32decode(written.upper() + _PADDING)
    except (NotBase32, ValueError) as error:
        raise LinkInvalid("broken") from error
    token = b2a_base64(raw, newline=False).translate(bytes.maketrans(_STANDARD, _URL_SAFE)).decode()
    if len(written) != _CHARACTERS or _written(token) != written:
        raise LinkInvalid("broken")
    return token
