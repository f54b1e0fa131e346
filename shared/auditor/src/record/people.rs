//! Users, tokens, members, workspaces and accounts: read for their ids and settings.

use std::collections::BTreeMap;

use domain::account::AccountNumber;
use domain::policy::{LatePolicy, OverPolicy, ShortPolicy};
use domain::{
    AccountId, BankCode, ClosedSet, Intake, InvitationId, PhoneId, Policies, RestTreatment, Role, Scope, SecondFactor,
    SenderId, Settings, SumPolicy, TiePolicy, Timestamp, TokenKind, UserId, Won, WorkspaceId,
};

use super::phone::bytes;
use super::{same_id, sender, stands_at};
use crate::Item;
use crate::field::{Fields, Read, counted, flag, instant, list, number, text, word};

/// A token of a user.
pub struct Token {
    /// The number of an API token; `None` for a session.
    pub number: Option<u64>,
}

impl Token {
    pub fn read(item: &Item, user: UserId, jti: &str) -> Read<Self> {
        let mut fields = Fields::of_table(item)?;
        same_id(user, fields.need("user_id", counted(UserId::new))?, "user_id")?;
        same_id(jti, fields.need("jti", text)?.as_str(), "jti")?;
        let kind = fields.need("kind", word(TokenKind::parse))?;
        let given = fields.maybe("number", number::<u64>)?.filter(|number| *number != 0);
        fields.maybe("name", text)?;
        let scopes = fields.maybe("scopes", list(word(Scope::parse)))?;
        fields.maybe("workspace_ids", list(counted(WorkspaceId::new)))?;
        let has_scopes = scopes.is_some_and(|scopes| !scopes.is_empty());
        fields.need("created_at", instant)?;
        fields.maybe("expires_at", instant)?;
        fields.maybe("last_used_at", instant)?;
        fields.maybe("ttl", number::<i64>)?;
        fields.close()?;
        match (kind, given) {
            (TokenKind::Session, None) if !has_scopes => Ok(Self { number: given }),
            (TokenKind::Api, Some(_)) if has_scopes => Ok(Self { number: given }),
            (TokenKind::Session, None) | (TokenKind::Api, Some(_)) => Err("kind and scopes do not agree".to_owned()),
            (TokenKind::Session, Some(_)) | (TokenKind::Api, None) => Err("kind and number do not agree".to_owned()),
        }
    }
}

pub fn user(item: &Item, id: UserId) -> Read<()> {
    let mut fields = Fields::of_table(item)?;
    same_id(id, fields.need("id", counted(UserId::new))?, "id")?;
    fields.need("email", text)?;
    for name in ["name", "password_hash"] {
        fields.need(name, text)?;
    }
    fields.need("created_at", instant)?;
    fields.close()
}

/// A second factor.
pub fn second_factor(item: &Item, user: UserId) -> Read<()> {
    let mut fields = Fields::of_table(item)?;
    same_id(user, fields.need("user_id", counted(UserId::new))?, "user_id")?;
    fields.need("secret", bytes)?;
    fields.maybe("confirmed_at", instant)?;
    fields.need("last_step", number::<u64>)?;
    let hashes = fields.need("recovery", list(|hash| bytes(hash).filter(|hash| hash.len() == 32)))?;
    fields.need("version", counted(Some))?;
    fields.close()?;
    let few = hashes.len() <= SecondFactor::RECOVERY_CODES;
    if few { Ok(()) } else { Err("it has more recovery codes than are given".to_owned()) }
}

/// The guard of an e-mail address.
pub fn email(item: &Item, address: &str) -> Read<()> {
    let mut fields = Fields::of_table(item)?;
    fields.need("user_id", counted(UserId::new))?;
    fields.close()?;
    let in_lower_case = address.contains('@') && address == address.to_lowercase();
    if in_lower_case { Ok(()) } else { Err("its key holds no e-mail address in lower case".to_owned()) }
}

