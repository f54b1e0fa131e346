//! Who calls which server: what the command line, the environment and the kept login say of it.

use super::api::Api;
use super::args::Common;
use super::environment;
use super::failure::Failure;
use super::lang::Lang;
use super::profile::{ApiUrl, Profile, Profiles};

/// The variable with a token that stands before every kept login.
const TOKEN: &str = "LUNEPAY_TOKEN";

/// A caller of a server.
pub struct Session {
    pub api: Api,
    pub lang: Lang,
    /// The kept login; `None` where the environment names a token.
    pub profile: Option<Profile>,
}

impl Session {
    /// Of whoever is logged in.
    pub fn open(common: &Common, lang: Lang) -> Result<Self, Failure> {
        if let Some(token) = environment::variable(TOKEN) {
            let url = common.api.clone().unwrap_or_else(ApiUrl::here);
            return Ok(Self { api: Api::new(url, Some(token), lang)?, lang, profile: None });
        }
        let Some(profile) = Profiles::of_person(lang)?.load(&common.profile)? else {
            let url = common.api.clone().unwrap_or_else(ApiUrl::here);
            return Err(Failure::NotLoggedIn(lang.not_logged_in(url)));
        };
        match &common.api {
            // A login is shown to its own server only.
            Some(asked) if *asked != profile.api => {
                Err(Failure::Usage(lang.other_server(&common.profile, &profile.api, asked)))
            }
            Some(_) | None => {
                let api = Api::new(profile.api.clone(), Some(profile.token.clone()), lang)?;
                Ok(Self { api, lang, profile: Some(profile) })
            }
        }
    }
}
