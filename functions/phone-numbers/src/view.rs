//! A phone as JSON.

use domain::phone::{PhoneKey, patience_minutes};
use domain::{Arrival, MissingSender, Phone, PhoneProblem, Pulse, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

/// A phone that forwards messages.
#[derive(Serialize, ToSchema)]
pub struct PhoneView {
    #[schema(example = 1)]
    pub id: u64,
    #[schema(example = 1)]
    pub workspace_id: u64,
    /// `false` in a test workspace.
    #[schema(example = true)]
    pub livemode: bool,
    #[schema(example = "010-0000-0000")]
    pub phone_number: String,
    /// What people call it. May be empty.
    #[schema(example = "계산대 휴대폰")]
    pub label: String,
    /// `ONLINE`, or `SILENT` after `silent_after_minutes` without a message or a ping, and before the first.
    #[schema(example = "ONLINE")]
    pub status: words::PhoneStatus,
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
    /// `null`: 180, and 60 while orders wait.
    #[schema(example = 1440)]
    pub silent_after_minutes: Option<u32>,
    /// Whether a signing secret is set: then a call without a valid signature is refused.
    pub is_signing: bool,
    /// What becomes of texts whose call tells no sender. `UNDECIDED`: the phone was added before senders were judged,
    /// and its first message since then decides.
    pub sender_missing: words::MissingSender,
    /// Whether nobody chose `sender_missing`, but the phone's first message since senders are judged: to be looked at.
    pub sender_missing_is_assumed: bool,
    /// Whether this phone began to tell a sender that none of its messages told before: its messages are held until the
    /// owner confirms, `POST …/confirm-sender`, that the phone's set-up was changed.
    pub sender_unconfirmed: bool,
    /// What came last, newest first, at most 5.
    pub last_arrivals: Vec<ArrivalView>,
    /// Newest first.
    pub keys: Vec<PhoneKeyView>,
    pub created_at: String,
}

/// A call that came over the phone's URL. Its text is not kept here.
#[derive(Serialize, ToSchema)]
pub struct ArrivalView {
    #[schema(example = "2024-02-12T10:05:00+09:00")]
    pub at: String,
    pub kind: words::ArrivalKind,
    /// What is to be mended in the phone's set-up.
    pub problems: Vec<ArrivalProblem>,
}

/// Something to be mended in a phone's set-up.
#[derive(Serialize, ToSchema)]
pub struct ArrivalProblem {
    pub code: words::PhoneProblem,
    /// What it is and what to do, in Korean.
    #[schema(example = "보낸 번호가 없습니다: 앱의 템플릿에 보낸 번호를 넣어 주세요.")]
    pub detail: &'static str,
}

/// A key of a phone's URL. Its text is shown once, when it is made.
#[derive(Serialize, ToSchema)]
pub struct PhoneKeyView {
    pub created_at: String,
    /// `null` for the newest; one that was replaced works until then.
    pub valid_until: Option<String>,
}

impl ArrivalView {
    fn of(arrival: &Arrival) -> Self {
        let problem = |problem: &PhoneProblem| ArrivalProblem { code: (*problem).into(), detail: problem.korean() };
        Self {
            at: arrival.at.rfc3339(),
            kind: arrival.kind.into(),
            problems: arrival.problems.iter().map(problem).collect(),
        }
    }
}

impl PhoneView {
    pub fn of(phone: &Phone, pulse: &Pulse, orders_wait: bool, now: Timestamp) -> Self {
        let (messages_today, others_today) = pulse.today(now);
        let key = |key: &PhoneKey| PhoneKeyView {
            created_at: key.created_at.rfc3339(),
            valid_until: key.valid_until.map(Timestamp::rfc3339),
        };
        Self {
            id: phone.id.get(),
            workspace_id: phone.workspace.get(),
            livemode: phone.workspace.is_live(),
            phone_number: phone.number.clone(),
            label: phone.label.clone(),
            status: pulse.status(patience_minutes(phone.silent_after_minutes, orders_wait), now).into(),
            last_seen_at: pulse.last_seen_at.map(Timestamp::rfc3339),
            messages_today,
            others_today,
            verified_at: pulse.verified_at.map(Timestamp::rfc3339),
            silent_after_minutes: phone.silent_after_minutes,
            is_signing: phone.secret.is_some(),
            sender_missing: pulse.sender_missing(phone).into(),
            sender_missing_is_assumed: phone.sender_missing == MissingSender::Undecided,
            sender_unconfirmed: pulse.sender_unconfirmed_since.is_some(),
            last_arrivals: pulse.arrivals.iter().map(ArrivalView::of).collect(),
            keys: phone.keys.iter().filter(|key| key.is_live(now)).map(key).collect(),
            created_at: phone.created_at.rfc3339(),
        }
    }
}
