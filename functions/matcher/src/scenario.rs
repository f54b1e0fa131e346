//! A scenario of a test workspace is played: its steps that are due, one after the other; what is not due yet goes on
//! through the queue.
//!
//! A step that dies is played again: its order has the same words, its message the same receipt, so nothing is there
//! twice. Two deliveries at once cannot both go on, by the version of the scenario's item.

use std::collections::BTreeSet;

use bank_sms::Bank;
use domain::occurrence::ReceiptId;
use domain::scenario::{Play, PlayEnd};
use domain::{
    Account, Arrival, ArrivalKind, ArrivedMessage, DepositId, EndState, MissingSender, NewOrder, Outcome, Phone,
    PhoneId, PhoneRef, ProposalId, ProposalKind, ScenarioId, SenderClaim, Timestamp, Via, Won, Workspace, WorkspaceId,
};
use pairing::{Pairing, PairingError, fingerprint};
use scenario::{Action, AskedOrder, Message, Scenario, Teller, WAIT_MAX_MS};
use store::phones::Keyed;
use store::tasks::Task;
use store::{Sequence, StoreError};

use crate::message;

/// The number of a scenario's phone: nobody has it.
const PHONE_NUMBER: &str = "010-0000-0000";
/// So often what came out is looked at after the last step, while it is otherwise than expected: lists lag.
const LOOKS_MAX: u32 = 10;
/// So long, in milliseconds, until it is looked at again.
const LOOK_AGAIN_MS: i64 = 2_000;

/// Plays what is due of a scenario.
pub async fn play(
    pairing: &Pairing,
    workspace: WorkspaceId,
    id: ScenarioId,
    until: Timestamp,
) -> Result<(), PairingError> {
    let store = &pairing.store;
    let (shop, play) = tokio::join!(store.workspace(workspace), store.play(workspace, id));
    let (Some(shop), Some(play)) = (shop?, play?) else { return Ok(()) };
    if play.end.is_some() {
        return Ok(forget_phone(pairing, &play).await?);
    }
    let player = Player { pairing, shop, scenario: Scenario::new(id) };
    match player.go_on(play, until).await? {
        Went::Waits { play, for_ms } => {
            let wait_s = i32::try_from((for_ms.clamp(0, WAIT_MAX_MS) + 999) / 1_000).unwrap_or(1);
            Ok(store.tasks.send(Task::Scenario { workspace, scenario: play.id }, wait_s).await?)
        }
        Went::Ended(play) => Ok(forget_phone(pairing, &play).await?),
        Went::ElsewhereOn => Ok(()),
    }
}

/// How far a scenario went.
enum Went {
    Waits {
        play: Play,
        for_ms: i64,
    },
    Ended(Play),
    /// Another delivery plays it.
    ElsewhereOn,
}

struct Player<'a> {
    pairing: &'a Pairing,
    shop: Workspace,
    scenario: Scenario,
}

