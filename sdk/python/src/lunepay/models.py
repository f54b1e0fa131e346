"""The types of what is sent and answered. Written by scripts/generate.py from docs/openapi.json."""

from __future__ import annotations

import sys
from typing import Any, Literal, Optional, Union

if sys.version_info >= (3, 11):
    from typing import NotRequired, TypedDict
else:
    from typing_extensions import NotRequired, TypedDict

ArrivalKind = Literal["BANK_MESSAGE", "OTHER", "HIDDEN", "PING", "TEST"]


AuditedChange = Literal["workspace.created", "workspace.exported", "workspace.imported", "settings.changed", "account.added", "account.changed", "phone.added", "phone.changed", "phone.key_rotated", "phone.sender_confirmed", "phone.removed", "sender.approved", "sender.removed", "format.added", "format.removed", "endpoint.added", "endpoint.changed", "endpoint.secret_rotated", "endpoint.removed", "member.invited", "invitation.withdrawn", "member.joined", "member.role_changed", "member.removed", "owner.changed", "token.issued", "token.revoked", "password.reset"]


Broken = Literal["url_refused", "name_unresolved", "address_refused", "connection_failed", "tls_failed", "timeout", "not_http", "secret_lost"]


DeliveryStatus = Literal["PENDING", "SUCCEEDED", "FAILED", "MISSED"]


DepositEntryReason = Literal["amount_equal", "completes", "name_same", "name_coded", "name_cut", "name_same_with_more", "name_like", "name_differs", "name_qualifier_differs", "name_unreadable", "name_cannot_match", "oldest_of_several", "as_many_deposits", "other_account", "deposited_after_deadline", "deposited_long_before_order", "outside_match_window", "reversed", "possible_duplicate", "too_late_to_compare", "sender_unlikely", "sender_missing", "sender_unlisted", "account_new", "time_unlikely", "refund_seen", "over_limit", "unreadable_name", "balance_below_amount", "amount_cut", "format_unproved", "one_won", "restored", "unmatched_by_hand", "order_cancelled", "partly_returned", "REFUNDED", "PRIVATE", "DUPLICATE", "OTHER", "SALARY", "INTEREST", "RETURNED", "ORDER_CANCELLED"]


DepositEventKind = Literal["received", "held", "cleared", "freed", "reported", "linked", "matched", "unmatched", "order_cancelled", "treated", "returned", "return_undone", "dismissed", "restored", "reversed", "refund_seen", "redacted"]


DepositStatus = Literal["WAITING", "HELD", "MATCHED", "DISMISSED"]


Difference = Literal["NONE", "KEEP_OPEN", "ACCEPT_SHORT", "ACCEPT_OVER", "CREDIT", "REFUND_DUE"]


DisabledReason = Literal["by_hand", "gone", "failing"]


DismissReason = Literal["REFUNDED", "PRIVATE", "DUPLICATE", "OTHER", "SALARY", "INTEREST", "RETURNED", "ORDER_CANCELLED"]


EndpointFormat = Literal["JSON", "SLACK", "DISCORD", "TELEGRAM", "WEB_PUSH"]


EndpointKind = Literal["PUSH", "PULL"]


EventType = Literal["order.matched", "order.partially_paid", "order.unmatched", "order.cancelled", "order.expired", "order.reopened", "deposit.waiting", "deposit.held", "deposit.matched", "deposit.dismissed", "deposit.restored", "deposit.reversed", "deposit.returned", "refund.due", "order.reversed", "message.quarantined", "phone.silent", "phone.online", "endpoint.disabled", "account.added", "phone.added", "sender.approved", "settings.changed", "ping"]


FieldFault = Literal["required", "wrong_type", "too_short", "too_long", "out_of_range", "invalid", "not_found", "fixed", "unknown", "too_weak", "forbidden_character", "name_cannot_match", "placeholder", "not_unread", "mark_outside", "marks_overlap", "marked_twice", "no_amount", "not_such", "marks_touch", "name_without_end", "number_at_end", "unmarked", "no_direction", "forbidden_word", "too_few_words", "no_bank", "braces", "reads_otherwise"]


HoldReason = Literal["reversed", "possible_duplicate", "too_late_to_compare", "sender_unlikely", "sender_missing", "sender_unlisted", "account_new", "time_unlikely", "outside_match_window", "refund_seen", "over_limit", "unreadable_name", "balance_below_amount", "amount_cut", "format_unproved", "one_won", "restored", "unmatched_by_hand", "order_cancelled", "partly_returned"]


Intake = Literal["OPEN", "KEYED"]


Language = Literal["ko", "en"]


MarkKind = Literal["amount", "payer", "balance", "account", "date", "time"]


MatchReason = Literal["amount_equal", "completes", "name_same", "name_coded", "name_cut", "name_same_with_more", "name_like", "name_differs", "name_qualifier_differs", "name_unreadable", "name_cannot_match", "oldest_of_several", "as_many_deposits", "other_account", "deposited_after_deadline", "deposited_long_before_order", "outside_match_window"]


MatchRule = Literal["same", "coded", "cut", "oldest_same", "oldest_cut", "as_many", "policy:short", "policy:over", "policy:late", "policy:combined", "policy:split", "by_hand"]


MessageReason = Literal["withdrawal", "reversal", "empty", "not_a_bank_message", "advertisement", "verification_code", "card_use", "declined", "loan", "dividend", "scheduled", "notice", "refund", "returned", "pay_money", "too_long", "no_direction", "several_directions", "amount_unreadable", "amount_cut", "foreign_currency", "amount_out_of_range", "several_amounts", "balance_below_amount", "several_names", "several_accounts", "date_unreadable", "unknown_bank", "unknown_channel", "unknown_words", "several_readings", "account_not_found", "reversal_unclear"]


MessageStatus = Literal["QUARANTINED", "IGNORED", "RESOLVED"]


MissingSender = Literal["HELD", "ALLOWED", "UNDECIDED"]


OrderEventKind = Literal["placed", "amended", "matched", "partially_paid", "payment_removed", "settled", "over_changed", "unmatched", "reversed", "cancelled", "expired", "reopened", "redacted"]


OrderField = Literal["amount", "depositor_name", "expires_at", "customer_email", "customer_phone", "memo", "metadata"]


OrderFlag = Literal["SHORT", "OVER", "LATE", "BY_HAND", "REVERSED"]


OrderStatus = Literal["PENDING", "MATCHED", "CANCELLED", "EXPIRED"]


OrderWarning = Literal["name_cannot_match"]


PaymentState = Literal["UNPAID", "PARTIAL", "PAID"]


PhoneProblem = Literal["no_sender", "name_without_package", "ambiguous_sender", "sender_unconfirmed", "not_a_bank_message", "content_hidden"]


PhoneStatus = Literal["ONLINE", "SILENT"]


PieceMeaning = Literal["wrapping", "bank", "date", "time", "account", "amount", "balance", "label", "direction", "unknown_channel", "notice", "kind", "payer", "words", "unknown"]


PlayStatus = Literal["RUNNING", "DONE"]


PolicyKind = Literal["short", "over", "late", "combined", "split"]


ProposalKind = Literal["TWIN", "SAME_AMOUNT", "EQUAL_ORDERS", "PAYS_THE_DIFFERENCE", "LATE", "CANCELLED", "COMBINED", "SPLIT", "SHORT", "OVER", "INSTALMENT"]


ProposalOutcome = Literal["ACCEPTED", "REFUSED", "NOT_TRIED"]


ProposalReason = Literal["amount_equal", "completes", "name_same", "name_coded", "name_cut", "name_same_with_more", "name_like", "name_differs", "name_qualifier_differs", "name_unreadable", "name_cannot_match", "oldest_of_several", "as_many_deposits", "other_account", "deposited_after_deadline", "deposited_long_before_order", "outside_match_window", "sum_equal", "same_customer", "only_name_in_common", "only_one_of_amount", "other_sums", "told_before", "deposit_held"]


ReminderKind = Literal["DEPOSITS", "REVERSALS", "PHONES", "ORDERS"]


RestTreatment = Literal["ACCEPT_OVER", "CREDIT", "REFUND_DUE"]


Role = Literal["VIEWER", "MEMBER", "OWNER"]


ScenarioName = Literal["paid", "split", "combined", "short", "over", "late", "before", "duplicate", "twin", "reversal", "spoof", "format_drift", "phone_dark"]


Scope = Literal["read", "orders", "deposits", "manage"]


SenderPolicy = Literal["KNOWN", "ANY"]


SenderVerdict = Literal["bank", "approved", "unlisted", "missing", "unlikely", "by_person", "legacy"]


Source = Literal["SMS", "MANUAL"]


SumPolicy = Literal["PROPOSE", "AUTO"]


TiePolicy = Literal["HOLD", "OLDEST", "AS_MANY"]


Treatment = Literal["NONE", "KEEP_OPEN", "ACCEPT_SHORT", "ACCEPT_OVER", "CREDIT", "REFUND_DUE", "REOPEN", "REFUNDED", "DUPLICATE"]


Via = Literal["open", "keyed", "signed", "api"]


WorkspaceMode = Literal["LIVE", "TEST"]


class AcceptInvitation(TypedDict):
    """A code."""
    code: str


class AcceptProposal(TypedDict):
    """How a proposal is accepted."""
    treatment: NotRequired[Treatment]
    """One of the proposal's `treatments`; absent: the first of them."""


class AcceptProposals(TypedDict):
    """Which proposals."""
    proposal_ids: list[str]
    """At most fifty ids. Each is accepted as its first treatment says."""


class AcceptedProposal(TypedDict):
    """What an accepted proposal did."""
    allocations: list[AllocationView]
    """How much of which deposit pays how much of which order; nothing of a deposit that was dismissed."""
    message: str
    orders: list[OrderNow]
    """The orders as they are then."""
    proposal_id: str
    success: bool


class AcceptedProposals(TypedDict):
    """What became of each proposal."""
    results: list[ProposalResult]
    """In the order in which they were named."""


class AccountDayView(TypedDict):
    """The deposits of an account on a day."""
    bank_account_id: int
    deposits: TallyView
    matched: TallyView
    """Those of them that are matched now."""
    unmatched: TallyView
    """Those of them that are not."""


