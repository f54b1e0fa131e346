//! What is true and no rule sees: which transfer each report told of. At rest no transfer was paid twice by `auto`, no
//! stranger's invention was, and no true deposit is held beside nothing that it could repeat.

use aws_sdk_dynamodb::types::AttributeValue;
use bank_sms::related::{are_related, core_name};

use crate::base::KEYED;
use crate::letter::{From, Letter, Tells};

/// A deposit as its item tells it.
struct Stands {
    id: u64,
    workspace: u64,
    account: u64,
    amount: u64,
    name: String,
    balance: Option<u64>,
    /// Its text, and those of its reports.
    texts: Vec<String>,
    verdict: String,
    is_typed: bool,
    is_paid_by_rule: bool,
    /// A person said of it, or matched it, at some time.
    is_vouched: bool,
    /// A person said that it is money of its own.
    is_told_apart: bool,
    /// It was held as it came, because of another report.
    was_held: bool,
}

fn text(item: &auditor::Item, name: &str) -> Option<String> {
    item.get(name)?.as_s().ok().cloned()
}

fn number(item: &auditor::Item, name: &str) -> Option<u64> {
    item.get(name)?.as_n().ok()?.parse().ok()
}

fn maps<'a>(item: &'a auditor::Item, name: &str) -> Vec<&'a auditor::Item> {
    let list = item.get(name).and_then(|list| list.as_l().ok());
    list.into_iter().flatten().filter_map(|entry: &AttributeValue| entry.as_m().ok()).collect()
}

impl Stands {
    fn of(item: &auditor::Item) -> Option<Self> {
        let history = maps(item, "history");
        let is = |entry: &auditor::Item, what: &[&str]| text(entry, "w").is_some_and(|is| what.contains(&is.as_str()));
        let by_person = |entry: &auditor::Item| text(entry, "b").is_some_and(|by| by != "auto" && by != "sweeper");
        let of_twins = |entry: &auditor::Item| {
            let reasons = text(entry, "r").unwrap_or_default();
            reasons.contains("possible_duplicate") || reasons.contains("too_late_to_compare")
        };
        let matched = history.iter().rev().find(|entry| is(entry, &["matched"]));
        let reports = maps(item, "reports").into_iter().filter_map(|report| text(report, "raw_sms"));
        Some(Self {
            id: number(item, "id")?,
            workspace: number(item, "workspace_id")?,
            account: number(item, "bank_account_id")?,
            amount: number(item, "amount")?,
            name: text(item, "depositor_name").unwrap_or_default(),
            balance: number(item, "balance"),
            texts: text(item, "raw_sms").into_iter().chain(reports).collect(),
            verdict: text(item, "sender_verdict")?,
            is_typed: text(item, "via")? == "api",
            is_paid_by_rule: text(item, "state")? == "MATCHED" && matched.is_some_and(|it| it.contains_key("r")),
            is_vouched: history.iter().any(|entry| by_person(entry) && is(entry, &["matched", "freed", "cleared"])),
            is_told_apart: history.iter().any(|it| by_person(it) && is(it, &["freed", "cleared"]) && of_twins(it)),
            was_held: history.first().is_some_and(|first| is(first, &["held"]) && of_twins(first)),
        })
    }

    fn letters<'a>(&self, letters: &'a [Letter]) -> Vec<&'a Letter> {
        let of_this = |letter: &&Letter| letter.workspace == self.workspace && self.texts.contains(&letter.text);
        letters.iter().filter(of_this).collect()
    }

    /// The one transfer of which it was told; `None` where two have the very same words.
    fn transfer(&self, letters: &[Letter]) -> Option<usize> {
        let mut all: Vec<usize> = self.letters(letters).iter().filter_map(|letter| letter.transfer).collect();
        all.sort_unstable();
        all.dedup();
        if let [one] = all.as_slice() { Some(*one) } else { None }
    }
}

