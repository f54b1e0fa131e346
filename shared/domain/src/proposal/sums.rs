//! Sums: several orders that a deposit pays together, and several deposits that pay one order.

use std::collections::BTreeSet;

use super::weigh::{self, Facts};
use super::{Open, Pool, Proposal, ProposalFact, ProposalKind, ProposalReason, Undecided};
use crate::codes::digits;
use crate::matching::MATCH_MAX;
use crate::{DepositId, DepositState, HoldReason, MatchReason, OrderId, OrderStatus};

/// So many open orders, or waiting deposits, of one payer are added up; of more, nobody can tell.
const PAYERS_MAX: usize = 12;
/// So many sums may come to the same; more tell nothing.
const SUMS_MAX: usize = 3;

impl Pool<'_> {
    /// The sums that explain a deposit, and whether there was too much to tell.
    pub(super) fn sums(&self, asked: &Undecided<'_>) -> (Vec<Proposal>, bool) {
        let (mut found, mut too_many) = self.combined(asked);
        let (split, more) = self.split(asked);
        found.extend(split);
        too_many |= more;
        if found.len() > SUMS_MAX {
            return (Vec::new(), true);
        }
        if found.len() > 1 {
            found.iter_mut().for_each(|one| weigh::against(one, ProposalFact::OtherSums));
        }
        (found, too_many)
    }

    /// Orders of one payer whose sum it is: of one customer's phone or e-mail, one of them under its name; or all under
    /// its name.
    fn combined(&self, asked: &Undecided<'_>) -> (Vec<Proposal>, bool) {
        let waiting: Vec<&Open<'_>> = self.with_status(OrderStatus::Pending).collect();
        let named: Vec<(MatchReason, &Open<'_>)> =
            waiting.iter().filter_map(|open| Some((asked.payer.agreement(&open.entry)?, *open))).collect();
        let of_one_customer = named.iter().map(|(_, first)| {
            waiting.iter().copied().filter(|open| first.is_of_one_customer(open)).collect::<Vec<_>>()
        });
        let of_one_name = named.iter().map(|(_, open)| *open).collect::<Vec<_>>();
        let (mut seen, mut found, mut too_many) = (BTreeSet::new(), Vec::new(), false);
        for mut payers in of_one_customer.chain([of_one_name]) {
            too_many |= payers.len() > PAYERS_MAX;
            if payers.len() > PAYERS_MAX {
                continue;
            }
            let is_named = |open: &Open<'_>| named.iter().any(|(_, other)| other.order.id == open.order.id);
            payers.sort_by_key(|open| (open.entry.amount, !is_named(open)));
            let amounts: Vec<u64> = payers.iter().map(|open| open.entry.amount.get()).collect();
            for sum in sums(&amounts, asked.amount.get(), 2..=MATCH_MAX) {
                let orders: Vec<&Open<'_>> = sum.iter().map(|nth| payers[*nth]).collect();
                let mut ids: Vec<OrderId> = orders.iter().map(|open| open.order.id).collect();
                ids.sort_unstable();
                let name = named.iter().find(|(_, open)| ids.contains(&open.order.id)).map(|(name, _)| *name);
                let is_oldest = payers.iter().any(|open| {
                    !ids.contains(&open.order.id) && orders.iter().any(|other| other.entry.amount == open.entry.amount)
                });
                if let (Some(name), true) = (name, seen.insert(ids)) {
                    found.push(combination(asked, &orders, name, is_oldest));
                }
            }
        }
        (found, too_many)
    }

    /// Orders of its name that it pays together with other deposits of that name.
    fn split(&self, asked: &Undecided<'_>) -> (Vec<Proposal>, bool) {
        let (mut found, mut too_many) = (Vec::new(), false);
        let amount = asked.amount.get();
        for open in self.with_status(OrderStatus::Pending).filter(|open| open.entry.amount.get() > amount) {
            let Some(name) = asked.payer.agreement(&open.entry) else { continue };
            let is_mate = |other: &&Undecided<'_>| {
                other.deposit.id != asked.deposit.id
                    && !other.deposit.state.holds().contains(HoldReason::PossibleDuplicate)
                    && other.payer.agreement(&open.entry).is_some()
            };
            let mut mates: Vec<&Undecided<'_>> = self.deposits.iter().filter(is_mate).collect();
            mates.sort_by_key(|mate| (mate.amount, mate.deposit.details.deposited_at, mate.deposit.id));
            if mates.len() >= PAYERS_MAX {
                too_many = true;
                continue;
            }
            let amounts: Vec<u64> = mates.iter().map(|mate| mate.amount.get()).collect();
            for sum in sums(&amounts, open.entry.amount.get() - amount, 1..=MATCH_MAX - 1) {
                let others = sum.iter().map(|nth| mates[*nth].deposit.id);
                let mut deposits: Vec<DepositId> = others.chain([asked.deposit.id]).collect();
                deposits.sort_unstable();
                let facts = Facts { name, obstacle: None, facts: &[ProposalFact::SumEqual] };
                let mut sum_of = weigh::proposal(ProposalKind::Split, deposits, vec![open.order.id], 0, facts);
                // What holds the one that is asked of is weighed with all its proposals.
                if sum.iter().any(|nth| matches!(mates[*nth].deposit.state, DepositState::Held(_))) {
                    weigh::against(&mut sum_of, ProposalFact::DepositHeld);
                }
                found.push(sum_of);
            }
        }
        (found, too_many)
    }
}

