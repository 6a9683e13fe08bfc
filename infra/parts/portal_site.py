"""The one origin: the portal's bucket and the API behind one distribution, one set of security headers."""

import aws_cdk.aws_certificatemanager as acm
import aws_cdk.aws_cloudfront as cloudfront
import aws_cdk.aws_cloudfront_origins as origins
from aws_cdk import Duration, Stack
from constructs import Construct

from infra.parts.http_api import HttpApi
from infra.parts.private_bucket import private_bucket
from infra.parts.reasons import not_here
from infra.parts.secrets import OriginSecret
from infra.security_headers import security_headers
from infra.stage import Stage

_CUSTOM = ("Permissions-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy")
"""Headers CloudFront has no setting of its own for."""


class PortalSite(Construct):
    """`/` from the bucket, `/api/*` and `/t/*` from the API, never cached there."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        stage: Stage,
        api: HttpApi,
        origin_secret: OriginSecret,
        uploads_to: str,
    ) -> None:
        super().__init__(scope, construct_id)
        self.bucket = private_bucket(
            self,
            stage=stage,
            unlogged_because="It holds the portal's public files, read by CloudFront alone",
        )
        headers = self._headers(uploads_to)
        self.distribution = cloudfront.Distribution(
            self,
            "Distribution",
            comment=f"Mianyue ({stage.name})",
            default_root_object="index.html",
            default_behavior=self._from_bucket(headers),
            additional_behaviors={path: self._from_api(api, origin_secret, headers) for path in ("/api/*", "/t/*")},
            http_version=cloudfront.HttpVersion.HTTP2_AND_3,
            domain_names=[stage.site_domain] if stage.certificate_arn else None,
            certificate=self._certificate(stage),
        )
        self.url = stage.site_url or f"https://{self.distribution.distribution_domain_name}"
        self._explain()

    def _certificate(self, stage: Stage) -> acm.ICertificate | None:
        """Of the company's own domain; without one cloudfront.net's does."""
        if not stage.certificate_arn:
            return None
        return acm.Certificate.from_certificate_arn(self, "Certificate", stage.certificate_arn)

    def _from_bucket(self, headers: cloudfront.ResponseHeadersPolicy) -> cloudfront.BehaviorOptions:
        return cloudfront.BehaviorOptions(
            origin=origins.S3BucketOrigin.with_origin_access_control(self.bucket),
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
            response_headers_policy=headers,
        )

    def _from_api(
        self,
        api: HttpApi,
        origin_secret: OriginSecret,
        headers: cloudfront.ResponseHeadersPolicy,
    ) -> cloudfront.BehaviorOptions:
        return cloudfront.BehaviorOptions(
            origin=origins.HttpOrigin(
                api.domain,
                protocol_policy=cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
                custom_headers={"x-origin-secret": origin_secret.value},
            ),
            allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
            cache_policy=cloudfront.CachePolicy.CACHING_DISABLED,
            origin_request_policy=cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
            response_headers_policy=headers,
        )

    def _headers(self, uploads_to: str) -> cloudfront.ResponseHeadersPolicy:
        named = security_headers(f"https://cognito-idp.{Stack.of(self).region}.amazonaws.com", uploads_to)
        return cloudfront.ResponseHeadersPolicy(
            self,
            "Headers",
            security_headers_behavior=_security_behavior(named),
            custom_headers_behavior=cloudfront.ResponseCustomHeadersBehavior(
                custom_headers=[
                    cloudfront.ResponseCustomHeader(header=name, value=named[name], override=True) for name in _CUSTOM
                ]
            ),
        )

    def _explain(self) -> None:
        for rule, reason in _DISTRIBUTION_REASONS.items():
            not_here(self.distribution, rule, because=reason)


def _security_behavior(named: dict[str, str]) -> cloudfront.ResponseSecurityHeadersBehavior:
    """The values of security_headers.json where CloudFront wants them typed."""
    if named["X-Content-Type-Options"] != "nosniff" or named["X-Frame-Options"] != "DENY":
        raise ValueError("security_headers.json: X-Content-Type-Options must be nosniff, X-Frame-Options DENY")
    seconds = int(named["Strict-Transport-Security"].partition("max-age=")[2].partition(";")[0])
    return cloudfront.ResponseSecurityHeadersBehavior(
        content_security_policy=cloudfront.ResponseHeadersContentSecurityPolicy(
            content_security_policy=named["Content-Security-Policy"], override=True
        ),
        content_type_options=cloudfront.ResponseHeadersContentTypeOptions(override=True),
        frame_options=cloudfront.ResponseHeadersFrameOptions(
            frame_option=cloudfront.HeadersFrameOption.DENY, override=True
        ),
        referrer_policy=cloudfront.ResponseHeadersReferrerPolicy(
            referrer_policy=cloudfront.HeadersReferrerPolicy(named["Referrer-Policy"].upper().replace("-", "_")),
            override=True,
        ),
        strict_transport_security=cloudfront.ResponseHeadersStrictTransportSecurity(
            access_control_max_age=Duration.seconds(seconds), include_subdomains=True, override=True
        ),
    )


_DISTRIBUTION_REASONS = {
    "CFR1": "Candidates may be anywhere; which countries a company hires in is not the stack's to say",
    "CFR2": "A web ACL costs more a month than all the rest; the HTTP API throttles, and a company may attach one",
    "CFR3": "CloudFront's access log writes down paths, and a path here holds a candidate's token",
    "CFR4": "The certificate of cloudfront.net fixes its TLS policy; it goes with the company's own domain",
}
