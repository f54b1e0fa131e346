//! Which problems each operation answers, and how the OpenAPI document tells of them. Whatever problem a test is
//! answered must stand here (`conform`).

use serde_json::{Map, Value, json};
use strum::IntoEnumIterator;
use web::{Code, Problem};

/// How the description of an operation's own refusals begins; their codes follow.
pub const OWN: &str = "Beside what every call may be answered:";

/// What any call may be answered: of its token, its body, its query, its key, its workspace.
pub const COMMON: [Code; 19] = [
    Code::MalformedJson,
    Code::InvalidFields,
    Code::InvalidQuery,
    Code::InvalidCursor,
    Code::TooManyFields,
    Code::IdempotencyKeyInvalid,
    Code::WorkspaceInactive,
    Code::TokenMissing,
    Code::TokenInvalid,
    Code::TokenExpired,
    Code::RoleInsufficient,
    Code::ScopeInsufficient,
    Code::WorkspaceNotFound,
    Code::IdempotencyKeyInUse,
    Code::BodyTooLarge,
    Code::UnsupportedMediaType,
    Code::IdempotencyKeyReused,
    Code::TooManyRequests,
    Code::ForeignPage,
];

/// Not the caller's fault.
pub const FAULTS: [Code; 3] = [Code::Contended, Code::Unavailable, Code::Internal];

/// What an operation is answered beside that.
pub fn own(operation: &str) -> &'static [Code] {
    OPERATIONS.iter().find(|(id, _)| *id == operation).map(|(_, codes)| *codes).unwrap_or_default()
}

/// Whether an operation may be answered with this code.
pub fn may_be(operation: &str, code: &str) -> bool {
    COMMON.iter().chain(&FAULTS).chain(own(operation)).any(|told| told.code() == code)
}

/// The problem of a code as an example: the name of its place in the document, and what stands there.
fn example(code: Code) -> (String, Value) {
    let (word, _, _) = code.row();
    let mut body = Problem::of(code).body("invented-request");
    if matches!(code, Code::InvalidFields | Code::InvalidQuery) {
        body["errors"] = json!([{"field": "amount", "code": "required", "detail": "필수 항목입니다."}]);
    }
    (word.to_owned(), json!({"summary": word, "value": body}))
}

fn content<'a>(codes: impl IntoIterator<Item = &'a Code>) -> Value {
    let named =
        |code: &Code| (code.code().to_owned(), json!({"$ref": format!("#/components/examples/{}", code.code())}));
    let examples: Map<_, _> = codes.into_iter().map(named).collect();
    json!({"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": examples}})
}

/// Puts an example of each code into the document, and what any call may be answered.
pub fn tell_common(document: &mut Value, headers: &Map<String, Value>) {
    let told = |code: &Code| {
        COMMON.contains(code) || FAULTS.contains(code) || OPERATIONS.iter().any(|(_, own)| own.contains(code))
    };
    let examples: Map<_, _> = Code::iter().filter(told).map(example).collect();
    document["components"]["examples"] = Value::Object(examples);
    document["components"]["responses"] = json!({
        "Refused": {
            "description": "What the caller can mend: `code` names it, `detail` tells how. 429: again after Retry-After seconds.",
            "content": content(&COMMON),
            "headers": headers,
        },
        "Failed": {
            "description": "Not the caller's fault: the same request may be sent again after Retry-After seconds.",
            "content": content(&FAULTS),
            "headers": headers,
        },
    });
}

/// Puts what an operation is answered into the document: its own codes by their status, and what any call may be.
pub fn tell(operation: &mut Value) {
    let codes = own(operation["operationId"].as_str().unwrap_or_default());
    let responses = operation["responses"].as_object_mut().unwrap();
    for (range, name) in [("4XX", "Refused"), ("5XX", "Failed")] {
        responses.insert(range.to_owned(), json!({"$ref": format!("#/components/responses/{name}")}));
    }
    // A phone's call tells of it in its own words.
    if let Some(answer) = responses.get_mut("503") {
        answer["content"] = content(&[Code::Unavailable]);
    }
    for code in codes {
        let (_, status, _) = code.row();
        let of_status: Vec<_> = codes.iter().filter(|other| other.row().1 == status).collect();
        let words: Vec<_> = of_status.iter().map(|code| format!("`{}`", code.code())).collect();
        let answer = json!({"description": format!("{OWN} {}.", words.join(", ")), "content": content(of_status)});
        responses.insert(status.to_string(), answer);
    }
}

