//! The settings that a body changes: of a workspace that stands, and of one that is created.

use std::ops::RangeInclusive;

use domain::{Intake, SenderPolicy, Settings, TiePolicy, Won};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use web::body::{Fields, Input};

/// Which settings change.
#[derive(Deserialize, Default, ToSchema)]
pub struct AmendSettings {
    #[serde(default)]
    #[schema(value_type = Option<words::TiePolicy>, example = "OLDEST")]
    tie_policy: Input,
    #[serde(default)]
    #[schema(value_type = Option<u16>, minimum = 1, maximum = 365)]
    match_window_days: Input,
    #[serde(default)]
    #[schema(value_type = Option<u16>, minimum = 0, maximum = 720)]
    early_deposit_hours: Input,
    #[serde(default)]
    #[schema(value_type = Option<words::SenderPolicy>, example = "KNOWN")]
    senders: Input,
    #[serde(default)]
    #[schema(value_type = Option<words::Intake>, example = "KEYED")]
    intake: Input,
    /// In KRW; `null` takes the limit away.
    #[serde(default)]
    #[schema(value_type = Option<u64>, minimum = 1, maximum = 1_000_000_000_000_u64)]
    auto_match_limit: Input,
    /// `null` keeps everything for good.
    #[serde(default)]
    #[schema(value_type = Option<u16>, minimum = 30, maximum = 3650)]
    retention_days: Input,
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    strict_names: Input,
    /// Hours for which the money of a newly added account is held; 0: not at all.
    #[serde(default)]
    #[schema(value_type = Option<u16>, minimum = 0, maximum = 720)]
    account_lock_hours: Input,
}

/// What becomes of each setting: `None` leaves it.
pub struct SettingsChange {
    tie_policy: Option<TiePolicy>,
    match_window_days: Option<u16>,
    early_deposit_hours: Option<u16>,
    senders: Option<SenderPolicy>,
    intake: Option<Intake>,
    auto_match_limit: Option<Option<Won>>,
    retention_days: Option<Option<u16>>,
    strict_names: Option<bool>,
    account_lock_hours: Option<u16>,
}

impl SettingsChange {
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
        }
    }
}

impl AmendSettings {
    /// The object that a field `settings` says.
    pub fn object(fields: &mut Fields, name: &str, value: &Value) -> Option<Self> {
        let object = value.is_object().then(|| serde_json::from_value(value.clone()).ok()).flatten();
        if object.is_none() {
            fields.bad(name, "wrong_type", "객체여야 합니다.");
        }
        object
    }

    /// `None` when a setting is bad, which `fields` then tells.
    pub fn parse(&self, fields: &mut Fields) -> Option<SettingsChange> {
        let tie = fields.changed("settings.tie_policy", &self.tie_policy, Fields::of::<words::TiePolicy>);
        let window = fields.changed("settings.match_window_days", &self.match_window_days, |f, name, value| {
            days(f, name, value, 1..=Settings::WINDOW_MAX_DAYS)
        });
        let early = fields.changed("settings.early_deposit_hours", &self.early_deposit_hours, |f, name, value| {
            days(f, name, value, 0..=Settings::EARLY_MAX_HOURS)
        });
        let senders = fields.changed("settings.senders", &self.senders, Fields::of::<words::SenderPolicy>);
        let intake = fields.changed("settings.intake", &self.intake, Fields::of::<words::Intake>);
        let limit = fields.guarded_nullable("settings.auto_match_limit", &self.auto_match_limit, Fields::of::<Won>);
        let retention = fields.guarded_nullable("settings.retention_days", &self.retention_days, |f, name, value| {
            days(f, name, value, Settings::RETENTION_DAYS)
        });
        let lock = fields.changed("settings.account_lock_hours", &self.account_lock_hours, |f, name, value| {
            days(f, name, value, 0..=Settings::ACCOUNT_LOCK_MAX_HOURS)
        });
        let strict_names = fields.changed("settings.strict_names", &self.strict_names, Fields::of::<bool>);
        Some(SettingsChange {
            tie_policy: tie?,
            match_window_days: window?,
            early_deposit_hours: early?,
            senders: senders?,
            intake: intake?,
            auto_match_limit: limit?,
            retention_days: retention?,
            strict_names: strict_names?,
            account_lock_hours: lock?,
        })
    }
}

fn days(fields: &mut Fields, name: &str, value: &Value, range: RangeInclusive<u16>) -> Option<u16> {
    let days = fields.integer(name, value, u64::from(*range.start()), u64::from(*range.end()));
    days.and_then(|days| u16::try_from(days).ok())
}
