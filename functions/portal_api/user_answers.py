"""What the area of users answers."""

from typing import Literal

from mianyue.http.answers import Answer, Moment


class UserShape(Answer):
    """Somebody who may sign in. `role` is '' where they have none yet, and can see nothing.

    `me`: whoever asks. `invited`: they still have the password of the invitation.
    """

    username: str
    email: str
    name: str
    role: Literal["admin", "hr", "finance", ""]
    enabled: bool
    invited: bool
    departments: list[str]
    created_at: Moment
    me: bool


class DepartmentName(Answer):
    """A department to choose."""

    department_id: str
    name: str


class UserList(Answer):
    """Everybody, by address, and the departments there are."""

    users: list[UserShape]
    departments: list[DepartmentName]
    by_department: bool
