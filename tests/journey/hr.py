"""What HR and a candidate do on the running stack, by the same requests as their pages."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from tests.journey.laptop import RunningLaptop


class Hr:
    """HR, signed in."""

    def __init__(self, laptop: RunningLaptop) -> None:
        self._laptop = laptop
        self.token = laptop.sign_in()

    def call(self, method: str, path: str, body: object = None) -> Any:
        answer = self._laptop.request(method, f"/api/hr{path}", body, bearer=self.token)
        assert answer.status < 300, (answer.status, answer.body)
        return answer.json

    def preview(self, filename: str, content: bytes) -> Any:
        announced = self.call("POST", "/imports", {"filename": filename, "size": len(content)})
        put = self._laptop.request("PUT", announced["url"], content, headers=announced["headers"])
        assert put.status == 200, put.body
        return self.call("POST", f"/imports/{announced['import_id']}/preview", {"mapping": {}})

    def import_file(self, filename: str, content: bytes, seconds: float = 120) -> Any:
        """Import a file as it stands, and wait until every row is settled."""
        preview = self.preview(filename, content)
        choices = {
            "sheet": preview["sheet"],
            "mapping": {str(column["index"]): column["field"] for column in preview["columns"] if column["field"]},
            "duplicates": "merge",
            "create_positions": True,
        }
        self.call("POST", f"/imports/{preview['import_id']}/commit", choices)

        def finished() -> Any:
            found = self.call("GET", f"/imports/{preview['import_id']}")
            assert found["status"] != "failed", found
            return found if found["status"] == "done" else None

        return self._laptop.wait_for(finished, seconds)

    def applications(self, **filters: str) -> list[Any]:
        query = "&".join(f"{name}={value}" for name, value in filters.items())
        rows: list[Any] = self.call("GET", f"/applications?limit=100&{query}")["applications"]
        return rows

    def every_application(self) -> list[Any]:
        """All of them, page after page."""
        page = self.call("GET", "/applications?limit=100")
        rows: list[Any] = page["applications"]
        while page["cursor"]:
            page = self.call("GET", f"/applications?limit=100&cursor={quote(page['cursor'], safe='')}")
            rows += page["applications"]
        return rows

    def of(self, email: str) -> Any:
        """The one application of a mail address."""
        (row,) = [row for row in self.applications() if row["email"] == email]
        return row

    def detail(self, application_id: str) -> Any:
        return self.call("GET", f"/applications/{application_id}")

    def move(self, stage: str, *rows: Any) -> list[str]:
        """Move applications, as the list shows them, to a stage; what came of each."""
        wanted = [{"application_id": row["application_id"], "entry": row["entry"]} for row in rows]
        results = self.call("POST", "/moves", {"stage": stage, "applications": wanted})["results"]
        return [result["outcome"] for result in results]

    def wait_for_progress(self, application_id: str, progress: str, seconds: float = 60) -> Any:
        """The application once its interview has come that far."""

        def there() -> Any:
            found = self.detail(application_id)
            return found if (found["interview"] or {}).get("progress") == progress else None

        return self._laptop.wait_for(there, seconds)


class Candidate:
    """A candidate with the link from the mail."""

    def __init__(self, laptop: RunningLaptop, link: str) -> None:
        self._laptop = laptop
        self.link = link
        self.session = ""

    def follow(self) -> str:
        """Follow the link; the token that the page finds in the fragment."""
        answer = self._laptop.request("GET", self.link)
        assert answer.status == 302
        return answer.headers["location"].partition("#")[2]

    def arrive(self) -> Any:
        """Follow the link and let the page open its session: this is a click."""
        answer = self._laptop.request("POST", "/api/candidate/session", {"token": self.follow()})
        assert answer.status == 200, answer.body
        self.session = answer.json["session"]
        return answer.json["interview"]

    def act(self, what: str, body: object = None) -> Any:
        answer = self._laptop.request("POST", f"/api/candidate/interview/{what}", body or {}, bearer=self.session)
        assert answer.status < 300, (answer.status, answer.body)
        return answer.json


def data_file(name: str) -> bytes:
    return (Path(__file__).parent.parent / "imports" / "data" / name).read_bytes()
