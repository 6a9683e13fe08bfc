"""What stands on the open internet: distribution, API, sign-in, buckets."""

import json
from pathlib import Path

from infra.security_headers import security_headers
from infra.stage import Stage
from tests.infra.synthesized import Resource, Synthesized, synthesize

HR_ROUTES = {
    "ANY /api/hr/{proxy+}",
    "ANY /api/hr/imports",
    "ANY /api/hr/imports/{proxy+}",
    "ANY /api/hr/bulks",
    "ANY /api/hr/bulks/{proxy+}",
    "ANY /api/hr/templates",
    "ANY /api/hr/templates/{proxy+}",
}
LINK_ROUTES = {"GET /t/{token}", "HEAD /t/{token}", "POST /t/{token}"}
OPEN_ROUTES = {"ANY /api/candidate/{proxy+}", "POST /api/platform/events"} | LINK_ROUTES
CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"


def test_every_route_of_hr_needs_an_access_token_and_no_other_route_exists(production: Synthesized) -> None:
    routes = {each["RouteKey"]: each for each in production.all("AWS::ApiGatewayV2::Route")}
    assert set(routes) == HR_ROUTES | OPEN_ROUTES
    for key in HR_ROUTES:
        assert routes[key]["AuthorizationType"] == "JWT"
        assert routes[key]["AuthorizationScopes"] == ["aws.cognito.signin.user.admin"]
    for key in OPEN_ROUTES:
        assert routes[key]["AuthorizationType"] == "NONE"


def test_tokens_must_come_from_our_pool_for_our_client(production: Synthesized) -> None:
    (pool,) = production.named("AWS::Cognito::UserPool")
    (client,) = production.named("AWS::Cognito::UserPoolClient")
    accepted = production.only("AWS::ApiGatewayV2::Authorizer")["JwtConfiguration"]
    assert accepted["Audience"] == [{"Ref": client}]
    assert {"Ref": pool} in accepted["Issuer"]["Fn::Join"][1]


def test_the_access_log_knows_routes_but_neither_paths_nor_people(production: Synthesized) -> None:
    stage = production.only("AWS::ApiGatewayV2::Stage")
    logged = set(json.loads(stage["AccessLogSettings"]["Format"]).values())
    assert "$context.routeKey" in logged
    assert not {each for each in logged if "path" in each.lower() or "query" in each.lower() or "sourceIp" in each}
    assert stage["DefaultRouteSettings"] == {"ThrottlingBurstLimit": 200, "ThrottlingRateLimit": 100}


def test_pages_carry_the_headers_that_the_laptop_sends_too(production: Synthesized) -> None:
    policy = production.only("AWS::CloudFront::ResponseHeadersPolicy")["ResponseHeadersPolicyConfig"]
    security, custom = policy["SecurityHeadersConfig"], policy["CustomHeadersConfig"]["Items"]
    uploads = "https://mianyue-production-uploads-REGION.s3.REGION.amazonaws.com"
    wanted = security_headers("https://cognito-idp.REGION.amazonaws.com", uploads)
    assert _text(security["ContentSecurityPolicy"]["ContentSecurityPolicy"]) == wanted["Content-Security-Policy"]
    assert security["FrameOptions"]["FrameOption"] == wanted["X-Frame-Options"]
    assert security["ReferrerPolicy"]["ReferrerPolicy"] == wanted["Referrer-Policy"]
    assert security["StrictTransportSecurity"]["AccessControlMaxAgeSec"] == 63072000
    assert security["ContentTypeOptions"]["Override"] is True
    typed = {
        "Content-Security-Policy",
        "X-Frame-Options",
        "Referrer-Policy",
        "Strict-Transport-Security",
        "X-Content-Type-Options",
    }
    assert {each["Header"]: each["Value"] for each in custom} == {
        name: value for name, value in wanted.items() if name not in typed
    }


