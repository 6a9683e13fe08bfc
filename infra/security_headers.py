"""The headers every page is sent with: one list for CloudFront and for the laptop's gateway."""

import json
from pathlib import Path

_FILE = Path(__file__).with_name("security_headers.json")


def security_headers(cognito_endpoint: str = "") -> dict[str, str]:
    """Header names and values. `cognito_endpoint` is the origin the console signs in at, '' for its own."""
    headers: dict[str, str] = json.loads(_FILE.read_text())
    return {
        name: value.replace(" {cognito_endpoint}", f" {cognito_endpoint}" if cognito_endpoint else "")
        for name, value in headers.items()
    }
