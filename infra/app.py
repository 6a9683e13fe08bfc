"""The CDK application: one stack for one stage.

Whoever deploys it does so by one command, which sees to Node and to the pinned CDK command line itself:

    python -m infra.cdk bootstrap                                  once per account and region (or engine)
    python -m infra.cdk deploy -c stage=production -c sender=hr@example.com
    python -m infra.cdk deploy -c stage=laptop -c site_url=http://localhost:8080 --outputs-file FILE

The laptop needs AWS_ENDPOINT_URL, AWS_REGION and any AWS_ACCESS_KEY_ID / AWS_SECRET_ACCESS_KEY in its environment.
"""

from aws_cdk import App

from infra.bundling import BundlingError
from infra.stack import MianyueStack
from infra.stage import StageError, stage_from_context


def main() -> None:
    """Writes the cloud assembly where the CDK command line expects it."""
    app = App()
    try:
        MianyueStack(app, stage_from_context(app.node))
    except (StageError, BundlingError) as problem:
        raise SystemExit(str(problem)) from None
    app.synth()


if __name__ == "__main__":
    main()