def test_no_script_may_be_inline_or_come_from_elsewhere() -> None:
    policy = dict(
        directive.strip().split(" ", 1) for directive in security_headers()["Content-Security-Policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"


def test_answers_of_the_api_are_never_cached_and_come_with_the_origin_secret(production: Synthesized) -> None:
    config = production.only("AWS::CloudFront::Distribution")["DistributionConfig"]
    origins = {each["Id"]: each for each in config["Origins"]}
    behaviors = {each["PathPattern"]: each for each in config["CacheBehaviors"]}
    assert set(behaviors) == {"/api/*", "/t/*"}
    for behavior in behaviors.values():
        assert behavior["CachePolicyId"] == CACHING_DISABLED
        (header,) = origins[behavior["TargetOriginId"]]["OriginCustomHeaders"]
        assert header["HeaderName"] == "x-origin-secret"
        assert header["HeaderValue"] == production.function("track")["Environment"]["Variables"]["ORIGIN_SECRET"]
    assert "POST" in behaviors["/t/*"]["AllowedMethods"]  # CloudFront knows no set of methods between reading and all


def test_the_template_holds_no_secret_only_where_to_find_it(production: Synthesized) -> None:
    value = production.function("track")["Environment"]["Variables"]["ORIGIN_SECRET"]["Fn::Join"][1]
    assert value[0] == "{{resolve:secretsmanager:"
    for secret in production.all("AWS::SecretsManager::Secret"):
        assert "SecretString" not in secret
        assert secret["GenerateSecretString"]["PasswordLength"] >= 48


def test_only_the_distribution_reads_a_bucket_and_only_ses_may_put_a_mail_into_one(production: Synthesized) -> None:
    for bucket in production.all("AWS::S3::Bucket"):
        assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
        assert bucket["BucketEncryption"]
    allowed = [
        (statement["Principal"]["Service"], statement["Action"])
        for policy in production.all("AWS::S3::BucketPolicy")
        for statement in policy["PolicyDocument"]["Statement"]
        if statement["Effect"] == "Allow"
    ]
    assert sorted(allowed) == [("cloudfront.amazonaws.com", "s3:GetObject"), ("ses.amazonaws.com", "s3:PutObject")]


def test_the_sites_pages_alone_may_put_files_and_into_one_bucket_alone(production: Synthesized) -> None:
    (open_bucket,) = [each for each in production.all("AWS::S3::Bucket") if "CorsConfiguration" in each]
    (rule,) = open_bucket["CorsConfiguration"]["CorsRules"]
    (distribution,) = production.named("AWS::CloudFront::Distribution")
    assert rule["AllowedMethods"] == ["PUT"]
    assert rule["AllowedOrigins"] == [{"Fn::Join": ["", ["https://", {"Fn::GetAtt": [distribution, "DomainName"]}]]}]
    told = production.function("imports")["Environment"]["Variables"]
    assert told["UPLOAD_BUCKET"] == open_bucket["BucketName"]
    assert _text(told["UPLOAD_URL"]) == "https://mianyue-production-uploads-REGION.s3.REGION.amazonaws.com"


def test_accounts_are_made_by_admins_and_passwords_are_strong(production: Synthesized) -> None:
    pool = production.only("AWS::Cognito::UserPool")
    password = pool["Policies"]["PasswordPolicy"]
    assert pool["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is True
    assert password["MinimumLength"] >= 12
    assert password["RequireSymbols"]
    assert password["RequireUppercase"]
    assert {each["GroupName"] for each in production.all("AWS::Cognito::UserPoolGroup")} == {"hr", "admin", "finance"}


def test_nobody_is_asked_for_a_code_that_the_portal_has_no_field_for(production: Synthesized) -> None:
    assert production.only("AWS::Cognito::UserPool")["MfaConfiguration"] == "OFF"


def test_signing_in_tells_nobody_which_accounts_exist(production: Synthesized) -> None:
    client = production.only("AWS::Cognito::UserPoolClient")
    assert client["PreventUserExistenceErrors"] == "ENABLED"
    assert client["EnableTokenRevocation"] is True
    assert set(client["ExplicitAuthFlows"]) == {"ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}


def test_the_laptop_is_told_its_own_address(laptop: Synthesized) -> None:
    assert laptop.function("send")["Environment"]["Variables"]["SITE_URL"] == "http://localhost:8080"
    assert laptop.template["Outputs"]["SiteUrl"]["Value"] == "http://localhost:8080"


def test_a_company_may_have_its_own_address(tmp_path: Path) -> None:
    certificate = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b"
    stage = Stage("staging", "hr@example.com", site_url="https://jobs.example.com", certificate_arn=certificate)
    made = synthesize(stage, tmp_path)
    config = made.only("AWS::CloudFront::Distribution")["DistributionConfig"]
    assert config["Aliases"] == ["jobs.example.com"]
    assert config["ViewerCertificate"]["AcmCertificateArn"] == certificate
    assert config["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    assert made.template["Outputs"]["SiteUrl"]["Value"] == "https://jobs.example.com"
    assert made.findings == ""


def test_without_one_the_distribution_has_its_own(production: Synthesized) -> None:
    config = production.only("AWS::CloudFront::Distribution")["DistributionConfig"]
    assert not {"Aliases", "ViewerCertificate"} & set(config)


def _text(joined: Resource | str) -> str:
    """A text with references in it, each written as REGION."""
    if isinstance(joined, str):
        return joined
    return "".join(part if isinstance(part, str) else "REGION" for part in joined["Fn::Join"][1])