class AccountView(TypedDict):
    """A registered bank account."""
    account_holder: str
    account_number: str
    bank_code: str
    bank_name: str
    contested_at: NotRequired[Optional[str]]
    """When an account of another workspace last fitted a message on the public webhook too: such a message is
    nobody's. The way out is a phone, whose messages are of its own workspace only. `null`: it never happened.
    """
    created_at: str
    id: int
    is_active: bool
    """Only an active account takes messages."""
    livemode: bool
    """`false` in a test workspace."""
    overdraft: bool
    """Its balance may be below zero, so that a balance below the amount holds no deposit of it."""
    phone_number_id: NotRequired[Optional[int]]
    """The phone whose messages tell of this account; `null`: any phone of the workspace."""
    verified_at: NotRequired[Optional[str]]
    """When a message of this account first came over a phone's URL; `null` before."""
    workspace_id: int


class AddPhone(TypedDict):
    """A new phone."""
    label: NotRequired[Optional[str]]
    phone_number: str
    """Digits, hyphens, spaces, and a `+` in front."""
    sender_missing: NotRequired[Literal["HELD", "ALLOWED"]]
    """What becomes of texts whose call tells no sender: `HELD` for a person (of a new phone, unless said
    otherwise), or `ALLOWED`: they pay by themselves, whoever sent them. The owner alone may set it.
    """
    signing_secret: NotRequired[Optional[str]]
    """What the phone's app signs its calls with. Once set, a call without a valid signature is refused."""
    silent_after_minutes: NotRequired[Optional[int]]
    """After so many minutes without a message or a ping the phone reads as `SILENT`. `null` or left out: 180, and
    60 while orders wait.
    """


class PhoneView(TypedDict):
    """A phone that forwards messages."""
    created_at: str
    id: int
    is_signing: bool
    """Whether a signing secret is set: then a call without a valid signature is refused."""
    keys: list[PhoneKeyView]
    """Newest first."""
    label: str
    """What people call it. May be empty."""
    last_arrivals: list[ArrivalView]
    """What came last, newest first, at most 5."""
    last_seen_at: NotRequired[Optional[str]]
    """Its last message or ping; `null` before the first."""
    livemode: bool
    """`false` in a test workspace."""
    messages_today: int
    """Bank messages of today (KST)."""
    others_today: int
    """Other texts of today (KST): counted, and kept nowhere."""
    phone_number: str
    sender_missing: MissingSender
    """What becomes of texts whose call tells no sender. `UNDECIDED`: the phone was added before senders were judged,
    and its first message since then decides.
    """
    sender_missing_is_assumed: bool
    """Whether nobody chose `sender_missing`, but the phone's first message since senders are judged: to be looked at."""
    sender_unconfirmed: bool
    """Whether this phone began to tell a sender that none of its messages told before: its messages are held until the
    owner confirms, `POST …/confirm-sender`, that the phone's set-up was changed.
    """
    silent_after_minutes: NotRequired[Optional[int]]
    """`null`: 180, and 60 while orders wait."""
    status: PhoneStatus
    """`ONLINE`, or `SILENT` after `silent_after_minutes` without a message or a ping, and before the first."""
    verified_at: NotRequired[Optional[str]]
    """When its test message came; `null` before."""
    workspace_id: int


class KeyView(TypedDict):
    """Where a phone sends its messages. Shown once: the key is kept as a hash only."""
    key: str
    ping_url: str
    """What an app may post to from time to time, so that the phone reads as alive."""
    webhook_path: str
    """The path of `webhook_url`, for a server that is reached under another name than this call's."""
    webhook_url: str
    """What the forwarder app posts to."""


class AddedPhone(PhoneView, KeyView):
    """A phone that was added, its key, and what its key did to the workspace."""
    intake: Intake
    """The workspace's intake from now on."""
    intake_switched: bool
    """Whether this phone's key switched it from `OPEN` to `KEYED`: from now on only messages over its phones' URLs pay
    into this workspace. The owner can switch back: `PATCH /workspaces/{id}`.
    """


class AllocationView(TypedDict):
    """A part of a deposit that pays an order."""
    amount: int
    """Whole KRW."""
    deposit_id: int
    order_id: int


class AmendAccount(TypedDict):
    """What changes. A field that is not mentioned stays; the number and its bank never change."""
    account_holder: NotRequired[str]
    bank_name: NotRequired[str]
    is_active: NotRequired[bool]
    """An account that is not active takes no messages; its waiting deposits stay."""
    overdraft: NotRequired[bool]
    """Whether its balance may be below zero (마이너스 통장). Then a deposit whose balance is below the amount is
    not held for it.
    """
    phone_number_id: NotRequired[Optional[int]]
    """The phone whose messages tell of this account; `null`: any phone of the workspace."""


class AmendEndpoint(TypedDict):
    """What changes. A field that is not mentioned stays."""
    description: NotRequired[Optional[str]]
    events: NotRequired[list[Literal["order.matched", "order.partially_paid", "order.unmatched", "order.cancelled", "order.expired", "order.reopened", "deposit.waiting", "deposit.held", "deposit.matched", "deposit.dismissed", "deposit.restored", "deposit.reversed", "deposit.returned", "refund.due", "order.reversed", "message.quarantined", "phone.silent", "phone.online", "endpoint.disabled", "account.added", "phone.added", "sender.approved", "settings.changed"]]]
    """Nothing of a new type is told of what happened before."""
    is_active: NotRequired[bool]
    """What happens while it is off is kept as `MISSED`; a replay sends it."""
    shows_names: NotRequired[bool]
    """Of a chat: payers' names are told whole."""
    url: NotRequired[str]
    """One that fetches has none."""


class AmendLate(TypedDict):
    """How long after its deadline an order may be paid."""
    within_hours: int


class AmendMember(TypedDict):
    """What changes."""
    role: Role
    """`MEMBER` or `VIEWER`; `OWNER` hands the workspace over and makes the caller a `MEMBER`."""


class AmendOrder(TypedDict):
    """What changes. A field that is not mentioned stays."""
    amount: NotRequired[int]
    """Whole KRW."""
    bank_account_id: NotRequired[Optional[int]]
    """Never changes; what the order has may be sent along."""
    customer_email: NotRequired[Optional[str]]
    customer_phone: NotRequired[Optional[str]]
    depositor_name: NotRequired[str]
    expires_at: NotRequired[Optional[str]]
    memo: NotRequired[Optional[str]]
    metadata: NotRequired[Optional[dict[str, str]]]
    """What your program notes of the order: at most 16 texts under names, together at most 1,024 bytes. Replaces
    all of it; `null` takes it away.
    """
    order_number: NotRequired[str]
    """Never changes; the number that the order has may be sent along."""
    ordered_at: NotRequired[Optional[str]]
    """Never changes; what the order has may be sent along."""
    received: NotRequired[Literal["REFUND_DUE", "CREDIT"]]
    """Of an order that is cancelled after a part of it was paid: what becomes of that money. `REFUND_DUE`: it is
    to be sent back; `CREDIT`: it is kept for the customer. Absent: its deposits are held, for a person to
    decide.
    """
    status: NotRequired[OrderStatus]
    """`CANCELLED` cancels, `PENDING` reopens."""


class AmendOver(TypedDict):
    """How much more than an order asks for may come, and what becomes of it."""
    treat: RestTreatment
    up_to: int
    """In whole KRW."""


class AmendPhone(TypedDict):
    """What changes. A field that is not mentioned stays."""
    label: NotRequired[str]
    phone_number: NotRequired[str]
    sender_missing: NotRequired[Literal["HELD", "ALLOWED"]]
    """As when a phone is added."""
    signing_secret: NotRequired[Optional[str]]
    """`null` takes the secret away: then calls need no signature."""
    silent_after_minutes: NotRequired[Optional[int]]
    """`null`: 180, and 60 while orders wait."""


class AmendPolicies(TypedDict):
    """Which policies change. One that is not mentioned stays; `null` switches it off."""
    combined: NotRequired[SumPolicy]
    late: NotRequired[Optional[AmendLate]]
    over: NotRequired[Optional[AmendOver]]
    short: NotRequired[Optional[AmendShort]]
    split: NotRequired[SumPolicy]


class AmendPushSubscription(TypedDict):
    """What a browser is told of, and when."""
    description: NotRequired[Optional[str]]
    events: NotRequired[list[Literal["order.matched", "order.partially_paid", "order.unmatched", "order.cancelled", "order.expired", "order.reopened", "deposit.waiting", "deposit.held", "deposit.matched", "deposit.dismissed", "deposit.restored", "deposit.reversed", "deposit.returned", "refund.due", "order.reversed", "message.quarantined", "phone.silent", "phone.online", "endpoint.disabled", "account.added", "phone.added", "sender.approved", "settings.changed"]]]
    """Nothing of a new type is told of what happened before."""
    quiet_hours: NotRequired[Optional[Quiet]]
    """`null`: it may ring at any time."""
    shows_names: NotRequired[bool]
    """Payers' names are told whole."""


class AmendReminder(TypedDict):
    """Whether the caller wants to be mailed."""
    is_on: bool
    kinds: NotRequired[Optional[list[ReminderKind]]]
    """Absent: as they are, and `DEPOSITS` and `REVERSALS` when it is switched on."""
    language: NotRequired[Optional[Language]]
    """The language of the mails; absent: as it is, and `ko` when it is switched on."""
    quiet_hours: NotRequired[Optional[Quiet]]
    """Absent: as they are. `null`: a mail may come at any time."""


class AmendSettings(TypedDict):
    """Which settings change. One that is not mentioned stays."""
    account_lock_hours: NotRequired[int]
    """Hours for which the money of a newly added account is held; 0: not at all."""
    auto_match_limit: NotRequired[Optional[int]]
    """In KRW; `null` takes the limit away."""
    early_deposit_hours: NotRequired[int]
    intake: NotRequired[Intake]
    match_window_days: NotRequired[int]
    policies: NotRequired[AmendPolicies]
    retention_days: NotRequired[Optional[int]]
    """`null` keeps everything for good."""
    senders: NotRequired[SenderPolicy]
    strict_names: NotRequired[bool]
    tie_policy: NotRequired[TiePolicy]


class AmendShort(TypedDict):
    """How much may be missing of an order."""
    percent: int
    """Of the order's amount."""
    up_to: int
    """In whole KRW."""


class AmendWorkspace(TypedDict):
    """What changes. A field that is not mentioned stays."""
    is_active: NotRequired[bool]
    """A deactivated workspace takes no writes and no messages."""
    name: NotRequired[str]
    settings: NotRequired[AmendSettings]


