//! The scripted owner: works through what waits, as a person would by the page.

use domain::time::{DAY_MS, MINUTE_MS};
use serde_json::{Value, json};

use super::play::Play;
use super::{Cause, Fate, may_be};

/// Money of the first minutes is not looked at: its order may be on its way.
const LOOKED_AT_MS: i64 = 10 * MINUTE_MS;

impl Play {
    /// The owner opens the page.
    pub(super) async fn look(&mut self) {
        self.inbox().await;
        let mut work = Vec::new();
        for state in ["HELD", "WAITING"] {
            let list = self.read(&format!("deposits?state={state}&limit=100")).await;
            work.extend(list.as_array().unwrap().iter().map(|deposit| deposit["id"].as_u64().unwrap()));
        }
        work.sort_unstable();
        for id in work {
            let nth = self.deposits[&id];
            if self.now() - self.told_at[nth] > LOOKED_AT_MS {
                self.decide(id, nth).await;
            }
        }
    }

    /// What no program could read, a person can: it is typed in.
    async fn inbox(&mut self) {
        for message in self.read("messages?status=QUARANTINED&limit=100").await.as_array().unwrap() {
            let Some(nth) = self.unread.remove(message["raw_sms"].as_str().unwrap_or_default()) else { continue };
            let deposit = &self.plan.deposits[nth];
            let body = json!({"bank_account_id": 1, "amount": deposit.amount, "depositor_name": deposit.name,
                "deposited_at": Self::time(deposit.at).rfc3339()});
            let path = format!("messages/{}/deposit", message["id"].as_str().unwrap());
            let typed = self.press(&path, body).await.body;
            self.recorded(nth, &typed["deposit_id"]);
            self.fates[nth] = Some(Fate::Search);
        }
    }

    async fn decide(&mut self, id: u64, nth: usize) {
        let planned = self.plan.deposits[nth].clone();
        let told = self.read(&format!("deposits/{id}")).await;
        if told["state"] != "WAITING" && told["state"] != "HELD" {
            // One press for two transfers: the other went with the first.
            return;
        }
        if planned.cause == Cause::NoOrder {
            if self.now() - self.told_at[nth] > DAY_MS {
                self.press(&format!("deposits/{id}/dismiss"), json!({"reason": "OTHER"})).await;
                self.fates[nth] = Some(Fate::Press);
            }
            return;
        }
        if planned.orders.iter().any(|order| self.order_ids[*order].is_none()) {
            return;
        }
        let proposals = self.read(&format!("deposits/{id}/proposals")).await;
        let proposals = proposals.as_array().unwrap();
        let candidates = self.read(&format!("deposits/{id}/candidates")).await;
        let candidates: Vec<usize> = candidates.as_array().unwrap().iter().map(|one| self.order_of(one)).collect();
        let right = proposals.iter().position(|proposal| self.is_right(proposal, nth));
        let is_told_apart = self.is_told_apart(nth, &candidates);
        if planned.cause.is_of_name() && right.is_some() {
            self.named.0 += 1;
            self.named.1 += u64::from(right == Some(0));
        }
        let fate = match right {
            Some(_) if !is_told_apart => Fate::Call,
            Some(_) => Fate::Press,
            None => {
                let expected: Vec<&str> = planned.orders.iter().map(|o| self.plan.orders[*o].name.as_str()).collect();
                let cause: &str = planned.cause.into();
                let kinds: Vec<&str> = proposals.iter().filter_map(|one| one["kind"].as_str()).collect();
                let printed = format!("{} {} {}", planned.name, planned.amount, told["hold_reasons"]);
                self.unseen.push(format!("{cause}: {printed} for {expected:?}, proposed {kinds:?}"));
                if self.can_find(nth, &candidates) && is_told_apart { Fate::Search } else { Fate::Call }
            }
        };
        let is_done = match right {
            Some(at) => self.accept(&proposals[at], id, nth).await,
            None => self.match_by_hand(id, nth).await,
        };
        if is_done || right.is_none() {
            self.fates[nth].get_or_insert(fate);
        }
    }

    fn order_of(&self, told: &Value) -> usize {
        let id = told["order_id"].as_u64().or_else(|| told["id"].as_u64()).unwrap();
        self.orders[&id]
    }

    /// Whether a proposal says what a deposit is for: these orders, or as good ones of the same customer.
    fn is_right(&self, proposal: &Value, nth: usize) -> bool {
        let of = |orders: &[usize]| {
            let mut of: Vec<(usize, u64)> =
                orders.iter().map(|nth| (self.plan.orders[*nth].customer, self.plan.orders[*nth].amount)).collect();
            of.sort_unstable();
            of
        };
        let orders: Vec<usize> = proposal["orders"].as_array().unwrap().iter().map(|one| self.order_of(one)).collect();
        let truth = &self.plan.deposits[nth].orders;
        let is_of_truth = |deposit: &Value| {
            let other = self.deposits[&deposit["id"].as_u64().unwrap()];
            self.plan.deposits[other].orders == *truth
        };
        of(&orders) == of(truth) && proposal["deposits"].as_array().unwrap().iter().all(is_of_truth)
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
        let printed = &deposit.name;
        let is_named = |order: &&usize| may_be(printed, &self.plan.orders[**order].name);
        match deposit.cause {
            Cause::OtherPerson | Cause::Company => candidates.len() == 1,
            Cause::Masked => candidates.iter().filter(is_named).count() == 1,
            _ => true,
        }
    }

    /// Whether it was accepted.
    async fn accept(&mut self, proposal: &Value, id: u64, nth: usize) -> bool {
        // Of an order that lacks little but is small, the page proposes a part.
        if proposal["kind"] == "INSTALMENT" && self.plan.deposits[nth].cause == Cause::Short {
            let body = json!({"deposit_ids": [id], "order_ids": [proposal["orders"][0]["id"]],
                "difference": "ACCEPT_SHORT"});
            return self.press("matches", body).await.status == 200;
        }
        let treatment = if proposal["kind"] == "CANCELLED" { json!({"treatment": "REFUNDED"}) } else { json!({}) };
        let path = format!("proposals/{}/accept", proposal["proposal_id"].as_str().unwrap());
        let is_accepted = self.press(&path, treatment).await.status == 200;
        // One press for all the transfers of an order.
        for deposit in proposal["deposits"].as_array().unwrap().iter().filter(|_| is_accepted) {
            let other = self.deposits[&deposit["id"].as_u64().unwrap()];
            self.fates[other].get_or_insert(Fate::Press);
        }
        is_accepted
    }

    /// What no proposal told, the owner matches: with the orders that it pays, or as good ones of the same customer.
    async fn match_by_hand(&mut self, id: u64, nth: usize) -> bool {
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
                let told = self.read(&format!("orders/{order}")).await;
                if told["status"] == "CANCELLED" {
                    self.press(&format!("deposits/{id}/dismiss"), json!({"reason": "REFUNDED"})).await;
                    return true;
                }
                if told["status"] != "MATCHED" {
                    open += told["amount_open"].as_u64().unwrap();
                    orders.push(order);
                    break;
                }
            }
        }
        let difference = match planned.amount.cmp(&open) {
            std::cmp::Ordering::Less if planned.cause == Cause::Split => "KEEP_OPEN",
            std::cmp::Ordering::Less => "ACCEPT_SHORT",
            std::cmp::Ordering::Equal => "NONE",
            std::cmp::Ordering::Greater => "ACCEPT_OVER",
        };
        let body = json!({"deposit_ids": [id], "order_ids": orders, "difference": difference});
        self.press("matches", body).await.status == 200
    }
}
