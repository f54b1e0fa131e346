//! Every machine word, as it is stored, told and written into clients: to rename one is to change the format of the
//! table and of the API, while programs of the version before are still at work.

use crate::choice::Rule;
use crate::delivery::Broken;
use crate::deposit::{DepositStatus, Source, Via};
use crate::endpoint::DisabledReason;
use crate::hold::{DismissReason, HoldReason};
use crate::message::MessageStatus;
use crate::order::{OrderFlag, OrderStatus, PaymentState};
use crate::phone::PhoneStatus;
use crate::retention::Stage;
use crate::{
    Actor, ClosedSet, DeliveryStatus, EndpointFormat, EventType, FieldFault, Intake, Language, MatchReason,
    OrderWarning, PolicyKind, ProposalKind, Refusal, ReminderKind, Role, Scope, SenderVerdict, SumPolicy, TiePolicy,
    TokenKind,
};

/// These words for all the values, and back; and no value for another word.
macro_rules! words {
    ($type:ident: $($value:ident $word:literal),+ $(,)?) => {{
        let table = [$(($type::$value, $word)),+];
        assert_eq!($type::all().count(), table.len(), "a word for each");
        for (value, word) in table {
            assert_eq!(value.code(), word);
            assert_eq!($type::parse(word), Some(value), "{word}");
        }
        for none in ["", "other", "pending ", "Pending"] {
            assert_eq!($type::parse(none), None, "{none:?}");
        }
    }};
}

#[test]
fn the_words_of_orders_and_deposits_stay() {
    words!(PaymentState: Unpaid "UNPAID", Partial "PARTIAL", Paid "PAID");
    words!(OrderFlag: Short "SHORT", Over "OVER", Late "LATE", ByHand "BY_HAND", Reversed "REVERSED");
    words!(OrderStatus: Pending "PENDING", Matched "MATCHED", Cancelled "CANCELLED", Expired "EXPIRED");
    words!(DepositStatus: Waiting "WAITING", Held "HELD", Matched "MATCHED", Dismissed "DISMISSED");
    words!(ProposalKind:
        Twin "TWIN", SameAmount "SAME_AMOUNT", EqualOrders "EQUAL_ORDERS", PaysTheDifference "PAYS_THE_DIFFERENCE",
        Late "LATE", Cancelled "CANCELLED", Combined "COMBINED", Split "SPLIT", Short "SHORT", Over "OVER",
        Instalment "INSTALMENT",
    );
    words!(DismissReason:
        Refunded "REFUNDED",
        Private "PRIVATE",
        Duplicate "DUPLICATE",
        Other "OTHER",
        Salary "SALARY",
        Interest "INTEREST",
        Returned "RETURNED",
        OrderCancelled "ORDER_CANCELLED",
    );
    words!(FieldFault:
        Required "required", WrongType "wrong_type", TooShort "too_short", TooLong "too_long",
        OutOfRange "out_of_range", Invalid "invalid", NotFound "not_found", Fixed "fixed", Unknown "unknown",
        TooWeak "too_weak", ForbiddenCharacter "forbidden_character", NameCannotMatch "name_cannot_match",
        Placeholder "placeholder", NotUnread "not_unread", MarkOutside "mark_outside",
        MarksOverlap "marks_overlap", MarkedTwice "marked_twice", NoAmount "no_amount", NotSuch "not_such",
        MarksTouch "marks_touch", NameWithoutEnd "name_without_end", NumberAtEnd "number_at_end",
        Unmarked "unmarked", NoDirection "no_direction", ForbiddenWord "forbidden_word",
        TooFewWords "too_few_words", NoBank "no_bank", Braces "braces", ReadsOtherwise "reads_otherwise",
    );
    words!(Source: Sms "SMS", Manual "MANUAL");
    words!(Via: Open "open", Keyed "keyed", Signed "signed", Api "api");
    words!(HoldReason:
        Reversed "reversed",
        PossibleDuplicate "possible_duplicate",
        TooLateToCompare "too_late_to_compare",
        SenderUnlikely "sender_unlikely",
        SenderMissing "sender_missing",
        SenderUnlisted "sender_unlisted",
        AccountNew "account_new",
        TimeUnlikely "time_unlikely",
        OutsideMatchWindow "outside_match_window",
        RefundSeen "refund_seen",
        Restored "restored",
        UnreadableName "unreadable_name",
        BalanceBelowAmount "balance_below_amount",
        AmountCut "amount_cut",
        FormatUnproved "format_unproved",
        OneWon "one_won",
        OverLimit "over_limit",
        UnmatchedByHand "unmatched_by_hand", OrderCancelled "order_cancelled", PartlyReturned "partly_returned",
    );
    words!(Rule: Same "same", Coded "coded", Cut "cut", OldestSame "oldest_same", OldestCut "oldest_cut",
        AsMany "as_many");
}

