//! The table of codes: stable for ever, so that clients may rest on it.

use std::collections::HashSet;

use strum::IntoEnumIterator;
use web::Code;

#[test]
fn the_codes_and_their_statuses_are_these() {
    let rows: Vec<String> =
        Code::iter().map(|code| code.row()).map(|(code, status, _)| format!("{status} {code}")).collect();
    insta::assert_snapshot!(rows.join("\n"), @r"
    400 malformed_json
    400 malformed_body
    400 invalid_fields
    400 invalid_query
    400 invalid_cursor
    400 export_expired
    400 export_too_large
    415 unsupported_media_type
    413 body_too_large
    400 too_many_fields
    401 token_missing
    401 token_invalid
    401 token_expired
    401 login_failed
    401 second_factor_required
    401 second_factor_failed
    400 second_factor_wrong
    400 second_factor_on
    400 second_factor_off
    403 role_insufficient
    403 scope_insufficient
    403 test_workspace
    403 live_workspace
    400 test_phone_missing
    404 not_found
    404 workspace_not_found
    404 bank_account_not_found
    404 order_not_found
    404 deposit_not_found
    404 phone_not_found
    404 phone_key_not_found
    404 member_not_found
    404 token_not_found
    404 invitation_not_found
    404 receipt_not_found
    404 endpoint_not_found
    404 push_subscription_not_found
    404 delivery_not_found
    404 message_not_found
    404 scenario_not_found
    405 method_not_allowed
    400 idempotency_key_invalid
    422 idempotency_key_reused
    409 idempotency_key_in_use
    400 workspace_inactive
    400 account_not_found
    400 account_number_taken
    409 scenario_exists
    400 too_many_accounts
    400 too_many_workspaces
    400 phone_in_use
    400 too_many_phones
    400 too_many_keys
    400 email_taken
    400 signup_closed
    400 password_wrong
    400 reset_invalid
    400 mail_off
    400 too_many_tokens
    400 invitation_invalid
    400 already_member
    400 owner_stays
    404 public_webhook_closed
    403 foreign_page
    400 too_many_endpoints
    400 too_many_push_subscriptions
    400 endpoint_disabled
    400 endpoint_not_pull
    400 endpoint_is_chat
    401 signature_invalid
    400 phone_url_needed
    400 message_encrypted
    400 order_number_taken
    400 order_number_fixed
    400 field_fixed
    400 order_over
    400 expires_at_past
    400 reopen_needed
    400 unmatch_first
    400 status_by_hand
    400 order_cancelled
    400 order_already_matched
    400 deposit_already_matched
    400 match_difference_unstated
    400 nothing_left_for
    400 deposit_not_needed
    400 nothing_named
    400 nothing_received
    400 nothing_left
    400 deposit_waits
    400 more_than_rest
    400 kept_with_order
    400 too_many_returns
    400 nothing_returned
    400 all_returned
    400 received_of_cancelled
    400 too_many
    400 proposal_moved
    400 treatment_does_not_fit
    404 proposal_not_found
    400 amount_not_above_received
    400 deposit_not_matched
    400 message_resolved
    400 restore_first
    400 deposit_not_dismissed
    400 never_released
    400 release_changes_nothing
    400 too_many_senders
    400 too_many_formats
    400 format_exists
    404 message_format_not_found
    400 sender_not_approvable
    404 sender_not_found
    400 not_its_reversal
    400 deposit_changed
    400 no_other_stands
    429 too_many_requests
    503 contended
    503 unavailable
    500 internal
    ");
}

#[test]
fn every_code_is_one_word_of_snake_case_with_korean_words_that_tell_what_to_do() {
    let mut seen = HashSet::new();
    for (code, status, detail) in Code::iter().map(|code| code.row()) {
        assert!(seen.insert(code), "{code} stands twice");
        assert!(code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{code}");
        assert!(
            [400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503].contains(&status),
            "{code}: {status} is no status of the contract"
        );
        assert!(detail.chars().any(|c| ('가'..='힣').contains(&c)) && detail.ends_with('.'), "{code}: {detail}");
    }
}
