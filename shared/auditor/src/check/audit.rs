//! I14: what decides whose money counts came with its entry in the audit log.
//!
//! Of a workspace of before there was a log it is demanded since its oldest entry.

use std::collections::BTreeMap;

use domain::{Actor, AuditedChange, ClosedSet, Settings, Timestamp, UserId, Won, WorkspaceId};

use crate::book::Book;
use crate::record::Audit;
use crate::{Report, place};

/// How far the times of two entries may be from the order of their commits, in milliseconds: programs' clocks differ,
/// and a request may take its whole half minute between its time and its commit.
const CLOCKS_APART_MS: i64 = 60_000;

/// Something of a workspace that must have come with an entry.
pub struct Audited {
    pub key: String,
    pub workspace: WorkspaceId,
    pub change: AuditedChange,
    pub subject: u64,
    pub since: Timestamp,
}

pub fn check(book: &Book, report: &mut Report) {
    let mut logs: BTreeMap<WorkspaceId, Vec<&Audit>> = BTreeMap::new();
    for entry in &book.audit {
        if !book.workspaces.contains_key(&entry.workspace) {
            report.add("I14", &entry.key, "its workspace does not stand");
        }
        logs.entry(entry.workspace).or_default().push(entry);
    }
    for (workspace, log) in &logs {
        let began = log.iter().map(|entry| entry.id.at).min().unwrap_or(Timestamp::LATEST);
        let is_whole = log.iter().any(|entry| entry.change == AuditedChange::WorkspaceCreated);
        let audited = book.audited.iter().filter(|it| it.workspace == *workspace && (is_whole || it.since > began));
        for it in audited.filter(|it| !is_entered(log, it)) {
            report.add("I14", &it.key, format!("the audit log has no {} of it", it.change.code()));
        }
        if let Some(Some(settings)) = book.workspaces.get(workspace) {
            check_settings(log, *workspace, settings, report);
        }
    }
}

fn is_entered(log: &[&Audit], it: &Audited) -> bool {
    // The owner of the first day was never invited.
    let is_founder = |entry: &Audit| {
        let founder = entry.change == AuditedChange::WorkspaceCreated && it.change == AuditedChange::MemberJoined;
        founder && person(&entry.by) == UserId::new(it.subject)
    };
    // Nor was whoever had it imported.
    let is_importer = |entry: &Audit| {
        let importer = entry.change == AuditedChange::WorkspaceImported && it.change == AuditedChange::MemberJoined;
        let owner = ("owner_id".to_owned(), Some(it.subject.to_string()));
        importer && entry.fields.contains(&owner)
    };
    let is_of_it = |entry: &Audit| (entry.change, entry.subject) == (it.change, it.subject);
    log.iter().any(|entry| is_of_it(entry) || is_founder(entry) || is_importer(entry))
}

fn person(by: &Actor) -> Option<UserId> {
    match by {
        Actor::User(user) | Actor::Token(user, _) => Some(*user),
        Actor::Auto | Actor::Policy(_) | Actor::Sweeper | Actor::Operator => None,
    }
}

/// Each setting that ever changed stands as it was changed last.
fn check_settings(log: &[&Audit], workspace: WorkspaceId, settings: &Settings, report: &mut Report) {
    let changed = || log.iter().filter(|entry| entry.change == AuditedChange::SettingsChanged);
    for (name, stands) in stands(settings) {
        let tos = || {
            let all = changed().flat_map(|entry| entry.fields.iter().map(|field| (entry.id.at, field)));
            all.filter(|(_, (field, _))| field == name).map(|(at, (_, to))| (at, to))
        };
        let Some(last) = tos().map(|(at, _)| at).max() else { continue };
        let mut latest = tos().filter(|(at, _)| at.plus_ms(CLOCKS_APART_MS) >= last);
        if !latest.any(|(_, to)| *to == stands) {
            let key = place::shown(&format!("WS#{:010}", workspace.get()), "WS");
            report.add("I14", &key, format!("the audit log tells another {name} than it has"));
        }
    }
}

/// The settings under the names by which the audit log tells them.
fn stands(settings: &Settings) -> Vec<(&'static str, Option<String>)> {
    let policies = settings.policies.told();
    let others = [
        ("tie_policy", Some(settings.tie_policy.code().to_owned())),
        ("match_window_days", Some(settings.match_window_days.to_string())),
        ("early_deposit_hours", Some(settings.early_deposit_hours.to_string())),
        ("senders", Some(<&str>::from(settings.senders).to_owned())),
        ("intake", Some(settings.intake.code().to_owned())),
        ("auto_match_limit", settings.auto_match_limit.map(Won::get).map(|won| won.to_string())),
        ("retention_days", settings.retention_days.map(|days| days.to_string())),
        ("strict_names", Some(settings.strict_names.to_string())),
        ("account_lock_hours", Some(settings.account_lock_hours.to_string())),
    ];
    others.into_iter().chain(policies).collect()
}
