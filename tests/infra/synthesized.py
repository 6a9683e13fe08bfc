"""The stack as CloudFormation will read it, made once for all tests of it."""

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from aws_cdk import App, Validations
from cdk_nag import AwsSolutionsChecks

from infra.paths import ROOT
from infra.stack import MianyueStack
from infra.stage import Stage

type Resource = dict[str, Any]


@dataclass(frozen=True)
class Synthesized:
    """A template and what cdk-nag has to say about it ('' when nothing)."""

    path: Path
    template: dict[str, Any]
    findings: str

    def named(self, kind: str) -> dict[str, Resource]:
        """Resources of a CloudFormation type by logical id."""
        return {name: each for name, each in self.template["Resources"].items() if each["Type"] == kind}

    def all(self, kind: str) -> list[Resource]:
        """Properties of all resources of a CloudFormation type."""
        return [each.get("Properties", {}) for each in self.named(kind).values()]

    def only(self, kind: str) -> Resource:
        """Properties of the one resource of its type."""
        (properties,) = self.all(kind)
        return properties

    def function(self, name: str) -> Resource:
        """Properties of the function in `functions/NAME`."""
        (found,) = [
            each for each in self.all("AWS::Lambda::Function") if each["Handler"].startswith(f"functions.{name}.")
        ]
        return found

    def arn(self, name: str) -> Resource:
        """How the template names the ARN of the function in `functions/NAME`."""
        (found,) = [
            key
            for key, each in self.named("AWS::Lambda::Function").items()
            if each["Properties"] == self.function(name)
        ]
        return {"Fn::GetAtt": [found, "Arn"]}

    def statements(self, name: str = "") -> list[Resource]:
        """What the role of a function may do; of all roles without a name."""
        role = self.function(name)["Role"]["Fn::GetAtt"][0] if name else ""
        return [
            statement
            for policy in self.all("AWS::IAM::Policy")
            if not role or {"Ref": role} in policy["Roles"]
            for statement in policy["PolicyDocument"]["Statement"]
        ]

    def allowed(self, name: str = "") -> set[str]:
        """The actions behind `statements`."""
        allowing = [each for each in self.statements(name) if each["Effect"] == "Allow"]
        return {action for statement in allowing for action in as_list(statement["Action"])}


def as_list(value: Any) -> list[Any]:
    """IAM writes one thing without a list around it."""
    return value if isinstance(value, list) else [value]


def synthesize(stage: Stage, folder: Path) -> Synthesized:
    """The template of a stage. What is inside the functions' zips is another test's business."""
    empty = folder / "function.zip"
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("functions/__init__.py", "")
    app = App(context=json.loads((ROOT / "cdk.json").read_text())["context"], outdir=str(folder / "out"))
    with mock.patch("infra.parts.function.bundled", return_value=empty):
        stack = MianyueStack(app, stage)
    Validations.of(app).add_plugins(AwsSolutionsChecks(app))
    findings = _synth(app)
    path = folder / "out" / f"{stack.stack_name}.template.json"
    return Synthesized(path, json.loads(path.read_text()), findings)


def _synth(app: App) -> str:
    """cdk-nag's findings come as an exception that names a report."""
    try:
        app.synth()
    except RuntimeError as failed:
        report = Path(app.outdir) / "validation-report.json"
        return report.read_text() if report.is_file() else str(failed)
    return ""