fn head(name: &str) -> String {
    core_name(name).chars().take(2).collect()
}

/// What must not be, held against the letters that were sent.
pub fn findings(items: &[auditor::Item], letters: &[Letter]) -> Vec<String> {
    let is_deposit = |item: &&auditor::Item| text(item, "PK").is_some_and(|pk| pk.ends_with("#DEPOSIT"));
    let all: Vec<Stands> = items.iter().filter(is_deposit).filter_map(Stands::of).collect();
    let mut findings = Vec::new();
    for (nth, one) in all.iter().enumerate().filter(|(_, one)| one.is_paid_by_rule) {
        let own = one.letters(letters);
        let is_fake = !own.is_empty() && own.iter().all(|letter| letter.from == From::Stranger);
        // What told no sender a person may have released.
        if is_fake && one.workspace == KEYED && !one.is_vouched {
            findings.push(format!("FAKE: `auto` matched deposit {}, which a stranger made up", one.id));
        }
        let twice = all[nth + 1..].iter().filter(|other| other.is_paid_by_rule && is_paid_twice(one, other, letters));
        findings.extend(
            twice.map(|other| format!("ONCE: `auto` matched deposits {} and {} of one transfer", one.id, other.id)),
        );
    }
    let wrongly = all.iter().filter(|deposit| deposit.was_held && !is_held_rightly(deposit, &all, letters));
    findings.extend(
        wrongly.map(|deposit| format!("HELD: deposit {} was held as a twin, and nothing is like it", deposit.id)),
    );
    findings
}

/// Whether two deposits tell of one transfer, by reports that share a known balance or the first two letters of the
/// name.
fn is_paid_twice(one: &Stands, other: &Stands, letters: &[Letter]) -> bool {
    let transfer = one.transfer(letters);
    if one.workspace != other.workspace || transfer.is_none() || transfer != other.transfer(letters) {
        return false;
    }
    let shares_balance = one.balance.is_some() && one.balance == other.balance;
    let shares = shares_balance || head(&one.name) == head(&other.name);
    shares && !one.is_told_apart && !other.is_told_apart
}

/// Whether something was told, typed or sent, that a deposit of a known balance may repeat: by a report that may pay,
/// or that a person vouched for.
fn is_held_rightly(deposit: &Stands, all: &[Stands], letters: &[Letter]) -> bool {
    let own = deposit.letters(letters);
    let (Some(balance), Some(_)) = (deposit.balance, own.first()) else { return true };
    // Beside a report that may not pay itself, every other one holds.
    if deposit.verdict != "bank" || !bank_sms::name::is_readable(&deposit.name) {
        return true;
    }
    let vouched = |letter: &Letter| {
        all.iter()
            .any(|other| other.workspace == letter.workspace && other.is_vouched && other.texts.contains(&letter.text))
    };
    let by_letter = letters.iter().any(|letter| {
        let of_account =
            (letter.workspace, letter.account, letter.amount) == (deposit.workspace, deposit.account, deposit.amount);
        let is_other = letter.text != deposit.texts[0] || letter.by_app;
        // An app tells no balance, though the text may have told it before.
        let by_balance = letter.by_text && letter.balance == Some(balance);
        let tells_none = letter.by_app || letter.balance.is_none();
        let is_like = by_balance || (tells_none && are_related(&letter.name, &deposit.name));
        // Over the open URL a text pays of which nobody tells who sent it.
        let is_of_nobody = letter.by_nobody && letter.workspace != KEYED;
        let pays = letter.from != From::Stranger || is_of_nobody || vouched(letter);
        of_account && is_other && is_like && pays && letter.tells != Tells::Reversal
    });
    let by_hand = all.iter().any(|other| {
        let of_account =
            (other.workspace, other.account, other.amount) == (deposit.workspace, deposit.account, deposit.amount);
        of_account && other.is_typed && are_related(&other.name, &deposit.name)
    });
    by_letter || by_hand
}
