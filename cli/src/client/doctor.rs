//! `doctor`: what is well, and what is to be mended and how.

use domain::{ClosedSet, PhoneStatus, SenderPolicy, sender::MissingSender};
use hyper::HeaderMap;
use serde::Deserialize;
use serde_json::Value;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

use super::api::PAGE_MAX;
use super::args::In;
use super::environment;
use super::failure::Failure;
use super::lang::Lang;
use super::lists::{each, text};
use super::login::User;
use super::print;
use super::session::Session;
use super::workspace::{self, Workspace};

/// How far the clocks may be apart, in seconds: well below the five minutes of a signature.
const CLOCKS_APART_S: i64 = 60;
/// So few calls are soon gone.
const FEW_CALLS: u64 = 50;

/// What was found, and whether it is well.
type Finding = (bool, String);

#[derive(Deserialize)]
struct Account {
    bank_name: String,
    account_number: String,
    is_active: bool,
    contested_at: Option<String>,
}

#[derive(Deserialize)]
struct Phone {
    id: u64,
    phone_number: String,
    status: String,
    sender_missing: String,
    sender_unconfirmed: bool,
    last_arrivals: Vec<Value>,
}

#[derive(Deserialize)]
struct Endpoint {
    id: u64,
    url: Option<String>,
    description: Option<String>,
    is_active: bool,
    disabled_reason: Option<String>,
    failing_since: Option<String>,
}

/// Tells each finding as it comes; fails where something is to be mended.
pub async fn run(at: &In, lang: Lang) -> Result<(), Failure> {
    let session = Session::open(&at.common, lang)?;
    let (user, headers): (User, _) = session.api.get_with_headers("/auth/me").await?;
    let mut wrong = 0;
    tell(lang, &mut wrong, vec![(true, lang.check_server(&session.api.url)), (true, lang.check_login(&user.email))]);
    tell(lang, &mut wrong, vec![clock(&headers, lang)]);
    let workspace = workspace::chosen(&session, at).await?;
    let path = format!("/workspaces/{}", workspace.id);
    let (found, headers) = session.api.get_with_headers(&format!("{path}/bank-accounts?limit={PAGE_MAX}")).await?;
    tell(lang, &mut wrong, calls(&headers, lang));
    tell(lang, &mut wrong, status_of(&workspace, lang));
    tell(lang, &mut wrong, accounts(found, lang));
    let found = session.api.get::<Vec<_>>(&format!("{path}/phone-numbers?limit={PAGE_MAX}")).await?;
    tell(lang, &mut wrong, phones(&found, workspace.is_test(), lang));
    let found = session.api.get::<Vec<_>>(&format!("{path}/webhook-endpoints?limit={PAGE_MAX}")).await?;
    tell(lang, &mut wrong, endpoints(&found, lang));
    if wrong == 0 { Ok(()) } else { Err(Failure::Failed(lang.to_mend(wrong))) }
}

fn tell(lang: Lang, wrong: &mut usize, findings: Vec<Finding>) {
    for (is_well, finding) in findings {
        print::line(&format!("{}  {finding}", if is_well { lang.ok() } else { lang.mend() }));
        *wrong += usize::from(!is_well);
    }
}

/// This machine's clock beside the server's (RFC 9110, `Date`).
fn clock(headers: &HeaderMap, lang: Lang) -> Finding {
    let date = headers.get("date").and_then(|date| date.to_str().ok());
    let Some(told) = date.and_then(|date| OffsetDateTime::parse(date, &Rfc2822).ok()) else {
        return (true, lang.clock_unknown());
    };
    let apart = environment::now_s() - told.unix_timestamp();
    if apart.abs() <= CLOCKS_APART_S { (true, lang.clock_is_right()) } else { (false, lang.clock_is_off(apart)) }
}

