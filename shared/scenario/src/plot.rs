//! What happens in each scenario, and what must come out.

use crate::{Action, AskedOrder, BankText, EndState, Scenario, ScenarioName, Step, TextSender, WAIT_MAX_MS, people};
use bank_sms::TransferKind;
use domain::time::MINUTE_MS;
use domain::{DepositStatus, HoldReason, OrderStatus, PaymentState, PhoneStatus, ProposalKind};
use fastrand::Rng;

/// Money of the first ten minutes has no proposals yet: its order may be on its way.
const PROPOSED_AFTER_MS: i64 = 11 * MINUTE_MS;
/// A number that no bank sends from.
const MOBILE: &str = "010-0000-0000";

const PENDING: (OrderStatus, PaymentState) = (OrderStatus::Pending, PaymentState::Unpaid);
const PAID: (OrderStatus, PaymentState) = (OrderStatus::Matched, PaymentState::Paid);

pub(crate) fn plot(name: ScenarioName, seed: u64) -> Scenario {
    let mut rng = Rng::with_seed(seed);
    let customer = people::name(&mut rng);
    // From 50,000 to 149,000 won.
    let amount = rng.u64(50..150) * 1_000;
    let plot = Plot { customer, amount, at_ms: 0, steps: Vec::new(), end: nothing() };
    let Plot { steps, end, .. } = match name {
        ScenarioName::Paid => plot.order().minutes(2).money().ends(&[PAID], &[matched()]),
        ScenarioName::Split => plot.split(),
        ScenarioName::Combined => plot.combined(),
        ScenarioName::Short => plot.unequal(-500, ProposalKind::Short),
        ScenarioName::Over => plot.unequal(700, ProposalKind::Over),
        ScenarioName::Late => plot.late(),
        ScenarioName::Before => plot.money().minutes(5).order().ends(&[PAID], &[matched()]),
        ScenarioName::Duplicate => plot.order().minutes(2).money().minutes(1).again().ends(&[PAID], &[matched()]),
        ScenarioName::Twin => plot.twin(),
        ScenarioName::Reversal => plot.reversal(),
        ScenarioName::Spoof => plot.spoof(),
        ScenarioName::FormatDrift => plot.format_drift(),
        ScenarioName::PhoneDark => plot.phone_dark(),
    };
    Scenario { name, seed, steps, expected: end }
}

fn nothing() -> EndState {
    EndState { orders: vec![], deposits: vec![], proposals: vec![], unread: 0, phone: PhoneStatus::Online }
}

fn matched() -> (DepositStatus, Vec<HoldReason>) {
    (DepositStatus::Matched, vec![])
}

fn waiting() -> (DepositStatus, Vec<HoldReason>) {
    (DepositStatus::Waiting, vec![])
}

fn held(reason: HoldReason) -> (DepositStatus, Vec<HoldReason>) {
    (DepositStatus::Held, vec![reason])
}

/// A scenario while it is told.
struct Plot {
    customer: String,
    /// What the customer's order asks for.
    amount: u64,
    at_ms: i64,
    steps: Vec<Step>,
    end: EndState,
}

impl Plot {
    fn step(mut self, action: Action) -> Self {
        self.steps.push(Step { at_ms: self.at_ms, action });
        self
    }

    fn minutes(mut self, minutes: i64) -> Self {
        self.at_ms += minutes * MINUTE_MS;
        self
    }

    fn place(self, amount: u64, expires_at_ms: Option<i64>) -> Self {
        let depositor_name = self.customer.clone();
        self.step(Action::Place(AskedOrder { depositor_name, amount, expires_at_ms }))
    }

    /// The customer orders.
    fn order(self) -> Self {
        let amount = self.amount;
        self.place(amount, None)
    }

    fn text(&self, amount: u64) -> BankText {
        BankText {
            kind: TransferKind::Deposit,
            amount,
            name: self.customer.clone(),
            has_balance: true,
            has_new_word: false,
            from: TextSender::Bank,
        }
    }

    fn money_of(self, amount: u64) -> Self {
        let text = self.text(amount);
        self.step(Action::Send(text))
    }

