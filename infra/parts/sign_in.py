"""Sign-in of HR: a Cognito pool in which only an admin makes accounts."""

import aws_cdk.aws_apigatewayv2_authorizers as authorizers
import aws_cdk.aws_cognito as cognito
import aws_cdk.aws_lambda as lambda_
from aws_cdk import Duration, RemovalPolicy
from constructs import Construct

from infra.parts.reasons import not_here
from infra.stage import Stage

ROLES = {
    "hr": "Applications, mails and answers",
    "admin": "Everything HR may do, and accounts and settings",
    "finance": "Costs, and nothing about candidates",
}
MANAGING = (
    "AdminAddUserToGroup",
    "AdminCreateUser",
    "AdminDisableUser",
    "AdminEnableUser",
    "AdminGetUser",
    "AdminListGroupsForUser",
    "AdminRemoveUserFromGroup",
    "AdminUserGlobalSignOut",
    "ListUsers",
    "ListUsersInGroup",
)
SCOPE = "aws.cognito.signin.user.admin"
"""Only access tokens of a signed-in user carry it: an ID token is refused by the authorizer."""


class SignIn(Construct):
    """User pool, its groups, and the client of the portal."""

    def __init__(self, scope: Construct, construct_id: str, *, stage: Stage, site_url: str) -> None:
        super().__init__(scope, construct_id)
        self.pool = cognito.UserPool(
            self,
            "Pool",
            self_sign_up_enabled=False,
            sign_in_aliases=cognito.SignInAliases(email=True),
            sign_in_case_sensitive=False,
            auto_verify=cognito.AutoVerifiedAttrs(email=True),
            account_recovery=cognito.AccountRecovery.EMAIL_ONLY,
            mfa=cognito.Mfa.OFF,
            password_policy=_PASSWORDS,
            user_invitation=_invitation(site_url),
            deletion_protection=stage.keeps_data,
            removal_policy=RemovalPolicy.RETAIN if stage.keeps_data else RemovalPolicy.DESTROY,
        )
        for name, description in ROLES.items():
            cognito.UserPoolGroup(
                self, name.capitalize(), user_pool=self.pool, group_name=name, description=description
            )
        self.client = self.pool.add_client(
            "Portal",
            auth_flows=cognito.AuthFlow(user_password=True),
            disable_o_auth=True,
            generate_secret=False,
            prevent_user_existence_errors=True,
            enable_token_revocation=True,
            access_token_validity=Duration.hours(1),
            id_token_validity=Duration.hours(1),
            refresh_token_validity=Duration.days(7),
        )
        self._explain()

    def authorizer(self) -> authorizers.HttpUserPoolAuthorizer:
        """Lets in whoever carries a token of this pool, made for the portal's client."""
        return authorizers.HttpUserPoolAuthorizer(
            "SignedIn",
            self.pool,
            user_pool_clients=[self.client],
        )

    def grant_manage_users(self, function: lambda_.Function) -> None:
        """Invite people, give them a role, switch them off and on. No password is set or read, and nobody deleted."""
        self.pool.grant(function, *(f"cognito-idp:{action}" for action in MANAGING))

    def _explain(self) -> None:
        not_here(
            self.pool,
            "COG2",
            because="The portal's sign-in asks for a password alone: whoever had an authenticator app could neither "
            "enrol it there nor answer its challenge, and would be locked out",
        )
        not_here(
            self.pool,
            "COG8",
            because="The plus plan is paid for each user and month; a company that wants it switches it on",
        )


_PASSWORDS = cognito.PasswordPolicy(
    min_length=12,
    require_lowercase=True,
    require_uppercase=True,
    require_digits=True,
    require_symbols=True,
    temp_password_validity=Duration.days(3),
)


def _invitation(site_url: str) -> cognito.UserInvitationConfig:
    return cognito.UserInvitationConfig(
        email_subject="面约 Mianyue: 您的账号 · your account",
        email_body=(
            f"<p>您的面约账号已开通：<b>{{username}}</b>，临时密码：<b>{{####}}</b>（3 天内有效）。登录：{site_url}</p>"
            f"<p>Your Mianyue account is ready: <b>{{username}}</b>, temporary password <b>{{####}}</b> "
            f"(valid for 3 days). Sign in at {site_url}</p>"
        ),
    )