/// Several orders as one proposal; `is_oldest`: equal ones wait beside them.
fn combination(asked: &Undecided<'_>, orders: &[&Open<'_>], name: MatchReason, is_oldest: bool) -> Proposal {
    let is_one = orders.windows(2).all(|pair| pair[0].is_of_one_customer(pair[1]));
    let common = if is_one { ProposalFact::SameCustomer } else { ProposalFact::OnlyNameInCommon };
    let mut ids: Vec<OrderId> = orders.iter().map(|open| open.order.id).collect();
    ids.sort_unstable();
    let facts = Facts { name, obstacle: None, facts: &[ProposalFact::SumEqual, common] };
    let mut found = weigh::proposal(ProposalKind::Combined, vec![asked.deposit.id], ids, 0, facts);
    if is_oldest {
        found.reasons.push(ProposalReason::Match(MatchReason::OldestOfSeveral));
    }
    found
}

impl Open<'_> {
    /// Whether both bear one customer's phone or e-mail address.
    pub(super) fn is_of_one_customer(&self, other: &Open<'_>) -> bool {
        let agree = |own: Option<String>, other: Option<String>| own.is_some() && own == other;
        agree(self.phone(), other.phone()) || agree(self.mail(), other.mail())
    }

    /// The digits of its customer's phone.
    pub(super) fn phone(&self) -> Option<String> {
        self.order.customer_phone.as_deref().map(digits).filter(|digits| !digits.is_empty())
    }

    /// Its customer's e-mail address, in lower case.
    pub(super) fn mail(&self) -> Option<String> {
        self.order.customer_email.as_deref().map(str::to_lowercase)
    }
}

/// Which of these amounts, so many at a time, come to `wanted`: their places, each sum once. Of equal amounts side by
/// side the first are taken. At most one more than can be told.
fn sums(amounts: &[u64], wanted: u64, counts: std::ops::RangeInclusive<usize>) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    let mut chosen = Vec::new();
    add(amounts, 0, wanted, &counts, &mut chosen, &mut found);
    found
}

fn add(
    amounts: &[u64],
    from: usize,
    left: u64,
    counts: &std::ops::RangeInclusive<usize>,
    chosen: &mut Vec<usize>,
    found: &mut Vec<Vec<usize>>,
) {
    if left == 0 && counts.contains(&chosen.len()) {
        found.push(chosen.clone());
    }
    if left == 0 || chosen.len() == *counts.end() {
        return;
    }
    for nth in from..amounts.len() {
        if nth > from && amounts[nth] == amounts[nth - 1] {
            continue;
        }
        let Some(rest) = left.checked_sub(amounts[nth]) else { continue };
        if found.len() > SUMS_MAX {
            return;
        }
        chosen.push(nth);
        add(amounts, nth + 1, rest, counts, chosen, found);
        chosen.pop();
    }
}
