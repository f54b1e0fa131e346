//! Under which settings a month is played.

use strum::{EnumIter, IntoStaticStr};

/// What a shop lets be paired by itself. Its name is that of its tables in `docs/automation.md`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, EnumIter, IntoStaticStr)]
pub enum Rules {
    /// As a new workspace has it.
    #[strum(serialize = "without policies")]
    WithoutPolicies,
    #[strum(serialize = "the oldest of equal orders")]
    Oldest,
    #[strum(serialize = "as many deposits as orders")]
    AsMany,
    /// `AS_MANY`, and each policy as wide as most shops would have it.
    #[strum(serialize = "every policy")]
    EveryPolicy,
}

impl Rules {
    /// The settings beside those of a new workspace, as JSON.
    pub fn settings(self) -> Option<&'static str> {
        match self {
            Self::WithoutPolicies => None,
            Self::Oldest => Some(r#"{"tie_policy": "OLDEST"}"#),
            Self::AsMany => Some(r#"{"tie_policy": "AS_MANY"}"#),
            Self::EveryPolicy => Some(
                r#"{"tie_policy": "AS_MANY", "policies": {"short": {"up_to": 5000, "percent": 10},
                    "over": {"up_to": 5000, "treat": "CREDIT"}, "late": {"within_hours": 72}, "combined": "AUTO",
                    "split": "AUTO"}}"#,
            ),
        }
    }
}
