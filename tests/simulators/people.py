"""HR and candidates as they come: they move, look, answer, change their minds, and press buttons twice."""

import json
from collections.abc import Callable
from random import Random
from typing import Any

from mianyue.adapters.keys import CASES, DUE_MESSAGES, DUE_REMINDERS, SUPPRESSED, application_key, reminder_key
from mianyue.adapters.link_signer import LinkSigner
from mianyue.domain.application import Application
from mianyue.domain.link import Scope
from mianyue.domain.moments import stamp
from mianyue.domain.tracking import ExceptionCase
from tests.builders import NOW
from tests.http_events import candidate_event, hr_event
from tests.simulators.scene import STAGES
from tests.simulators.ses import Accepted
from tests.simulators.world import LINK_KEYS, World

_HOUR = 3600.0


class HrPerson:
    """Moves people through the pipeline, and settles what the console shows."""

    def __init__(self, world: World, random: Random) -> None:
        self._world = world
        self._random = random

    def move(self, application_id: str, stage: str) -> None:
        """Move somebody from where the console shows them."""
        item = self._world.item(application_key(application_id))
        assert item, "HR moves people who are there"
        seen = {"application_id": application_id, "entry": int(item["entry"]["N"])}
        self._world.request(hr_event("POST", "/api/hr/moves", {"stage": stage, "applications": [seen]}))

    def move_by_mistake(self, application_id: str, stage: str) -> None:
        """Move somebody, and back where they were: mostly soon enough, perhaps too late."""
        item = self._world.item(application_key(application_id))
        assert item, "HR moves people who are there"
        self.move(application_id, stage)
        seconds = self._random.choice((1.0, 20.0, 60.0, 115.0, 125.0, 600.0))
        self._world.hub.later(seconds, lambda: self.move(application_id, item["stage"]["S"]))

    def settle_all(self, answer: Callable[[str, tuple[str, ...]], str] | None = None) -> None:
        """Answer every open exception, by chance or as `answer` says."""
        for item in self._world.listed(CASES, index=True):
            application, case = item["application_id"]["S"], item["case_id"]["S"]
            offered = _offered(item["kind"]["S"])
            if item["kind"]["S"] == "new_time_asked" and not answer and self._random.random() < 0.8:
                self._answer_wish(application, case, item["detail"]["M"]["wishes"]["S"].split(" "))
                continue
            chosen = answer(item["kind"]["S"], offered) if answer else self._random.choice(offered)
            path = f"/api/hr/applications/{application}/cases/{case}/resolve"
            self._world.request(hr_event("POST", path, {"resolution": chosen}))

    def lift_all(self) -> None:
        """Let mail go to every suppressed address again."""
        for item in self._world.listed(SUPPRESSED, index=True):
            lifted = {"address": item["address"]["S"], "because": "they have made room"}
            self._world.request(hr_event("POST", "/api/hr/suppressions/lift", lifted))

    def _answer_wish(self, application_id: str, case_id: str, wishes: list[str]) -> None:
        """Accept one of the times, propose another one or refuse them all; sometimes pressed twice."""
        another = stamp(self._world.moment(3 * 24 * _HOUR))
        how, body = self._random.choice(
            (
                ("accept", {"starts_at": self._random.choice(wishes)}),
                ("propose", {"starts_at": another}),
                ("refuse", {"note": ""}),
            )
        )
        event = hr_event("POST", f"/api/hr/applications/{application_id}/cases/{case_id}/{how}", body)
        for _ in range(self._random.choice((1, 1, 2))):
            self._world.request(event)

    def take_back(self) -> None:
        """Call off a message that the console shows as waiting."""
        waiting = [item for item in self._world.listed(DUE_MESSAGES, index=True) if item["status"]["S"] == "queued"]
        if waiting:
            message = self._random.choice(waiting)
            chosen = {name: message[name]["S"] for name in ("application_id", "message_id")}
            chosen |= {"entry": int(message["entry"]["N"])}  # type: ignore[dict-item]
            self._world.request(hr_event("POST", "/api/hr/scheduled/cancel", {"messages": [chosen]}))

    def cancel_a_reminder(self) -> None:
        """Cancel a reminder that the console shows as planned, perhaps with two presses."""
        waiting = [item for item in self._world.listed(DUE_REMINDERS, index=True) if item["status"]["S"] == "waiting"]
        if waiting:
            chosen = self._random.choice(waiting)
            numbers = {name: int(chosen[name]["N"]) for name in ("entry", "ordinal")}
            for _ in range(self._random.choice((1, 1, 2))):
                self._cancel({"application_id": chosen["application_id"]["S"], **numbers})

    def cancel_at_the_last_moment(self, reminder: dict[str, Any]) -> None:
        """Watch a reminder's time run down, and press just as it comes due."""
        if self._random.random() < 0.2:
            self._world.hub.later(self._random.choice((0.0, 0.02, 0.1)), lambda: self._cancel(reminder))

    def _cancel(self, body: dict[str, Any]) -> None:
        def told(answer: dict[str, Any]) -> None:
            if answer["statusCode"] == 204:
                self._world.hr_was_told(reminder_key(body["application_id"], body["entry"], body["ordinal"]))

        self._world.request(hr_event("POST", "/api/hr/scheduled/reminders/cancel", body), told)

    def work(self, people: list[Application], until: float) -> None:
        """A storm's worth of moves and settled exceptions."""
        random, hub = self._random, self._world.hub
        length = until - hub.now
        for person in people:
            first = hub.now + random.uniform(0, 0.3) * length
            hub.at(first, lambda person=person: self.move(person.application_id, "screened"))
            for _ in range(random.choice((0, 0, 1, 1, 2, 4))):
                moment, stage = random.uniform(hub.now, until), random.choice(STAGES)
                move = random.choice((self.move, self.move, self.move_by_mistake))
                hub.at(moment, lambda person=person, move=move, stage=stage: move(person.application_id, stage))
        for _ in range(random.randint(0, 4)):
            hub.at(random.uniform(hub.now, until), self.settle_all)
        for _ in range(random.choice((0, 0, 1, 2))):
            hub.at(random.uniform(hub.now, until), self.take_back)
        for _ in range(random.choice((0, 0, 1, 2))):
            hub.at(random.uniform(hub.now, until), self.lift_all)
        for _ in range(random.choice((0, 0, 1, 2))):
            hub.at(random.uniform(hub.now, until), self.cancel_a_reminder)
        self._world.on_reminder_due.append(self.cancel_at_the_last_moment)