class ApproveSender(TypedDict):
    """A sender to be approved."""
    bank_code: str
    """Three digits."""
    sender: str
    """As a held deposit shows it."""


class SenderView(TypedDict):
    """A sender that the owner approved: its texts about this bank's accounts pay by themselves."""
    approved_at: str
    approved_by: int
    """The user who approved it."""
    bank_code: str
    id: int
    sender: str
    """A number's digits, or the name under which the phone's messages app shows it."""


class ApprovedView(SenderView):
    """An approved sender, and how many held deposits it released at once."""
    released: int
    """More may follow within five minutes: lists lag."""


class ArrivalProblem(TypedDict):
    """Something to be mended in a phone's set-up."""
    code: PhoneProblem
    detail: str
    """What it is and what to do, in Korean."""


class ArrivalView(TypedDict):
    """A call that came over the phone's URL. Its text is not kept here."""
    at: str
    kind: ArrivalKind
    problems: list[ArrivalProblem]
    """What is to be mended in the phone's set-up."""


class AttemptView(TypedDict):
    """One try."""
    answer: str
    """The first 1,024 bytes of the answer."""
    at: str
    duration_ms: int
    error: NotRequired[Optional[Broken]]
    status: NotRequired[Optional[int]]
    """The status of the answer; `null` when none came."""


class AuditData(TypedDict):
    """`data` of `account.added`, `phone.added`, `sender.approved` and `settings.changed`."""
    audit_id: str
    """The entry of the audit log, as in `GET …/audit`."""
    changes: list[ChangeTold]
    subject_id: int
    """The id of what was added, approved or changed: an account, a phone, a sender, the workspace."""


class AuditEntryView(TypedDict):
    """An entry of the audit log: who changed what, by what, and when."""
    at: str
    by: str
    """`user:<id>` for a person, `token:<user>/<number>` for an API token, `operator` for whoever runs LunePay."""
    changes: list[ChangeTold]
    """What of it changed."""
    id: str
    kind: AuditedChange
    subject_id: int
    """The id of what was changed, of the kind that `kind` names: an account, a phone, a sender, an endpoint, an
    invitation, a user, a token, or the workspace.
    """


class BacktestView(TypedDict):
    """What the policies would have made of last month's decisions."""
    capped: bool
    """There were more than 300: the newest were looked at."""
    decisions: int
    """How many decisions of people were looked at: matches by hand, accepted proposals, dismissals. One that several
    deposits or orders belong to counts once.
    """
    policies: list[BacktestedPolicy]
    """A row for each policy that was tried."""
    since: str
    """Decisions since then were looked at: thirty days ago, or later where the newest 10,000 orders and deposits
    reach less far back.
    """


class BacktestedDecision(TypedDict):
    """A decision, and what a policy would have made of it."""
    at: str
    """When the policy would have matched."""
    decided_at: str
    """When a person first decided."""
    decided_orders: list[ProposedOrder]
    """The orders that these deposits pay today; none where they pay nothing."""
    decided_rest: NotRequired[Optional[RestTreatment]]
    deposits: list[ProposedDeposit]
    """What it would have matched."""
    difference: int
    """How much more the deposits were than what was open of the orders, in whole KRW; below zero: so much was missing."""
    dismissed: NotRequired[Optional[DismissReason]]
    is_same: bool
    orders: list[ProposedOrder]


class BacktestedPolicy(TypedDict):
    """One policy, and what it would have made."""
    otherwise: int
    """So many it would have made otherwise."""
    policy: PolicyKind
    rows: list[BacktestedDecision]
    """Those that it would have made otherwise first; the newest first."""
    same: int
    """So many decisions it would have made as the person did."""


class BankSms(TypedDict):
    """A bank's message, as a phone forwards it."""
    raw_sms: str
    """The message as it arrived."""
    received_at: NotRequired[Optional[str]]
    """RFC 3339, or as the other bodies' stamps. Believed from 2000-01-01 to one day ahead; otherwise the server's
    time is taken.
    """
    sender: NotRequired[Optional[str]]
    """The number that sent it. One that makes no sense, or is longer, counts as not told."""


BankSmsForm = TypedDict(
    "BankSmsForm",
    {
        "content": "str",
        "from": NotRequired["Optional[str]"],
        "timestamp": NotRequired["Optional[str]"],
    },
)


class BankView(TypedDict):
    """An institution."""
    code: str
    """금융기관공동코드, three digits."""
    name: str
    readable: bool
    """Whether its messages can be read."""


class BeginSecondFactor(TypedDict):
    """The password of the one who begins a second factor."""
    password: str


class BegunSecondFactor(TypedDict):
    """A secret to share with an authenticator app. It is shown this once."""
    otpauth_url: str
    """For a QR code, which the app reads."""
    secret: str
    """Base32, for typing it into the app."""


class CandidateView(TypedDict):
    """An order that a deposit could pay."""
    amount: int
    amount_open: int
    """What is missing of that, in whole KRW."""
    created_at: str
    customer_phone: NotRequired[Optional[str]]
    depositor_name: str
    expires_at: NotRequired[Optional[str]]
    memo: NotRequired[Optional[str]]
    order_id: int
    order_number: str
    reasons: list[MatchReason]
    """Why it fits or does not. `completes`: a part of it is paid, and this is what is open of it. `name_coded`: the
    name, and behind it a code of the order. `name_same_with_more`: the name, and behind it digits that are no code
    or may be cut off. `name_qualifier_differs`: what stands in parentheses. `name_like`: another name, but like it.
    `name_cannot_match`: the order's own.
    """
    status: OrderStatus


class ChangePassword(TypedDict):
    """The password now, and the new one."""
    current: str
    end_tokens: NotRequired[Optional[bool]]
    """Ends the API tokens too: somebody else may have made one. They live on unless said so."""
    new: str


ChangeTold = TypedDict(
    "ChangeTold",
    {
        "field": "str",
        "from": NotRequired["Optional[str]"],
        "to": NotRequired["Optional[str]"],
    },
)


ChangeView = TypedDict(
    "ChangeView",
    {
        "field": "OrderField",
        "from": NotRequired["Optional[str]"],
        "to": NotRequired["Optional[str]"],
    },
)


class ConfirmSecondFactor(TypedDict):
    """What the authenticator app shows now."""
    code: str


class CountsView(TypedDict):
    """What waits in a workspace right now."""
    deposits_held: OpenTally
    """Deposits that a person must decide."""
    deposits_waiting: OpenTally
    """Deposits that may still pair by themselves."""
    orders_pending: OpenTally
    """Orders that are not paid."""


class CreateEndpoint(TypedDict):
    """A new endpoint."""
    description: NotRequired[Optional[str]]
    events: NotRequired[Optional[list[Literal["order.matched", "order.partially_paid", "order.unmatched", "order.cancelled", "order.expired", "order.reopened", "deposit.waiting", "deposit.held", "deposit.matched", "deposit.dismissed", "deposit.restored", "deposit.reversed", "deposit.returned", "refund.due", "order.reversed", "message.quarantined", "phone.silent", "phone.online", "endpoint.disabled", "account.added", "phone.added", "sender.approved", "settings.changed"]]]]
    """What it is told of; all types when it is not given."""
    format: NotRequired[Optional[EndpointFormat]]
    """`JSON`, if it is not given: signed, for a program. The others are messages that people read in a chat, to
    the URL that it gives out for such messages; of Telegram `…/bot<token>/sendMessage?chat_id=<chat>`. Of a
    chat the URL is a secret: only its host is shown. It cannot be changed.
    """
    kind: NotRequired[Optional[EndpointKind]]
    """`PUSH`, if it is not given: events are sent to `url`. `PULL`: they wait until they are fetched, and there is
    no `url`. It cannot be changed.
    """
    shows_names: NotRequired[Optional[bool]]
    """Of a chat: payers' names are told whole. They are masked when it is not given."""
    url: NotRequired[Optional[str]]
    """https, port 443 or 8443, a public address. Required of `PUSH`."""


class CreatePushSubscription(TypedDict):
    """A browser of the caller's, as it tells of itself. The page makes the pair of server's keys, with which it also
    subscribes at the push service.
    """
    auth: str
    """The secret that the browser made beside it."""
    description: NotRequired[Optional[str]]
    events: NotRequired[Optional[list[Literal["order.matched", "order.partially_paid", "order.unmatched", "order.cancelled", "order.expired", "order.reopened", "deposit.waiting", "deposit.held", "deposit.matched", "deposit.dismissed", "deposit.restored", "deposit.reversed", "deposit.returned", "refund.due", "order.reversed", "message.quarantined", "phone.silent", "phone.online", "endpoint.disabled", "account.added", "phone.added", "sender.approved", "settings.changed"]]]]
    """What it is told of; what needs a person when it is not given."""
    p256dh: str
    """The browser's point of P-256, uncompressed."""
    page_url: str
    """Where the page stands: whom the push service may turn to."""
    quiet_hours: NotRequired[Optional[Quiet]]
    server_key: str
    """The server's point of P-256, uncompressed: what the page subscribed with."""
    server_secret: str
    """The private key of `server_key`."""
    shows_names: NotRequired[Optional[bool]]
    """Payers' names are told whole. They are masked when it is not given."""
    url: str
    """Where the push service takes messages."""


class CreateWorkspace(TypedDict):
    """A new workspace."""
    mode: NotRequired[Optional[WorkspaceMode]]
    """`TEST`: for trying. No real message reaches it; it stays one for good."""
    name: str
    settings: NotRequired[Optional[AmendSettings]]
    """What is otherwise than by default."""


CsvFile = bytes
"""CSV in UTF-8 with its mark, lines ended by CR and LF."""


class DayView(TypedDict):
    """What happened on a day of Korean standard time, as it stands now."""
    accounts: list[AccountDayView]
    """The same by account; those that had no deposit are left out."""
    complete: bool
    """`false`: the day lies before the newest 10,000 orders or deposits, and its sums lack some."""
    day: str
    deposits: TallyView
    """Deposits that were made on the day."""
    matched: TallyView
    """Those of them that are matched now."""
    orders: TallyView
    """Orders that were placed on the day."""
    unmatched: TallyView
    """Those of them that are not."""


class DeleteWorkspace(TypedDict):
    """What proves that no other workspace is meant."""
    name: str
    """The workspace's name, as it is."""


