"""Mail addresses and phone numbers: what they are, written the one way in which they can be compared."""

import re
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from functions.imports.cells import BadCell, narrow

_SEVERAL = re.compile(r"[/、;；,，|\s]+")
_WRAPPED = re.compile(r"^.*<([^<>]+)>$")
_MAILTO = re.compile(r"^mailto:", re.IGNORECASE)
_PLAIN_MAIL = re.compile(r"([a-zA-Z0-9]+(?:[._+-][a-zA-Z0-9]+)*)@([a-zA-Z0-9.-]+)")
_LONGEST_LOCAL_PART = 64
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_SEVERAL_NUMBERS = re.compile(r"[/、;；,，|]+|\s{2,}")
_NOT_DIGITS = re.compile(r"\D")
_INTERNATIONAL = re.compile(r"^00(?=\d)")
_CHINA = 86
_CHINESE_MOBILE = re.compile(r"1(?:[3-689]\d|7[0-8])\d{8}")
"""Not 179…: what begins so may be the code of a carrier with a number behind it."""


class Contact(NamedTuple):
    """A usable address or number; `warning` is the code of what HR should look at, '' if nothing."""

    value: str
    warning: str = ""


def mail_address(cell: str) -> Contact:
    """A mail address in lower case, both parts: nobody has two mailboxes that differ in case only.

    Checked by syntax alone, without asking a name server. Raises BadCell (`mail_invalid`, `mail_not_ascii`).
    """
    if plain := _plain_mail(cell):
        return Contact(plain)
    text = narrow(cell).strip("'\"<>,;，；。")
    text = _MAILTO.sub("", _WRAPPED.sub(r"\1", narrow(cell)) if "<" in cell else text)
    addresses = [part for part in _SEVERAL.split(text) if part]
    several = len(addresses) > 1 and all("@" in part for part in addresses)
    return Contact(_valid_mail(addresses[0] if several else text), "several_mails" if several else "")


def _plain_mail(cell: str) -> str:
    """What nearly every cell holds, in a tenth of the time: a simple name at a domain that was looked at before."""
    found = _PLAIN_MAIL.fullmatch(cell)
    if not found or len(found[1]) > _LONGEST_LOCAL_PART:
        return ""
    domain = _mail_domain(found[2])
    return f"{found[1]}@{domain}".lower() if domain else ""


@lru_cache(maxsize=4096)
def _mail_domain(domain: str) -> str:
    """The domain as addresses at it are written; '' where even the longest plain name at it would be too long."""
    try:
        return _valid_mail("a" * _LONGEST_LOCAL_PART + "@" + domain).rpartition("@")[2]
    except BadCell:
        return ""


def _valid_mail(text: str) -> str:
    try:
        # example.test and the like are what a staging company writes to; they can reach nobody else.
        checked = validate_email(
            text, check_deliverability=False, allow_smtputf8=False, test_environment=text.endswith(".test")
        )
    except EmailNotValidError as error:
        local = text.rpartition("@")[0]
        raise BadCell("mail_not_ascii" if local and not local.isascii() else "mail_invalid") from error
    return (checked.ascii_email or checked.normalized).lower()


def phone_number(cell: str, *zones: str) -> Contact:
    """A number in E.164 (+8613800138000); without a country code it is one of a zone's country.

    The candidate's zone comes before the company's, but somebody abroad may well have kept the number from
    home: the first country in which the number is a valid one is taken.
    A number that no plan allows is a bad cell; a possible one with a prefix nobody knows goes in with a
    warning, because prefixes are handed out faster than tables are renewed.
    Raises BadCell (`phone_invalid`, `phone_length`, `phone_rounded`).
    """
    if region_of(zones[0]) == "CN" and _CHINESE_MOBILE.fullmatch(cell) and cell.isascii() and _handed_out(cell[:7]):
        return Contact(f"+{_CHINA}{cell}")
    text = _unrounded(narrow(cell).strip("'\""))
    numbers = [part for part in _SEVERAL_NUMBERS.split(text) if part.strip()]
    several = len(numbers) > 1 and all(len(_NOT_DIGITS.sub("", part)) >= 7 for part in numbers)
    number = _best(_parsed(numbers[0] if several else text, zones))
    known = phonenumbers.is_valid_number(number)
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Contact(written, "several_phones" if several else "" if known else "phone_unknown_prefix")


@lru_cache(maxsize=16_384)
def _handed_out(prefix: str) -> bool:
    """Chinese mobile numbers are handed out ten thousand at a time, by their first seven digits."""
    number = phonenumbers.PhoneNumber(_CHINA, int(prefix + "0000"))
    return bool(phonenumbers.is_valid_number(number))


def _unrounded(text: str) -> str:
    """A number that Excel wrote as 1.3800138E+10, if no digit is lost."""
    if not _SCIENTIFIC.fullmatch(text):
        return text
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise BadCell("phone_invalid") from error
    exponent = number.as_tuple().exponent
    if number != number.to_integral_value() or not isinstance(exponent, int) or exponent > 3:
        raise BadCell("phone_rounded")
    return str(int(number))


def _parsed(text: str, zones: tuple[str, ...]) -> list[phonenumbers.PhoneNumber]:
    """The number as each zone's country reads it."""
    regions = dict.fromkeys(region_of(zone) for zone in zones)
    try:
        return [phonenumbers.parse(_INTERNATIONAL.sub("+", text), region) for region in regions]
    except phonenumbers.NumberParseException as error:
        raise BadCell("phone_invalid") from error


def _best(numbers: list[phonenumbers.PhoneNumber]) -> phonenumbers.PhoneNumber:
    """A valid reading, else a possible one, the company's before the candidate's."""
    possible = [number for number in numbers if _possible(number)]
    if not possible:
        raise BadCell("phone_length")
    return next(filter(phonenumbers.is_valid_number, possible), possible[-1])


def _possible(number: phonenumbers.PhoneNumber) -> bool:
    """China's landlines come in so many lengths that a mobile number with digits missing would pass for one."""
    national = str(number.national_number)
    if number.country_code == _CHINA and re.match(r"1[^0]", national):
        return len(national) == 11
    reason = phonenumbers.is_possible_number_with_reason(number)
    return bool(reason == phonenumbers.ValidationResult.IS_POSSIBLE)


def region_of(zone: str) -> str:
    """The country of a zone, CN where the zone names none (e.g. UTC)."""
    return _regions().get(zone, "CN")


@cache
def _regions() -> dict[str, str]:
    """Zone → country, from the table that comes with the zones."""
    lines = files("tzdata.zoneinfo").joinpath("zone.tab").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {row[2]: row[0] for row in rows}