/// What each operation may be answered beside what any may.
#[rustfmt::skip]
pub const OPERATIONS: &[(&str, &[Code])] = &[
    ("accept_invitation", &[Code::InvitationInvalid, Code::AlreadyMember]),
    ("accept_proposal", &[Code::OrderNotFound, Code::DepositNotFound, Code::MatchDifferenceUnstated, Code::ProposalMoved, Code::TreatmentDoesNotFit, Code::ProposalNotFound]),
    ("acknowledge_webhook_delivery", &[Code::EndpointNotFound, Code::DeliveryNotFound, Code::EndpointDisabled, Code::EndpointNotPull]),
    ("add_message_format", &[Code::MessageNotFound, Code::MessageResolved, Code::TooManyFormats, Code::FormatExists]),
    ("add_phone_number", &[Code::TooManyPhones]),
    ("amend_bank_account", &[Code::BankAccountNotFound]),
    ("amend_member", &[Code::MemberNotFound, Code::OwnerStays]),
    ("amend_order", &[Code::OrderNotFound, Code::OrderNumberFixed, Code::FieldFixed, Code::ExpiresAtPast, Code::ReopenNeeded, Code::UnmatchFirst, Code::StatusByHand, Code::ReceivedOfCancelled, Code::AmountNotAboveReceived]),
    ("amend_phone_number", &[Code::PhoneNotFound]),
    ("amend_push_subscription", &[Code::PushSubscriptionNotFound]),
    ("amend_reminder", &[Code::MailOff]),
    ("amend_webhook_endpoint", &[Code::EndpointNotFound]),
    ("approve_sender", &[Code::TooManySenders, Code::SenderNotApprovable]),
    ("begin_second_factor", &[Code::SecondFactorOn, Code::PasswordWrong]),
    ("change_password", &[Code::PasswordWrong]),
    ("confirm_phone_sender", &[Code::PhoneNotFound]),
    ("confirm_second_factor", &[Code::SecondFactorWrong, Code::SecondFactorOff]),
    ("create_push_subscription", &[Code::TooManyPushSubscriptions]),
    ("create_webhook_endpoint", &[Code::TooManyEndpoints]),
    ("create_workspace", &[Code::TooManyWorkspaces]),
    ("delete_push_subscription", &[Code::PushSubscriptionNotFound]),
    ("delete_webhook_endpoint", &[Code::EndpointNotFound]),
    ("dismiss_deposit", &[Code::DepositNotFound, Code::UnmatchFirst, Code::NoOtherStands]),
    ("dismiss_message", &[Code::MessageNotFound, Code::MessageResolved]),
    ("end_second_factor", &[Code::SecondFactorWrong, Code::SecondFactorOff, Code::PasswordWrong]),
    ("export_deposits_csv", &[Code::ExportTooLarge]),
    ("export_deposits_xlsx", &[Code::ExportTooLarge]),
    ("export_orders_csv", &[Code::ExportTooLarge]),
    ("export_orders_xlsx", &[Code::ExportTooLarge]),
    ("export_workspace", &[Code::ExportExpired]),
    ("forgot_password", &[Code::MailOff]),
    ("get_bank_account", &[Code::BankAccountNotFound]),
    ("get_deposit", &[Code::DepositNotFound]),
    ("get_message", &[Code::MessageNotFound]),
    ("get_order", &[Code::OrderNotFound]),
    ("get_phone_number", &[Code::PhoneNotFound]),
    ("get_receipt", &[Code::ReceiptNotFound, Code::AccountNotFound]),
    ("get_scenario", &[Code::LiveWorkspace, Code::ScenarioNotFound]),
    ("get_webhook_delivery", &[Code::EndpointNotFound, Code::DeliveryNotFound]),
    ("get_webhook_endpoint", &[Code::EndpointNotFound]),
    ("issue_token", &[Code::TooManyTokens]),
    ("list_candidates", &[Code::DepositNotFound]),
    ("list_proposals_of_deposit", &[Code::DepositNotFound]),
    ("list_webhook_deliveries", &[Code::EndpointNotFound, Code::EndpointDisabled, Code::EndpointNotPull]),
    ("log_in", &[Code::LoginFailed, Code::SecondFactorRequired, Code::SecondFactorFailed]),
    ("make_test_code", &[Code::PhoneNotFound]),
    ("match_by_hand", &[Code::OrderNotFound, Code::DepositNotFound, Code::OrderCancelled, Code::OrderAlreadyMatched, Code::DepositAlreadyMatched, Code::RestoreFirst]),
    ("match_orders", &[Code::OrderNotFound, Code::DepositNotFound, Code::OrderCancelled, Code::OrderAlreadyMatched, Code::DepositAlreadyMatched, Code::MatchDifferenceUnstated, Code::NothingLeftFor, Code::DepositNotNeeded, Code::NothingNamed, Code::NothingReceived, Code::NothingLeft, Code::TooManyParts, Code::TreatmentDoesNotFit, Code::DepositNotMatched, Code::RestoreFirst]),
    ("ping_phone", &[Code::PhoneKeyNotFound]),
    ("ping_webhook_endpoint", &[Code::EndpointNotFound, Code::EndpointDisabled]),
    ("place_order", &[Code::OrderNumberTaken, Code::OrderOver, Code::ExpiresAtPast]),
    ("record_deposit_of_message", &[Code::MessageNotFound, Code::MessageResolved]),
    ("register_bank_account", &[Code::AccountNumberTaken, Code::TooManyAccounts]),
    ("reject_proposal", &[Code::ProposalNotFound]),
    ("release_deposit", &[Code::DepositNotFound, Code::RestoreFirst, Code::NeverReleased, Code::ReleaseChangesNothing, Code::DepositChanged]),
    ("remove_member", &[Code::MemberNotFound, Code::OwnerStays]),
    ("remove_message_format", &[Code::MessageFormatNotFound]),
    ("remove_phone_number", &[Code::PhoneNotFound, Code::PhoneInUse]),
    ("remove_sender", &[Code::SenderNotFound]),
    ("renew_recovery_codes", &[Code::SecondFactorWrong, Code::SecondFactorOff]),
    ("replay_webhook_deliveries", &[Code::EndpointNotFound, Code::EndpointDisabled]),
    ("replay_webhook_delivery", &[Code::EndpointNotFound, Code::DeliveryNotFound, Code::EndpointDisabled]),
    ("reread_message", &[Code::MessageNotFound, Code::MessageResolved]),
    ("reset_password", &[Code::ResetInvalid]),
    ("restore_deposit", &[Code::DepositNotFound, Code::AllReturned, Code::DepositNotDismissed]),
    ("return_deposit", &[Code::DepositNotFound, Code::NothingLeft, Code::DepositWaits, Code::MoreThanRest, Code::KeptWithOrder, Code::TooManyReturns]),
    ("reverse_deposit_of_message", &[Code::DepositNotFound, Code::MessageNotFound, Code::MessageResolved, Code::NotItsReversal]),
    ("revoke_token", &[Code::TokenNotFound]),
    ("rotate_phone_key", &[Code::PhoneNotFound, Code::TooManyKeys]),
    ("rotate_webhook_secret", &[Code::EndpointNotFound, Code::TooManyKeys, Code::EndpointIsChat]),
    ("send_bank_sms", &[Code::MalformedBody, Code::AccountNotFound, Code::PublicWebhookClosed, Code::PhoneUrlNeeded, Code::MessageEncrypted]),
    ("send_keyed_bank_sms", &[Code::MalformedBody, Code::TestWorkspace, Code::PhoneKeyNotFound, Code::AccountNotFound, Code::SignatureInvalid, Code::MessageEncrypted]),
    ("send_keyed_bank_sms_by_get", &[Code::MalformedBody, Code::TestWorkspace, Code::PhoneKeyNotFound, Code::AccountNotFound, Code::SignatureInvalid, Code::MessageEncrypted]),
    ("send_test_message", &[Code::LiveWorkspace, Code::TestPhoneMissing, Code::BankAccountNotFound, Code::AccountNotFound]),
    ("sign_up", &[Code::EmailTaken, Code::SignupClosed]),
    ("start_scenario", &[Code::LiveWorkspace, Code::TestPhoneMissing, Code::BankAccountNotFound, Code::ScenarioExists]),
    ("test_message_format", &[Code::MessageNotFound, Code::MessageResolved]),
    ("test_push_subscription", &[Code::PushSubscriptionNotFound]),
    ("test_reminder", &[Code::MailOff]),
    ("undo_return", &[Code::DepositNotFound, Code::KeptWithOrder, Code::NothingReturned, Code::DepositChanged]),
    ("unmatch", &[Code::DepositNotFound, Code::DepositNotMatched]),
    ("withdraw_invitation", &[Code::InvitationNotFound]),
];
