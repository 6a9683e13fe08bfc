from local.tracked_html import tracked_links, with_tracked_links
from tests.local.mail_builders import HTML


def test_only_links_without_no_track_are_rewritten() -> None:
    assert tracked_links(HTML) == ["https://example.com/jobs?a=1&b=2"]
    seen = with_tracked_links(HTML, lambda number: f"/mailbox/links/m/{number}")
    assert 'href="http://localhost:8080/t/abc"' in seen
    assert 'href="/mailbox/links/m/0"' in seen
    assert "no-track" not in seen


def test_the_rest_of_the_mail_arrives_unchanged() -> None:
    html = (
        "<!DOCTYPE html><html><head><style>a > b { color: red }</style></head><body>"
        '<!--[if mso]><v:rect href="http://x"></v:rect><![endif]-->&copy;&#20013;<br/><img src="data:,x">'
        "<a href=\"mailto:hr@example.com\">A &amp; B</a><p class='a'>c</p></body></html>"
    )
    assert with_tracked_links(html, str) == html


def test_each_way_of_quoting_is_understood() -> None:
    html = "<a HREF='http://a.example/'>a</a><a href=http://b.example/ ses:no-track=\"\">b</a>"
    assert with_tracked_links(html, str) == '<a HREF="0">a</a><a href=http://b.example/>b</a>'