/// A membership: since when.
pub fn membership(item: &Item, workspace: WorkspaceId, user: UserId) -> Read<Timestamp> {
    let mut fields = Fields::of_table(item)?;
    same_id(workspace, fields.need("workspace_id", counted(WorkspaceId::new))?, "workspace_id")?;
    same_id(user, fields.need("user_id", counted(UserId::new))?, "user_id")?;
    fields.need("email", text)?;
    fields.need("name", text)?;
    fields.need("role", word(Role::parse))?;
    let joined = fields.need("joined_at", instant)?;
    fields.close()?;
    Ok(joined)
}

/// An invitation under its code, or, with `listed`, on its workspace's side.
pub fn invitation(item: &Item, listed: Option<(WorkspaceId, InvitationId)>) -> Read<()> {
    let mut fields = Fields::of_table(item)?;
    let workspace = fields.need("workspace_id", counted(WorkspaceId::new))?;
    let given = fields.maybe("id", counted(InvitationId::new))?;
    fields.maybe("code_hash", bytes)?;
    if let Some((under, id)) = listed {
        same_id(under, workspace, "workspace_id")?;
        same_id(Some(id), given, "id")?;
    }
    fields.need("email", text)?;
    fields.need("role", word(Role::parse))?;
    fields.need("invited_by", counted(UserId::new))?;
    fields.need("expires_at", instant)?;
    fields.need("ttl", number::<i64>)?;
    fields.close()
}

/// What a workspace's item tells.
pub struct Shop {
    /// The settings while it is active; `None` when it is not.
    pub settings: Option<Settings>,
    /// How many endpoints it says that it has.
    pub endpoints: usize,
    /// And how many browsers of its members.
    pub subscriptions: usize,
    /// Its approved senders, and since when.
    pub senders: BTreeMap<SenderId, Timestamp>,
}

pub fn workspace(item: &Item, id: WorkspaceId) -> Read<Shop> {
    let mut fields = Fields::of_table(item)?;
    same_id(id, fields.need("id", counted(WorkspaceId::new))?, "id")?;
    fields.need("name", text)?;
    fields.need("owner_id", counted(UserId::new))?;
    fields.need("created_at", instant)?;
    fields.need("version", number::<u64>)?;
    let is_active = fields.need("is_active", flag)?;
    let defaults = Settings::default();
    let settings = Settings {
        tie_policy: fields.need("tie_policy", word(TiePolicy::parse))?,
        match_window_days: fields.need("match_window_days", number)?,
        early_deposit_hours: fields.maybe("early_deposit_hours", number)?.unwrap_or(defaults.early_deposit_hours),
        senders: fields.maybe("sender_policy", word(ClosedSet::parse))?.unwrap_or(defaults.senders),
        intake: fields.maybe("intake", word(Intake::parse))?.unwrap_or(Intake::Open),
        auto_match_limit: fields.maybe("auto_match_limit", counted(Won::new))?,
        retention_days: fields.maybe("retention_days", number)?,
        strict_names: fields.maybe("strict_names", flag)?.unwrap_or(false),
        account_lock_hours: fields.maybe("account_lock_hours", number)?.unwrap_or(0),
        policies: fields.maybe_map("policies", policies)?.unwrap_or_default(),
    };
    let endpoints = fields.maybe("endpoints", number)?.unwrap_or(0);
    let subscriptions = fields.maybe("subscriptions", number)?.unwrap_or(0);
    fields.maybe("watched_until", instant)?;
    let senders = sender::approved(&mut fields)?;
    fields.close()?;
    Ok(Shop { settings: is_active.then_some(settings), endpoints, subscriptions, senders })
}

