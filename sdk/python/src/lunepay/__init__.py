"""LunePay for Python: every operation of its API, safe retries, pages, and verified webhooks."""

from . import models
from ._attempts import Clock
from ._client import AsyncLunePay, LunePay
from ._errors import (
    AnswerError,
    LunePayError,
    NoAnswerError,
    ProblemError,
    SignatureError,
    SignatureFault,
    UsageError,
)
from ._operation import CallOptions, Operation
from ._pages import AsyncPages, Page, Pages
from ._version import VERSION as __version__
from .models import WebhookEvent
from .operations import OPERATIONS
from .webhook import Webhook, verify

__all__ = [
    "OPERATIONS",
    "AnswerError",
    "AsyncLunePay",
    "AsyncPages",
    "CallOptions",
    "Clock",
    "LunePay",
    "LunePayError",
    "NoAnswerError",
    "Operation",
    "Page",
    "Pages",
    "ProblemError",
    "SignatureError",
    "SignatureFault",
    "UsageError",
    "Webhook",
    "WebhookEvent",
    "__version__",
    "models",
    "verify",
]
