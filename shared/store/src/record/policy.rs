//! The policies within a workspace's item: absent while none is on.

use domain::policy::{LatePolicy, OverPolicy, Policies, ShortPolicy, SumPolicy};
use domain::{ClosedSet, RestTreatment, Won};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize, Clone, Debug, Default)]
pub struct PoliciesRecord {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    short: Option<ShortRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    over: Option<OverRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    late: Option<LateRecord>,
    /// Absent: `PROPOSE`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    combined: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    split: Option<String>,
}

#[derive(Serialize, Deserialize, Clone, Debug)]
struct ShortRecord {
    up_to: u64,
    percent: u8,
}

#[derive(Serialize, Deserialize, Clone, Debug)]
struct OverRecord {
    up_to: u64,
    treat: String,
}

#[derive(Serialize, Deserialize, Clone, Debug)]
struct LateRecord {
    within_hours: u16,
}

impl PoliciesRecord {
    /// `None` while none is on.
    pub fn of(policies: &Policies) -> Option<Self> {
        let word = |sum: SumPolicy| (sum != SumPolicy::default()).then(|| sum.code().to_owned());
        policies.are_on().then(|| Self {
            short: policies.short.map(|it| ShortRecord { up_to: it.up_to.get(), percent: it.percent }),
            over: policies.over.map(|it| OverRecord { up_to: it.up_to.get(), treat: it.treat.code().to_owned() }),
            late: policies.late.map(|it| LateRecord { within_hours: it.within_hours }),
            combined: word(policies.combined),
            split: word(policies.split),
        })
    }

    /// `None`: it cannot be read.
    pub fn read(self) -> Option<Policies> {
        let short = |it: ShortRecord| Some(ShortPolicy { up_to: Won::new(it.up_to)?, percent: it.percent });
        let over =
            |it: OverRecord| Some(OverPolicy { up_to: Won::new(it.up_to)?, treat: RestTreatment::parse(&it.treat)? });
        let sum = |word: Option<String>| word.map_or(Some(SumPolicy::default()), |word| SumPolicy::parse(&word));
        Some(Policies {
            short: self.short.map(|it| short(it).ok_or(())).transpose().ok()?,
            over: self.over.map(|it| over(it).ok_or(())).transpose().ok()?,
            late: self.late.map(|it| LatePolicy { within_hours: it.within_hours }),
            combined: sum(self.combined)?,
            split: sum(self.split)?,
        })
    }
}
