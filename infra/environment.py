"""What every function is told, whatever it does."""

ZONES = {"PYTHONTZPATH": "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo"}
"""Where Python looks for time zones anyway. Told so, it need not import `sysconfig` to find out at each cold start."""