class DeliveryView(TypedDict):
    """An event on its way to an endpoint."""
    created_at: str
    endpoint_id: int
    event_id: str
    """As in the header `webhook-id`."""
    event_type: EventType
    id: str
    livemode: bool
    """`false` in a test workspace."""
    next_attempt_at: NotRequired[Optional[str]]
    """When a pending one is tried next, at the earliest."""
    occurred_at: str
    """When the event happened."""
    offered_until: NotRequired[Optional[str]]
    """Until when a pending one of a `PULL` endpoint can be fetched."""
    status: DeliveryStatus
    """`FAILED`: ten tries over three days did, or nobody acknowledged it in that time. `MISSED`: the endpoint was
    disabled.
    """
    tries: int
    """The tries since it was made, or asked for again."""


class DeliveryWithAttempts(DeliveryView):
    """A delivery with what is sent and what came of each try."""
    attempts: list[AttemptView]
    """Oldest first; the newest 20."""
    body: str
    """The body that is sent, to the byte."""


class DepositData(TypedDict):
    """`data` of a deposit's events."""
    applied: NotRequired[Optional[bool]]
    """On `deposit.reversed` alone: the deposit was taken back. `false` stands beside a message that a person must
    read.
    """
    deposit: DepositTold
    match: NotRequired[Optional[MatchTold]]
    order: NotRequired[Optional[OrderTold]]


class DepositEntryView(TypedDict):
    """One change of a deposit."""
    amount: NotRequired[Optional[int]]
    """What was sent back, or was not after all, in whole KRW."""
    at: str
    by: str
    """`user:<id>`, `token:<user>/<number>`, `auto` or `sweeper`."""
    deposit_id: NotRequired[Optional[int]]
    """The deposit that may be the same money."""
    difference: NotRequired[Optional[int]]
    """Of a match: how much more than the order's amount was received, in whole KRW; below zero: so much was missing."""
    order_id: NotRequired[Optional[int]]
    """The order of a match."""
    other_order_ids: NotRequired[list[int]]
    """The other orders of a match with several."""
    reasons: NotRequired[list[DepositEntryReason]]
    """Why the rule fired, why the deposit is held or dismissed, or which reasons were taken away."""
    rest_treatment: NotRequired[Optional[RestTreatment]]
    rule: NotRequired[Optional[MatchRule]]
    what: DepositEventKind
    """`cleared`: some reasons were taken away. `freed`: the last was, and it waits. `reported`: another report of the
    transfer came. `linked`: another deposit may be the same money. `treated`: a person said what becomes of what is
    left of it. `returned`: of a part of it, that it was sent back; `return_undone`: that it was not. `redacted`:
    its message was forgotten.
    """


class DepositTold(TypedDict):
    """A deposit, as the event left it."""
    amount: int
    """Whole KRW."""
    amount_rest: int
    """What of it pays no order and was not sent back, in whole KRW, as it stands when this is sent."""
    amount_returned: int
    """What of it was sent back, in whole KRW."""
    balance: NotRequired[Optional[int]]
    """Whole KRW, when the message told it."""
    bank_account_id: int
    bank_code: str
    created_at: str
    deposited_at: str
    depositor_name: NotRequired[Optional[str]]
    dismiss_reason: NotRequired[Optional[DismissReason]]
    duplicate_of: NotRequired[Optional[int]]
    """The deposit that may be this very money."""
    hold_reason: NotRequired[Optional[HoldReason]]
    hold_reasons: list[HoldReason]
    """Why a person must decide, gravest first; empty unless it is held."""
    id: int
    matched_order_id: NotRequired[Optional[int]]
    rest_treatment: NotRequired[Optional[RestTreatment]]
    sender_verdict: SenderVerdict
    """How far the sender of its text can be believed."""
    source: Source
    state: DepositStatus
    via: Via
    """`open`: over the open URL, where anybody may send a message."""


class DepositView(TypedDict):
    """A deposit."""
    allocations: list[PaysView]
    """What it pays: nothing unless it is matched, several orders where a person matched it with them."""
    amount: int
    """Whole KRW."""
    amount_rest: int
    """What of it pays no order and was not sent back, in whole KRW."""
    amount_returned: int
    """What of it was sent back, in whole KRW."""
    balance: NotRequired[Optional[int]]
    """Whole KRW, when the message told it."""
    bank_account_id: int
    created_at: str
    deposited_at: str
    depositor_name: NotRequired[Optional[str]]
    """As printed or typed; `null` when the message prints no name."""
    dismiss_reason: NotRequired[Optional[DismissReason]]
    duplicate_of: NotRequired[Optional[int]]
    """The first of `linked_deposit_ids`."""
    hold_reason: NotRequired[Optional[HoldReason]]
    hold_reasons: list[HoldReason]
    """Why a person must decide, gravest first; empty unless it is held."""
    id: int
    is_matched: bool
    linked_deposit_ids: list[int]
    """Deposits that may be this very money."""
    livemode: bool
    """`false` in a test workspace."""
    matched_order_id: NotRequired[Optional[int]]
    message_format_id: NotRequired[Optional[int]]
    """The workspace's own format that read it: `custom:<id>` as the `shape` of the message's reading."""
    note: NotRequired[Optional[str]]
    """What that person noted."""
    phone_id: NotRequired[Optional[int]]
    """The phone whose URL it came over."""
    raw_sms: NotRequired[Optional[str]]
    """`null` also when `retention_days` are over."""
    rest_treatment: NotRequired[Optional[RestTreatment]]
    returns: list[ReturnView]
    """As people noted it, oldest first."""
    sender: NotRequired[Optional[str]]
    """The number, name or app that the call told as the sender of the text."""
    sender_ambiguous: bool
    """The text could have written its own sender."""
    sender_verdict: SenderVerdict
    """How far that can be believed."""
    source: Source
    state: DepositStatus
    version: int
    """Counts the changes."""
    via: Via
    workspace_id: int


class DepositWithHistory(DepositView):
    """A deposit with its whole story."""
    history: list[DepositEntryView]
    """Oldest first; the newest 50."""
    reports: list[ReportView]
    """What else told of this transfer, oldest first."""


class DismissDeposit(TypedDict):
    """Why a deposit pays nothing."""
    note: NotRequired[Optional[str]]
    reason: Literal["REFUNDED", "PRIVATE", "DUPLICATE", "OTHER"]
    """`REFUNDED`: the money was sent back. `PRIVATE`: no customer's payment. `DUPLICATE`: another deposit tells of
    the same money. `OTHER`.
    """


class EndDeposit(TypedDict):
    hold_reasons: list[HoldReason]
    state: DepositStatus


class EndOrder(TypedDict):
    payment_state: PaymentState
    status: OrderStatus


class EndSecondFactor(TypedDict):
    """The password and a code of the one who ends their second factor."""
    code: str
    """Of the app, or a recovery code."""
    password: str


class EndStateView(TypedDict):
    """What is there at the end of a scenario."""
    deposits: list[EndDeposit]
    """The deposits that its messages told of, in the order in which they came."""
    orders: list[EndOrder]
    """The orders that it placed, in that order."""
    phone: PhoneStatus
    """The phone that its messages came over."""
    proposals: list[ProposalKind]
    """What is proposed to a person for these deposits."""
    unread_messages: int
    """How many messages wait for a person."""


class EndpointData(TypedDict):
    """`data` of `endpoint.disabled`."""
    endpoint_id: int
    failing_since: NotRequired[Optional[str]]
    """Since when every try failed."""
    reason: DisabledReason
    url: NotRequired[Optional[str]]
    """`null` of one that fetches."""


class EndpointView(TypedDict):
    """Who is told of events."""
    created_at: str
    description: NotRequired[Optional[str]]
    disabled_at: NotRequired[Optional[str]]
    disabled_reason: NotRequired[Optional[DisabledReason]]
    events: list[EventType]
    """What it is told of."""
    failing_since: NotRequired[Optional[str]]
    """Since when every try fails; `null` while it is well."""
    format: EndpointFormat
    """`JSON`: signed, for a program. The others: messages that people read in a chat."""
    id: int
    is_active: bool
    """Only an active endpoint is sent to, or fetches."""
    kind: EndpointKind
    """`PUSH`: events are sent to `url`. `PULL`: they wait until they are fetched."""
    livemode: bool
    """`false` in a test workspace."""
    old_secret_until: NotRequired[Optional[str]]
    """Until when the secret before the newest signs too."""
    shows_names: bool
    """Of a chat: payers' names are told whole, not masked."""
    url: NotRequired[Optional[str]]
    """`null` of `PULL`. Of a chat, whose URL is a secret, only its host."""
    workspace_id: int


class EndpointWithSecret(EndpointView):
    """An endpoint with its newest secret: shown once, here."""
    secret: NotRequired[Optional[str]]
    """What its webhooks are signed with; `null` of a chat."""


class EntryView(TypedDict):
    """One change of an order or a deposit."""
    at: str
    by: str
    """`user:<id>`, `token:<user>/<number>`, `auto`, `policy:<kind>` or `sweeper`."""
    changes: NotRequired[list[ChangeView]]
    """The fields that an amendment changed."""
    deposit_id: NotRequired[Optional[int]]
    """The deposit of a match."""
    difference: NotRequired[Optional[int]]
    """Of a match, and of a part that was paid or removed: how much more than the order's amount was received by then,
    in whole KRW; below zero: so much was missing.
    """
    reasons: NotRequired[list[MatchReason]]
    """Why the rule fired."""
    rule: NotRequired[Optional[MatchRule]]
    what: OrderEventKind
    """`partially_paid`: a part was paid that leaves it open; `payment_removed`: such a part was taken back. `settled`:
    what was missing then was accepted. `over_changed`: what is too much is kept with it, or no longer.
    `reversed`: the bank took back the deposit that had paid it. `redacted`: the customer's fields were forgotten.
    """


class Event(TypedDict):
    """An event, as the OpenAPI document shows what surrounds its `data`."""
    by: str
    """`user:<id>`, `token:<user>/<number>`, `auto` or `sweeper`."""
    id: str
    """The same for every try, as in the header `webhook-id`: do nothing for one that you have seen."""
    livemode: bool
    """`false`: it happened in a test workspace, and no money moved. Ship nothing for it."""
    timestamp: str
    """When it happened."""
    type: EventType
    version: int
    """Counts the changes of the order or deposit: a later one has a higher number, in whatever order they arrive."""
    workspace_id: int


