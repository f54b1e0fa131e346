//! A phone as JSON.

use domain::phone::PhoneKey;
use domain::{Phone, Pulse, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

/// A phone that forwards messages.
#[derive(Serialize, ToSchema)]
pub struct PhoneView {
    #[schema(example = 1)]
    pub id: u64,
    #[schema(example = 1)]
    pub workspace_id: u64,
    #[schema(example = "010-0000-0000")]
    pub phone_number: String,
    /// What people call it. May be empty.
    #[schema(example = "계산대 휴대폰")]
    pub label: String,
    /// `ONLINE`, or `SILENT` after `silent_after_minutes` without a message or a ping, and before the first.
    #[schema(example = "ONLINE")]
    pub status: &'static str,
    /// Its last message or ping; `null` before the first.
    #[schema(example = "2024-02-12T10:05:00+09:00")]
    pub last_seen_at: Option<String>,
    /// Bank messages of today (KST).
    #[schema(example = 12)]
    pub messages_today: u64,
    /// Other texts of today (KST): counted, and kept nowhere.
    #[schema(example = 0)]
    pub others_today: u64,
    /// When its test message came; `null` before.
    pub verified_at: Option<String>,
    #[schema(example = 1440)]
    pub silent_after_minutes: u32,
    /// Whether a signing secret is set: then a call without a valid signature is refused.
    pub is_signing: bool,
    /// Newest first.
    pub keys: Vec<PhoneKeyView>,
    pub created_at: String,
}

/// A key of a phone's URL. Its text is shown once, when it is made.
#[derive(Serialize, ToSchema)]
pub struct PhoneKeyView {
    pub created_at: String,
    /// `null` for the newest; one that was replaced works until then.
    pub valid_until: Option<String>,
}

impl PhoneView {
    pub fn of(phone: &Phone, pulse: &Pulse, now: Timestamp) -> Self {
        let (messages_today, others_today) = pulse.today(now);
        let key = |key: &PhoneKey| PhoneKeyView {
            created_at: key.created_at.rfc3339(),
            valid_until: key.valid_until.map(Timestamp::rfc3339),
        };
        Self {
            id: phone.id.get(),
            workspace_id: phone.workspace.get(),
            phone_number: phone.number.clone(),
            label: phone.label.clone(),
            status: pulse.status(phone.silent_after_minutes, now).code(),
            last_seen_at: pulse.last_seen_at.map(Timestamp::rfc3339),
            messages_today,
            others_today,
            verified_at: pulse.verified_at.map(Timestamp::rfc3339),
            silent_after_minutes: phone.silent_after_minutes,
            is_signing: phone.secret.is_some(),
            keys: phone.keys.iter().filter(|key| key.is_live(now)).map(key).collect(),
            created_at: phone.created_at.rfc3339(),
        }
    }
}
