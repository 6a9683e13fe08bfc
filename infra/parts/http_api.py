"""The HTTP API: bare at first, so that the distribution can stand before it; routes come later."""

import json

import aws_cdk.aws_apigateway as apigateway
import aws_cdk.aws_apigatewayv2 as apigw
import aws_cdk.aws_apigatewayv2_authorizers as authorizers
import aws_cdk.aws_apigatewayv2_integrations as integrations
import aws_cdk.aws_lambda as lambda_
import aws_cdk.aws_logs as logs
import jsii
from aws_cdk import RemovalPolicy, Stack
from constructs import Construct

from infra.parts.reasons import not_here
from infra.parts.sign_in import SCOPE
from infra.stage import Stage

LOGGED = {
    "request": "$context.requestId",
    "route": "$context.routeKey",
    "status": "$context.status",
    "milliseconds": "$context.responseLatency",
    "function_milliseconds": "$context.integrationLatency",
}
"""The route's key, never its path or query: a path holds a token, a query what HR searched for."""


class HttpApi(Construct):
    """Routes that need HR to be signed in, and routes that check a token of their own."""

    def __init__(self, scope: Construct, construct_id: str, *, stage: Stage) -> None:
        super().__init__(scope, construct_id)
        self._api = apigw.HttpApi(self, "Api", create_default_stage=False, description=f"Mianyue ({stage.name})")
        self.api_id = self._api.api_id
        self.domain = f"{self.api_id}.execute-api.{Stack.of(self).region}.{Stack.of(self).url_suffix}"
        self._serve(stage)

    def for_hr(self, function: lambda_.Function, *paths: str, authorizer: authorizers.HttpUserPoolAuthorizer) -> None:
        """Routes of signed-in HR staff; which role may do what is the function's to say."""
        integration = _integration(function)
        for path in paths:
            self._api.add_routes(
                path=path,
                methods=[apigw.HttpMethod.ANY],
                integration=integration,
                authorizer=authorizer,
                authorization_scopes=[SCOPE],
            )

    def for_anyone(self, function: lambda_.Function, path: str, *methods: apigw.HttpMethod, because: str) -> None:
        """Routes without authorizer; `because` says what stands in for it."""
        integration = _integration(function)
        for route in self._api.add_routes(path=path, methods=list(methods), integration=integration):
            not_here(route, "APIG4", because=because)

    def _serve(self, stage: Stage) -> None:
        log = logs.LogGroup(
            self,
            "AccessLog",
            retention=logs.RetentionDays.THREE_MONTHS if stage.keeps_data else logs.RetentionDays.ONE_WEEK,
            removal_policy=RemovalPolicy.DESTROY,
        )
        apigw.HttpStage(
            self,
            "Default",
            http_api=self._api,
            auto_deploy=True,
            throttle=apigw.ThrottleSettings(rate_limit=100, burst_limit=200),
            access_log_settings=_AccessLog(log),
        )


@jsii.implements(apigw.IAccessLogSettings)
class _AccessLog:
    """Where the access log goes, and what a line of it holds."""

    def __init__(self, log: logs.LogGroup) -> None:
        self._log = log

    @property
    def destination(self) -> apigw.IAccessLogDestination:
        """The log group."""
        return apigw.LogGroupLogDestination(self._log)

    @property
    def format(self) -> apigateway.AccessLogFormat:
        """One JSON object a line."""
        return apigateway.AccessLogFormat.custom(json.dumps(LOGGED))


def _integration(function: lambda_.Function) -> integrations.HttpLambdaIntegration:
    return integrations.HttpLambdaIntegration(f"{function.node.id}Integration", function)
