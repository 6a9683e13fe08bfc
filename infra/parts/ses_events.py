"""What SES says about our mails: configuration set, topic, queue, track function."""

import aws_cdk.aws_lambda as lambda_
import aws_cdk.aws_lambda_event_sources as event_sources
import aws_cdk.aws_ses as ses
import aws_cdk.aws_sns as sns
import aws_cdk.aws_sns_subscriptions as subscriptions
from constructs import Construct

from infra.parts.dead_letters import dead_letters, waiting_for

EVENTS = [
    ses.EmailSendingEvent.SEND,
    ses.EmailSendingEvent.REJECT,
    ses.EmailSendingEvent.BOUNCE,
    ses.EmailSendingEvent.COMPLAINT,
    ses.EmailSendingEvent.DELIVERY,
    ses.EmailSendingEvent.OPEN,
    ses.EmailSendingEvent.CLICK,
    ses.EmailSendingEvent.RENDERING_FAILURE,
    ses.EmailSendingEvent.DELIVERY_DELAY,
    ses.EmailSendingEvent.SUBSCRIPTION,
]


class SesEvents(Construct):
    """SES → SNS → SQS: a queue, because events come in bursts and a lost one may be a bounce."""

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        self.configuration_set = ses.ConfigurationSet(
            self,
            "ConfigurationSet",
            tls_policy=ses.ConfigurationSetTlsPolicy.REQUIRE,
            reputation_metrics=True,
            suppression_reasons=ses.SuppressionReasons.BOUNCES_AND_COMPLAINTS,
        )
        self.topic = sns.Topic(self, "Topic", enforce_ssl=True)
        # It also lets SES publish to the topic: SES alone, and for this configuration set alone.
        ses.ConfigurationSetEventDestination(
            self,
            "Destination",
            configuration_set=self.configuration_set,
            destination=ses.EventDestination.sns_topic(self.topic),
            events=EVENTS,
        )
        self.dead_letters = dead_letters(self, "DeadLetters")
        self.queue = waiting_for(
            self,
            "Queue",
            consumer="track",
            dead_letters=self.dead_letters,
            max_receive_count=5,
        )
        self.topic.add_subscription(subscriptions.SqsSubscription(self.queue, raw_message_delivery=True))

    def feed(self, tracker: lambda_.Function) -> None:
        """Events reach `tracker`, ten at most at once, as SES wrote them."""
        tracker.add_event_source(
            event_sources.SqsEventSource(self.queue, batch_size=10, report_batch_item_failures=True)
        )
