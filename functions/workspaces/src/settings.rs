//! The settings that a body changes: of a workspace that stands, and of one that is created.

use domain::{Settings, Won};
use web::field::{Changed, GuardedNullable, Integer, Object};
use web::fields;

use crate::policies::AmendPolicies;

/// Hours or days.
type Span<const MIN: u64, const MAX: u64> = Integer<MIN, MAX, u16>;

fields! {
    /// Which settings change. One that is not mentioned stays.
    pub struct AmendSettings {
        tie_policy: Changed<words::TiePolicy>,
        match_window_days: Changed<Span<1, { Settings::WINDOW_MAX_DAYS as u64 }>>,
        early_deposit_hours: Changed<Span<0, { Settings::EARLY_MAX_HOURS as u64 }>>,
        senders: Changed<words::SenderPolicy>,
        intake: Changed<words::Intake>,
        /// In KRW; `null` takes the limit away.
        auto_match_limit: GuardedNullable<Won>,
        /// `null` keeps everything for good.
        retention_days: GuardedNullable<Span<
            { *Settings::RETENTION_DAYS.start() as u64 },
            { *Settings::RETENTION_DAYS.end() as u64 },
        >>,
        strict_names: Changed<bool>,
        /// Hours for which the money of a newly added account is held; 0: not at all.
        account_lock_hours: Changed<Span<0, { Settings::ACCOUNT_LOCK_MAX_HOURS as u64 }>>,
        policies: Changed<Object<AmendPolicies>>,
    }
}

impl AmendSettings {
    /// The settings after the change.
    pub fn apply(&self, settings: Settings) -> Settings {
        Settings {
            tie_policy: self.tie_policy.unwrap_or(settings.tie_policy),
            match_window_days: self.match_window_days.unwrap_or(settings.match_window_days),
            early_deposit_hours: self.early_deposit_hours.unwrap_or(settings.early_deposit_hours),
            senders: self.senders.unwrap_or(settings.senders),
            intake: self.intake.unwrap_or(settings.intake),
            auto_match_limit: self.auto_match_limit.unwrap_or(settings.auto_match_limit),
            retention_days: self.retention_days.unwrap_or(settings.retention_days),
            strict_names: self.strict_names.unwrap_or(settings.strict_names),
            account_lock_hours: self.account_lock_hours.unwrap_or(settings.account_lock_hours),
            policies: self.policies.as_ref().map_or(settings.policies, |change| change.apply(settings.policies)),
        }
    }
}