impl Player<'_> {
    async fn go_on(&self, mut play: Play, until: Timestamp) -> Result<Went, PairingError> {
        if play.played == 0 {
            let Some(with_phone) = self.with_phone(play).await? else { return Ok(Went::ElsewhereOn) };
            play = with_phone;
        }
        while let Some(step) = self.scenario.steps.get(play.played) {
            let now = self.pairing.now();
            let wait_ms = play.origin.plus_ms(step.at_ms).ms() - now.ms();
            if wait_ms > 0 || now >= until {
                return Ok(Went::Waits { play, for_ms: wait_ms });
            }
            let mut next = play.clone();
            // Boxed, as all that holds the use cases: a debug program's stack is two megabytes.
            match Box::pin(self.step(&mut next, &step.action)).await {
                Ok(true) => {}
                // Somebody took away what it needs: it ends as it stands.
                Ok(false) | Err(PairingError::Refused(_) | PairingError::Deactivated) => return self.end(play).await,
                Err(error) => return Err(error),
            }
            let next = Play { played: play.played + 1, ..next };
            match self.write(next).await? {
                Some(written) => play = written,
                None => return Ok(Went::ElsewhereOn),
            }
        }
        let got = self.end_state(&play).await?;
        if got != self.scenario.expected && play.looks < LOOKS_MAX {
            let looked = self.write(Play { looks: play.looks + 1, ..play }).await?;
            return Ok(looked.map_or(Went::ElsewhereOn, |play| Went::Waits { play, for_ms: LOOK_AGAIN_MS }));
        }
        self.end(play).await
    }

    async fn end(&self, play: Play) -> Result<Went, PairingError> {
        let end = PlayEnd { got: self.end_state(&play).await?, at: self.pairing.now() };
        let written = self.write(Play { end: Some(end), ..play }).await?;
        Ok(written.map_or(Went::ElsewhereOn, Went::Ended))
    }

    /// `None`: another delivery was faster.
    async fn write(&self, play: Play) -> Result<Option<Play>, StoreError> {
        let play = Play { version: play.version + 1, ..play };
        Ok(self.pairing.store.write_play(&play).await?.then_some(play))
    }

    /// The scenario with a phone of its own. Its id is noted before it is added, so that none is left over.
    async fn with_phone(&self, mut play: Play) -> Result<Option<Play>, PairingError> {
        let store = &self.pairing.store;
        for _ in 0..pairing::TRIES {
            let id = match play.phone {
                Some(id) => id,
                None => {
                    let id = store.next_id(Sequence::Phone(play.workspace), PhoneId::new).await?;
                    let Some(noted) = self.write(Play { phone: Some(id), ..play }).await? else { return Ok(None) };
                    play = noted;
                    id
                }
            };
            if store.add_phone(&self.phone(&play, id), None, &[]).await? {
                return Ok(Some(play));
            }
            // Another phone was added meanwhile.
            play.phone = None;
        }
        Err(StoreError::Contended.into())
    }

    /// Without a key: nobody else sends over it.
    fn phone(&self, play: &Play, id: PhoneId) -> Phone {
        Phone {
            id,
            workspace: play.workspace,
            number: PHONE_NUMBER.to_owned(),
            label: play.id.to_string(),
            keys: Vec::new(),
            secret: None,
            silent_after_minutes: self.scenario.silent_after_minutes,
            sender_missing: MissingSender::Held,
            created_at: play.started_at,
            version: 1,
        }
    }

    /// Plays the next step. `false`: it cannot be played any more.
    async fn step(&self, play: &mut Play, action: &Action) -> Result<bool, PairingError> {
        match action {
            Action::Place(asked) => self.place(play, asked).await,
            Action::Send(_) => self.send(play, play.played).await,
            Action::SendAgain { step } => self.send(play, *step).await,
            Action::Wait => Ok(true),
        }
    }

    /// When a step happens.
    fn time_of(&self, play: &Play, step: usize) -> Timestamp {
        play.origin.plus_ms(self.scenario.steps[step].at_ms)
    }

    /// The order of the next step, with a number of its own.
    async fn place(&self, play: &mut Play, asked: &AskedOrder) -> Result<bool, PairingError> {
        let number = format!("{}-{}", play.id, play.orders.len() + 1);
        let Some(amount) = Won::new(asked.amount) else { return Ok(false) };
        let new = NewOrder {
            ordered_at: Some(self.time_of(play, play.played)),
            expires_at: asked.expires_at_ms.map(|ms| play.origin.plus_ms(ms)),
            ..NewOrder::plain(number.as_str(), amount, asked.depositor_name.as_str())
        };
        let placed = Box::pin(self.pairing.place(&self.shop, new, play.by.clone(), None)).await?;
        play.orders.push(placed.order.id);
        Ok(true)
    }

    /// The bank's message of a step comes over the scenario's phone.
    async fn send(&self, play: &Play, step: usize) -> Result<bool, PairingError> {
        let store = &self.pairing.store;
        let account = store.account(play.workspace, play.account).await?.filter(|account| account.is_active);
        let bank = account.as_ref().and_then(|account| account.bank_code.bank());
        let (Some(account), Some(bank), Some(phone)) = (account, bank, play.phone) else {
            return Ok(false);
        };
        let Some(Message { raw, sender }) = self.printed(play, &account, bank, step) else { return Ok(false) };
        let (mut claim, now) = (SenderClaim::told(sender.map(str::to_owned)), self.pairing.now());
        let heard = store.beat(&self.keyed(play, phone), &Arrival::of(ArrivalKind::BankMessage, &claim, now)).await?;
        claim.unconfirmed = heard.sender_unconfirmed;
        let arrived = ArrivedMessage {
            receipt: receipt(play, step),
            raw,
            sender: claim,
            missing_sender: Some(heard.sender_missing),
            call_id: None,
            received_at: self.time_of(play, step),
            heard_at: now,
            server_time: false,
            via: Via::Keyed,
            phone: Some(PhoneRef { workspace: play.workspace, phone }),
            app_details: None,
        };
        Box::pin(message::take(self.pairing, &arrived)).await?;
        Ok(true)
    }

    fn keyed(&self, play: &Play, phone: PhoneId) -> Keyed {
        Keyed {
            workspace: play.workspace,
            phone,
            valid_until: None,
            secret: None,
            silent_after_minutes: self.scenario.silent_after_minutes,
            sender_missing: MissingSender::Held,
        }
    }

    /// What the bank printed in a step: the balance follows from the messages before it.
    fn printed(&self, play: &Play, account: &Account, bank: &'static Bank, step: usize) -> Option<Message> {
        let digits = account.number.digits();
        let mut teller = Teller { bank, account: &digits, owner: &account.holder, balance: play.balance };
        let steps = self.scenario.steps.iter().take(step + 1);
        let messages = steps.filter_map(|step| match &step.action {
            Action::Send(text) => Some(teller.print(text, play.origin.plus_ms(step.at_ms)).ok()),
            Action::Place(_) | Action::SendAgain { .. } | Action::Wait => None,
        });
        messages.last().flatten()
    }

    /// What is there now.
    async fn end_state(&self, play: &Play) -> Result<EndState, PairingError> {
        let (store, now) = (&self.pairing.store, self.pairing.now());
        let placed = store.orders_of(play.workspace, &play.orders).await?;
        let orders = play.orders.iter().filter_map(|id| placed.iter().find(|order| order.id == *id));
        let (came, unread) = self.came(play).await?;
        let found = store.deposits_of(play.workspace, &came).await?;
        let deposits: Vec<_> = came.iter().filter_map(|id| found.iter().find(|deposit| deposit.id == *id)).collect();
        let phones: Vec<PhoneId> = play.phone.into_iter().collect();
        let pulse = store.pulses(play.workspace, &phones).await?.into_iter().next().unwrap_or_default();
        let patience = domain::phone::patience_minutes(self.scenario.silent_after_minutes, true);
        Ok(EndState {
            orders: orders.map(|order| (order.status(now), order.payment_state())).collect(),
            deposits: deposits
                .iter()
                .map(|deposit| (deposit.state.status(), deposit.state.holds().iter().collect()))
                .collect(),
            proposals: Box::pin(self.proposals(&came)).await?,
            unread,
            phone: pulse.status(patience, now),
        })
    }

    /// The deposits that its messages told of, in the order in which they came, and how many messages wait for a
    /// person.
    async fn came(&self, play: &Play) -> Result<(Vec<DepositId>, usize), StoreError> {
        let (mut deposits, mut unread) = (Vec::new(), 0);
        for (nth, step) in self.scenario.steps.iter().enumerate().take(play.played) {
            if !matches!(step.action, Action::Send(_)) {
                continue;
            }
            match self.pairing.store.receipt(&receipt(play, nth), play.started_at).await? {
                Some(Outcome::Deposit(received)) => deposits.push(received.deposit),
                Some(Outcome::Reversed { deposit, .. }) => deposits.push(deposit),
                Some(Outcome::Quarantined(_) | Outcome::Unplaced | Outcome::ReversalUnclear) => unread += 1,
                Some(Outcome::Ignored(_) | Outcome::AccountNotFound) | None => {}
            }
        }
        // Of a reversal: the deposit that it took back.
        let mut seen = BTreeSet::new();
        deposits.retain(|id| seen.insert(*id));
        Ok((deposits, unread))
    }

    async fn proposals(&self, deposits: &[DepositId]) -> Result<Vec<ProposalKind>, PairingError> {
        let mut found: Vec<ProposalId> = Vec::new();
        for deposit in deposits {
            let work = Box::pin(self.pairing.proposals_of(&self.shop, *deposit)).await?;
            for (id, _) in work.proposals {
                // A sum of deposits is found for each of them.
                if !found.contains(&id) {
                    found.push(id);
                }
            }
        }
        Ok(found.into_iter().map(|id| id.kind).collect())
    }
}

/// The receipt of a step's message: the same whenever it is sent.
fn receipt(play: &Play, step: usize) -> ReceiptId {
    let (workspace, id) = (play.workspace.get().to_be_bytes(), play.id.to_string());
    <[u8; 16]>::from(fingerprint(&[b"scenario", &workspace, id.as_bytes(), &step.to_be_bytes()])).into()
}

/// Its phone goes: it was there for the scenario only.
async fn forget_phone(pairing: &Pairing, play: &Play) -> Result<(), StoreError> {
    let Some(id) = play.phone else { return Ok(()) };
    match pairing.store.phone(play.workspace, id).await? {
        // Somebody who bound an account to it keeps it.
        Some(phone) => pairing.store.remove_phone(&phone, &[]).await.map(drop),
        None => Ok(()),
    }
}
