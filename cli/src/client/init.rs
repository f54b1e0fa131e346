//! `init`: a test workspace with an account and a phone, and whoever is logged in to use it.

use serde::Deserialize;
use serde_json::{Value, json};

use super::api::{Api, random_hex};
use super::args::{Common, Init};
use super::failure::Failure;
use super::lang::Lang;
use super::login::LoggedIn;
use super::print;
use super::profile::{ApiUrl, Profile, Profiles};
use super::session::Session;
use super::workspace::{self, Workspace};

/// The bank of the account that is registered where there is none: 국민은행.
const BANK: &str = "004";
/// An account number and a phone number that nobody has.
const ACCOUNT_NUMBER: &str = "110-123-000000";
const PHONE_NUMBER: &str = "010-0000-0000";
/// What this client calls what it makes.
const LABEL: &str = "lunepay";
/// How the e-mail address ends of whoever it signs up.
const DEVELOPER_DOMAIN: &str = "@lunepay.test";

#[derive(Deserialize)]
struct Token {
    token: String,
}

/// A registered account, as far as `simulate` needs it.
#[derive(Deserialize)]
pub struct Account {
    pub id: u64,
    pub bank_code: String,
}

/// An institution.
#[derive(Deserialize)]
pub struct Bank {
    pub code: String,
    pub name: String,
    pub readable: bool,
}

pub async fn run(args: &Init, lang: Lang) -> Result<(), Failure> {
    prepare(Session::open(&args.common, lang), &args.common, args.workspace, lang).await?;
    print::note(&lang.next_steps());
    Ok(())
}

/// A session whose login is kept, and a test workspace in which `simulate` works.
pub async fn prepare(
    opened: Result<Session, Failure>,
    common: &Common,
    named: Option<u64>,
    lang: Lang,
) -> Result<(Session, Workspace), Failure> {
    let mut session = logged_in(opened, common, lang).await?;
    let workspace = test_workspace(&session, named).await?;
    let path = format!("/workspaces/{}", workspace.id);
    let accounts: Vec<Account> = session.api.get(&format!("{path}/bank-accounts?is_active=true&limit=1")).await?;
    if accounts.is_empty() {
        let banks: Vec<Bank> = session.api.get("/banks").await?;
        if let Some(bank) = banks.iter().find(|bank| bank.code == BANK) {
            register(&session.api, workspace.id, bank).await?;
        }
    }
    let phones: Vec<Value> = session.api.get(&format!("{path}/phone-numbers?limit=1")).await?;
    if phones.is_empty() {
        let phone = json!({"phone_number": PHONE_NUMBER, "label": LABEL});
        let _: Value = session.api.post(&format!("{path}/phone-numbers"), &phone).await?;
        print::note(&lang.phone_made(PHONE_NUMBER));
    }
    if let Some(profile) = session.profile.as_mut() {
        profile.workspace = Some(workspace.id);
        Profiles::of_person(lang)?.save(&common.profile, profile)?;
    }
    Ok((session, workspace))
}

/// Who is logged in. At a server on this machine somebody new, if nobody is logged in or if the server, started anew,
/// does not know whom `init` signed up. No other login is replaced: one that expired is its person's to renew.
async fn logged_in(opened: Result<Session, Failure>, common: &Common, lang: Lang) -> Result<Session, Failure> {
    match opened {
        Ok(session) => match session.api.get::<Value>("/auth/me").await {
            Ok(_) => Ok(session),
            Err(failure)
                if failure.is("token_invalid") && session.api.url.is_here() && was_signed_up_by_init(&session) =>
            {
                sign_up(common, session.api.url.clone(), lang).await
            }
            Err(failure) => Err(failure),
        },
        Err(Failure::NotLoggedIn(said)) => {
            let url = common.api.clone().unwrap_or_else(ApiUrl::here);
            if url.is_here() { sign_up(common, url, lang).await } else { Err(Failure::NotLoggedIn(said)) }
        }
        Err(failure) => Err(failure),
    }
}

fn was_signed_up_by_init(session: &Session) -> bool {
    session.profile.as_ref().is_some_and(|profile| profile.email.ends_with(DEVELOPER_DOMAIN))
}

/// Somebody new at a server on this machine, with an API token that is kept. Their password is shown for the dashboard.
async fn sign_up(common: &Common, url: ApiUrl, lang: Lang) -> Result<Session, Failure> {
    let api = Api::new(url, None, lang)?;
    let email = format!("developer-{}{DEVELOPER_DOMAIN}", random_hex::<4>());
    let password = random_hex::<12>();
    let user = json!({"email": email, "password": password, "name": lang.developer()});
    let _: Value = api.post_once("/auth/signup", &user).await?;
    let user = json!({"email": email, "password": password});
    let session: LoggedIn = api.post_once("/auth/login", &user).await?;
    let issued: Token = api.with_token(&session.access_token).post("/auth/tokens", &json!({"name": LABEL})).await?;
    print::note(&lang.signed_up(&email));
    print::note(&lang.its_password(&password, api.url.dashboard()));
    let api = api.with_token(&issued.token);
    let profile = Profile {
        api: api.url.clone(),
        token: issued.token,
        email,
        device: Some(session.device),
        workspace: None,
        listeners: Vec::new(),
    };
    Profiles::of_person(lang)?.save(&common.profile, &profile)?;
    Ok(Session { api, lang, profile: Some(profile) })
}

/// The one that is named, was chosen before, or is there; else a new one.
async fn test_workspace(session: &Session, named: Option<u64>) -> Result<Workspace, Failure> {
    let lang = session.lang;
    if let Some(id) = named {
        let workspace: Workspace = session.api.get(&format!("/workspaces/{id}")).await?;
        if !workspace.is_test() {
            return Err(Failure::Failed(lang.not_a_test_workspace(workspace.id, &workspace.name)));
        }
        print::note(&lang.workspace_chosen(workspace.id, &workspace.name));
        return Ok(workspace);
    }
    let kept = session.profile.as_ref().and_then(|profile| profile.workspace);
    let mut tests = workspace::all(session).await?;
    tests.retain(Workspace::is_test);
    let found = tests.iter().find(|workspace| Some(workspace.id) == kept).or(tests.first());
    if let Some(workspace) = found {
        print::note(&lang.workspace_chosen(workspace.id, &workspace.name));
        return Ok(workspace.clone());
    }
    let made: Workspace = session.api.post("/workspaces", &json!({"name": lang.test_shop(), "mode": "TEST"})).await?;
    print::note(&lang.workspace_made(made.id));
    Ok(made)
}

/// An account of a bank, with a number that nobody has.
pub async fn register(api: &Api, workspace: u64, bank: &Bank) -> Result<Account, Failure> {
    let account = json!({
        "bank_code": bank.code,
        "bank_name": bank.name,
        "account_number": ACCOUNT_NUMBER,
        "account_holder": api.lang.test_shop(),
    });
    let registered = api.post(&format!("/workspaces/{workspace}/bank-accounts"), &account).await?;
    print::note(&api.lang.account_made(&bank.name, ACCOUNT_NUMBER));
    Ok(registered)
}
