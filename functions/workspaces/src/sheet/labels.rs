//! What the cells say, in the words of the dashboard.

use domain::{DepositStatus, DismissReason, HoldReason, Language, OrderStatus, PaymentState, RestTreatment};

/// A text in Korean and in English.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Label(pub &'static str, pub &'static str);

impl Label {
    pub fn to(self, language: Language) -> &'static str {
        match language {
            Language::Ko => self.0,
            Language::En => self.1,
        }
    }
}

pub fn of_order(status: OrderStatus) -> Label {
    match status {
        OrderStatus::Pending => Label("입금 대기", "Waiting"),
        OrderStatus::Matched => Label("입금 확인됨", "Matched"),
        OrderStatus::Expired => Label("기한 지남", "Expired"),
        OrderStatus::Cancelled => Label("취소됨", "Cancelled"),
    }
}

pub fn of_payment(state: PaymentState) -> Label {
    match state {
        PaymentState::Unpaid => Label("받은 돈 없음", "Unpaid"),
        PaymentState::Partial => Label("일부 받음", "Partly paid"),
        PaymentState::Paid => Label("다 받음", "Paid"),
    }
}

pub fn of_deposit(status: DepositStatus) -> Label {
    match status {
        DepositStatus::Waiting => Label("주문 찾는 중", "Searching"),
        DepositStatus::Held => Label("확인 필요", "To check"),
        DepositStatus::Matched => Label("입금 확인됨", "Matched"),
        DepositStatus::Dismissed => Label("제외됨", "Dismissed"),
    }
}

pub fn of_rest(treatment: RestTreatment) -> Label {
    match treatment {
        RestTreatment::AcceptOver => Label("그대로 받음", "Kept"),
        RestTreatment::Credit => Label("적립", "Credited"),
        RestTreatment::RefundDue => Label("돌려줄 돈", "To send back"),
    }
}

pub fn of_dismissal(reason: DismissReason) -> Label {
    match reason {
        DismissReason::Refunded => Label("환불함", "Refunded"),
        DismissReason::Private => Label("매출 아님", "Not a sale"),
        DismissReason::Duplicate => Label("중복", "Duplicate"),
        DismissReason::Other => Label("기타", "Other"),
        DismissReason::Salary => Label("급여", "Salary"),
        DismissReason::Interest => Label("이자", "Interest"),
        DismissReason::Returned => Label("되돌아온 송금", "Returned transfer"),
        DismissReason::OrderCancelled => Label("주문 취소됨", "Order cancelled"),
    }
}

#[rustfmt::skip]
pub fn of_hold(reason: HoldReason) -> Label {
    match reason {
        HoldReason::Reversed => Label("은행이 취소한 입금", "Taken back by the bank"),
        HoldReason::PossibleDuplicate => Label("같은 입금일 수 있음", "May be a duplicate"),
        HoldReason::TooLateToCompare => Label("늦게 와서 중복인지 확인할 수 없음", "Came too late to rule out a duplicate"),
        HoldReason::SenderUnlikely => Label("은행이 보낸 문자가 아닌 것 같음", "The bank probably did not send this"),
        HoldReason::SenderMissing => Label("보낸 번호가 없음", "Sender unknown"),
        HoldReason::SenderUnlisted => Label("목록에 없는 번호에서 옴", "From a number that is not listed"),
        HoldReason::AccountNew => Label("등록한 지 얼마 안 된 계좌", "The account was added only recently"),
        HoldReason::TimeUnlikely => Label("입금 시각이 앞으로의 시각", "Its time is in the future"),
        HoldReason::OutsideMatchWindow => Label("입금 대기 기간을 벗어남", "Outside the waiting period"),
        HoldReason::RefundSeen => Label("같은 금액이 다시 출금됨", "The same amount went out again"),
        HoldReason::OverLimit => Label("공개 주소의 자동 연결 한도를 넘음", "Above the limit for the open address"),
        HoldReason::UnreadableName => Label("이름을 읽을 수 없음", "The name cannot be read"),
        HoldReason::BalanceBelowAmount => Label("잔액이 입금액보다 적음", "Balance below the amount"),
        HoldReason::AmountCut => Label("금액의 뒷자리가 잘렸을 수 있음", "The amount may be cut off"),
        HoldReason::FormatUnproved => Label("알려 준 형식의 처음 입금", "One of the first deposits of a new format"),
        HoldReason::OneWon => Label("1원 입금", "A deposit of one won"),
        HoldReason::Restored => Label("제외했다가 되돌린 입금", "Dismissed and restored"),
        HoldReason::UnmatchedByHand => Label("주문과 연결을 해제한 입금", "The match was undone"),
        HoldReason::OrderCancelled => Label("취소된 주문에 들어온 입금", "Its order was cancelled"),
        HoldReason::PartlyReturned => Label("일부를 돌려준 입금", "A part of it was sent back"),
    }
}