    /// The customer's money comes.
    fn money(self) -> Self {
        let amount = self.amount;
        self.money_of(amount)
    }

    fn again(self) -> Self {
        let step = self.steps.len() - 1;
        self.step(Action::SendAgain { step })
    }

    /// Until money of now has proposals.
    fn until_proposed(mut self) -> Self {
        self.at_ms += PROPOSED_AFTER_MS;
        self.step(Action::Wait)
    }

    fn ends(mut self, orders: &[(OrderStatus, PaymentState)], deposits: &[(DepositStatus, Vec<HoldReason>)]) -> Self {
        self.end = EndState { orders: orders.to_vec(), deposits: deposits.to_vec(), ..self.end };
        self
    }

    fn proposed(mut self, kind: ProposalKind) -> Self {
        self.end.proposals.push(kind);
        self
    }

    fn split(self) -> Self {
        let first = self.amount / 5 * 3;
        let second = self.amount - first;
        let paid = self.order().minutes(2).money_of(first).minutes(3).money_of(second).until_proposed();
        paid.ends(&[PENDING], &[waiting(), waiting()]).proposed(ProposalKind::Split)
    }

    fn combined(self) -> Self {
        let second = self.amount / 2 + 500;
        let sum = self.amount + second;
        let paid = self.order().minutes(1).place(second, None).minutes(2).money_of(sum).until_proposed();
        paid.ends(&[PENDING, PENDING], &[waiting()]).proposed(ProposalKind::Combined)
    }

    fn unequal(self, by: i64, kind: ProposalKind) -> Self {
        let amount = self.amount.saturating_add_signed(by);
        self.order().minutes(2).money_of(amount).until_proposed().ends(&[PENDING], &[waiting()]).proposed(kind)
    }

    fn late(self) -> Self {
        let amount = self.amount;
        let expired = (OrderStatus::Expired, PaymentState::Unpaid);
        let placed = self.place(amount, Some(5 * MINUTE_MS)).minutes(14).step(Action::Wait);
        let paid = placed.minutes(4).money().until_proposed();
        paid.ends(&[expired], &[waiting()]).proposed(ProposalKind::Late)
    }

    fn twin(self) -> Self {
        let text = BankText { has_balance: false, ..self.text(self.amount) };
        let told = self.order().minutes(2).step(Action::Send(text.clone())).minutes(2).step(Action::Send(text));
        let ended = told.until_proposed().ends(&[PAID], &[matched(), held(HoldReason::PossibleDuplicate)]);
        ended.proposed(ProposalKind::Twin)
    }

    fn reversal(self) -> Self {
        let back = BankText { kind: TransferKind::Reversal, ..self.text(self.amount) };
        let paid = self.order().minutes(2).money().minutes(5).step(Action::Send(back));
        paid.ends(&[PENDING], &[held(HoldReason::Reversed)])
    }

    fn spoof(self) -> Self {
        let text = BankText { from: TextSender::Other(MOBILE), ..self.text(self.amount) };
        let told = self.order().minutes(2).step(Action::Send(text)).until_proposed();
        told.ends(&[PENDING], &[held(HoldReason::SenderUnlikely)]).proposed(ProposalKind::SameAmount)
    }

    fn format_drift(self) -> Self {
        let text = BankText { has_new_word: true, ..self.text(self.amount) };
        let mut told = self.order().minutes(2).step(Action::Send(text)).ends(&[PENDING], &[]);
        told.end.unread = 1;
        told
    }

    /// The phone was heard of, and then no more.
    fn phone_dark(self) -> Self {
        let mut plot = self.order().minutes(2).money().minutes(1).order();
        let heard_ms = plot.at_ms;
        while plot.at_ms - heard_ms <= i64::from(domain::Phone::SILENT_WHILE_ORDERS_WAIT) * MINUTE_MS {
            plot.at_ms += WAIT_MAX_MS;
            plot = plot.step(Action::Wait);
        }
        plot.end.phone = PhoneStatus::Silent;
        plot.ends(&[PAID, PENDING], &[matched()])
    }
}
