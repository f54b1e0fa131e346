//! `AS_MANY`: as many deposits as orders of one name and amount pay one another.

use super::script::scenarios;

scenarios! {
    as_many_deposits_as_orders_pay_one_another: "
        setting tie_policy AS_MANY
        order A-1 14510 홍길동
        advance 1m
        order A-2 14510 홍길동
        pay 홍길동 14510
        expect said 일치하는 주문 없음
        expect deposit 1 WAITING
        advance 10m
        pay 홍길동 14510
        expect deposit 2 MATCHED A-2
        expect deposit 1 MATCHED A-1"

    as_many_waits_where_two_customers_have_one_name: "
        setting tie_policy AS_MANY
        order A-1 14510 홍길동 phone 010-1111-0000
        order A-2 14510 홍길동 phone 010-2222-0000
        pay 홍길동 14510
        pay 홍길동 14510
        expect deposit 1 WAITING
        expect deposit 2 WAITING
        amend A-2 phone 010-1111-0000
        expect order A-1 MATCHED by 1
        expect order A-2 MATCHED by 2"

    as_many_when_one_order_too_many_goes: "
        setting tie_policy AS_MANY
        order A-1 14510 홍길동
        advance 1m
        order A-2 14510 홍길동
        advance 1m
        order A-3 14510 홍길동
        pay 홍길동 14510
        pay 홍길동 14510
        expect deposit 1 WAITING
        expect deposit 2 WAITING
        cancel A-3
        expect deposit 1 MATCHED A-1 as_many
        expect deposit 2 MATCHED A-2 same"

    as_many_when_one_deposit_too_many_is_dismissed: "
        order A-1 14510 홍길동
        order A-2 14510 홍길동
        pay 홍길동 14510
        pay 홍길동 14510
        pay 홍길동 14510
        setting tie_policy AS_MANY
        expect deposit 1 WAITING
        expect deposit 3 WAITING
        dismiss 1
        expect order A-1 MATCHED by 2
        expect order A-2 MATCHED by 3"

    as_many_when_one_deposit_too_many_pays_something_else: "
        order A-1 14510 홍길동
        order A-2 14510 홍길동
        order A-3 9000 김철수
        pay 홍길동 14510
        pay 홍길동 14510
        pay 홍길동 14510
        setting tie_policy AS_MANY
        expect deposit 1 WAITING
        match 2 A-3
        expect order A-1 MATCHED by 1
        expect order A-2 MATCHED by 3"

    as_many_when_one_deposit_too_many_is_held: "
        order A-1 14510 홍길동
        order A-2 14510 홍길동
        pay 홍길동 14510
        advance 20d
        pay 홍길동 14510
        pay 홍길동 14510
        setting tie_policy AS_MANY
        expect deposit 1 WAITING
        advance 11d
        order A-3 14510 홍길동
        expect deposit 1 HELD outside_match_window
        expect order A-1 MATCHED by 2
        expect order A-2 MATCHED by 3"

    as_many_is_not_told_across_two_payers: "
        setting tie_policy AS_MANY
        order A-1 14510 토스홍길동
        order A-2 14510 홍길동
        pay 토스홍길동 14510
        advance 10m
        pay 토스홍길동 14510
        expect deposit 1 WAITING
        expect deposit 2 WAITING"

    a_deposit_that_could_pay_another_order_too_makes_as_many_a_guess: "
        setting tie_policy AS_MANY
        order A-1 14510 홍길동
        order A-2 14510 홍길동
        order A-3 14510 토스홍길동
        pay 토스홍길동 14510
        advance 10m
        pay 홍길동 14510
        expect deposit 1 WAITING
        expect deposit 2 WAITING
        match 1 A-3
        expect deposit 2 WAITING
        advance 10m
        pay 홍길동 14510
        expect order A-1 MATCHED by 2
        expect order A-2 MATCHED by 3"
}
