//! Workspaces and members as JSON.

use domain::{Member, Role, Won, Workspace};
use serde::Serialize;
use utoipa::ToSchema;

use crate::policies::PoliciesView;

/// A workspace.
#[derive(Serialize, ToSchema)]
pub struct WorkspaceView {
    #[schema(example = 1)]
    pub id: u64,
    #[schema(example = "쇼핑몰 운영팀")]
    pub name: String,
    #[schema(example = 1)]
    pub owner_id: u64,
    /// `TEST`: for trying; no real message reaches it.
    #[schema(example = "LIVE")]
    pub mode: words::WorkspaceMode,
    /// `false` in a test workspace, and in all that is told of it.
    #[schema(example = true)]
    pub livemode: bool,
    /// What the caller is in it.
    #[schema(example = "OWNER")]
    pub role: words::Role,
    /// A deactivated workspace takes no writes and no messages.
    pub is_active: bool,
    pub settings: SettingsView,
    #[schema(example = "2024-02-12T09:00:00+09:00")]
    pub created_at: String,
}

/// How a workspace wants its messages taken and its deposits paired.
#[derive(Serialize, ToSchema)]
pub struct SettingsView {
    /// `HOLD`: a deposit that fits several orders of one payer waits for a person. `OLDEST`: it pays the oldest, which
    /// is the wrong one when that is never paid. `AS_MANY`: the earliest pays the oldest as soon as as many deposits as
    /// orders of one name and amount wait; while their numbers differ, none is paid. Orders of two customers, whose
    /// phones or else e-mail addresses differ, are never of one payer.
    #[schema(example = "HOLD")]
    pub tie_policy: words::TiePolicy,
    /// How many days after an order without a deadline began to wait its deposit may be made, and how old a deposit may
    /// be that pays by itself: 1–365.
    #[schema(example = 30)]
    pub match_window_days: u16,
    /// How many hours before its order a deposit may be made: 0–720.
    #[schema(example = 72)]
    pub early_deposit_hours: u16,
    /// `KNOWN`: a text over a phone's URL pays by itself only when the bank or an approved sender sent it. `ANY`: also
    /// when its number is on no list; a mobile, 070 or foreign number never.
    #[schema(example = "KNOWN")]
    pub senders: words::SenderPolicy,
    /// `OPEN`: messages over the public webhook may pay into this workspace. `KEYED`: only those over its phones' URLs.
    #[schema(example = "OPEN")]
    pub intake: words::Intake,
    /// A deposit above this many KRW that came over the public webhook is held for a person. `null`: no limit.
    #[schema(example = 1_000_000)]
    pub auto_match_limit: Option<u64>,
    /// How many days raw messages and the fields of customers stay: 30–3650. `null`: for good.
    #[schema(example = 365)]
    pub retention_days: Option<u16>,
    /// `true`: an order whose `depositor_name` can never match (masked, or too few letters) is refused. `false`: it is
    /// taken, with the warning `name_cannot_match`.
    pub strict_names: bool,
    /// For how many hours after it was added the money of an account is held, `account_new`: 0–720. 0: not at all.
    #[schema(example = 0)]
    pub account_lock_hours: u16,
    pub policies: PoliciesView,
}

impl WorkspaceView {
    /// The workspace as a caller with this role sees it.
    pub fn of(workspace: &Workspace, role: Role) -> Self {
        Self {
            id: workspace.id.get(),
            name: workspace.name.clone(),
            mode: workspace.id.mode().into(),
            livemode: workspace.id.is_live(),
            owner_id: workspace.owner.get(),
            role: role.into(),
            is_active: workspace.is_active,
            settings: SettingsView {
                tie_policy: workspace.settings.tie_policy.into(),
                match_window_days: workspace.settings.match_window_days,
                early_deposit_hours: workspace.settings.early_deposit_hours,
                senders: workspace.settings.senders.into(),
                intake: workspace.settings.intake.into(),
                auto_match_limit: workspace.settings.auto_match_limit.map(Won::get),
                retention_days: workspace.settings.retention_days,
                strict_names: workspace.settings.strict_names,
                account_lock_hours: workspace.settings.account_lock_hours,
                policies: PoliciesView::of(&workspace.settings.policies),
            },
            created_at: workspace.created_at.rfc3339(),
        }
    }
}

/// A member of a workspace.
#[derive(Serialize, ToSchema)]
pub struct MemberView {
    pub workspace_id: u64,
    pub user_id: u64,
    pub email: String,
    pub name: String,
    pub role: words::Role,
    pub joined_at: String,
}

impl MemberView {
    pub fn of(member: &Member) -> Self {
        Self {
            workspace_id: member.workspace.get(),
            user_id: member.user.get(),
            email: member.email.as_str().to_owned(),
            name: member.name.clone(),
            role: member.role.into(),
            joined_at: member.joined_at.rfc3339(),
        }
    }
}
