//! The scripted owner: works through what waits, as a person would by the page.

use std::cmp::Ordering;

use anyhow::{Context, Result};
use domain::time::{DAY_MS, MINUTE_MS};
use serde_json::{Value, json};

use crate::json::{items, number, text};
use crate::play::Play;
use crate::{Cause, Fate, Stage, may_be};

/// Money of the first minutes is not looked at: its order may be on its way.
const LOOKED_AT_MS: i64 = 10 * MINUTE_MS;

impl<S: Stage> Play<'_, S> {
    /// The owner opens the page.
    pub(crate) async fn look(&mut self) -> Result<()> {
        self.inbox().await?;
        let mut work = Vec::new();
        for state in ["HELD", "WAITING"] {
            let list = self.read(&format!("deposits?state={state}&limit=100")).await?;
            for deposit in items(&list)? {
                work.push(number(&deposit["id"])?);
            }
        }
        work.sort_unstable();
        for id in work {
            let nth = self.deposits[&id];
            if self.now() - self.told_at[nth] > LOOKED_AT_MS {
                self.decide(id, nth).await?;
            }
        }
        Ok(())
    }

    /// What no program could read, a person can: it is typed in.
    async fn inbox(&mut self) -> Result<()> {
        let list = self.read("messages?status=QUARANTINED&limit=100").await?;
        for message in items(&list)? {
            let Some(nth) = self.unread.remove(message["raw_sms"].as_str().unwrap_or_default()) else { continue };
            let path = format!("messages/{}/deposit", text(&message["id"])?);
            let typed = self.press(&path, self.typed(nth)).await?.body;
            self.recorded(nth, &typed["deposit_id"])?;
            self.fates[nth] = Some(Fate::Search);
        }
        Ok(())
    }

    async fn decide(&mut self, id: u64, nth: usize) -> Result<()> {
        let planned = self.plan.deposits[nth].clone();
        let told = self.read(&format!("deposits/{id}")).await?;
        if told["state"] != "WAITING" && told["state"] != "HELD" {
            // One press for two transfers: the other went with the first.
            return Ok(());
        }
        if planned.cause == Cause::NoOrder {
            if self.now() - self.told_at[nth] > DAY_MS {
                self.press(&format!("deposits/{id}/dismiss"), json!({"reason": "OTHER"})).await?;
                self.fates[nth] = Some(Fate::Press);
            }
            return Ok(());
        }
        if planned.orders.iter().any(|order| self.order_ids[*order].is_none()) {
            return Ok(());
        }
        let proposals = self.read(&format!("deposits/{id}/proposals")).await?;
        let candidates = self.read(&format!("deposits/{id}/candidates")).await?;
        let candidates = self.orders_of(&candidates)?;
        let proposals = items(&proposals)?;
        let mut right = None;
        for (at, proposal) in proposals.iter().enumerate() {
            if right.is_none() && self.is_right(proposal, nth)? {
                right = Some((at, proposal));
            }
        }
        if let Some((at, _)) = right.filter(|_| planned.cause.is_of_name()) {
            self.named.0 += 1;
            self.named.1 += u64::from(at == 0);
        }
        let is_told_apart = self.is_told_apart(nth, &candidates);
        let Some((_, right)) = right else {
            self.note_unseen(nth, &told, proposals);
            let is_found = self.can_find(nth, &candidates) && is_told_apart;
            self.match_by_hand(id, nth).await?;
            self.fates[nth].get_or_insert(if is_found { Fate::Search } else { Fate::Call });
            return Ok(());
        };
        if self.accept(right, id, nth).await? {
            self.fates[nth].get_or_insert(if is_told_apart { Fate::Press } else { Fate::Call });
        }
        Ok(())
    }

    /// Why a deposit is not plain, what was printed, and what was expected and proposed.
    fn note_unseen(&mut self, nth: usize, told: &Value, proposals: &[Value]) {
        let planned = &self.plan.deposits[nth];
        let expected: Vec<&str> = planned.orders.iter().map(|order| self.plan.orders[*order].name.as_str()).collect();
        let cause: &str = planned.cause.into();
        let kinds: Vec<&str> = proposals.iter().filter_map(|one| one["kind"].as_str()).collect();
        let printed = format!("{} {} {}", planned.name, planned.amount, told["hold_reasons"]);
        self.unseen.push(format!("{cause}: {printed} for {expected:?}, proposed {kinds:?}"));
    }

    /// Which of the plan's orders these are.
    fn orders_of(&self, told: &Value) -> Result<Vec<usize>> {
        let order = |one: &Value| -> Result<usize> {
            let id = one["order_id"].as_u64().or_else(|| one["id"].as_u64());
            Ok(self.orders[&id.with_context(|| format!("{one} is no order"))?])
        };
        items(told)?.iter().map(order).collect()
    }

    /// Whether a proposal says what a deposit is for: these orders, or as good ones of the same customer.
    fn is_right(&self, proposal: &Value, nth: usize) -> Result<bool> {
        let of = |orders: &[usize]| {
            let mut of: Vec<(usize, u64)> =
                orders.iter().map(|nth| (self.plan.orders[*nth].customer, self.plan.orders[*nth].amount)).collect();
            of.sort_unstable();
            of
        };
        let truth = &self.plan.deposits[nth].orders;
        for deposit in items(&proposal["deposits"])? {
            let other = self.deposits[&number(&deposit["id"])?];
            if self.plan.deposits[other].orders != *truth {
                return Ok(false);
            }
        }
        Ok(of(&self.orders_of(&proposal["orders"])?) == of(truth))
    }

    /// Whether no other customer's order of this name and amount waits.
    fn is_told_apart(&self, nth: usize, candidates: &[usize]) -> bool {
        let [truth] = self.plan.deposits[nth].orders[..] else { return true };
        let truth = &self.plan.orders[truth];
        let is_other = |order: &&usize| {
            let order = &self.plan.orders[**order];
            order.name == truth.name && order.customer != truth.customer
        };
        !candidates.iter().any(|order| is_other(&order))
    }

    /// Whether a person finds out what a deposit is for by what the shop sees.
    fn can_find(&self, nth: usize, candidates: &[usize]) -> bool {
        let deposit = &self.plan.deposits[nth];
        let is_named = |order: &&usize| may_be(&deposit.name, &self.plan.orders[**order].name);
        if deposit.cause == Cause::Masked {
            candidates.iter().filter(is_named).count() == 1
        } else {
            !matches!(deposit.cause, Cause::OtherPerson | Cause::Company) || candidates.len() == 1
        }
    }

    /// Whether it was accepted.
    async fn accept(&mut self, proposal: &Value, id: u64, nth: usize) -> Result<bool> {
        // Of an order that lacks little but is small, the page proposes a part.
        if proposal["kind"] == "INSTALMENT" && self.plan.deposits[nth].cause == Cause::Short {
            let body = json!({"deposit_ids": [id], "order_ids": [proposal["orders"][0]["id"]],
                "difference": "ACCEPT_SHORT"});
            return Ok(self.press("matches", body).await?.is_success());
        }
        let treatment = if proposal["kind"] == "CANCELLED" { json!({"treatment": "REFUNDED"}) } else { json!({}) };
        let path = format!("proposals/{}/accept", text(&proposal["proposal_id"])?);
        let is_accepted = self.press(&path, treatment).await?.is_success();
        // One press for all the transfers of an order.
        for deposit in items(&proposal["deposits"])?.iter().filter(|_| is_accepted) {
            let other = self.deposits[&number(&deposit["id"])?];
            self.fates[other].get_or_insert(Fate::Press);
        }
        Ok(is_accepted)
    }

    /// What no proposal told, the owner matches: with the orders that it pays, or as good ones of the same customer.
    async fn match_by_hand(&mut self, id: u64, nth: usize) -> Result<()> {
        let planned = self.plan.deposits[nth].clone();
        let (mut orders, mut open) = (Vec::new(), 0);
        for wanted in planned.orders.iter().map(|order| self.plan.orders[*order].clone()) {
            let is_as_good = |order: &usize| {
                let order = &self.plan.orders[*order];
                (order.customer, order.amount) == (wanted.customer, wanted.amount)
            };
            let as_good: Vec<u64> =
                self.orders.iter().filter(|(_, order)| is_as_good(order)).map(|(id, _)| *id).collect();
            for order in as_good.into_iter().filter(|order| !orders.contains(order)).collect::<Vec<_>>() {
                let told = self.read(&format!("orders/{order}")).await?;
                if told["status"] == "CANCELLED" {
                    self.press(&format!("deposits/{id}/dismiss"), json!({"reason": "REFUNDED"})).await?;
                    return Ok(());
                }
                if told["status"] != "MATCHED" {
                    open += number(&told["amount_open"])?;
                    orders.push(order);
                    break;
                }
            }
        }
        let difference = match planned.amount.cmp(&open) {
            Ordering::Less if planned.cause == Cause::Split => "KEEP_OPEN",
            Ordering::Less => "ACCEPT_SHORT",
            Ordering::Equal => "NONE",
            Ordering::Greater => "ACCEPT_OVER",
        };
        let body = json!({"deposit_ids": [id], "order_ids": orders, "difference": difference});
        self.press("matches", body).await?;
        Ok(())
    }
}