def _offered(kind: str) -> tuple[str, ...]:
    return ExceptionCase("", 0, "", kind, at=NOW).answers


class Candidates:
    """React to the mails they get, unless they are `silent`: then they do only what they are told."""

    def __init__(self, world: World, random: Random, *, silent: bool = False) -> None:
        self._world = world
        self._random = random
        if not silent:
            world.ses.on_accepted.append(self.receive)

    def receive(self, mail: Accepted) -> None:
        """A mail has arrived: now, later or never something is done about it."""
        if not mail.arrives:
            return
        after = self._after()
        if self._random.random() < 0.3:
            self._world.hub.later(self._random.uniform(0, 600), lambda: self.scan(mail))
        if self._random.random() < 0.3:
            return
        self._world.hub.later(after, lambda: self._world.ses.tell(mail, "Open"))
        for act in self._random.choice(_BEHAVIOURS):
            after += self._random.choice((0.0, 1.0, 60.0, _HOUR))
            self._world.hub.later(after, lambda act=act: act(self, mail))

    def look(self, mail: Accepted, method: str = "GET") -> None:
        """Follow the link: a machine or a person, nobody knows."""
        event = candidate_event(method, f"/t/{mail.link}")
        event["pathParameters"] = {"token": mail.link}
        self._world.track.invoke(event, lambda _: None)

    def scan(self, mail: Accepted) -> None:
        """What machines do with it before anybody reads: load the picture, ask for the link, run the page's scripts."""
        self._world.ses.tell(mail, "Open", userAgent="Mozilla/5.0")
        self._world.ses.tell(mail, "Click", userAgent="Barracuda Sentinel (EE)")
        self.look(mail, method="HEAD")
        event = candidate_event("POST", "/api/candidate/session", {"token": mail.link})
        event["headers"]["user-agent"] = "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/131.0.0.0 Safari/537.36"
        self._world.request(event)

    def read_on(self, mail: Accepted) -> None:
        """Follow another link of the mail."""
        self._world.ses.tell(mail, "Click")

    def confirm(self, mail: Accepted) -> None:
        """Press "I will come"."""
        self._act(mail, "confirm", {})

    def decline(self, mail: Accepted) -> None:
        """Press "I will not come"."""
        self._act(mail, "decline", {"reason": ""})

    def wish(self, mail: Accepted) -> None:
        """Ask for another time."""
        wish = stamp(self._world.moment(2 * 24 * _HOUR)).replace(".000000", "")
        self._act(mail, "new-time", {"wishes": [wish], "note": ""})

    def visit(self, mail: Accepted) -> None:
        """Open the page, and close it again."""
        self._world.request(candidate_event("POST", "/api/candidate/session", {"token": mail.link}))

    def ask_for_link(self, mail: Accepted) -> None:
        """Find the link dead, and press "send me a new link": perhaps twice at once, perhaps again and again."""
        signer = LinkSigner(lambda: LINK_KEYS)
        claim = signer.read(Scope.LINK, mail.link)
        body = {"token": signer.sign(Scope.LINK, claim._replace(expires=int(self._world.hub.now) - 1))}
        after = 0.0
        for _ in range(self._random.choice((1, 1, 2, 6))):
            event = candidate_event("POST", "/api/candidate/fresh-link", body)
            self._world.hub.later(after, lambda event=event: self._world.request(event))
            after += self._random.choice((0.0, 0.0, 60.0, 660.0, 3 * _HOUR))

    def write_back(self, mail: Accepted) -> None:
        """Answer the mail instead of pressing its button."""
        self._world.inbox.write(mail)

    def be_away(self, mail: Accepted) -> None:
        """Their mail system answers that nobody is there."""
        self._world.inbox.write(mail, machine=True)

    def unsubscribe(self, mail: Accepted) -> None:
        """Press "unsubscribe" in the mail program, which posts it, perhaps twice."""
        event = candidate_event("POST", f"/t/{mail.link}", "List-Unsubscribe=One-Click")
        event["pathParameters"] = {"token": mail.link}
        event["headers"]["content-type"] = "application/x-www-form-urlencoded"
        for _ in range(self._random.choice((1, 1, 2))):
            self._world.track.invoke(event, lambda _: None)

    def _act(self, mail: Accepted, path: str, body: dict[str, Any]) -> None:
        def opened(answer: dict[str, Any]) -> None:
            if answer["statusCode"] == 200:
                session = json.loads(answer["body"])["session"]
                event = candidate_event("POST", f"/api/candidate/interview/{path}", body, session=session)
                self._world.request(event)
                if self._random.random() < 0.2:  # pressed twice
                    self._world.request(event)

        self._world.request(candidate_event("POST", "/api/candidate/session", {"token": mail.link}), opened)

    def _after(self) -> float:
        """Seconds until somebody reacts: from the very second to after the reminder."""
        return self._random.choice((0.0, 2.0, 90.0, 1200.0, 4 * _HOUR, 23.99 * _HOUR, 24.01 * _HOUR, 30 * _HOUR))


_BEHAVIOURS: tuple[tuple[Callable[[Candidates, Accepted], None], ...], ...] = (
    (),
    (Candidates.look,),
    (Candidates.look, Candidates.visit),
    (Candidates.read_on,),
    (Candidates.look, Candidates.confirm),
    (Candidates.look, Candidates.confirm),
    (Candidates.decline,),
    (Candidates.wish,),
    (Candidates.confirm, Candidates.wish),
    (Candidates.wish, Candidates.confirm),
    (Candidates.confirm, Candidates.decline),
    (Candidates.decline, Candidates.confirm),
    (Candidates.unsubscribe,),
    (Candidates.write_back,),
    (Candidates.be_away,),
    (Candidates.be_away, Candidates.write_back),
    (Candidates.write_back, Candidates.confirm, Candidates.write_back),
    (Candidates.ask_for_link,),
    (Candidates.ask_for_link, Candidates.confirm),
    (Candidates.unsubscribe, Candidates.confirm),
)
