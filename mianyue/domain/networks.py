"""Networks of those who look at every mail's links before its reader does; a person may work there too.

Addresses are known by their beginning only (`hit.network_of`): whose network it is matters, not whose address.
"""

from ipaddress import ip_address, ip_network

_SCANNERS = tuple(
    ip_network(each)
    for each in (
        # Microsoft: Exchange Online Protection, "Office 365 URLs and IP address ranges" (learn.microsoft.com); that
        # Safe Links fetches from 40.94 and 40.107: opencollective/opencollective#3656, and from 104.47:
        # edalzell/laravel-passwordless-login#79.
        "40.92.0.0/15",
        "40.94.0.0/16",
        "40.107.0.0/16",
        "52.100.0.0/14",
        "104.47.0.0/17",
        # Barracuda, "Email Gateway Defense IP Ranges" (campus.barracuda.com).
        "64.235.144.0/20",
        "209.222.80.0/21",
        # Proofpoint, the networks of its SPF record (pphosted.com, "Proofpoint SPF records").
        "67.231.144.0/20",
        "148.163.128.0/19",
        "185.132.180.0/22",
        "185.183.28.0/22",
        "205.220.160.0/19",
        # Mimecast, "Mimecast Data Centers and URLs" (mimecastsupport.zendesk.com).
        "63.128.21.0/24",
        "170.10.128.0/22",
        "205.139.110.0/23",
        "207.211.30.0/23",
        "216.205.24.0/24",
    )
)


def scans_mail(network: str) -> bool:
    """Whether `network`, the beginning of an address, belongs to somebody who scans mail."""
    try:
        address = ip_address(network)
    except ValueError:  # none was told, or nothing that could be one
        return False
    return any(address in each for each in _SCANNERS if each.version == address.version)
