"""The architecture on one screen: which parts there are, who may do what, and who feeds whom."""

from aws_cdk import CfnOutput, Stack, Tags
from aws_cdk.aws_apigatewayv2 import HttpMethod
from constructs import Construct

from infra.parts.alarms import Alarms
from infra.parts.data_bucket import DataBucket
from infra.parts.function import Function
from infra.parts.http_api import HttpApi
from infra.parts.poisoned_records import PoisonedRecords
from infra.parts.portal_site import PortalSite
from infra.parts.replies import Replies
from infra.parts.schedules import Schedules
from infra.parts.secrets import LinkKeys, OriginSecret
from infra.parts.send_queue import SendQueue
from infra.parts.sender import Sender
from infra.parts.ses_events import SesEvents
from infra.parts.sign_in import SignIn
from infra.parts.table import Table
from infra.parts.upload_bucket import UploadBucket
from infra.stage import LAPTOP_UPLOADS, Stage


class MianyueStack(Stack):
    """Everything one company needs, for one stage."""

    def __init__(self, scope: Construct, stage: Stage) -> None:
        super().__init__(
            scope,
            f"Mianyue-{stage.name}",
            description=f"Mianyue {stage.name}: interview invitations",
            termination_protection=stage.keeps_data,
        )
        Tags.of(self).add("app", "mianyue")
        Tags.of(self).add("stage", stage.name)

        # What keeps, what serves, what sends, what wakes.
        self.table = Table(self, "Table", stage=stage)
        self.data = DataBucket(self, "Data", stage=stage)
        self.poisoned = PoisonedRecords(self, "Poisoned", stage=stage)
        self.link_keys = LinkKeys(self, "LinkKeys", stage=stage)
        self.origin_secret = OriginSecret(self, "OriginSecret", stage=stage)
        self.api = HttpApi(self, "Api", stage=stage)
        self.uploads = UploadBucket(self, "Uploads", stage=stage)
        self.site = PortalSite(
            self,
            "Site",
            stage=stage,
            api=self.api,
            origin_secret=self.origin_secret,
            uploads_to=self.uploads.origin,
        )
        self.sign_in = SignIn(self, "SignIn", stage=stage, site_url=self.site.url)
        self.outbox = SendQueue(self, "Outbox", senders=stage.senders)
        self.awaited = SendQueue(self, "Awaited", senders=stage.awaited_senders)
        self.ses_events = SesEvents(self, "SesEvents")
        self.sender = Sender(self, "Sender", stage=stage, events=self.ses_events.configuration_set)
        self.schedules = Schedules(self, "Schedules", stage=stage)
        self.replies = Replies(self, "Inbox", stage=stage) if stage.reply_domain else None

        # The functions, each told what it uses.
        table = {"TABLE_NAME": self.table.name}
        links = table | {"SITE_URL": self.site.url, "LINK_KEYS_SECRET": self.link_keys.arn}
        http = {"ORIGIN_SECRET": self.origin_secret.value}
        data = {"DATA_BUCKET": self.data.name}
        pool = {"USER_POOL_ID": self.sign_in.pool.user_pool_id}
        uploads = {"UPLOAD_BUCKET": self.uploads.name, "UPLOAD_URL": self._upload_url(stage)}
        outbox = {"SEND_QUEUE_URL": self.outbox.url, "AWAITED_QUEUE_URL": self.awaited.url}
        events = {
            "SES_CONFIGURATION_SET": self.ses_events.configuration_set.configuration_set_name,
            "POISONED_BUCKET": self.poisoned.bucket.bucket_name,
        }
        self.track = Function(self, "track", stage=stage, environment=links | http | events)
        own_plans = self.schedules.own_environment()
        self.bulk = Function(self, "bulk", stage=stage, environment=table | http | data | outbox | own_plans)
        self.imports = Function(self, "imports", stage=stage, environment=table | http | data | uploads)
        waking = {
            "BULK_FUNCTION_NAME": self.bulk.function_name,
            "IMPORTS_FUNCTION_NAME": self.imports.function_name,
        }
        self.remind = Function(self, "remind", stage=stage, environment=table | outbox | waking | own_plans)
        self.portal_api = Function(self, "portal_api", stage=stage, environment=links | http | data | outbox | pool)
        writing = http | data | outbox | {"SITE_URL": self.site.url, "SENDER_ADDRESS": self.sender.address}
        self.templates = Function(self, "templates", stage=stage, environment=table | writing)
        planning = self.schedules.environment(wakes=self.remind, fills=self.outbox, awaited=self.awaited)
        mailing = self.sender.environment() | {"REPLY_DOMAIN": stage.reply_to}
        self.send = Function(self, "send", stage=stage, environment=links | data | outbox | planning | mailing)
        if self.replies:
            reading = self.replies.environment() | {
                "REPLY_DOMAIN": stage.reply_domain,
                "SENDER_ADDRESS": self.sender.address,
            }
            self.take_in = Function(self, "replies", stage=stage, environment=links | data | outbox | reading)

        for part in self.node.children:
            Tags.of(part).add("part", part.node.id, priority=50)  # functions say it themselves, and win

        self._grant()
        self._connect()
        self._watch(stage)
        self._tell(stage)

    def _upload_url(self, stage: Stage) -> str:
        """Where browsers reach the upload bucket: on the laptop at the gateway, like everything."""
        return f"{self.site.url}{LAPTOP_UPLOADS}" if stage.on_laptop else self.uploads.origin

    def _grant(self) -> None:
        """Who may do what; nobody may do anything else."""
        self.table.grant_use(
            self.send, self.track, self.remind, self.portal_api, self.imports, self.templates, self.bulk
        )
        self.table.grant_remove_set_up(self.portal_api)
        self.sign_in.grant_manage_users(self.portal_api)
        self.link_keys.grant_read(self.send, self.track, self.portal_api)
        for queue in (self.outbox, self.awaited):
            queue.grant_put(self.send, self.remind, self.portal_api, self.templates, self.bulk)
        self.poisoned.grant_keep_apart(self.track)
        self.data.grant_keep_mail(self.send)
        self.data.grant_show_mail(self.portal_api)
        self.data.grant_keep_trials(self.templates)
        self.data.grant_send_trials(self.send)
        self.data.grant_import(self.imports)
        self.uploads.grant_import(self.imports)
        self.data.grant_bulk(self.bulk)
        self.sender.grant_send(self.send)
        for function in (self.send, self.bulk):
            self.sender.grant_ask_quota(function)
        for function in (self.send, self.bulk, self.remind):
            self.schedules.grant_plan(function)
        self.imports.grant_invoke_itself()
        self.bulk.grant_invoke_itself()
        for function in (self.bulk, self.imports):
            function.grant_be_woken(self.remind)
        if self.replies:
            self._grant_replies(self.replies)

    def _grant_replies(self, replies: Replies) -> None:
        self.table.grant_use(self.take_in)
        self.link_keys.grant_read(self.take_in)
        self.data.grant_keep_trials(self.take_in)
        self.awaited.grant_put(self.take_in)
        replies.grant_read(self.take_in)

    def _connect(self) -> None:
        """Who feeds whom."""
        self.uploads.let_in(self.site.url)
        self.table.wake(self.send, poisoned=self.poisoned)
        self.outbox.feed(self.send)
        self.awaited.feed(self.send)
        self.ses_events.feed(self.track)
        if self.replies:
            self.replies.feed(self.take_in)
        self.schedules.wake(self.remind, self.outbox, self.awaited)
        self.schedules.catch_failures_of(self.imports)
        self.schedules.start(self.bulk)
        hr = self.sign_in.authorizer()
        self.api.for_hr(self.portal_api, "/api/hr/{proxy+}", authorizer=hr)
        self.api.for_hr(self.imports, "/api/hr/imports", "/api/hr/imports/{proxy+}", authorizer=hr)
        self.api.for_hr(self.templates, "/api/hr/templates", "/api/hr/templates/{proxy+}", authorizer=hr)
        self.api.for_hr(self.bulk, "/api/hr/bulks", "/api/hr/bulks/{proxy+}", authorizer=hr)
        self.api.for_anyone(
            self.portal_api,
            "/api/candidate/{proxy+}",
            HttpMethod.ANY,
            because="Candidates have no account: the function checks a signed token or session",
        )
        self.api.for_anyone(
            self.portal_api,
            "/api/platform/events",
            HttpMethod.POST,
            because="The interview platform has no account: the function checks a signed token",
        )
        self.api.for_anyone(
            self.track,
            "/t/{token}",
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            because="A link in a mail: the function checks its signature; looking leaves a raw hit behind, and only a "
            "mail program's unsubscribing (RFC 8058) is an act",
        )

    def _watch(self, stage: Stage) -> None:
        """Who is told when something goes wrong, and about what."""
        alarms = Alarms(self, "Alarms", stage=stage)
        alarms.not_empty("UnsentMail", self.outbox.dead_letters, "A mail failed five times")
        alarms.not_empty(
            "UnsentAwaitedMail", self.awaited.dead_letters, "A mail that somebody waits for failed five times"
        )
        alarms.not_empty("UnreadSesEvents", self.ses_events.dead_letters, "SES events could not be recorded")
        alarms.not_empty(
            "UndoneWork", self.schedules.dead_letters, "A reminder, sweep, import or bulk action failed for good"
        )
        alarms.not_empty(
            "PoisonedRecords", self.poisoned.queue, "Stage entries, messages or SES events could not be read"
        )
        if self.replies:
            alarms.not_empty("UnreadReplies", self.replies.dead_letters, "Candidates' replies could not be taken in")
        alarms.late_mail(self.outbox.queue)
        alarms.late_mail(self.awaited.queue, what="AwaitedMail")
        alarms.stuck_stream(self.send)
        alarms.failing_api(self.api)
        alarms.silent_sweep(self.remind)

    def _tell(self, stage: Stage) -> None:
        """What the commands, the laptop and the operators need to know."""
        for name, value in self._replies_outputs().items():
            CfnOutput(self, name, value=value)
        for name, value in {
            "StageName": stage.name,
            "SenderAddress": stage.sender,
            "TableName": self.table.name,
            "SiteUrl": self.site.url,
            "HttpApiId": self.api.api_id,
            "HttpApiUrl": f"https://{self.api.domain}",
            "PortalBucketName": self.site.bucket.bucket_name,
            "DataBucketName": self.data.name,
            "UploadBucketName": self.uploads.name,
            "UserPoolId": self.sign_in.pool.user_pool_id,
            "UserPoolClientId": self.sign_in.client.user_pool_client_id,
            "SesEventsTopicArn": self.ses_events.topic.topic_arn,
            "SesEventsQueueUrl": self.ses_events.queue.queue_url,
            "SendQueueUrl": self.outbox.url,
            "UnsentMailQueueUrl": self.outbox.dead_letters.queue_url,
            "AwaitedQueueUrl": self.awaited.url,
            "UnsentAwaitedMailQueueUrl": self.awaited.dead_letters.queue_url,
            "UnreadSesEventsQueueUrl": self.ses_events.dead_letters.queue_url,
            "UndoneWorkQueueUrl": self.schedules.dead_letters.queue_url,
            "PoisonedBucketName": self.poisoned.bucket.bucket_name,
            "PoisonedRecordsQueueUrl": self.poisoned.queue.queue_url,
            "SendFunctionName": self.send.function_name,
            "TrackFunctionName": self.track.function_name,
            "RemindFunctionName": self.remind.function_name,
            "PortalApiFunctionName": self.portal_api.function_name,
            "TemplatesFunctionName": self.templates.function_name,
            "ImportsFunctionName": self.imports.function_name,
            "BulkFunctionName": self.bulk.function_name,
            "LinkKeysSecretArn": self.link_keys.arn,
            "OriginSecretArn": self.origin_secret.arn,
            "DistributionId": self.site.distribution.distribution_id,
            "DistributionDomainName": self.site.distribution.distribution_domain_name,
            "ConfigurationSetName": self.ses_events.configuration_set.configuration_set_name,
        }.items():
            CfnOutput(self, name, value=value)

    def _replies_outputs(self) -> dict[str, str]:
        if not self.replies:
            return {}
        return {
            "ReplyBucketName": self.replies.bucket.bucket_name,
            "ReplyTopicArn": self.replies.topic.topic_arn,
            "RepliesQueueUrl": self.replies.queue.queue_url,
            "UnreadRepliesQueueUrl": self.replies.dead_letters.queue_url,
            "RepliesFunctionName": self.take_in.function_name,
        }
