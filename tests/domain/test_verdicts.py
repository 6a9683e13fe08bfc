"""Human or machine: recorded opens and clicks, each with its source, and what every rule leaves alone (K3).

Of a row that is `quoted`, the source has the user agent word for word; of one that is `described`, it tells what
happens, and the user agent stands for any of its kind.
"""

import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mianyue.domain.hit import network_of
from mianyue.domain.networks import scans_mail
from mianyue.domain.verdicts import AT_ONCE, MACHINES, By, Sight, verdict

RECORDED = Path(__file__).parents[1] / "track" / "data" / "looks.csv"
Row = dict[str, str]


def recorded() -> list[Row]:
    with RECORDED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sight(row: Row) -> Sight:
    return Sight(
        user_agent=row["user_agent"],
        opened=row["what"] == "open",
        method=row["method"],
        network=row["network"],
        after=timedelta(seconds=int(row["after_seconds"])) if row["after_seconds"] else None,
        before_delivery=row["besides"] == "early",
        with_other_links=row["besides"] == "links",
    )


def persons() -> Iterator[Row]:
    return (row for row in recorded() if row["who"].startswith("person: "))


@pytest.mark.parametrize("row", recorded(), ids=lambda row: row["who"])
def test_each_recorded_open_and_click_gets_its_verdict(row: Row) -> None:
    assert verdict(sight(row)) == (row["by"], row["why"])


def test_no_person_is_taken_for_a_machine_whenever_they_come() -> None:
    for row in persons():
        plain = sight(row)._replace(network="203.0.113.0")
        proxied = verdict(plain).why == "image_proxy"
        for seconds in (11, 60, 3600) if proxied else (0, 1, 5, 11, 60, 3600):
            assert verdict(plain._replace(after=timedelta(seconds=seconds))).human, row["who"]
        assert verdict(plain._replace(after=None)).human, row["who"]


def test_the_table_is_large_enough_and_every_row_has_a_source() -> None:
    rows = recorded()
    assert len(rows) >= 60
    assert len(list(persons())) >= 15
    assert all(row["source"] and row["basis"] in ("quoted", "described") and row["by"] in set(By) for row in rows)


def test_every_rule_has_a_case_of_its_own() -> None:
    assert {rule.why for rule in MACHINES} == {row["why"] for row in recorded() if row["by"] == By.MACHINE}


def test_a_scanners_network_counts_for_seconds_only() -> None:
    (browser,) = [sight(row) for row in recorded() if row["who"] == "Safe Links from 40.94"]
    assert not verdict(browser._replace(after=AT_ONCE)).human
    assert verdict(browser._replace(after=AT_ONCE + timedelta(seconds=1))).human
    assert verdict(browser._replace(after=None)).human


@pytest.mark.parametrize(
    ("forwarded_for", "network"),
    [
        ("", ""),
        ("198.51.100.23", "198.51.100.0"),
        ("198.51.100.23, 130.176.1.2", "198.51.100.0"),
        ("40.94.16.1, 198.51.100.23, 130.176.1.2", "198.51.100.0"),
        ("2804:10b4:1:2:3:4:5:6, 130.176.1.2", "2804:10b4:1::"),
        ("2001:db8::1", "2001:db8::"),
        ("unknown", ""),
    ],
)
def test_of_an_address_its_beginning_is_kept_and_only_of_the_one_that_our_own_edge_tells(
    forwarded_for: str, network: str
) -> None:
    assert network_of(forwarded_for) == network


@given(st.ip_addresses())
def test_an_address_belongs_where_its_network_does(address: object) -> None:
    assert scans_mail(network_of(str(address))) == scans_mail(str(address))


@given(st.text(st.characters(exclude_characters=",")))
def test_what_stands_in_a_header_before_our_own_edges_word_is_not_believed(text: str) -> None:
    assert network_of(f"40.94.16.1, {text}, 130.176.1.2") == network_of(text)


PREVIEWS = (
    "Slackbot",
    "Slack-ImgProxy",
    "TelegramBot",
    "Twitterbot",
    "facebookexternalhit",
    "LinkedInBot",
    "Discordbot",
)
PREVIEWS += ("bitlybot", "DingTalkBot", "SkypeUriPreview", "BingPreview")
PROGRAMS = (
    "PhantomJS",
    "Wget/",
    "curl/",
    "python-requests",
    "Python-urllib",
    "python-httpx",
    "aiohttp",
    "HeadlessChrome",
)
PROGRAMS += ("Go-http-client", "libwww-perl", "Apache-HttpClient", "node-fetch", "axios/", "Java/")


@pytest.mark.parametrize("name", PREVIEWS)
def test_who_shows_a_preview_is_known_by_name(name: str) -> None:
    assert verdict(Sight(f"Mozilla/5.0 (compatible; {name}1.0)")) == (By.MACHINE, "preview")


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_is_known_by_name(name: str) -> None:
    assert verdict(Sight(f"{name}1.0")) == (By.MACHINE, "program")


@pytest.mark.parametrize("name", ["GoogleImageProxy", "via ggpht.com", "YahooMailProxy"])
def test_a_mail_providers_proxy_is_known_by_name_and_stands_for_its_reader(name: str) -> None:
    opened = Sight(f"Mozilla/5.0 ({name})", opened=True)
    assert verdict(opened) == (By.HUMAN, "image_proxy")
    assert verdict(opened._replace(after=AT_ONCE)) == (By.MACHINE, "proxy_at_once")


def test_of_a_sight_nothing_is_supposed_that_was_not_seen() -> None:
    assert Sight("Mozilla/5.0") == Sight("Mozilla/5.0", opened=False, method="GET", network="", after=None)
    assert verdict(Sight("Mozilla/5.0")) == (By.HUMAN, "nothing_against")


def test_what_the_table_keeps_of_it_is_called_as_ever() -> None:
    assert list(By) == ["human", "machine"]


NETWORKS = "40.92.0.0 40.94.16.0 40.107.1.0 52.100.0.0 104.47.0.0 64.235.144.0 209.222.80.0 67.231.144.0 148.163.128.0"
NETWORKS += " 185.132.180.0 185.183.28.0 205.220.160.0 63.128.21.0 170.10.128.0 205.139.110.0 207.211.30.0 216.205.24.0"


@pytest.mark.parametrize("network", NETWORKS.split())
def test_each_scanners_network_is_known(network: str) -> None:
    assert scans_mail(network)


@pytest.mark.parametrize("network", ["", "unknown", "203.0.113.0", "2001:db8::"])
def test_no_other_is(network: str) -> None:
    assert not scans_mail(network)
