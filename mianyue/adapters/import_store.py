"""Imports in the table: the record that says how far the work has come, and the people rows are about.

A row's outcome and the record's position are written by one transaction, so a crash at any row neither
loses nor doubles one (B2). Contacts are items of their own: two people cannot have the same one. While an import runs,
it stands among what is due, where the sweep finds one that does not move.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from mianyue.adapters import keys
from mianyue.adapters.items import Item, decode, encode, encode_value
from mianyue.adapters.partitions import story_pk
from mianyue.adapters.table import ABSENT, ConditionFailed, Key, Operation, Table, check, put, update
from mianyue.domain.application import Application, StageEntry
from mianyue.domain.candidate_import import ImportRecord, ImportStatus, LateError, Overtaken, Watch
from mianyue.domain.errors import NotFound
from mianyue.domain.interview import Interview
from mianyue.domain.moments import stamp
from mianyue.domain.revoking import Revoked

_LISTED = "IMPORTS"
_DUE = "DUE#import"
DRAFT_KEPT = timedelta(days=1)
_AS_READ = "#status = :status AND #position = :position"
_AS_SEEN = "due_at = :seen"


class ImportStore:
    """Import records, contacts, and what a row makes."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, record: ImportRecord) -> None:
        """Keep a new draft."""
        self._table.write(put(_record_item(record), ABSENT))

    def get(self, import_id: str) -> ImportRecord:
        """One record. Raises NotFound."""
        if item := self._table.get(_record_key(import_id)):
            return decode(ImportRecord, item)
        raise NotFound("import")

    def newest(self, limit: int) -> list[ImportRecord]:
        """Up to `limit` records, newest first; drafts that were never committed are left out."""
        page = self._table.page(_LISTED, index=True, forward=False, limit=limit)
        return [decode(ImportRecord, item) for item in page.items]

    def advance(self, before: ImportRecord, after: ImportRecord, due_at: datetime | None) -> None:
        """Write progress or a new status alone; the sweep looks at it next at `due_at`, or not any more.

        Raises Overtaken.
        """
        self._write(_progress(before, after), _watched(after.import_id, due_at))

    def people(self, contacts: Iterable[str]) -> dict[str, str]:
        """Candidate by contact, for those contacts that somebody has."""
        found = self._table.get_all([_contact_key(contact) for contact in set(contacts)])
        return {item["contact"]["S"]: item["candidate_id"]["S"] for item in found.values()}

    def standing(self, places: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Application]:
        """Applications by (candidate, position), for those that there are; at most 100 at once."""
        wanted = {_place_key(candidate, position): (candidate, position) for candidate, position in places}
        found = self._table.get_all(list(wanted)) if wanted else {}
        named = {item["application_id"]["S"]: wanted[key] for key, item in found.items()}
        items = self._table.get_all([keys.application_key(each) for each in named]) if named else {}
        applications = [decode(Application, item) for item in items.values()]
        return {named[each.application_id]: each for each in applications}

    def applications_of(self, candidate_id: str) -> list[Application]:
        """A candidate's applications, read consistently, oldest first."""
        places = self._table.items(_candidate_pk(candidate_id))
        wanted = [keys.application_key(place["application_id"]["S"]) for place in places]
        found = self._table.get_all(wanted) if wanted else {}
        return sorted((decode(Application, item) for item in found.values()), key=lambda each: each.created_at)

    def interviews_of(self, application_id: str) -> list[Interview]:
        """Every interview of an application, whatever has become of it."""
        items = self._table.items(story_pk(application_id), prefix="INTERVIEW#")
        return [decode(Interview, item) for item in items]

    def create(
        self,
        before: ImportRecord,
        after: ImportRecord,
        application: Application,
        entry: StageEntry,
        contacts: Iterable[str],
    ) -> None:
        """An application, its first stage entry, the candidate's contacts and the progress: all or nothing.

        Raises Overtaken, or Conflict when a contact is somebody else's or the position is taken already.
        """
        self._write(
            _progress(before, after),
            put(keys.application_item(application), ABSENT),
            put(keys.entry_item(entry), ABSENT),
            put(_place_item(application), ABSENT),
            *(_claimed(contact, application.candidate_id) for contact in contacts),
        )

    def merge(
        self,
        before: ImportRecord,
        after: ImportRecord,
        changed: Iterable[Application],
        contacts: Iterable[str],
        revoked: Mapping[str, Sequence[Revoked]],
    ) -> None:
        """Changed data of one candidate's applications, claimed contacts and the progress, likewise.

        `revoked` holds all interviews of those applications, by their ids, whose mails go to another address now.
        """
        applications = list(changed)
        self._write(
            _progress(before, after),
            *(_replaced(application) for application in applications),
            *(_claimed(contact, applications[0].candidate_id) for contact in contacts if applications),
            *(each for one in applications if one.application_id in revoked for each in _cut_off(one, revoked)),
        )

    def refuse(self, before: ImportRecord, after: ImportRecord, row: LateError) -> None:
        """Keep what is wrong with a row that only the table could tell, with the progress."""
        self._write(_progress(before, after), put(_late_error_item(row)))

    def refused(self, import_id: str) -> list[LateError]:
        """Those rows, in order."""
        items = self._table.items(_record_key(import_id)[0], prefix="ROW#")
        return [decode(LateError, item) for item in items]

    def due_before(self, now: datetime) -> Iterator[Watch]:
        """Running imports that have not moved for too long, oldest first."""
        for item in self._table.items(_DUE, index=True, until=stamp(now)):
            yield decode(Watch, item)

    def look_again(self, seen: Watch, again: Watch) -> None:
        """Look at it again at another time. Raises Conflict when it has moved since it was `seen`."""
        self._table.write(put(_watch_item(again), _AS_SEEN, seen=seen.due_at))

    def stop(self, seen: Watch) -> None:
        """Running → stopped, where it stands. Raises Conflict when it has moved since it was `seen`."""
        running, stopped = ImportStatus.RUNNING, dict[str, object](status=ImportStatus.STOPPED)
        self._table.write(
            put(_unwatched_item(seen.import_id), _AS_SEEN, seen=seen.due_at),
            update(_record_key(seen.import_id), stopped, condition="#status = :running", running=running),
        )

    def _write(self, *operations: Operation) -> None:
        try:
            self._table.write(*operations)
        except ConditionFailed as error:
            if 0 in error.failed:
                raise Overtaken("import") from error
            raise


