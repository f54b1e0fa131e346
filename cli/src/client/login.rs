//! `login` and `logout`.

use std::io::{IsTerminal, stdin};

use serde::Deserialize;
use serde_json::json;

use super::api::Api;
use super::args::{Common, Login};
use super::ask;
use super::failure::Failure;
use super::lang::Lang;
use super::print;
use super::profile::{ApiUrl, Profile, Profiles};

/// How often a person may mistype the code of their second factor.
const CODES: u32 = 3;

/// A session, as the server answers it.
#[derive(Deserialize)]
pub struct LoggedIn {
    pub access_token: String,
    pub expires_in: u64,
    pub device: String,
}

/// Who calls.
#[derive(Deserialize)]
pub struct User {
    pub email: String,
}

/// Logs in, and keeps what the server answered.
pub async fn login(args: &Login, lang: Lang) -> Result<(), Failure> {
    let profiles = Profiles::of_person(lang)?;
    let common = &args.common;
    // One that cannot be read is written anew.
    let before = profiles.load(&common.profile).ok().flatten();
    let url = common.api.clone().or_else(|| before.as_ref().map(|profile| profile.api.clone()));
    let url = url.unwrap_or_else(ApiUrl::here);
    // What was chosen and known at another server says nothing here.
    let before = before.filter(|profile| profile.api == url);
    let api = Api::new(url, None, lang)?;
    let (email, token, device, expires_in) = if args.token {
        let token = token(lang).await?;
        let user: User = api.with_token(&token).get("/auth/me").await?;
        (user.email, token, None, None)
    } else {
        let email = match &args.email {
            Some(email) => email.clone(),
            None => ask::line(lang, lang.email_prompt()).await?.trim().to_owned(),
        };
        let known = before.as_ref().filter(|profile| profile.email == email);
        let known = known.and_then(|profile| profile.device.as_deref());
        let LoggedIn { access_token, device, expires_in } = with_password(&api, &email, known).await?;
        (email, access_token, Some(device), Some(expires_in))
    };
    let (workspace, listeners) = before.map(|profile| (profile.workspace, profile.listeners)).unwrap_or_default();
    let profile = Profile { api: api.url.clone(), token, email, device, workspace, listeners };
    profiles.save(&common.profile, &profile)?;
    print::note(&lang.logged_in(&profile.email, &profile.api));
    if let Some(seconds) = expires_in {
        print::note(&lang.login_lasts(seconds / 3600));
    }
    Ok(())
}

/// With the second factor, where the person has one.
async fn with_password(api: &Api, email: &str, device: Option<&str>) -> Result<LoggedIn, Failure> {
    let lang = api.lang;
    let password = ask::secret(lang, lang.password_prompt()).await?;
    let mut body = json!({"email": email, "password": password});
    if let Some(device) = device {
        body["device"] = device.into();
    }
    match api.post_once("/auth/login", &body).await {
        Err(refused) if refused.is("second_factor_required") => {}
        done => return done,
    }
    let mut left = if stdin().is_terminal() { CODES } else { 1 };
    loop {
        left -= 1;
        body["code"] = ask::secret(lang, lang.code_prompt()).await?.into();
        match api.post_once("/auth/login", &body).await {
            Err(wrong) if wrong.is("second_factor_failed") && left > 0 => print::note(&lang.second_factor_failed()),
            done => return done,
        }
    }
}

/// A token that looks like one.
async fn token(lang: Lang) -> Result<String, Failure> {
    let token = ask::secret(lang, lang.token_prompt()).await?.trim().to_owned();
    let parts: Vec<&str> = token.split('.').collect();
    let is_part = |part: &&str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    if token.starts_with("whsec_") {
        return Err(Failure::Usage(lang.is_webhook_secret()));
    }
    if token.contains("://") {
        return Err(Failure::Usage(lang.is_address()));
    }
    if parts.len() == 3 && parts.iter().all(is_part) { Ok(token) } else { Err(Failure::Usage(lang.is_no_token())) }
}

/// Forgets the login, and ends its session at the server. An API token is not the client's to revoke.
pub async fn logout(common: &Common, lang: Lang) -> Result<(), Failure> {
    let profiles = Profiles::of_person(lang)?;
    let Some(profile) = profiles.load(&common.profile)? else {
        print::note(&lang.was_not_logged_in());
        return Ok(());
    };
    profiles.forget(&common.profile)?;
    match Api::new(profile.api, Some(profile.token), lang)?.ask("/auth/logout").await {
        Ok(()) => print::note(&lang.logged_out()),
        Err(ended) if ended.is_about_login() => print::note(&lang.logged_out()),
        Err(refused) if refused.is("role_insufficient") => print::note(&lang.token_lives_on()),
        Err(failure) => {
            print::note(&lang.session_lives_on());
            return Err(failure);
        }
    }
    Ok(())
}