#[test]
fn the_words_of_workspaces_and_people_stay() {
    words!(MessageStatus: Quarantined "QUARANTINED", Ignored "IGNORED", Resolved "RESOLVED");
    words!(PhoneStatus: Online "ONLINE", Silent "SILENT");
    words!(TiePolicy: Hold "HOLD", Oldest "OLDEST", AsMany "AS_MANY");
    words!(SumPolicy: Propose "PROPOSE", Auto "AUTO");
    words!(PolicyKind: Short "short", Over "over", Late "late", Combined "combined", Split "split");
    words!(Intake: Open "OPEN", Keyed "KEYED");
    words!(Role: Viewer "VIEWER", Member "MEMBER", Owner "OWNER");
    words!(Language: Ko "ko", En "en");
    words!(EndpointFormat: Json "JSON", Slack "SLACK", Discord "DISCORD", Telegram "TELEGRAM",
        WebPush "WEB_PUSH");
    words!(ReminderKind: Deposits "DEPOSITS", Reversals "REVERSALS", Phones "PHONES", Orders "ORDERS");
    words!(TokenKind: Session "session", Api "api");
    words!(Scope: Read "read", Orders "orders", Deposits "deposits", Manage "manage");
    words!(Stage: Orders "ORDERS", Deposits "DEPOSITS", Messages "MESSAGES");
}

#[test]
fn the_words_of_webhooks_stay() {
    words!(DisabledReason: ByHand "by_hand", Gone "gone", Failing "failing");
    words!(EventType:
        OrderMatched "order.matched",
        OrderPartiallyPaid "order.partially_paid", OrderUnmatched "order.unmatched",
        OrderCancelled "order.cancelled",
        OrderExpired "order.expired",
        OrderReopened "order.reopened",
        DepositWaiting "deposit.waiting",
        DepositHeld "deposit.held",
        DepositMatched "deposit.matched",
        DepositDismissed "deposit.dismissed",
        DepositRestored "deposit.restored",
        DepositReversed "deposit.reversed",
        DepositReturned "deposit.returned",
        RefundDue "refund.due",
        OrderReversed "order.reversed",
        MessageQuarantined "message.quarantined",
        PhoneSilent "phone.silent",
        PhoneOnline "phone.online",
        EndpointDisabled "endpoint.disabled",
        AccountAdded "account.added",
        PhoneAdded "phone.added",
        SenderApproved "sender.approved",
        SettingsChanged "settings.changed",
        Ping "ping",
    );
    words!(Broken:
        UrlRefused "url_refused",
        NameUnresolved "name_unresolved",
        AddressRefused "address_refused",
        Connection "connection_failed",
        Tls "tls_failed",
        Timeout "timeout",
        NotHttp "not_http",
        SecretLost "secret_lost",
    );
    words!(DeliveryStatus: Pending "PENDING", Succeeded "SUCCEEDED", Failed "FAILED", Missed "MISSED");
}

#[test]
fn the_words_of_reasons_and_refusals_stay() {
    words!(MatchReason:
        AmountEqual "amount_equal",
        Completes "completes",
        NameSame "name_same",
        NameCoded "name_coded",
        NameCut "name_cut",
        NameSameWithMore "name_same_with_more",
        NameLike "name_like",
        NameDiffers "name_differs",
        NameQualifierDiffers "name_qualifier_differs",
        NameUnreadable "name_unreadable",
        NameCannotMatch "name_cannot_match",
        OldestOfSeveral "oldest_of_several", AsManyDeposits "as_many_deposits",
        OtherAccount "other_account",
        DepositedAfterDeadline "deposited_after_deadline",
        DepositedLongBeforeOrder "deposited_long_before_order",
        OutsideMatchWindow "outside_match_window",
    );
    words!(OrderWarning: NameCannotMatch "name_cannot_match");
    words!(SenderVerdict:
        Bank "bank",
        Approved "approved",
        Unlisted "unlisted",
        Missing "missing",
        Unlikely "unlikely",
        ByPerson "by_person",
        Legacy "legacy",
    );
    let of_a_rule = |rule: Rule| rule.reasons().iter().map(|reason| reason.code()).collect::<Vec<_>>().join(" ");
    assert_eq!(of_a_rule(Rule::Same), "amount_equal name_same");
    assert_eq!(of_a_rule(Rule::Coded), "amount_equal name_coded");
    assert_eq!(of_a_rule(Rule::Cut), "amount_equal name_cut");
    assert_eq!(of_a_rule(Rule::OldestSame), "amount_equal name_same oldest_of_several");
    assert_eq!(of_a_rule(Rule::OldestCut), "amount_equal name_cut oldest_of_several");
    assert_eq!(of_a_rule(Rule::AsMany), "amount_equal name_same as_many_deposits");
    assert_eq!(Refusal::ReopenNeeded.code(), "reopen_needed");
}

#[test]
fn the_words_of_actors_stay() {
    for word in ["user:1", "token:1/7", "auto", "sweeper", "operator"] {
        assert_eq!(Actor::parse(word).map(|actor| actor.code()), Some(word.to_owned()));
    }
    for none in ["", "user", "user:", "user:x", "token:1", "token:1/", "token:/7", "auto:1", "AUTO"] {
        assert_eq!(Actor::parse(none), None, "{none:?}");
    }
}
