//! What happens in each scenario, and what must come out.

use crate::{Action, AskedOrder, BankText, Scenario, Step, TextSender, people};
use bank_sms::TransferKind;
use domain::order::GRACE_MS;
use domain::proposal::EXPECTED_MS;
use domain::time::MINUTE_MS;
use domain::{
    ClosedSet, DepositStatus, EndState, HoldReason, OrderStatus, PaymentState, Phone, PhoneStatus, ProposalKind,
    ScenarioId, ScenarioName,
};
use fastrand::Rng;

/// A number that no bank sends from.
const MOBILE: &str = "010-0000-0000";

const PENDING: (OrderStatus, PaymentState) = (OrderStatus::Pending, PaymentState::Unpaid);
const PAID: (OrderStatus, PaymentState) = (OrderStatus::Matched, PaymentState::Paid);

pub(crate) fn plot(id: ScenarioId) -> Scenario {
    // Scenarios of one seed have customers and amounts of their own: they may be played in one workspace.
    let nth = ScenarioName::all().take_while(|name| *name != id.name).count();
    let mut rng = Rng::with_seed(u64::from(id.seed) * 256 + nth as u64);
    let customer = people::name(&mut rng);
    // From 50,000 to 149,950 won.
    let amount = rng.u64(1_000..3_000) * 50;
    let plot = Plot { customer, amount, at_ms: 0, silent_after_minutes: None, steps: Vec::new(), end: nothing() };
    let plot = match id.name {
        ScenarioName::Paid => plot.order().minutes(2).money().ends(&[PAID], &[matched()]),
        ScenarioName::Split => plot.split(),
        ScenarioName::Combined => plot.combined(),
        ScenarioName::Short => plot.unequal(-510, ProposalKind::Short),
        ScenarioName::Over => plot.unequal(710, ProposalKind::Over),
        ScenarioName::Late => plot.late(),
        ScenarioName::Before => plot.money().minutes(5).order().ends(&[PAID], &[matched()]),
        ScenarioName::Duplicate => plot.order().minutes(2).money().minutes(1).again().ends(&[PAID], &[matched()]),
        ScenarioName::Twin => plot.twin(),
        ScenarioName::Reversal => plot.reversal(),
        ScenarioName::Spoof => plot.spoof(),
        ScenarioName::FormatDrift => plot.format_drift(),
        ScenarioName::PhoneDark => plot.phone_dark(),
    };
    let Plot { at_ms, silent_after_minutes, steps, end, .. } = plot;
    Scenario { id, silent_after_minutes, steps, shown_at_ms: at_ms, expected: end }
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
    silent_after_minutes: Option<u32>,
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

    /// Until money of now has proposals: before, its order may be on its way.
    fn until_proposed(mut self) -> Self {
        self.at_ms += EXPECTED_MS + MINUTE_MS;
        self
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
        let mut placed = self.place(amount, Some(MINUTE_MS));
        placed.at_ms += GRACE_MS + 2 * MINUTE_MS;
        let paid = placed.step(Action::Wait).money().until_proposed();
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
    fn phone_dark(mut self) -> Self {
        let silent_after = *Phone::SILENT_AFTER_MINUTES.start();
        self.silent_after_minutes = Some(silent_after);
        // Some time longer, so that its silence was told by then.
        let heard = self.order().minutes(2).money().minutes(1).order();
        let mut plot = heard.minutes(i64::from(silent_after) + 3).step(Action::Wait);
        plot.end.phone = PhoneStatus::Silent;
        plot.ends(&[PAID, PENDING], &[matched()])
    }
}
