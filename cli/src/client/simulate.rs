//! `simulate`: a bank writes a message, in a test workspace.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::api::{PAGE_MAX, random_hex};
use super::args::Simulate;
use super::failure::Failure;
use super::init::{self, Account, Bank};
use super::lang::Lang;
use super::print::{self, clean, won};
use super::session::Session;
use super::workspace;

/// What became of the message, as far as it is told here.
#[derive(Deserialize)]
struct Answer {
    message: String,
    raw_sms: String,
    shape: String,
    sender: Option<String>,
    deposit_id: Option<u64>,
    receipt_id: Option<String>,
}

pub async fn run(args: &Simulate, lang: Lang) -> Result<(), Failure> {
    let session = Session::open(&args.at.common, lang)?;
    let id = workspace::for_test(&session, &args.at).await?.id;
    let account = match &args.bank {
        Some(named) => Some(account_of(&session, id, named).await?),
        None => None,
    };
    if args.with_order {
        place_order(&session, id, args).await?;
    }
    let told: Value = session.api.post(&format!("/workspaces/{id}/test/messages"), &message(args, account)).await?;
    if args.json {
        print::json(&told);
        return Ok(());
    }
    let answer: Answer = session.api.of(told)?;
    show(&answer, lang);
    Ok(())
}

fn message(args: &Simulate, account: Option<u64>) -> Value {
    let fields = [
        ("kind", Some(json!(args.kind.code()))),
        ("amount", Some(json!(args.amount))),
        ("name", Some(json!(args.name))),
        ("at", args.printed_at.map(|at| json!(at.rfc3339()))),
        ("balance", args.balance.map(|balance| json!(balance.to_string()))),
        ("shape", args.shape.as_ref().map(|shape| json!(shape))),
        ("bank_account_id", account.map(|id| json!(id))),
    ];
    let said = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(said.collect::<Map<_, _>>())
}

/// The id of the workspace's account at a bank; one is registered if there is none.
async fn account_of(session: &Session, workspace: u64, named: &str) -> Result<u64, Failure> {
    let lang = session.lang;
    let banks: Vec<Bank> = session.api.get("/banks").await?;
    let is_named = |bank: &&Bank| {
        let short = named.trim_end_matches("은행");
        bank.code == named || bank.name == named || (!short.is_empty() && bank.name.trim_end_matches("은행") == short)
    };
    let Some(bank) = banks.iter().find(is_named) else {
        let known: Vec<_> =
            banks.iter().filter(|bank| bank.readable).map(|bank| format!("{} {}", bank.code, bank.name)).collect();
        return Err(Failure::Usage(lang.bank_unknown(named, known.join(", "))));
    };
    if !bank.readable {
        return Err(Failure::Failed(lang.bank_unreadable(&bank.name)));
    }
    let path = format!("/workspaces/{workspace}/bank-accounts?is_active=true&limit={PAGE_MAX}");
    let accounts: Vec<Account> = session.api.get(&path).await?;
    match accounts.iter().find(|account| account.bank_code == bank.code) {
        Some(account) => Ok(account.id),
        None => Ok(init::register(&session.api, workspace, bank).await?.id),
    }
}

async fn place_order(session: &Session, workspace: u64, args: &Simulate) -> Result<(), Failure> {
    let number = format!("TEST-{}", random_hex::<4>());
    let order = json!({"order_number": number, "amount": args.amount, "depositor_name": args.name});
    let _: Value = session.api.post(&format!("/workspaces/{workspace}/orders"), &order).await?;
    let amount = i64::try_from(args.amount).unwrap_or(i64::MAX);
    print::note(&session.lang.order_placed(number, won(amount)));
    Ok(())
}

fn show(answer: &Answer, lang: Lang) {
    print::note(&lang.bank_writes(&answer.shape, answer.sender.as_deref().unwrap_or("-")));
    for line in answer.raw_sms.lines() {
        print::note(&format!("  {}", clean(line)));
    }
    print::line(&lang.server_answered(&answer.message));
    if let Some(id) = answer.deposit_id {
        print::line(&lang.deposit_made(id));
    }
    if answer.receipt_id.is_some() && answer.deposit_id.is_none() {
        print::note(&lang.still_at_work());
    }
}
