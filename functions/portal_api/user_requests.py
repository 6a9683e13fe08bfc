"""What the area of users is asked to do."""

from typing import Annotated, Literal

from pydantic import Field

from mianyue.http.models import Shape

RoleName = Literal["admin", "hr", "finance"]
Departments = Annotated[tuple[Annotated[str, Field(max_length=60)], ...], Field(max_length=50)]


class Invitation(Shape):
    """Whom to invite, and as what."""

    email: Annotated[str, Field(max_length=254)]
    name: Annotated[str, Field(max_length=200)] = ""
    role: RoleName
    departments: Departments = ()


class RoleRequest(Shape):
    """Another role."""

    role: RoleName


class EnabledRequest(Shape):
    """Whether somebody may sign in."""

    enabled: bool


class DepartmentsRequest(Shape):
    """The departments that somebody belongs to, by id."""

    departments: Departments