class ExplanationView(TypedDict):
    """A message's text, piece by piece: what the reader took each for, and what a person may mark."""
    may_add_format: bool
    """Whether a format can be made of the message: it waits, came over a phone's URL, and the reader did not know its
    words.
    """
    parts: list[PartView]
    """In the order of the text."""
    proposed_marks: list[MarkView]
    """What may be marked, as far as only one thing can be meant."""
    text: str
    """The text as formats see it; marks count its characters."""


class FieldError(TypedDict):
    """One bad field."""
    code: FieldFault
    detail: str
    """What to do, in Korean."""
    field: str
    """The field's name in the body or the query."""


class ForgotPassword(TypedDict):
    """Who forgot their password."""
    email: str
    language: NotRequired[Optional[Language]]
    """The language of the mail; `ko` unless said otherwise."""


class FormatView(TypedDict):
    """A format that an owner added."""
    bank_code: str
    corpus_row: str
    """A line of the reader's corpus, to be handed to whoever keeps the reader. Digits, the payer and persons addressed
    as 님 are invented; the rest of the text is the bank's, and may name somebody: look at it first.
    """
    created_at: str
    created_by: int
    """The user who added it."""
    id: int
    layout: str
    """The message with holes over what changes."""
    proofs: int
    """How many of its deposits people released or matched; from `proofs_needed` on they pay by themselves."""
    proofs_needed: int


class InvitationView(TypedDict):
    """An invitation, without its code."""
    created_at: str
    email: str
    expires_at: str
    id: int
    role: Role


class Invite(TypedDict):
    """Whom to invite."""
    email: str
    language: NotRequired[Optional[Language]]
    """The language of the mail; `ko` unless said otherwise."""
    role: NotRequired[Literal["VIEWER", "MEMBER"]]
    """What the invited person may do. `MEMBER` unless said otherwise."""


class IssueToken(TypedDict):
    """A new API token."""
    expires_at: NotRequired[Optional[str]]
    """RFC 3339, in the future. `null`: until it is revoked. Absent: a year from now."""
    name: str
    scopes: NotRequired[list[Scope]]
    """What it may do, within what its user may. Absent: everything, as the guide's calls need."""
    workspace_ids: NotRequired[Optional[list[int]]]
    """The only workspaces that it reaches. Absent or `null`: all of its user's, those of tomorrow too."""


class TokenView(TypedDict):
    """An API token, without its text."""
    created_at: str
    expires_at: NotRequired[Optional[str]]
    """`null`: until it is revoked."""
    id: int
    last_used_at: NotRequired[Optional[str]]
    """When a request with it was last seen, to the hour. `null`: never."""
    name: str
    scopes: list[Scope]
    """What it may do, within what its user may. A token of before 2026-11-28 has all."""
    workspace_ids: NotRequired[Optional[list[int]]]
    """The only workspaces that it reaches; `null`: all of its user's."""


class IssuedToken(TokenView):
    """A new API token. Its text is shown this once."""
    token: str
    """What stands behind `Authorization: Bearer`."""


class LatePolicyView(TypedDict):
    """How long after its deadline an order may be paid."""
    within_hours: int
    """At most 720."""


class ListedDelivery(DeliveryView):
    """A delivery as a list shows it."""
    request: NotRequired[Optional[WebhookRequest]]


class LoggedIn(TypedDict):
    """A session."""
    access_token: str
    device: str
    """Keep it, and send it along at the next login. It counts for 180 days, until the password is changed."""
    expires_in: int
    """Seconds."""
    token_type: str


class Login(TypedDict):
    """Who logs in."""
    code: NotRequired[Optional[str]]
    """Of the authenticator app, or a recovery code: of a person with a second factor."""
    device: NotRequired[Optional[str]]
    """What the last login on this device answered: with it, no flood of guesses at the address keeps its
    person out.
    """
    email: str
    password: str


class ManualMatch(TypedDict):
    """Which deposit pays which order."""
    deposit_id: int
    order_id: int


class MatchResult(TypedDict):
    """What was done."""
    deposit_id: int
    message: str
    order_id: int
    success: bool


class ManualMatchResult(MatchResult):
    """A match by hand, and what it received."""
    difference: int
    """How much more than what was open of the order was received, in whole KRW; below zero: so much is missing. Only 0
    is paid in full.
    """


MarkBody = TypedDict(
    "MarkBody",
    {
        "from": "int",
        "is": "MarkKind",
        "to": "int",
    },
)


MarkView = TypedDict(
    "MarkView",
    {
        "from": "int",
        "is": "MarkKind",
        "to": "int",
    },
)


class MarkedMessage(TypedDict):
    """A message that nobody could read, and what is what in it."""
    marks: list[MarkBody]
    """Pieces of the `text` of its explanation, one of each kind at most; the rest becomes the format's fixed text."""
    message_id: str
    """A message of the inbox."""


class MatchOrders(TypedDict):
    """Which deposits pay which orders."""
    deposit_ids: list[int]
    """At most five deposits, each once. The earliest money is used first; what is too much is left of the last.
    Empty, with `ACCEPT_SHORT`: what is missing of orders that are paid in part is accepted.
    """
    difference: NotRequired[Difference]
    """What becomes of the difference between the deposits and what is open of the orders. `NONE`, or absent: there
    must be none. `KEEP_OPEN`: what is missing is still to come, and the last order waits for it.
    `ACCEPT_SHORT`: what is missing is accepted. Of what is too much: `ACCEPT_OVER` keeps it with the last
    order, `CREDIT` keeps it for the customer, `REFUND_DUE` says that it is to be sent back.
    """
    order_ids: list[int]
    """At most five orders, each once. The oldest is filled first; what is missing, the last one lacks. Empty: the
    deposits are matched already, and something else becomes of what is left of them.
    """


class MatchTold(TypedDict):
    """Why they are a pair."""
    reasons: list[MatchReason]
    rule: MatchRule


class MemberView(TypedDict):
    """A member of a workspace."""
    email: str
    joined_at: str
    name: str
    role: Role
    user_id: int
    workspace_id: int


class MessageData(TypedDict):
    """`data` of `message.quarantined`: a bank's message that must be read by a person."""
    applied: NotRequired[Optional[bool]]
    """On `deposit.reversed` alone, `false`: a person must say which deposit the bank took back."""
    bank_account_id: NotRequired[Optional[int]]
    """`null` when it fits no account of the workspace."""
    message_id: str
    """As in `GET …/messages/{message_id}`."""
    phone_number_id: NotRequired[Optional[int]]
    """The phone whose URL it came over; `null` for the open URL."""
    reason: MessageReason
    """The reader's reason, or `account_not_found`."""
    received_at: str
    via: Via


class MessageDeposit(TypedDict):
    """The deposit that a message became, and the message."""
    amount: int
    """Whole KRW."""
    bank_account_id: int
    deposit_id: int
    """The deposit: `GET /workspaces/{id}/deposits/{deposit_id}` tells all of it."""
    deposited_at: str
    depositor_name: NotRequired[Optional[str]]
    duplicate: NotRequired[bool]
    """The deposit had stood before: this message had come in another way, too. Absent otherwise."""
    duplicate_of: NotRequired[Optional[int]]
    """The deposit that may be this very money."""
    hold_reason: NotRequired[Optional[HoldReason]]
    hold_reasons: list[HoldReason]
    """Why a person must decide, gravest first; empty unless it is held."""
    is_matched: bool
    matched_order_id: NotRequired[Optional[int]]
    message: MessageView
    state: DepositStatus


class MessageView(TypedDict):
    """A message that made no deposit when it came."""
    bank_account_id: NotRequired[Optional[int]]
    """`null` while no account of the workspace fits."""
    created_at: str
    id: str
    """Opaque and stable."""
    livemode: bool
    """`false` in a test workspace."""
    phone_number_id: NotRequired[Optional[int]]
    """The phone whose URL it came over."""
    raw_sms: str
    """As it came."""
    received_at: str
    resolved: NotRequired[Optional[ResolutionView]]
    sender: NotRequired[Optional[str]]
    """The number, name or app that the call told as the sender."""
    sender_verdict: NotRequired[Optional[SenderVerdict]]
    status: MessageStatus
    """`QUARANTINED`: it cannot be read with certainty, or fits no account. `IGNORED`: it tells of no deposit.
    `RESOLVED`: a person decided.
    """
    via: Via
    why: MessageReason
    """Why it made no deposit when it came: the reader's word, `account_not_found`, or `reversal_unclear`: the bank
    took a deposit back, and a person must say which.
    """
    workspace_id: int


class MessageWithReading(MessageView):
    """A message beside what the reader makes of it now."""
    explanation: ExplanationView
    reading: ReadingView


class NewInvitation(InvitationView):
    """A new invitation. Its code is shown this once."""
    code: str
    """What the invited person hands in."""


class OpenTally(TypedDict):
    """A number of open things, and what they come to."""
    amount: int
    """Whole KRW."""
    capped: bool
    """There are more: only the newest 1,000 were looked at."""
    count: int


class OrderData(TypedDict):
    """`data` of an order's events."""
    deposit: NotRequired[Optional[DepositTold]]
    match: NotRequired[Optional[MatchTold]]
    order: OrderTold


class OrderNow(TypedDict):
    """An order, and how it stands."""
    amount_open: int
    """What is missing of its amount, in whole KRW."""
    id: int
    status: OrderStatus


class OrderTold(TypedDict):
    """An order, as the event left it."""
    amount: int
    """Whole KRW."""
    amount_received: int
    """What had been received for it by then, in whole KRW; of `order.cancelled`: what was received and pays nothing
    any more.
    """
    bank_account_id: NotRequired[Optional[int]]
    """The account into which it is to be paid; `null`: any of the workspace."""
    created_at: str
    customer_email: NotRequired[Optional[str]]
    customer_phone: NotRequired[Optional[str]]
    depositor_name: str
    difference: NotRequired[Optional[int]]
    """How much more than `amount` was received, in whole KRW, below zero: so much is missing; `null` unless the event
    left it MATCHED. Ship when it is 0, or when you accept it: a person may match a deposit of any amount by hand.
    """
    expires_at: NotRequired[Optional[str]]
    flags: list[OrderFlag]
    """What is not plain about its payment, as it stands when this is sent: `SHORT`, `OVER`, `LATE`, `BY_HAND`,
    `REVERSED`.
    """
    id: int
    matched_at: NotRequired[Optional[str]]
    matched_deposit_id: NotRequired[Optional[int]]
    memo: NotRequired[Optional[str]]
    metadata: dict[str, str]
    """As the shop's program told it; empty where it told none."""
    order_number: str
    payment_state: PaymentState
    """`PAID` once it is MATCHED."""
    status: OrderStatus


