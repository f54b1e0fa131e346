//! What the rules of pairing promise, step by step.

use super::script::scenarios;

scenarios! {
    an_order_that_waits_is_paid_by_the_deposit_that_comes: "
        order A-1 14510 홍길동
        pay 홍길동 14510
        expect said 주문 #1 자동 매칭
        expect order A-1 MATCHED by 1
        expect deposit 1 MATCHED A-1 same"

    a_deposit_that_waits_pays_the_order_that_is_placed: "
        pay 홍길동 14510
        expect said 일치하는 주문 없음
        expect deposit 1 WAITING
        order A-1 14510 홍길동
        expect order A-1 MATCHED by 1
        expect deposit 1 MATCHED A-1 same"

    a_deposit_typed_by_a_person_pays_as_one_from_a_message: "
        order A-1 14510 홍길동
        record 홍길동 14510
        expect order A-1 MATCHED by 1
        record 김철수 3000
        order A-2 3000 김철수
        expect order A-2 MATCHED by 2"

    another_amount_or_another_name_waits: "
        order A-1 14510 홍길동
        pay 홍길동 14511
        pay 홍길순 14510
        expect said 일치하는 주문 없음
        expect order A-1 PENDING
        expect deposit 1 WAITING
        expect deposit 2 WAITING"

    a_tie_is_held_open_for_a_person: "
        order A-1 14510 홍길동
        order A-2 14510 홍길동
        pay 홍길동 14510
        expect said 일치하는 주문 없음
        expect deposit 1 WAITING
        expect order A-1 PENDING
        expect order A-2 PENDING"

    a_tie_goes_to_the_oldest_where_the_workspace_asks_for_it: "
        setting tie_policy OLDEST
        order A-1 14510 홍길동
        advance 1m
        order A-2 14510 홍길동
        pay 홍길동 14510
        expect deposit 1 MATCHED A-1 oldest_same
        expect order A-2 PENDING
        pay 홍길동 14510
        expect deposit 2 MATCHED A-2 same"

    the_oldest_of_a_tie_is_not_taken_across_two_payers: "
        setting tie_policy OLDEST
        order A-1 14510 토스홍길동
        order A-2 14510 홍길동
        pay 토스홍길동 14510
        expect deposit 1 WAITING"

    a_tie_left_alone_by_a_match_by_hand_pairs: "
        order A-1 14510 홍길동
        order A-2 14510 홍길동
        pay 홍길동 14510
        pay 홍길동 14510
        expect deposit 2 WAITING
        match 1 A-1
        expect order A-1 MATCHED by 1
        expect deposit 1 MATCHED A-1 by_hand
        expect order A-2 MATCHED by 2
        expect deposit 2 MATCHED A-2 same"

    the_loser_of_a_tie_pairs_when_another_pair_leaves_it_alone: "
        order A-1 14510 토스홍길동
        order A-2 14510 홍길동
        pay 토스홍길동 14510
        expect deposit 1 WAITING
        pay 홍길동 14510
        expect deposit 2 MATCHED A-2 same
        expect deposit 1 MATCHED A-1 same"

    a_cancel_leaves_a_tie_alone: "
        order A-1 14510 홍길동
        order A-2 14510 홍길동
        pay 홍길동 14510
        cancel A-1
        expect order A-1 CANCELLED
        expect order A-2 MATCHED by 1"

    an_expiry_leaves_a_tie_alone: "
        order A-1 14510 홍길동 until 30m
        order A-2 14510 홍길동
        pay 홍길동 14510
        advance 41m
        sweep
        expect order A-1 EXPIRED
        expect order A-2 MATCHED by 1"

    a_new_amount_or_name_leaves_a_tie_alone: "
        order A-1 14510 홍길동
        order A-2 14510 홍길동
        pay 홍길동 14510
        amend A-1 amount 14500
        expect order A-2 MATCHED by 1
        order A-3 7000 김철수
        order A-4 7000 김철수
        pay 김철수 7000
        amend A-3 name 박영희
        expect order A-4 MATCHED by 2"

    an_order_amended_to_a_waiting_deposits_amount_or_name_pairs: "
        pay 홍길동 14510
        order A-1 14500 홍길동
        expect order A-1 PENDING
        amend A-1 amount 14510
        expect order A-1 MATCHED by 1
        pay 김철수 7000
        order A-2 7000 김철
        amend A-2 name 김철수
        expect order A-2 MATCHED by 2"

    a_reopened_order_is_paid_by_the_deposit_that_came_meanwhile: "
        order A-1 14510 홍길동
        cancel A-1
        pay 홍길동 14510
        expect deposit 1 WAITING
        reopen A-1
        expect order A-1 MATCHED by 1"

    a_reopened_order_makes_no_second_pair: "
        order A-1 14510 홍길동
        order A-2 14510 홍길동
        cancel A-1
        pay 홍길동 14510
        expect order A-2 MATCHED by 1
        reopen A-1
        expect order A-1 PENDING"

    an_unmatched_deposit_is_held_and_its_order_is_paid_by_the_next_that_waits: "
        order A-1 14510 홍길동
        pay 홍길동 14510
        pay 홍길동 14510
        expect deposit 2 WAITING
        unmatch 1
        expect deposit 1 HELD unmatched_by_hand
        expect order A-1 MATCHED by 2
        unmatch 2
        expect order A-1 PENDING
        match 1 A-1
        expect order A-1 MATCHED by 1"

    unmatching_takes_a_passed_deadline_off: "
        order A-1 14510 홍길동 until 30m
        pay 홍길동 14510
        advance 2h
        unmatch 1
        expect order A-1 PENDING
        sweep
        expect order A-1 PENDING
        pay 홍길동 14510
        expect order A-1 MATCHED by 2"

    a_person_matches_what_waits_and_what_is_held_with_what_is_pending_and_what_expired: "
        order A-1 14510 홍길동
        order A-2 7000 김철수 until 30m
        pay 박영희 500
        pay 이*수 500
        match 1 A-1
        expect deposit 1 MATCHED A-1 by_hand
        advance 41m
        expect order A-2 EXPIRED
        match 2 A-2
        expect order A-2 MATCHED by 2
        order A-3 900 최민수 until 1m
        advance 12m
        sweep
        pay 한가인 900
        match 3 A-3
        expect order A-3 MATCHED by 3"

    a_person_cannot_match_what_is_matched_or_cancelled: "
        order A-1 14510 홍길동
        order A-2 7000 김철수
        order A-3 900 최민수
        pay 홍길동 14510
        pay 박영희 500
        cancel A-2
        refused deposit_already_matched: match 1 A-3
        refused order_already_matched: match 2 A-1
        refused order_cancelled: match 2 A-2
        refused deposit_not_matched: unmatch 2
        refused unmatch_first: amend A-1 amount 5
        refused unmatch_first: cancel A-1"

    a_deposit_matched_by_hand_elsewhere_leaves_the_order_of_its_name_waiting: "
        order A-1 14510 홍길동
        order A-2 500 김철수
        order A-3 14510 홍길동
        pay 홍길동 14510
        match 1 A-2
        expect order A-2 MATCHED by 1
        expect order A-1 PENDING
        pay 홍길동 14510
        expect deposit 2 WAITING"

    the_same_text_is_the_same_message: "
        order A-1 14510 홍길동
        pay 홍길동 14510
        resend
        expect said 주문 #1 자동 매칭 (duplicate)
        resend later 3m
        expect said 주문 #1 자동 매칭 (duplicate)
        advance 2h
        resend later 2h
        expect said (duplicate)
        expect deposits 1"

    a_repeat_tells_the_deposit_as_it_is_now: "
        pay 홍길동 14510
        order A-1 14510 홍길동
        resend later 1m
        expect said 주문 #1 자동 매칭 (duplicate)
        unmatch 1
        resend later 2m
        expect said 확인 필요: 매칭이 해제된 입금 (duplicate)"

    within_five_minutes_a_message_without_a_balance_may_be_a_twin: "
        order A-1 14510 홍길동
        order A-2 14510 홍길동전
        pay 홍길동 14510
        advance 4m
        pay 홍길동 14510 balance none
        expect deposit 2 HELD possible_duplicate of 1
        advance 10m
        pay 홍길동 14510 balance none
        expect deposit 3 WAITING"

    the_same_balance_minutes_later_may_be_a_twin: "
        pay 홍길동 14510 balance 532513
        advance 5m
        pay 홍길동 14510 balance 532513
        expect deposit 2 HELD possible_duplicate of 1
        advance 6m
        pay 홍길동 14510 balance 532513
        expect deposit 3 HELD possible_duplicate of 1"

    other_balances_are_two_deposits: "
        order A-1 14510 홍길동
        pay 홍길동 14510 balance 100000
        pay 홍길동 14510 balance 114510
        expect deposit 1 MATCHED A-1
        expect deposit 2 WAITING
        order A-2 14510 홍길동
        expect order A-2 MATCHED by 2"

    a_deposit_typed_by_hand_and_then_by_message_may_be_a_twin: "
        record 홍길동 14510
        pay 홍길동 14510
        expect deposit 2 HELD possible_duplicate of 1
        order A-1 14510 홍길동
        expect order A-1 MATCHED by 1"

    a_deposit_made_in_time_is_taken_within_ten_minutes_of_grace: "
        pay 김철수 500
        order A-1 14510 홍길동 until 30m
        advance 30m
        pay 홍길동 14510
        expect order A-1 MATCHED by 2"

    a_deposit_made_after_the_deadline_is_not: "
        order A-1 14510 홍길동 until 30m
        advance 31m
        expect order A-1 PENDING
        pay 홍길동 14510
        expect deposit 1 WAITING
        expect order A-1 PENDING
        amend A-1 until 1h
        expect order A-1 MATCHED by 1"

    after_the_grace_an_order_reads_as_expired_before_the_sweeper_comes: "
        order A-1 14510 홍길동 until 30m
        advance 40m
        sweep
        expect order A-1 PENDING
        advance 1m
        expect order A-1 EXPIRED
        record 홍길동 14510
        expect deposit 1 WAITING
        refused reopen_needed: amend A-1 until 1h
        reopen A-1 until 1h
        expect order A-1 MATCHED by 1"

    a_moved_deadline_is_not_expired: "
        order A-1 14510 홍길동 until 30m
        advance 20m
        amend A-1 until 1h
        advance 30m
        sweep
        expect order A-1 PENDING
        amend A-1 until none
        advance 31d
        sweep
        expect order A-1 PENDING"

    a_change_of_the_tie_policy_looks_again: "
        order A-1 14510 홍길동
        advance 1m
        order A-2 14510 홍길동
        pay 홍길동 14510
        expect deposit 1 WAITING
        setting tie_policy OLDEST
        expect deposit 1 MATCHED A-1 oldest_same"

    a_change_of_the_match_window_looks_again: "
        order A-1 14510 홍길동
        advance 31d
        pay 홍길동 14510
        expect deposit 1 WAITING
        setting match_window_days 60
        expect deposit 1 MATCHED A-1 same"

    a_deactivated_workspace_takes_no_messages_until_it_is_active_again: "
        order A-1 14510 홍길동
        deactivate
        pay 홍길동 14510
        expect said account_not_found
        expect deposits 0
        refused workspace_inactive: order A-2 500 김철수
        activate
        expect deposits 1
        resend
        expect said 주문 #1 자동 매칭 (duplicate)"

    a_repeat_of_the_same_words_answers_the_order_and_other_words_are_refused: "
        order A-1 14510 홍길동
        order A-1 14510 홍길동
        refused order_number_taken: order A-1 14511 홍길동
        pay 홍길동 14510
        order A-1 14510 홍길동
        expect order A-1 MATCHED by 1"

    an_unclaimed_message_is_handed_to_no_account_that_is_registered_later: "
        order A-1 14510 홍길동
        pay 홍길동 14510 into 220-***-111111
        expect said account_not_found
        advance 2m
        register 220-456-111111
        rest
        expect deposits 0
        resend
        expect order A-1 MATCHED by 1
        expect deposits 1"
}