def _record_key(import_id: str) -> Key:
    return f"IMPORT#{import_id}", "IMPORT"


def _record_item(record: ImportRecord) -> Item:
    item = _keyed("import", _record_key(record.import_id)) | encode(record)
    if record.status is ImportStatus.DRAFT:
        item["expires_at_epoch"] = encode_value(int((record.created_at + DRAFT_KEPT).timestamp()))
    else:
        place = f"{stamp(record.created_at)}#{record.import_id}"
        item |= {"gsi1pk": encode_value(_LISTED), "gsi1sk": encode_value(place)}
    return item


def _progress(before: ImportRecord, after: ImportRecord) -> Operation:
    item = _record_item(after)
    return put(item, _AS_READ, status=before.status, position=before.position)


def _watched(import_id: str, due_at: datetime | None) -> Operation:
    return put(_watch_item(Watch(import_id, due_at)) if due_at else _unwatched_item(import_id))


def _watch_item(watch: Watch) -> Item:
    """An item of its own, for the record has its place in the list of imports, and an item has one index."""
    index = {"gsi1pk": encode_value(_DUE), "gsi1sk": encode_value(stamp(watch.due_at))}
    return _unwatched_item(watch.import_id) | encode(watch) | index


def _unwatched_item(import_id: str) -> Item:
    return _keyed("import_due", (_record_key(import_id)[0], "DUE")) | {"import_id": encode_value(import_id)}


def _contact_key(contact: str) -> Key:
    return f"UNIQUE#{contact}", "UNIQUE"


def _claimed(contact: str, candidate_id: str) -> Operation:
    item = _keyed("contact", _contact_key(contact))
    item |= {"contact": encode_value(contact), "candidate_id": encode_value(candidate_id)}
    return put(item, f"{ABSENT} OR candidate_id = :candidate", candidate=candidate_id)


def _candidate_pk(candidate_id: str) -> str:
    return f"CANDIDATE#{candidate_id}"


def _place_key(candidate_id: str, position_id: str) -> Key:
    return _candidate_pk(candidate_id), f"POSITION#{position_id}"


def _place_item(application: Application) -> Item:
    key = _place_key(application.candidate_id, application.position_id)
    return _keyed("place", key) | {"application_id": encode_value(application.application_id)}


def _replaced(application: Application) -> Operation:
    """Personal data only: an application that has been moved since keeps its stage, and this is a Conflict."""
    return put(keys.application_item(application), "entry = :entry", entry=application.entry)


def _cut_off(application: Application, revoked: Mapping[str, Sequence[Revoked]]) -> Iterator[Operation]:
    """Its interviews as they are then. One that comes to be meanwhile would write to the old address: a Conflict."""
    theirs = revoked[application.application_id]
    for each in theirs:
        yield put(keys.interview_item(each.after), "rev = :rev", rev=each.before.rev)
        yield put(keys.event_item(each.event), ABSENT)
    if all(each.after.number != application.entry for each in theirs):
        yield check(keys.interview_key(application.application_id, application.entry), ABSENT)


def _late_error_item(row: LateError) -> Item:
    key = (_record_key(row.import_id)[0], f"ROW#{row.row:08d}")
    return _keyed("late_error", key) | encode(row)


def _keyed(kind: str, key: Key) -> Item:
    return {"pk": encode_value(key[0]), "sk": encode_value(key[1]), "type": encode_value(kind)}
