//! A forgotten password: no mail is sent, so whoever runs the program sets a new one, and hands it on.

use anyhow::{Context, Result, anyhow, ensure};
use domain::{Actor, AuditedChange, ChangedField, Email, Timestamp};
use store::Store;
use store::audit::ENTRIES_MAX;

use crate::secret;

/// How many characters of a new secret make a password: 96 random bits.
const LENGTH: usize = 24;

/// Sets a new password for the user with this address, ends their sessions and API tokens, and answers the password.
/// The audit logs of their workspaces, [`ENTRIES_MAX`] at most, tell that it was done. `end_second_factor`: they lost
/// their authenticator app and their recovery codes too, so that their second factor goes.
pub async fn set_anew(store: &Store, email: &str, end_second_factor: bool, now: Timestamp) -> Result<String> {
    let address = Email::parse(email).with_context(|| format!("{email} is no e-mail address"))?;
    let user = store.user_by_email(&address).await?.with_context(|| format!("nobody signed up as {email}"))?;
    let password: String = secret::new()?.chars().take(LENGTH).collect();
    let hash = auth::password::hash(password.clone()).await.map_err(|_| anyhow!("the password cannot be hashed"))?;
    let reset = (AuditedChange::PasswordReset, user.id.get());
    let factor = store.second_factor(user.id).await?.filter(|_| end_second_factor);
    let ended = factor.as_ref().and_then(|_| ChangedField::told("second_factor", Some("ON"), None::<&str>));
    let fields: Vec<_> = ended.into_iter().collect();
    let of = store.workspaces_of(user.id, None, ENTRIES_MAX).await?.rows;
    let audit: Vec<_> =
        of.iter().map(|(of, _)| store::audit::entry(of.id, Actor::Operator, reset, fields.clone(), now)).collect();
    ensure!(
        store.set_password(&user, &hash, &audit).await?,
        "somebody changed the password at this moment: run this again"
    );
    store.end_all_tokens(user.id).await?;
    if let Some(factor) = factor {
        ensure!(
            store.end_second_factor(&factor).await?,
            "somebody used the second factor at this moment: run this again"
        );
    }
    Ok(password)
}
