"""The bugs that are put in on purpose: one mistake each, where it would be made (`seeded_bugs` puts them in)."""

from tests.proofs.bug import Bug
from tests.proofs.event_bugs import EVENT_BUGS
from tests.proofs.reminder_bugs import REMINDER_BUGS
from tests.proofs.reply_bugs import REPLY_BUGS

_OUTBOX = "mianyue/adapters/outbox_store.py"
_STORY = "mianyue/adapters/story_store.py"
_SENDER = "functions/send/send_message.py"
_CHANNEL = "mianyue/adapters/mail_channel.py"
_ROUTE = "functions/send/route_stage_entry.py"
_SWEEP = "functions/remind/sweep.py"
_INTERVIEW = "mianyue/domain/interview.py"
_MESSAGE = "mianyue/domain/message.py"
_KEYS = "mianyue/adapters/keys.py"
_RULES = "mianyue/domain/rules.py"
_BULKS = "mianyue/adapters/bulk_store.py"
_BULK_ITEMS = "mianyue/adapters/bulk_items.py"
_BULK_WORK = "functions/bulk/work.py"
_BACK = "mianyue/domain/bringing_back.py"


BUGS = (
    *EVENT_BUGS,
    *REMINDER_BUGS,
    *REPLY_BUGS,
    # New links.
    Bug(
        "each press for a new link brings a mail",
        "functions/portal_api/ask_for_link.py",
        "        if too_often(interview, now) or _written(stories, interview, request_id, now):",
        "        if _written(stories, interview, request_id, now):",
    ),
    Bug(
        "of two presses for a new link at the same moment both count",
        "functions/portal_api/ask_for_link.py",
        "    except Conflict:  # perhaps the same button, pressed twice at once: look again\n        return False",
        "    except Conflict:\n        stories.record(event, interview, interview, messages=messages)",
    ),
    Bug(
        "who has just been sent a new link is reminded all the same",
        "mianyue/domain/reminder.py",
        "    return max([since, *interview.spoken_at]) + timedelta(seconds=own)",
        "    return since + timedelta(seconds=own)",
    ),
    # Two queues.
    Bug(
        "what somebody waits for stands in line behind the many",
        "mianyue/adapters/send_queue.py",
        "return self.awaited if message.awaited else self.many",
        "return self.many",
    ),
    # Moves gone back on.
    Bug(
        "an interview goes on though its candidate has been told that it does not",
        _BACK,
        "return silent and not lost",
        "return not lost",
    ),
    Bug(
        "a mail goes on waiting that tells of an end which has been taken back",
        _STORY,
        "        *_untold(back.untold),\n",
        "",
    ),
    Bug(
        "a candidate who is rejected after all is not told",
        "mianyue/domain/calling_off.py",
        "{Fact.CANCELLED}-{interview.calendar_sequence}",
        "{Fact.CANCELLED}",
    ),
    # Bulk actions.
    Bug(
        "a worker writes on over a pause",
        _BULKS,
        '_AS_READ = "#status = :status AND #position = :position AND steps = :steps"',
        '_AS_READ = "#position = :position AND :status = :status AND :steps = :steps"',
    ),
    Bug(
        "a bulk action begins before its hold is over",
        _BULK_WORK,
        "worker.clock() < bulk.starts_at",
        "worker.clock() < bulk.created_at",
    ),
    Bug(
        "after a crash a bulk action does not know its own move again",
        "mianyue/moving.py",
        "any(each.batch == self.batch for each in story.entries)",
        "any(each.batch == self.batch for each in ())",
    ),
    Bug(
        "a paused bulk action's mails go out",
        _SENDER,
        "if found.bulk and found.bulk.status.halts:",
        "if found.bulk and found.bulk.status is BulkStatus.CANCELLED:",
    ),
    Bug(
        "a doubt that is settled is counted twice",
        _BULK_ITEMS,
        "((left, -1), (reached, 1))",
        "((left, 0), (reached, 1))",
    ),
    Bug(
        "mails are not brought back after a pause",
        "mianyue/domain/bulk.py",
        "recalls = self.status is not BulkStatus.HELD and step is not Step.PAUSE",
        "recalls = self.status is not BulkStatus.HELD and step is Step.CANCEL",
    ),
    # Dropped conditions.
    Bug(
        "who wants no reminders gets them all the same",
        _MESSAGE,
        "_UNREMINDED = frozenset({Side.REMINDERS_STOPPED, Side.REPLIED})",
        "_UNREMINDED = frozenset({Side.REPLIED})",
    ),
    Bug(
        "a claim does not ask whether somebody else has the message",
        _OUTBOX,
        "claimed = (*_settled(message, Status.QUEUED), _unchanged(interview))",
        "claimed = (put(keys.message_item(message)), _unchanged(interview))",
    ),
    Bug(
        "a claim does not look at the interview again",
        _OUTBOX,
        "claimed = (*_settled(message, Status.QUEUED), _unchanged(interview))",
        "claimed = _settled(message, Status.QUEUED)",
    ),
    Bug(
        "a message is put off whoever has put it off before",
        _OUTBOX,
        'seen = "#status = :queued AND due_at = :seen"',
        'seen = "#status = :queued OR due_at = :seen"',
    ),
    Bug(
        "a reminder in the way keeps a mail from being settled",
        _OUTBOX,
        'condition = f"{ABSENT} OR (#status <> :written AND #reason <> :by_hr)"',
        'condition = f"{ABSENT} AND (#status <> :written AND #reason <> :by_hr)"',
    ),
    Bug(
        "a reminder is decided on an interview that has changed",
        _STORY,
        'interview.number), "rev = :rev", rev=interview.rev)',
        'interview.number), "rev >= :rev", rev=interview.rev)',
    ),
    Bug(
        "a reminder is decided as often as somebody is woken",
        "mianyue/adapters/reminder_items.py",
        'condition="#status = :waiting AND due_at = :seen"',
        'condition="#status <> :waiting OR due_at = :seen"',
    ),
    # Swapped order.
    Bug(
        "a message counts as sent before it is handed over",
        _SENDER,
        "        return self._hand_over(claimed, channel, written, now)",
        '        self._settle(claimed, "", now)\n        return self._hand_over(claimed, channel, written, now)',
    ),
    Bug(
        "a message is handed over before it is claimed",
        _SENDER,
        "            self._outbox.claim(claimed.message,",
        "            channel.send(written)\n            self._outbox.claim(claimed.message,",
    ),
    Bug(
        "somebody whose place has changed is invited for where they were",
        _ROUTE,
        "    return story.application.entry != entry.number",
        "    return False",
    ),
    # Wrong tries.
    Bug("the channel is asked three times", _CHANNEL, "                tries=1,", "                tries=3,"),
    Bug(
        "no answer counts as busy",
        _CHANNEL,
        "            raise Unanswered(str(error)) from error",
        "            raise Throttled(str(error)) from error",
    ),
    Bug(
        "a 5xx counts as busy",
        _CHANNEL,
        "        return Unanswered(error.code)",
        "        return Throttled(error.code)",
    ),
    Bug(
        "busy counts as refused",
        _CHANNEL,
        "        return Throttled(error.code)",
        "        return Rejected(error.code)",
    ),
    Bug(
        "a released message is not put on the queue again",
        _SENDER,
        "        self._later(self._outbox.release(message, now + self._back_off(message, busy)), now)",
        "        self._outbox.release(message, now + self._back_off(message, busy))",
    ),
    # What is due is not found.
    Bug(
        "a mail without an answer is not looked at again",
        _KEYS,
        "        return message.claimed_at + DOUBTFUL_AFTER",
        "        return None",
    ),
    Bug(
        "a mail without an answer is sent again",
        _SWEEP,
        "            self._outbox.doubt(message, _doubtful(message, now))",
        "            self._queue.message(self._outbox.release(message, now))  # type: ignore[attr-defined]",
    ),
    Bug(
        "HR is asked after a minute",
        _MESSAGE,
        "DOUBTFUL_AFTER = timedelta(minutes=15)",
        "DOUBTFUL_AFTER = timedelta(minutes=1)",
    ),
    Bug(
        "HR is asked after three hours",
        _MESSAGE,
        "DOUBTFUL_AFTER = timedelta(minutes=15)",
        "DOUBTFUL_AFTER = timedelta(hours=3)",
    ),
    Bug(
        "a message that was lost on its way to the queue stays lost",
        _KEYS,
        "        return message.due_at + SWEEP_GRACE",
        "        return None",
    ),
    Bug(
        "a stage entry that the stream has lost stays lost",
        _SWEEP,
        "                    self._queue.entry(due)\n",
        "",
    ),
    Bug(
        "a reminder whose schedule was lost stays lost",
        _KEYS,
        "    waits = reminder.status is ReminderStatus.WAITING",
        "    waits = False",
    ),
    Bug(
        "the sweep ends with the first item that fails",
        _SWEEP,
        "                self._trouble(name, error)",
        "                self._trouble(name, error)\n                break",
    ),
    # Wrong rank, wrong rule.
    Bug(
        "who has answered is reminded",
        _MESSAGE,
        '    if interview.answered:\n        return "answered"\n',
        "",
    ),
    Bug(
        "who has opened the mail is reminded of an unopened one",
        _MESSAGE,
        "if kind is Kind.UNOPENED_REMINDER and interview.noticed:",
        "if kind is Kind.UNOPENED_REMINDER and interview.noticed and interview.answered:",
    ),
    Bug(
        "who comes back to a stage is invited again",
        _RULES,
        "    if not rule.reentry and any(_stands_for(each, asked=_asked_for(story, entry)) for each in earlier):",
        "    if False:",
    ),
    Bug(
        "whom another rule has invited in this stage before is invited again",
        _RULES,
        "    if not rule.reentry and any(_stands_for(each, asked=_asked_for(story, entry)) for each in earlier):",
        "    if not rule.reentry and any(each.rule_id == rule.rule_id for each in earlier):",
    ),
    Bug(
        "who never had a mail of an interview that was called off can never be invited",
        _RULES,
        "    return interview.progress >= Progress.SENT and not (asked and interview.closed is Side.CANCELLED)",
        "    return True",
    ),
    Bug(
        "who comes is invited anew",
        _RULES,
        "    if any(each.coming and each.closed is None for each in earlier):",
        "    if False:",
    ),
    Bug(
        "somebody is invited to a time that is over",
        _SENDER,
        "found.interview.starts_at <= now else",
        "found.interview.starts_at is None else",
    ),
    Bug(
        "who is rejected keeps a live interview",
        _INTERVIEW,
        "        return stage not in closing and (not self.stands_in or stage in self.stands_in)",
        "        return not self.stands_in or stage in self.stands_in or stage in closing",
    ),
    Bug(
        "an interview outlives every stage that does not end it all",
        _INTERVIEW,
        "        return stage not in closing and (not self.stands_in or stage in self.stands_in)",
        "        return stage not in closing",
    ),
    Bug(
        "a move does not see the invitation that comes of where it leaves",
        _STORY,
        "            *_still_unrouted(left),\n",
        "",
    ),
    Bug(
        "a move overwrites an interview that has changed",
        _STORY,
        "        *interview_changed(ending.before, ending.after),",
        "        put(keys.interview_item(ending.after)),",
    ),
    Bug(
        "a cancelled candidate is not told",
        "mianyue/domain/calling_off.py",
        "    return CalledOff(interview, after, event, mails)",
        "    return CalledOff(interview, after, event, ())",
    ),
    Bug(
        "who comes back keeps the earlier interview, too",
        _ROUTE,
        '    return [called_off(each, str(entry.number), source="system", at=entry.entered_at) for each in silent]',
        "    return []",
    ),
    Bug(
        "HR has no time to take an invitation back",
        _RULES,
        "    earliest = max(now, entry.entered_at + _hold(company, entry))",
        "    earliest = now",
    ),
    Bug(
        "an invitation leaves at night",
        _SENDER,
        "        if (opens := self._policy.opens(found, now)) > now:",
        "        if (opens := self._policy.opens(found, now)) < now:",
    ),
    Bug(
        "nobody brings back what waits for the morning",
        _SENDER,
        "            self._later(self._outbox.hold(found.message, opens), now)",
        "            pass",
    ),
    Bug(
        "what is taken back goes out if somebody claims it meanwhile",
        _OUTBOX,
        "            *_settled(dropped, Status.QUEUED),\n            put(keys.event_item(event), ABSENT),",
        "            put(keys.message_item(dropped)),\n            put(keys.event_item(event), ABSENT),",
    ),
    Bug(
        "only the Send event settles a mail",
        "functions/track/record_ses_event.py",
        "        _settle(outbox, told)\n",
        "        if told.fact is Fact.SENT:\n            _settle(outbox, told)\n",
    ),
    Bug(
        "an event that comes late finds a message that HR has left",
        _MESSAGE,
        "        return self.tries > 0 and self.status is not Status.SENT",
        "        return self.status is Status.SENDING",
    ),
    Bug(
        "no reminder is planned",
        "mianyue/settling.py",
        "        reminder = planned(sent, found.interview, at)",
        "        reminder = None",
    ),
    Bug(
        "a stream goes on behind a record that failed",
        "mianyue/adapters/batches.py",
        "            return _failures([number])",
        "            continue",
    ),
    Bug(
        "a queue message that failed is forgotten",
        "mianyue/adapters/batches.py",
        'if not _done(each, work, each["messageId"])',
        'if not _done(each, work, each["messageId"]) and False',
    ),
)
