//! What tells a repeat from a second deposit: the occurrence guards, and the balance items.

use domain::occurrence::{Kind, Occurrence};
use domain::{AccountId, ClosedSet, DepositId, Timestamp, Via, Won, WorkspaceId};

use crate::field::{Fields, Read, counted, flag, instant, number, sixteen, text, word};
use crate::{Item, place};

/// The format of guards: one of all names that begin alike.
const FORMAT: u8 = 2;

/// The flags of an occurrence, in the order in which they stand.
const FLAGS: &str = "RMSPTC";

/// Whose reports a guard remembers, as its key tells it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct GuardPlace {
    pub workspace: WorkspaceId,
    pub account: AccountId,
    pub amount: Won,
    /// The first two letters of the innermost name.
    pub head: String,
}

/// An occurrence guard, as its item says.
pub struct Guard {
    pub key: String,
    pub place: GuardPlace,
    pub version: u64,
    pub seen: Vec<Occurrence>,
    /// The latest time of what it dropped.
    pub forgot: Option<Timestamp>,
}

impl Guard {
    pub fn read(item: &Item, place: GuardPlace) -> Read<Self> {
        let mut fields = Fields::of_format(item, FORMAT)?;
        let version = fields.need("version", number)?;
        let seen = fields.rows("seen", occurrence)?;
        let forgot = fields.maybe("forgot", instant)?.max(fields.maybe("forgot_balanced", instant)?);
        fields.close()?;
        let (pk, sk) = place::key_of(item);
        Ok(Self { key: place::shown(pk, sk), place, version, seen, forgot })
    }

    /// Whether an occurrence may have gone from it.
    pub fn has_dropped(&self) -> bool {
        let kept = u64::try_from(self.seen.len()).unwrap_or(u64::MAX);
        self.version > kept || self.forgot.is_some()
    }

    /// Whether the occurrence of a deposit made at that time may have gone from it.
    pub fn has_forgotten(&self, at: Timestamp) -> bool {
        self.forgot.is_some_and(|forgot| forgot >= at)
    }
}

fn occurrence(mut fields: Fields<'_>) -> Read<Occurrence> {
    let flags = fields.maybe("x", text)?.unwrap_or_default();
    let in_order: String = FLAGS.chars().filter(|flag| flags.contains(*flag)).collect();
    if in_order != flags {
        return Err("x is not of known flags in their order".to_owned());
    }
    let has = |flag| flags.contains(flag);
    let kind = if has('R') { Kind::Reversal } else { Kind::Deposit };
    let deposit = match kind {
        Kind::Deposit => Some(fields.need("d", counted(DepositId::new))?),
        Kind::Reversal => fields.maybe("d", counted(DepositId::new))?,
    };
    let occurrence = Occurrence {
        kind,
        fingerprint: fields.need("f", sixteen)?,
        words: fields.maybe("w", sixteen)?,
        receipt: fields.maybe("r", sixteen)?,
        deposited_at: fields.need("t", instant)?,
        heard_at: fields.maybe("h", instant)?,
        has_time: has('M'),
        is_stamped: has('S'),
        balance: fields.maybe("b", number)?,
        balance_may_be_cut: has('C'),
        printed: fields.maybe("p", text)?.unwrap_or_default().into(),
        deposit,
        via: fields.need("v", word(Via::parse))?,
        is_payable: has('P'),
        is_typed: has('T'),
    };
    fields.close()?;
    Ok(occurrence)
}

/// What a balance item's key tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BalancePlace {
    pub workspace: WorkspaceId,
    pub kind: Kind,
    pub account: AccountId,
    pub amount: Won,
    pub balance: i64,
}

/// A balance item.
pub struct Balance {
    pub key: String,
    pub place: BalancePlace,
    pub at: Timestamp,
    pub from: Timestamp,
    pub until: Timestamp,
    /// The deposit that its report made, or took back.
    pub deposit: Option<DepositId>,
}

impl Balance {
    pub fn read(item: &Item, place: BalancePlace) -> Read<Self> {
        let mut fields = Fields::of_table(item)?;
        let (pk, sk) = place::key_of(item);
        let balance = Self {
            key: place::shown(pk, sk),
            place,
            at: fields.need("at", instant)?,
            from: fields.need("from", instant)?,
            until: fields.need("until", instant)?,
            deposit: fields.maybe("deposit_id", counted(DepositId::new))?,
        };
        fields.need("pays", flag)?;
        fields.need("ttl", number::<i64>)?;
        fields.close()?;
        Ok(balance)
    }
}
