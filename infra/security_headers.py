"""The headers every page is sent with: one list for CloudFront and for the laptop's gateway."""

import json
from pathlib import Path

_FILE = Path(__file__).with_name("security_headers.json")


def security_headers(cognito_endpoint: str = "", uploads_to: str = "") -> dict[str, str]:
    """Header names and values. The console signs in at the origin `cognito_endpoint` and puts files to the origin
    `uploads_to`; '' for its own."""
    headers: dict[str, str] = json.loads(_FILE.read_text())
    elsewhere = {"cognito_endpoint": cognito_endpoint, "uploads_to": uploads_to}
    for slot, origin in elsewhere.items():
        headers = {name: value.replace(f" {{{slot}}}", f" {origin}".rstrip()) for name, value in headers.items()}
    return headers