class OrderView(TypedDict):
    """An order."""
    amount: int
    """Whole KRW."""
    amount_open: int
    """What is missing of `amount`, in whole KRW: of a PENDING order, what it waits for."""
    amount_received: int
    """What was received for it, in whole KRW."""
    bank_account_id: NotRequired[Optional[int]]
    """The account into which it is to be paid; `null`: any of the workspace."""
    created_at: str
    customer_email: NotRequired[Optional[str]]
    customer_phone: NotRequired[Optional[str]]
    depositor_name: str
    difference: NotRequired[Optional[int]]
    """How much more than `amount` was received, below zero: so much is missing; `null` unless it is MATCHED. Only 0 is
    paid in full: a person may match an order by hand with a deposit of any amount.
    """
    expires_at: NotRequired[Optional[str]]
    """RFC 3339, `+09:00`."""
    flags: list[OrderFlag]
    """What is not plain about its payment. `SHORT`, `OVER`: it is MATCHED with less, or more. `LATE`: after its
    deadline. `BY_HAND`: a person matched a part of it. `REVERSED`: the bank took back what had paid it.
    """
    id: int
    livemode: bool
    """`false` in a test workspace."""
    matched_at: NotRequired[Optional[str]]
    matched_deposit_id: NotRequired[Optional[int]]
    """The deposit that paid it."""
    memo: NotRequired[Optional[str]]
    metadata: dict[str, str]
    """As the shop's program told it; empty where it told none."""
    order_number: str
    ordered_at: NotRequired[Optional[str]]
    """When the customer ordered, where the shop told it."""
    payment_state: PaymentState
    """`PARTIAL`: a part is paid, and the order is not MATCHED."""
    payments: list[PaymentView]
    """What pays it, in parts; oldest first."""
    status: OrderStatus
    updated_at: str
    version: int
    """Counts the changes."""
    waits_since: str
    """Since when it waits: placed, reopened or unmatched last. The match window is counted from here."""
    warnings: list[OrderWarning]
    """`name_cannot_match`: `depositor_name` is masked or has fewer than two letters and fewer than five digits, so no
    deposit pays this order by itself.
    """
    workspace_id: int


class OrderWithHistory(OrderView):
    """An order with its whole story."""
    history: list[EntryView]
    """Oldest first; the newest 50."""


class OrdersMatched(TypedDict):
    """What was done."""
    allocations: list[AllocationView]
    """How much of which deposit pays how much of which order, earliest deposit first."""
    difference: int
    """How much more the deposits are than what was open of the orders, in whole KRW; below zero: so much is missing."""
    message: str
    orders: list[OrderNow]
    """The orders as they are then, oldest first: one that was kept open is not MATCHED."""
    rest_treatment: NotRequired[Optional[RestTreatment]]
    success: bool


class OverPolicyView(TypedDict):
    """How much more than an order asks for may come, and what becomes of it."""
    treat: RestTreatment
    up_to: int
    """In whole KRW."""


PartView = TypedDict(
    "PartView",
    {
        "is": "PieceMeaning",
        "korean": "str",
        "text": "str",
    },
)


class PaymentView(TypedDict):
    """A part of a deposit that pays the order."""
    amount: int
    """Whole KRW."""
    at: str
    by: str
    """`user:<id>`, `token:<user>/<number>`, `auto` or `policy:<kind>`."""
    deposit_id: int
    rule: MatchRule


class PaysView(TypedDict):
    """A part of a deposit that pays an order."""
    amount: int
    """Whole KRW."""
    order_id: int


class PhoneData(TypedDict):
    """`data` of `phone.silent` and `phone.online`."""
    label: str
    """May be empty."""
    last_seen_at: NotRequired[Optional[str]]
    """When it was last heard of; `null` when it never was."""
    phone_number: str
    phone_number_id: int
    silent_after_minutes: NotRequired[Optional[int]]
    """After so many minutes without a message or a ping it is silent; `null`: 180, and 60 while orders wait."""


class PhoneKeyView(TypedDict):
    """A key of a phone's URL. Its text is shown once, when it is made."""
    created_at: str
    valid_until: NotRequired[Optional[str]]
    """`null` for the newest; one that was replaced works until then."""


class PingData(TypedDict):
    """`data` of `ping`."""
    endpoint_id: int


class PlaceOrder(TypedDict):
    """A new order."""
    amount: int
    """Whole KRW."""
    bank_account_id: NotRequired[Optional[int]]
    """The account into which it is to be paid: a deposit into another one is a candidate, `other_account`. Never
    changes.
    """
    customer_email: NotRequired[Optional[str]]
    customer_phone: NotRequired[Optional[str]]
    """Its last four digits are a code of the order."""
    depositor_name: str
    """The name under which the customer will pay, or that name with a code behind it: `홍길동4821`."""
    expires_at: NotRequired[Optional[str]]
    """A deposit made up to this instant pays the order. RFC 3339, in the future."""
    memo: NotRequired[Optional[str]]
    metadata: NotRequired[Optional[dict[str, str]]]
    """What your program notes of the order: at most 16 texts under names, together at most 1,024 bytes."""
    order_number: str
    """The shop's own number, unique in the workspace. The customer may write its last four to six digits behind
    the name: they are codes of the order.
    """
    ordered_at: NotRequired[Optional[str]]
    """When the customer ordered, where that was earlier than this call. RFC 3339, at most 60 days ago."""


class PoliciesView(TypedDict):
    """What is matched by itself beyond the exact pair, half a minute after a deposit was recorded or released or an order
    placed: only where the name is the order's, and nothing else can be meant.
    """
    combined: SumPolicy
    """Several orders that one deposit pays. `AUTO`: orders of one customer's phone or e-mail, placed within 72 hours
    of one another. `PROPOSE`: off.
    """
    late: NotRequired[Optional[LatePolicyView]]
    over: NotRequired[Optional[OverPolicyView]]
    short: NotRequired[Optional[ShortPolicyView]]
    split: SumPolicy
    """Several deposits that pay one order. `AUTO`: made within 72 hours of one another. `PROPOSE`: off."""


class Problem(TypedDict):
    """A problem, as the OpenAPI document shows it (RFC 9457)."""
    code: str
    """Stable, snake_case."""
    detail: str
    """Korean: what is wrong and what to do."""
    errors: NotRequired[list[FieldError]]
    """Every bad field of the body or the query."""
    request_id: str
    """As in the header `X-Request-Id`."""
    status: int
    title: str
    """The guide's Error Type."""
    type: str
    """`urn:lunepay:problem:<code>`."""


class ProposalResult(TypedDict):
    """What became of one."""
    code: NotRequired[Optional[str]]
    """Why it was refused: the code of a problem."""
    message: str
    """What was done, or what to do."""
    outcome: ProposalOutcome
    """`NOT_TRIED`: there was no time left for it, or the program was overloaded. Send it again."""
    proposal_id: str


class ProposalView(TypedDict):
    """What a deposit may be."""
    against: list[ProposalReason]
    """What speaks against it. `deposit_held`: see the deposit's `hold_reasons`; a match passes over them."""
    deposits: list[ProposedDeposit]
    """Of `TWIN`: the one that is to be dismissed, then the other."""
    difference: int
    """How much more the deposits are than what is open of the orders, in whole KRW; below zero: so much is missing."""
    kind: ProposalKind
    """`TWIN`: it tells of the same money as another deposit. `SAME_AMOUNT`: it pays an order of its amount.
    `EQUAL_ORDERS`: it pays the oldest of several orders of one amount and name. `PAYS_THE_DIFFERENCE`: it is what
    is missing of an order. `LATE`, `CANCELLED`: it pays an order that is over. `COMBINED`: it pays several orders.
    `SPLIT`: several deposits pay one order. `SHORT`, `OVER`: it is up to a fifth less or more than its order.
    `INSTALMENT`: it is a part of one.
    """
    margin: int
    """How far the deposit's next proposal scores below this one."""
    orders: list[ProposedOrder]
    proposal_id: str
    """What `accept` and `reject` take. It holds what the proposal was computed from: once that changes, it is another."""
    reasons: list[ProposalReason]
    """What speaks for it."""
    score: int
    """0 to 100; more is more likely. For the order of proposals: nothing is done by it."""
    treatments: list[Treatment]
    """What may be done; the first is done if nothing is said. `KEEP_OPEN`, `ACCEPT_SHORT`, `ACCEPT_OVER`, `CREDIT`,
    `REFUND_DUE`, `NONE`: a match, with what becomes of the difference. `REOPEN`: the cancelled order is reopened
    and paid. `REFUNDED`, `DUPLICATE`: the deposit is dismissed so.
    """


class Proposals(TypedDict):
    """What waits for a person."""
    as_of: str
    """When it was computed."""
    capped: bool
    """More waits than was compared: the newest 200 deposits, 1,000 open orders, 200 expired and 200 cancelled ones
    are; and sums only of a payer of whom no more than 12 orders or deposits wait.
    """
    items: list[ProposalView]
    """By deposit, oldest first; of one deposit the most likely first."""


class ProposedDeposit(TypedDict):
    """A deposit of a proposal."""
    amount: int
    """Whole KRW."""
    deposited_at: str
    depositor_name: NotRequired[Optional[str]]
    id: int
    state: DepositStatus


class ProposedOrder(TypedDict):
    """An order of a proposal."""
    amount: int
    """Whole KRW."""
    amount_open: int
    """What is missing of its amount, in whole KRW."""
    created_at: str
    depositor_name: str
    id: int
    order_number: str
    status: OrderStatus


class PushSubscriptionView(TypedDict):
    """A browser of the caller's that is told."""
    created_at: str
    description: NotRequired[Optional[str]]
    events: list[EventType]
    """What it is told of."""
    failing_since: NotRequired[Optional[str]]
    """Since when every try fails; `null` while it is well."""
    id: int
    quiet_hours: NotRequired[Optional[QuietHoursView]]
    service: str
    """The host of the browser's push service; the rest of its URL is a secret."""
    shows_names: bool
    """Payers' names are told whole, not masked."""


