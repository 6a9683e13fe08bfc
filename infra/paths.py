"""Where things are in the working tree."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / ".build"
"""Everything that can be made again."""
FUNCTIONS = ROOT / "functions"
PORTAL = ROOT / "portal"
CDK_CLI = ROOT / "infra"
"""Where package.json pins the CDK command line."""