/// The policies of a workspace, within their limits.
fn policies(mut fields: Fields<'_>) -> Read<Policies> {
    let short = fields.maybe_map("short", |mut fields| {
        let up_to = fields.need("up_to", counted(Won::new))?;
        let percent = fields.need("percent", number::<u8>)?;
        fields.close()?;
        let is_in_range = up_to.get() <= ShortPolicy::UP_TO_MAX && (1..=ShortPolicy::PERCENT_MAX).contains(&percent);
        if is_in_range { Ok(ShortPolicy { up_to, percent }) } else { Err("a policy takes too much".to_owned()) }
    })?;
    let over = fields.maybe_map("over", |mut fields| {
        let up_to = fields.need("up_to", counted(Won::new))?;
        let treat = fields.need("treat", word(RestTreatment::parse))?;
        fields.close()?;
        Ok(OverPolicy { up_to, treat })
    })?;
    let late = fields.maybe_map("late", |mut fields| {
        let within_hours = fields.need("within_hours", number::<u16>)?;
        fields.close()?;
        let is_in_range = (1..=LatePolicy::HOURS_MAX).contains(&within_hours);
        if is_in_range { Ok(LatePolicy { within_hours }) } else { Err("a policy waits too long".to_owned()) }
    })?;
    let combined = fields.maybe("combined", word(SumPolicy::parse))?.unwrap_or_default();
    let split = fields.maybe("split", word(SumPolicy::parse))?.unwrap_or_default();
    fields.close()?;
    Ok(Policies { short, over, late, combined, split })
}

/// The content of an account, wherever it stands.
struct Content {
    workspace: WorkspaceId,
    id: AccountId,
    bank_code: BankCode,
    digits: String,
    phone: Option<PhoneId>,
    created_at: Timestamp,
}

fn content(item: &Item) -> Read<Content> {
    let mut fields = Fields::of_table(item)?;
    let mut content = Content {
        phone: None,
        created_at: fields.need("created_at", instant)?,
        workspace: fields.need("workspace_id", counted(WorkspaceId::new))?,
        id: fields.need("id", counted(AccountId::new))?,
        bank_code: fields.need("bank_code", text)?.into(),
        digits: fields.need("account_number", word(AccountNumber::parse))?.digits(),
    };
    for name in ["bank_name", "account_holder"] {
        fields.need(name, text)?;
    }
    fields.need("is_active", flag)?;
    fields.maybe("overdraft", flag)?;
    content.phone = fields.maybe("phone_id", counted(PhoneId::new))?;
    fields.maybe("verified_at", instant)?;
    fields.maybe("contested_at", instant)?;
    fields.need("version", number::<u64>)?;
    fields.close()?;
    Ok(content)
}

/// An account: the phone that it is bound to, and when it was added.
pub fn account(item: &Item, workspace: WorkspaceId, id: AccountId) -> Read<(Option<PhoneId>, Timestamp)> {
    let content = content(item)?;
    same_id(workspace, content.workspace, "workspace_id")?;
    same_id(id, content.id, "id")?;
    Ok((content.phone, content.created_at))
}

/// A lookup item of an account: it stands under the head of its number, or under its tail reversed.
pub fn account_lookup(item: &Item) -> Read<()> {
    let account = content(item)?;
    let family = account.bank_code.bank().ok_or("bank_code is no known institution")?.family;
    if !account.workspace.is_live() {
        return Err("it is of a test workspace, and stands where real messages look".into());
    }
    let owner = format!("{:010}#{:010}", account.workspace.get(), account.id.get());
    let reversed: String = account.digits.chars().rev().collect();
    let by = |mark: &str, digits: &str| {
        let three: String = digits.chars().take(3).collect();
        (format!("BANK#{family}#{mark}{three}"), format!("{digits}#{owner}"))
    };
    stands_at(item, &by("", &account.digits)).or_else(|_| stands_at(item, &by("R", &reversed))).map(drop)
}

/// An account by its number in its workspace.
pub fn account_number(item: &Item) -> Read<()> {
    let account = content(item)?;
    let family = account.bank_code.bank().ok_or("bank_code is no known institution")?.family;
    let partition = format!("WS#{:010}#ACCOUNTNO", account.workspace.get());
    stands_at(item, &(partition, format!("{family}#{}", account.digits))).map(drop)
}