Quiet = TypedDict(
    "Quiet",
    {
        "from": "int",
        "until": "int",
    },
)


QuietHoursView = TypedDict(
    "QuietHoursView",
    {
        "from": "int",
        "until": "int",
    },
)


class ReadingView(TypedDict):
    """What the reader makes of a text. What the text does not tell is `null`."""
    account: NotRequired[Optional[str]]
    """As printed, usually masked."""
    amount: NotRequired[Optional[int]]
    """Whole KRW."""
    at: NotRequired[Optional[str]]
    balance: NotRequired[Optional[int]]
    """Whole KRW."""
    bank_code: NotRequired[Optional[str]]
    depositor: NotRequired[Optional[str]]
    outcome: str
    """`deposit`, `withdrawal`, `ignored` or `quarantined`."""
    shape: str
    """The layout that fits, `custom:<id>` for a format of the workspace, `grammar`, or empty when nothing read the
    text.
    """
    why: NotRequired[Optional[str]]
    """Why it is no deposit."""


class RecordDeposit(TypedDict):
    """A deposit, typed by a person."""
    amount: int
    """Whole KRW."""
    bank_account_id: int
    """An account of the workspace."""
    deposited_at: str
    """RFC 3339, from 2000-01-01 to one day ahead."""
    depositor_name: str
    raw_sms: NotRequired[Optional[str]]
    """The bank's message, if there is one. One that carries a one-time code is not kept."""


class RecordedDeposit(DepositView):
    """A recorded deposit."""
    duplicate: NotRequired[bool]
    """The message in `raw_sms` had been seen: this is the deposit that it made then. Absent otherwise."""


class RecoveryCodesView(TypedDict):
    """Recovery codes: each lets its person in once, in place of the app's code. They are shown this once."""
    recovery_codes: list[str]


class RegisterAccount(TypedDict):
    """A new account."""
    account_holder: str
    account_number: str
    """8–16 digits, hyphens allowed between them."""
    bank_code: str
    """A known institution: see `GET /banks`."""
    bank_name: str
    overdraft: NotRequired[Optional[bool]]
    """Whether its balance may be below zero (마이너스 통장). Then a deposit whose balance is below the amount is
    not held for it.
    """
    phone_number_id: NotRequired[Optional[int]]
    """The phone whose messages tell of this account; `null`: any phone of the workspace."""


class RejectedProposal(TypedDict):
    """What was rejected."""
    proposal_id: str


class ReleaseDeposit(TypedDict):
    """What the person who releases saw."""
    version: NotRequired[Optional[int]]
    """The deposit's `version` that was shown: one that changed since is not released, `deposit_changed`."""


class ReminderView(TypedDict):
    """The caller's reminder of a workspace."""
    is_on: bool
    """Whether the caller is mailed."""
    kinds: list[ReminderKind]
    """What the caller is mailed of; none while it is off."""
    language: NotRequired[Optional[Language]]
    quiet_hours: NotRequired[Optional[QuietHoursView]]


class Replay(TypedDict):
    """The period that is replayed."""
    since: str
    """Events since then, by their time."""


class Replaying(TypedDict):
    """Replay accepted."""
    endpoint_id: int
    since: str
    """The start of the replayed period."""


class ReportView(TypedDict):
    """Another report of a deposit's transfer, which made no second deposit."""
    at: str
    depositor_name: NotRequired[Optional[str]]
    """As printed."""
    phone_id: NotRequired[Optional[int]]
    raw_sms: NotRequired[Optional[str]]
    """`null` also when `retention_days` are over."""
    sender: NotRequired[Optional[str]]
    sender_verdict: SenderVerdict
    """As on the deposit."""
    via: Via


class ResetPassword(TypedDict):
    """What a mail's link carries, and the new password."""
    password: str
    token: str


class ResolutionView(TypedDict):
    """What a message became."""
    at: str
    by: str
    """`user:<id>`, `token:<user>/<number>`, or `auto` when an account was registered that it fits."""
    deposit_id: NotRequired[Optional[int]]
    """`null`: it was put aside."""
    dismissed: bool


class ReturnDeposit(TypedDict):
    """What was sent back."""
    amount: int
    """Whole KRW; at most what is left of the deposit."""
    at: NotRequired[Optional[str]]
    """When it was sent; absent: now."""
    note: NotRequired[Optional[str]]


class ReturnView(TypedDict):
    """A part of a deposit that was sent back."""
    amount: int
    """Whole KRW."""
    at: str
    """When it was sent."""
    by: str
    """`user:<id>` or `token:<user>/<number>`."""
    note: NotRequired[Optional[str]]


class RotateKey(TypedDict):
    """How the new key takes over."""
    overlap_hours: NotRequired[Optional[int]]
    """How many hours the key before works on; older ones work on for as long as they were promised. 0 ends all of
    them at once. 24 unless said otherwise.
    """


class RotatedKey(KeyView):
    """The new key."""
    previous_valid_until: NotRequired[Optional[str]]
    """Until when the key before works; `null`: it ended."""


class ScenarioView(TypedDict):
    """A scenario that was started."""
    ended_at: NotRequired[Optional[str]]
    expected: EndStateView
    """What must come out."""
    got: NotRequired[Optional[EndStateView]]
    id: str
    livemode: bool
    name: ScenarioName
    passed: NotRequired[Optional[bool]]
    """Whether all came out as expected; `null` while it is played."""
    seed: int
    started_at: str
    state: PlayStatus


class SecondFactorView(TypedDict):
    """Whether a login asks for a second factor."""
    confirmed_at: NotRequired[Optional[str]]
    """When it was switched on."""
    is_on: bool
    recovery_codes_left: int
    """Recovery codes that were not used."""


class SettingsView(TypedDict):
    """How a workspace wants its messages taken and its deposits paired."""
    account_lock_hours: int
    """For how many hours after it was added the money of an account is held, `account_new`: 0–720. 0: not at all."""
    auto_match_limit: NotRequired[Optional[int]]
    """A deposit above this many KRW that came over the public webhook is held for a person. `null`: no limit."""
    early_deposit_hours: int
    """How many hours before its order a deposit may be made: 0–720."""
    intake: Intake
    """`OPEN`: messages over the public webhook may pay into this workspace. `KEYED`: only those over its phones' URLs."""
    match_window_days: int
    """How many days after an order without a deadline began to wait its deposit may be made, and how old a deposit may
    be that pays by itself: 1–365.
    """
    policies: PoliciesView
    retention_days: NotRequired[Optional[int]]
    """How many days raw messages and the fields of customers stay: 30–3650. `null`: for good."""
    senders: SenderPolicy
    """`KNOWN`: a text over a phone's URL pays by itself only when the bank or an approved sender sent it. `ANY`: also
    when its number is on no list; a mobile, 070 or foreign number never.
    """
    strict_names: bool
    """`true`: an order whose `depositor_name` can never match (masked, or too few letters) is refused. `false`: it is
    taken, with the warning `name_cannot_match`.
    """
    tie_policy: TiePolicy
    """`HOLD`: a deposit that fits several orders of one payer waits for a person. `OLDEST`: it pays the oldest, which
    is the wrong one when that is never paid. `AS_MANY`: the earliest pays the oldest as soon as as many deposits as
    orders of one name and amount wait; while their numbers differ, none is paid. Orders of two customers, whose
    phones or else e-mail addresses differ, are never of one payer.
    """


class ShortPolicyView(TypedDict):
    """How much may be missing of an order."""
    percent: int
    """At most 10."""
    up_to: int
    """At most 5,000 KRW."""


class SignUp(TypedDict):
    """A new user."""
    email: str
    name: str
    password: str


class StampView(TypedDict):
    """Whether anything is new."""
    idle_s: int
    """How many seconds after a quiet minute the next question is due."""
    stamp: int
    """Another number than before: an order, a deposit or a message is new, or changed. How far apart two of them are
    says nothing.
    """


class StartScenario(TypedDict):
    """A scenario to play."""
    bank_account_id: NotRequired[Optional[int]]
    """Whose bank writes; absent: the newest account that takes messages."""
    name: Literal["paid", "split", "combined", "short", "over", "late", "before", "duplicate", "twin", "reversal", "spoof", "format_drift", "phone_dark"]
    seed: NotRequired[Optional[int]]
    """What its names, amounts and times are drawn from: the same seed, the same scenario. Each is played once in a
    workspace. Absent: 1.
    """


class TakeBack(TypedDict):
    """Which deposit the bank took back."""
    deposit_id: int


class TakenBack(TypedDict):
    """What was undone."""
    deposit_id: int
    order_id: NotRequired[Optional[int]]
    """The order that the deposit had paid, which waits again; `null` when it had paid none."""


class TallyView(TypedDict):
    """A number of orders or deposits, and what they come to."""
    amount: int
    """Whole KRW."""
    count: int


class TestCode(TypedDict):
    """A test message, to be texted from the phone to its own number: no second phone is needed."""
    code: str
    expires_at: str
    text: str
    """A text that the phone can send to itself as it stands. Any message with the code in it will do."""


class TestMessage(TypedDict):
    """What a bank is to write."""
    amount: int
    at: NotRequired[Optional[str]]
    """The minute that is printed; absent: now."""
    balance: NotRequired[Optional[str]]
    """The balance that is printed. `auto`, as when it is absent: what the account's newest deposit told, else
    1,000,000, and the transfer. `none`: the bank prints none. Or whole KRW, such as `532513`.
    """
    bank_account_id: NotRequired[Optional[int]]
    """Of which account; absent: the newest that takes messages."""
    kind: NotRequired[Literal["deposit", "salary", "interest", "returned", "reversal", "withdrawal", "card", "fee", "refund"]]
    """Absent: `deposit`."""
    name: NotRequired[Optional[str]]
    """The other side, as it is printed. Absent: none, where the bank's messages can be without."""
    sender: NotRequired[Optional[str]]
    """The sender that the phone tells; absent: the bank's own."""
    shape: NotRequired[Optional[str]]
    """The layout, by its name; absent: the first of the bank's that tells the most."""


