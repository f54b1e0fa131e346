"""What can go wrong, as types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Optional

from .models import FieldError


class LunePayError(Exception):
    """What every error of this package is."""


class UsageError(LunePayError):
    """The call cannot be made as it stands: an argument is missing or wrong. Nothing was sent."""


@dataclass(frozen=True)
class Failed:
    """What is known of a call that failed."""

    operation: str
    attempts: int
    idempotency_key: Optional[str]


class FailedCall(LunePayError):
    """A call that was sent and brought no answer that counts."""

    def __init__(self, text: str, failed: Failed) -> None:
        tries = "" if failed.attempts == 1 else f" after {failed.attempts} tries"
        super().__init__(f"{failed.operation}{tries}: {text}")
        self.operation = failed.operation
        """The operation's id in docs/openapi.json, such as `place_order`."""
        self.attempts = failed.attempts
        """How many tries were made."""
        self.idempotency_key = failed.idempotency_key
        """The key of the call: sent again under it, the call takes effect once."""


class NoAnswerError(FailedCall):
    """The server was not reached, went silent, or the connection broke before its answer was whole."""

    def __init__(self, text: str, failed: Failed, may_have_happened: bool) -> None:
        super().__init__(f"{text}; it may have taken effect" if may_have_happened else text, failed)
        self.may_have_happened = may_have_happened
        """Whether the server may have done it all the same: it was reached, and its answer was lost."""


class AnswerError(FailedCall):
    """Something answered that is not LunePay, or half an answer came: a proxy's page, a body that breaks off."""

    def __init__(self, text: str, failed: Failed, status: int) -> None:
        super().__init__(f"the answer ({status}) {text}", failed)
        self.status = status


class ProblemError(FailedCall):
    """What the server refused or could not do, as it said so (RFC 9457)."""

    def __init__(
        self, status: int, problem: Mapping[str, Any], failed: Failed, retry_after: Optional[float] = None
    ) -> None:
        errors = problem.get("errors")
        self.status = status
        self.code: str = problem["code"]
        """Stable, such as `order_number_taken`: decide by this."""
        self.detail = str(problem.get("detail", ""))
        """Korean: what is wrong and what to do. May be shown to the shop's people."""
        self.errors: list[FieldError] = errors if isinstance(errors, list) else []
        """Each bad field of the body or the query."""
        self.request_id = str(problem.get("request_id", ""))
        """What the operator of the server finds this call by."""
        self.retry_after = retry_after
        """In how many seconds the call may be sent again, where the server said so."""
        self.problem = problem
        """All that the server said, such as the `order_id` of `order_number_taken`."""
        fields = "".join(f"; {one.get('field')}: {one.get('detail')}" for one in self.errors)
        super().__init__(f"{self.detail}{fields} ({status} {self.code}, request {self.request_id})", failed)

    @property
    def advice(self) -> str:
        """What to do, in English."""
        by_code = _ADVICE_BY_CODE.get(self.code)
        if by_code is not None:
            return by_code
        if self.status >= 500:
            return (
                "Send the same call again later under the same idempotency_key; "
                "if it stays, tell the operator the request_id."
            )
        return _ADVICE_BY_STATUS.get(
            self.status,
            "Mend the request: `errors` names the bad fields, and `detail` says what to do. It fails again as it is.",
        )


_ADVICE_BY_CODE = {
    "idempotency_key_reused": "Make a new key: this one stands for another request.",
    "idempotency_key_in_use": "The first request still runs: send the same again in a moment.",
    "scope_insufficient": "Use a token with the scope that this call needs.",
}
_ADVICE_BY_STATUS = {
    401: "Check the token: an API token or a session of this server, not expired and not revoked.",
    403: "Use an account with the role that this call needs. Some take a session of a person, and no API token.",
    404: "Check the ids, and that the token's user is a member of the workspace.",
    429: "Send the same call again after retry_after seconds.",
}

SignatureFault = Literal[
    "header_missing",
    "timestamp_invalid",
    "timestamp_too_old",
    "timestamp_in_future",
    "signature_wrong",
    "body_invalid",
]
"""Why a webhook is not believed."""


class SignatureError(LunePayError):
    """A webhook that is not LunePay's, or too old to be taken: answer 400 and do nothing."""

    def __init__(self, fault: SignatureFault, text: str) -> None:
        super().__init__(text)
        self.fault: SignatureFault = fault
