"""Powertools' event handler without the rest of Powertools. Everything else imports it from here.

Whoever wants one module of Powertools runs the `__init__` of its packages, and those import all that they offer:
Logger, Metrics, Tracer, the resolvers of six other services, asyncio. For a first answer that is a tenth of the wait,
for nothing. So those two wait until somebody asks a package itself for a name.
"""

import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from typing import Any


def _put_off(package: str) -> None:
    """Let modules of `package` be imported before its own `__init__` has run; asking it for a name runs it."""
    spec = find_spec(package)
    if package in sys.modules or spec is None or spec.loader is None:
        return
    loader, module = spec.loader, module_from_spec(spec)

    def asked_for(name: str) -> Any:
        if find_spec(f"{package}.{name}"):
            return import_module(f"{package}.{name}")
        del vars(module)["__getattr__"]
        loader.exec_module(module)
        return getattr(module, name)

    vars(module)["__getattr__"] = asked_for
    sys.modules[package] = module


_put_off("aws_lambda_powertools")
_put_off("aws_lambda_powertools.event_handler")

from aws_lambda_powertools.event_handler.api_gateway import (  # noqa: E402 - only now it is cheap
    APIGatewayHttpResolver,
    ApiGatewayResolver,
    Response,
    Router,
)
from aws_lambda_powertools.event_handler.exceptions import NotFoundError  # noqa: E402
from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse  # noqa: E402
from aws_lambda_powertools.utilities.data_classes.common import BaseProxyEvent  # noqa: E402

__all__ = [
    "APIGatewayHttpResolver",
    "ApiGatewayResolver",
    "BaseProxyEvent",
    "NotFoundError",
    "OpenAPIResponse",
    "Response",
    "Router",
]