class TestMessageAnswer(TypedDict):
    """What became of the message, as a phone would hear it, and what the bank printed."""
    deposit_id: NotRequired[Optional[int]]
    duplicate: NotRequired[bool]
    """The same message had come before. Absent otherwise."""
    errors: NotRequired[list[FieldError]]
    """Of a message of several that was refused: its bad fields. Absent otherwise."""
    message: str
    receipt_id: NotRequired[Optional[str]]
    """On 202: where to ask what became of it, `GET /webhooks/bank-sms/receipts/{receipt_id}`. Absent otherwise."""
    results: NotRequired[list[WebhookAnswer]]
    """Where the call carried several messages: what became of each, in their order. Absent otherwise."""
    status: NotRequired[Optional[str]]
    """`success`, for apps that look for this word. Absent otherwise."""
    success: bool
    """`false` only when the message could not be read with certainty and is kept for a person."""
    raw_sms: str
    sender: NotRequired[Optional[str]]
    """The sender that was told with it: a number, or an app's package."""
    shape: str
    """The name of the layout that it was printed in."""


class TriedMessage(TypedDict):
    """A message that a format would read."""
    message_id: str
    reading: ReadingView


class TriedView(TypedDict):
    """What a format would read of the messages that wait."""
    bank_code: str
    layout: str
    of: int
    """How many messages wait for a person and could be read by a format."""
    reads: list[TriedMessage]
    """Those that this one reads, newest first, and how."""


class TypeDeposit(TypedDict):
    """What a message says, typed by a person."""
    amount: int
    """Whole KRW."""
    bank_account_id: int
    """An account of the workspace."""
    deposited_at: str
    """RFC 3339, from 2000-01-01 to one day ahead."""
    depositor_name: str


class UnmatchResult(MatchResult):
    """The undoing of a match."""
    orders: list[OrderNow]
    """All orders that the deposit had paid; `order_id` is the first."""


class UserView(TypedDict):
    """A user."""
    created_at: str
    email: str
    id: int
    name: str


class WebhookAnswer(TypedDict):
    """What became of a message."""
    deposit_id: NotRequired[Optional[int]]
    duplicate: NotRequired[bool]
    """The same message had come before. Absent otherwise."""
    errors: NotRequired[list[FieldError]]
    """Of a message of several that was refused: its bad fields. Absent otherwise."""
    message: str
    receipt_id: NotRequired[Optional[str]]
    """On 202: where to ask what became of it, `GET /webhooks/bank-sms/receipts/{receipt_id}`. Absent otherwise."""
    results: NotRequired[list[WebhookAnswer]]
    """Where the call carried several messages: what became of each, in their order. Absent otherwise."""
    status: NotRequired[Optional[str]]
    """`success`, for apps that look for this word. Absent otherwise."""
    success: bool
    """`false` only when the message could not be read with certainty and is kept for a person."""


class WebhookRequest(TypedDict):
    """A signed webhook. Its signature is of the moment of the answer, and good for five minutes."""
    body: str
    """The body, to the byte."""
    headers: dict[str, str]
    """`webhook-id`, `webhook-timestamp`, `webhook-signature`, `content-type` and `user-agent`."""


class WorkspaceView(TypedDict):
    """A workspace."""
    created_at: str
    id: int
    is_active: bool
    """A deactivated workspace takes no writes and no messages."""
    livemode: bool
    """`false` in a test workspace, and in all that is told of it."""
    mode: WorkspaceMode
    """`TEST`: for trying; no real message reaches it."""
    name: str
    owner_id: int
    role: Role
    """What the caller is in it."""
    settings: SettingsView


XlsxFile = bytes
"""A workbook of one sheet."""


ZipFile = bytes
"""A zip."""


class AccountAddedEvent(TypedDict):
    """A bank account was added: its money counts from now on."""
    type: Literal["account.added"]
    data: AuditData
    by: str
    id: str
    livemode: bool
    timestamp: str
    version: int
    workspace_id: int


class DepositDismissedEvent(TypedDict):
    """A person said that a deposit pays nothing."""
    type: Literal["deposit.dismissed"]
    data: DepositData
    by: str
    id: str
    livemode: bool
    timestamp: str
    version: int
    workspace_id: int


class DepositHeldEvent(TypedDict):
    """Money came, or was unmatched, and a person must decide."""
    type: Literal["deposit.held"]
    data: DepositData
    by: str
    id: str
    livemode: bool
    timestamp: str
    version: int
    workspace_id: int


class DepositMatchedEvent(TypedDict):
    """A deposit paid an order."""
    type: Literal["deposit.matched"]
    data: DepositData
    by: str
    id: str
    livemode: bool
    timestamp: str
    version: int
    workspace_id: int


class DepositRestoredEvent(TypedDict):
    """A person undid a deposit's dismissal: it is held."""
    type: Literal["deposit.restored"]
    data: DepositData
    by: str
    id: str
    livemode: bool
    timestamp: str
    version: int
    workspace_id: int


class DepositReturnedEvent(TypedDict):
    """A person noted that a part of a deposit was sent back, or took that note back."""
    type: Literal["deposit.returned"]
    data: DepositData
    by: str
    id: str
    livemode: bool
    timestamp: str
    version: int
    workspace_id: int


class DepositReversedEvent(TypedDict):
    """The bank took a deposit back. `applied` is false where a person must say which."""
    type: Literal["deposit.reversed"]
    data: Union[DepositData, MessageData]
    by: str
    id: str
    livemode: bool
    timestamp: str
    version: int
    workspace_id: int


class DepositWaitingEvent(TypedDict):
    """Money came, and no order fits yet."""
    type: Literal["deposit.waiting"]
    data: DepositData
    by: str
    id: str
    livemode: bool
    timestamp: str
    version: int
    workspace_id: int


class EndpointDisabledEvent(TypedDict):
    """Another endpoint was disabled: it answered 410, or failed for five days."""
    type: Literal["endpoint.disabled"]
    data: EndpointData
    by: str
    id: str
    livemode: bool
    timestamp: str
    version: int
    workspace_id: int


class MessageQuarantinedEvent(TypedDict):
    """A bank's message must be read by a person."""
    type: Literal["message.quarantined"]
    data: MessageData
    by: str
    id: str
    livemode: bool
    timestamp: str
    version: int
    workspace_id: int


class OrderCancelledEvent(TypedDict):
    """An order was cancelled."""
    type: Literal["order.cancelled"]
    data: OrderData
    by: str
    id: str
    livemode: bool
    timestamp: str
    version: int
    workspace_id: int


class OrderExpiredEvent(TypedDict):
    """An order's deadline passed without its money."""
    type: Literal["order.expired"]
    data: OrderData
    by: str
    id: str
    livemode: bool
    timestamp: str
    version: int
    workspace_id: int


class OrderMatchedEvent(TypedDict):
    """An order was paid."""
    type: Literal["order.matched"]
    data: OrderData
    by: str
    id: str
    livemode: bool
    timestamp: str
    version: int
    workspace_id: int


class OrderPartiallyPaidEvent(TypedDict):
    """A part of an order was paid, and it waits for the rest."""
    type: Literal["order.partially_paid"]
    data: OrderData
    by: str
    id: str
    livemode: bool
    timestamp: str
    version: int
    workspace_id: int


class OrderReopenedEvent(TypedDict):
    """A cancelled or expired order waits again."""
    type: Literal["order.reopened"]
    data: OrderData
    by: str
    id: str
    livemode: bool
    timestamp: str
    version: int
    workspace_id: int


class OrderReversedEvent(TypedDict):
    """The bank took back the deposit that had paid an order: it waits again."""
    type: Literal["order.reversed"]
    data: OrderData
    by: str
    id: str
    livemode: bool
    timestamp: str
    version: int
    workspace_id: int


class OrderUnmatchedEvent(TypedDict):
    """A person undid an order's match: it waits again."""
    type: Literal["order.unmatched"]
    data: OrderData
    by: str
    id: str
    livemode: bool
    timestamp: str
    version: int
    workspace_id: int


class PhoneAddedEvent(TypedDict):
    """A phone was added: what it forwards counts from now on."""
    type: Literal["phone.added"]
    data: AuditData
    by: str
    id: str
    livemode: bool
    timestamp: str
    version: int
    workspace_id: int


class PhoneOnlineEvent(TypedDict):
    """A phone that was silent is heard of again."""
    type: Literal["phone.online"]
    data: PhoneData
    by: str
    id: str
    livemode: bool
    timestamp: str
    version: int
    workspace_id: int


class PhoneSilentEvent(TypedDict):
    """A phone has not been heard of for too long."""
    type: Literal["phone.silent"]
    data: PhoneData
    by: str
    id: str
    livemode: bool
    timestamp: str
    version: int
    workspace_id: int


class PingEvent(TypedDict):
    """A person asked for a test."""
    type: Literal["ping"]
    data: PingData
    by: str
    id: str
    livemode: bool
    timestamp: str
    version: int
    workspace_id: int


class RefundDueEvent(TypedDict):
    """What is left of a deposit is to be sent back."""
    type: Literal["refund.due"]
    data: DepositData
    by: str
    id: str
    livemode: bool
    timestamp: str
    version: int
    workspace_id: int


class SenderApprovedEvent(TypedDict):
    """The owner approved a sender: its texts pay by themselves."""
    type: Literal["sender.approved"]
    data: AuditData
    by: str
    id: str
    livemode: bool
    timestamp: str
    version: int
    workspace_id: int


class SettingsChangedEvent(TypedDict):
    """The workspace's settings were changed."""
    type: Literal["settings.changed"]
    data: AuditData
    by: str
    id: str
    livemode: bool
    timestamp: str
    version: int
    workspace_id: int


WebhookEvent = Union[
    AccountAddedEvent,
    DepositDismissedEvent,
    DepositHeldEvent,
    DepositMatchedEvent,
    DepositRestoredEvent,
    DepositReturnedEvent,
    DepositReversedEvent,
    DepositWaitingEvent,
    EndpointDisabledEvent,
    MessageQuarantinedEvent,
    OrderCancelledEvent,
    OrderExpiredEvent,
    OrderMatchedEvent,
    OrderPartiallyPaidEvent,
    OrderReopenedEvent,
    OrderReversedEvent,
    OrderUnmatchedEvent,
    PhoneAddedEvent,
    PhoneOnlineEvent,
    PhoneSilentEvent,
    PingEvent,
    RefundDueEvent,
    SenderApprovedEvent,
    SettingsChangedEvent,
]
"""Every event. A later server may send types that are not here: do nothing for those."""