/// What is left of each limit, as `"token";r=1494;t=1` tells it.
fn calls(headers: &HeaderMap, lang: Lang) -> Vec<Finding> {
    let told = headers.get("ratelimit").and_then(|limits| limits.to_str().ok()).unwrap_or_default();
    let limit = |one: &str| {
        let mut parts = one.trim().split(';');
        let name = parts.next()?.trim_matches('"').to_owned();
        let left: u64 = parts.find_map(|part| part.strip_prefix("r="))?.parse().ok()?;
        let is_well = left >= FEW_CALLS;
        Some((is_well, if is_well { lang.calls_left(name, left) } else { lang.calls_run_out(name, left) }))
    };
    told.split(',').filter_map(limit).collect()
}

fn status_of(workspace: &Workspace, lang: Lang) -> Vec<Finding> {
    let Workspace { id, name, .. } = workspace;
    let is_known = SenderPolicy::parse(&workspace.settings.senders) == Some(SenderPolicy::Known);
    vec![
        match workspace.is_active {
            true => (true, lang.check_workspace(id, name)),
            false => (false, lang.workspace_inactive(id, name)),
        },
        if is_known { (true, lang.known_senders()) } else { (false, lang.any_sender()) },
    ]
}

fn accounts(found: Vec<Account>, lang: Lang) -> Vec<Finding> {
    let active: Vec<_> = found.into_iter().filter(|account| account.is_active).collect();
    if active.is_empty() {
        return vec![(false, lang.no_account())];
    }
    let told = |account: &Account| {
        let (bank, number) = (&account.bank_name, &account.account_number);
        match account.contested_at {
            Some(_) => (false, lang.account_contested(bank, number)),
            None => (true, lang.check_account(bank, number)),
        }
    };
    active.iter().map(told).collect()
}

/// `is_test`: a test workspace has no real phone, so a silent one is not reported.
fn phones(found: &[Phone], is_test: bool, lang: Lang) -> Vec<Finding> {
    if found.is_empty() {
        return vec![(false, lang.no_phone())];
    }
    found.iter().flat_map(|phone| of_phone(phone, is_test, lang)).collect()
}

fn of_phone(phone: &Phone, is_test: bool, lang: Lang) -> Vec<Finding> {
    let (id, number) = (phone.id, &phone.phone_number);
    let mut wrong = Vec::new();
    if !is_test && PhoneStatus::parse(&phone.status) != Some(PhoneStatus::Online) {
        wrong.push(lang.phone_silent(id, number));
    }
    if phone.sender_unconfirmed {
        wrong.push(lang.sender_unconfirmed(id, number));
    }
    if MissingSender::parse(&phone.sender_missing) != Some(MissingSender::Held) {
        wrong.push(lang.sender_not_held(id, number));
    }
    // Only the last: what was wrong before it may be mended.
    let problems = phone.last_arrivals.first().map(|last| each(&last["problems"], |one| text(&one["code"])));
    if let Some(problems) = problems.filter(|problems| !problems.is_empty()) {
        wrong.push(lang.arrival_problems(id, number, problems));
    }
    match wrong.is_empty() {
        true => vec![(true, lang.check_phone(id, number))],
        false => wrong.into_iter().map(|finding| (false, finding)).collect(),
    }
}

fn endpoints(found: &[Endpoint], lang: Lang) -> Vec<Finding> {
    if found.is_empty() {
        return vec![(false, lang.no_endpoints())];
    }
    let told = |endpoint: &Endpoint| match (&endpoint.failing_since, endpoint.is_active) {
        (_, false) => (false, lang.endpoint_off(endpoint.id, endpoint.disabled_reason.as_deref().unwrap_or("-"))),
        (Some(since), true) => (false, lang.endpoint_fails(endpoint.id, print::minute(since))),
        (None, true) => {
            let known_by = endpoint.url.as_deref().or(endpoint.description.as_deref());
            (true, lang.check_endpoint(endpoint.id, known_by.unwrap_or("-")))
        }
    };
    found.iter().map(told).collect()
}
