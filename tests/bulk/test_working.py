"""Nobody is passed over and nobody done twice, wherever the work breaks off; what was not done is said, and why."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from functions.bulk.act import Actor
from functions.bulk.work import work
from functions.send.route_stage_entry import route_stage_entry
from mianyue.adapters.company_store import CompanyStore
from mianyue.adapters.keys import application_key
from mianyue.cancelling import call_off
from mianyue.domain.bulk import Outcome, Step, Tally
from mianyue.domain.interview import Side
from mianyue.domain.message import Status
from mianyue.moving import Mover
from tests.builders import NOW, a_company, a_rule
from tests.bulk.conftest import Office, Put, person

PEOPLE = 5


@pytest.fixture
def held(office: Office, people: Put) -> str:
    """Five people are to be moved to the stage that invites them; the hold is over."""
    people(*(person(number) for number in range(1, PEOPLE + 1)))
    bulk_id = office.begin()
    office.after_the_hold()
    return bulk_id


class Crash(Exception):
    """The process dies here."""


class Counting:
    """A store whose `number`th write happens, but its process dies before it hears of it; or just before it."""

    def __init__(self, store: object, number: int, writes: list[str], *, after: bool) -> None:
        self._store, self._number, self._writes, self._after = store, number, writes, after

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._store, name)
        if name in ("get", "story", "interview", "tally"):
            return method

        def write(*arguments: Any, **named: Any) -> Any:
            self._writes.append(name)
            dies = len(self._writes) == self._number
            if dies and not self._after:
                raise Crash
            result = method(*arguments, **named)
            if dies:
                raise Crash
            return result

        return write


class TestAMove:
    def test_moves_everybody_in_the_name_of_who_began_it(self, office: Office, held: str) -> None:
        assert office.work(held) == {"status": "done", "position": PEOPLE}
        assert office.stages() == ["screened"] * PEOPLE
        entry = office.story(1).entries[-1]
        begun_by = office.bulks.get(held).created_by
        assert (entry.batch, entry.held, entry.entered_by) == (held, True, begun_by)
        assert begun_by

    def test_counts_and_names_whom_it_left_alone(self, office: Office, held: str) -> None:
        mover = Mover(office.stories, (), by="hr-2", now=office.now)
        mover.move(f"{1:020x}", 1, "offer")
        mover.move(f"{2:020x}", 1, "screened")
        office.work(held)
        shown = office.shown(held)
        assert (shown["acted"], shown["conflict"], shown["unchanged"], shown["position"]) == (3, 1, 1, PEOPLE)
        assert [(each["name"], each["outcome"]) for each in shown["left"]] == [
            ("候选1", "conflict"),
            ("候选2", "unchanged"),
        ]
        assert office.stages() == ["offer", "screened", "screened", "screened", "screened"]

    def test_into_a_stage_that_was_removed_meanwhile_leaves_everybody_where_they_are(
        self, office: Office, people: Put
    ) -> None:
        people(person(1), person(2))
        bulk_id = office.begin(stage="offer")
        stages = tuple(each for each in office.company.setup().company.stages if each != "offer")
        elsewhere = CompanyStore(office.table, lambda: 0.0)
        elsewhere.save(a_company(stages=stages))
        office.after_the_hold()
        assert office.work(bulk_id) == {"status": "done", "position": 2}
        assert office.stages() == ["applied"] * 2
        shown = office.shown(bulk_id)
        assert (shown["acted"], shown["stage_gone"], shown["left"][0]["outcome"]) == (0, 2, "stage_gone")

    def test_is_done_once_however_often_it_is_called(self, office: Office, held: str) -> None:
        for _ in range(3):
            office.work(held)
        assert [len(office.story(number).entries) for number in range(1, PEOPLE + 1)] == [2] * PEOPLE
        assert office.bulks.get(held).acted == PEOPLE

    def test_rests_when_it_is_done(self, office: Office, held: str) -> None:
        office.work(held)
        assert list(office.bulks.due_before(NOW + timedelta(days=1))) == []

    def test_goes_on_in_another_invocation_when_time_is_short(self, office: Office, held: str) -> None:
        assert office.work(held, milliseconds=1)["position"] == 0
        assert office.outside.calls == [held]
        assert office.work(held)["position"] == PEOPLE

    def test_stays_among_what_is_due_while_somebody_works_on_it(self, office: Office, held: str) -> None:
        office.work(held, milliseconds=1)
        assert list(office.bulks.due_before(office.now + timedelta(minutes=6))) == [held]

    @pytest.mark.parametrize("after", [True, False], ids=["after it", "before it"])
    def test_passes_nobody_over_and_does_nobody_twice_when_it_dies_at_any_write(
        self, office: Office, held: str, after: bool
    ) -> None:
        for number in range(1, 30):
            writes: list[str] = []
            stories = Counting(office.stories, number, writes, after=after)
            bulks = Counting(office.bulks, number, writes, after=after)
            try:
                work(held, office.parts(stories, bulks).worker, lambda: 600)
            except Crash:
                continue
            break
        found = office.bulks.get(held)
        assert (found.status, found.position, found.acted, found.conflict) == ("done", PEOPLE, PEOPLE, 0)
        assert [len(office.story(number).entries) for number in range(1, PEOPLE + 1)] == [2] * PEOPLE

    def test_knows_its_own_move_after_a_crash_even_if_a_colleague_has_moved_on(self, office: Office, held: str) -> None:
        writes: list[str] = []
        with pytest.raises(Crash):
            work(held, office.parts(Counting(office.stories, 1, writes, after=True)).worker, lambda: 600)
        moved = office.stages().index("screened") + 1
        Mover(office.stories, (), by="hr-2", now=office.now).move(f"{moved:020x}", 2, "offer")
        office.work(held)
        assert (office.bulks.get(held).acted, office.bulks.get(held).conflict) == (PEOPLE, 0)

    def test_by_two_at_once_is_still_done_once(self, office: Office, held: str, monkeypatch: Any) -> None:
        act = Actor.act

        def both(actor: Actor, application_id: str, seen: int) -> Outcome:
            if application_id == f"{3:020x}":
                monkeypatch.setattr(Actor, "act", act)
                office.work(held)
            return act(actor, application_id, seen)

        monkeypatch.setattr(Actor, "act", both)
        office.work(held)
        assert (office.bulks.get(held).acted, office.bulks.get(held).position) == (PEOPLE, PEOPLE)
        assert [len(office.story(number).entries) for number in range(1, PEOPLE + 1)] == [2] * PEOPLE

    @pytest.mark.parametrize("step", [Step.PAUSE, Step.CANCEL])
    def test_stops_at_the_one_in_hand(self, office: Office, held: str, step: Step, monkeypatch: Any) -> None:
        act = Actor.act
        seen: list[str] = []

        def stop_at_the_second(actor: Actor, application_id: str, entry: int) -> Outcome:
            seen.append(application_id)
            if len(seen) == 2:
                office.step(held, step)
            return act(actor, application_id, entry)

        monkeypatch.setattr(Actor, "act", stop_at_the_second)
        office.work(held)
        assert len(seen) == 2
        assert office.stages().count("screened") == office.bulks.get(held).acted == 2

    def test_counts_the_one_in_hand_when_it_is_resumed(self, office: Office, held: str, monkeypatch: Any) -> None:
        self.test_stops_at_the_one_in_hand(office, held, Step.PAUSE, monkeypatch)
        monkeypatch.undo()
        monkeypatch.setattr("functions.bulk.handler.parts", office.parts)
        office.step(held, "resume")
        office.work(held)
        assert (office.bulks.get(held).acted, office.bulks.get(held).status) == (PEOPLE, "done")


class TestItsMails:
    @pytest.fixture
    def written(self, office: Office, held: str) -> str:
        """Everybody is moved and has an invitation waiting."""
        office.work(held)
        office.route_all()
        return held

    def test_are_counted_from_the_first(self, office: Office, written: str) -> None:
        assert office.tally(written) == Tally(routed=PEOPLE, written=PEOPLE)
        assert office.shown(written)["mails"]["waiting"] == PEOPLE

    def test_wait_no_second_hold(self, office: Office, written: str) -> None:
        assert {office.story(number).messages[0].due_at for number in range(1, PEOPLE + 1)} == {office.now}

    def test_are_brought_back_after_a_pause(self, office: Office, written: str) -> None:
        office.step(written, "pause")
        office.step(written, "resume")
        assert office.work(written)["status"] == "done"
        assert sorted(office.outside.queued) == sorted(
            office.story(number).messages[0].message_id for number in range(1, PEOPLE + 1)
        )
        assert not office.bulks.get(written).recalls

    def test_that_have_gone_out_are_not(self, office: Office, written: str) -> None:
        story = office.story(1)
        office.outbox.drop(story.messages[0], story.interviews[0], "answered")
        office.step(written, "pause")
        office.step(written, "resume")
        office.work(written)
        assert len(office.outside.queued) == PEOPLE - 1

    def test_that_are_not_due_come_by_themselves_after_a_pause_but_are_dropped_at_once(
        self, office: Office, written: str
    ) -> None:
        for number in range(1, PEOPLE + 1):
            office.outbox.hold(office.story(number).messages[0], office.now + timedelta(hours=9))
        office.step(written, "pause")
        office.step(written, "resume")
        office.work(written)
        assert office.outside.queued == []
        office.step(written, "cancel")
        office.work(written)
        assert len(office.outside.queued) == PEOPLE

    def test_are_brought_back_again_when_the_worker_dies_doing_so(self, office: Office, written: str) -> None:
        office.step(written, "pause")
        office.step(written, "resume")
        writes: list[str] = []
        with pytest.raises(Crash):
            work(written, office.parts(bulks=Counting(office.bulks, 1, writes, after=False)).worker, lambda: 600)
        assert office.bulks.get(written).recalls
        assert list(office.bulks.due_before(office.now + timedelta(minutes=3))) == [written]
        office.work(written)
        assert not office.bulks.get(written).recalls


class TestAnInvitation:
    def test_enters_the_same_stage_once_more(self, office: Office, people: Put) -> None:
        people(person(1, stage="screened"))
        bulk_id = office.begin("invite", "", everybody={})
        office.after_the_hold()
        office.work(bulk_id)
        office.route_all()
        story = office.story(1)
        assert [(entry.stage, entry.batch) for entry in story.entries] == [("screened", ""), ("screened", bulk_id)]
        assert [(each.number, each.batch) for each in story.interviews] == [(2, bulk_id)]

    def test_leaves_those_alone_whom_the_rules_no_longer_invite(self, office: Office, people: Put) -> None:
        people(person(1, stage="screened"))
        bulk_id = office.begin("invite", "", everybody={})
        CompanyStore(office.table, lambda: 0.0).save(a_rule(enabled=False))  # by somebody else, a moment ago
        office.after_the_hold()
        office.work(bulk_id)
        assert (office.bulks.get(bulk_id).unchanged, len(office.story(1).entries)) == (1, 1)


class TestFillingAPosition:
    @pytest.fixture
    def invited(self, office: Office, people: Put) -> str:
        """Two people have an open interview; the position is filled."""
        people(person(1, stage="screened"), person(2, stage="screened"), person(3))
        for number in (1, 2):
            route_stage_entry(office.stories, office.company.setup(), f"{number:020x}", 1, now=NOW)
        bulk_id = office.begin("withdraw", "", position_id="sales-rep")
        office.after_the_hold()
        return bulk_id

    def test_ends_the_open_interviews_and_moves_nobody(self, office: Office, invited: str) -> None:
        assert office.work(invited) == {"status": "done", "position": 2}
        assert all(Side.CANCELLED in office.story(number).interviews[0].sides for number in (1, 2))
        assert office.stages() == ["screened", "screened", "applied"]
        assert office.shown(invited)["complete"]

    @pytest.mark.parametrize("after", [True, False], ids=["after it", "before it"])
    def test_counts_right_when_it_dies_at_any_write(self, office: Office, invited: str, after: bool) -> None:
        for number in range(1, 20):
            writes: list[str] = []
            stories = Counting(office.stories, number, writes, after=after)
            bulks = Counting(office.bulks, number, writes, after=after)
            try:
                work(invited, office.parts(stories, bulks).worker, lambda: 600)
            except Crash:
                continue
            break
        found = office.bulks.get(invited)
        assert (found.status, found.acted, found.unchanged) == ("done", 2, 0)

    def test_leaves_those_alone_whose_interview_has_ended_meanwhile(self, office: Office, invited: str) -> None:
        call_off(office.stories, f"{1:020x}", 1, "hr-2", at=office.now)
        office.work(invited)
        assert (office.bulks.get(invited).acted, office.bulks.get(invited).unchanged) == (1, 1)

    def test_leaves_those_alone_whom_a_colleague_has_moved_on(self, office: Office, invited: str) -> None:
        office.company.save(a_rule(reentry=True))
        Mover(office.stories, (), by="hr-2", now=office.now).enter_again(f"{1:020x}", 1)
        office.route_all()
        office.work(invited)
        assert (office.bulks.get(invited).acted, office.bulks.get(invited).conflict) == (1, 1)
        assert office.story(1).interviews[-1].closed is None

    def test_counts_whom_it_has_released_though_a_colleague_has_moved_them_since(
        self, office: Office, invited: str
    ) -> None:
        with pytest.raises(Crash):
            work(invited, office.parts(Counting(office.stories, 1, [], after=True)).worker, lambda: 600)
        (released,) = [number for number in (1, 2) if office.story(number).interviews[0].closed]
        Mover(office.stories, (), by="hr-2", now=office.now).move(f"{released:020x}", 1, "offer")
        office.work(invited)
        assert (office.bulks.get(invited).acted, office.bulks.get(invited).conflict) == (2, 0)


def test_somebody_erased_meanwhile_is_missing(office: Office, held: str, monkeypatch: Any) -> None:
    pk, sk = application_key(f"{1:020x}")
    key = {"pk": {"S": pk}, "sk": {"S": sk}}
    office.table._client.json("dynamodb", "DynamoDB_20120810.DeleteItem", {"TableName": office.table._name, "Key": key})
    office.work(held)
    assert (office.bulks.get(held).missing, office.bulks.get(held).acted) == (1, PEOPLE - 1)
    assert office.shown(held)["left"][0]["name"] == ""


def test_a_mail_that_was_sent_stays_counted_when_the_rest_is_cancelled(office: Office, held: str) -> None:
    office.work(held)
    office.route_all()
    story = office.story(1)
    claimed = story.messages[0].claimed(office.now, "invitation#default#zh-CN@1")
    office.outbox.claim(claimed, story.interviews[0])
    assert claimed.status is Status.SENDING
    office.step(held, "cancel")
    office.work(held)
    assert len(office.outside.queued) == PEOPLE - 1
