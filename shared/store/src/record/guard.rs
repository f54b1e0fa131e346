//! The items that tell a repeat from a second deposit: the name guard and the balance item.

use domain::occurrence::{Kind, Occurrence, Seen};
use domain::{ClosedSet, DepositId, Timestamp, Via};
use serde::{Deserialize, Serialize};
use serde_bytes::ByteArray;

use super::Reader;
use crate::key::Key;
use crate::{StoreError, key};

/// 2: one guard of all names that begin alike; it tells when it forgets.
pub const FORMAT: u8 = 2;
/// How long a balance item is kept, in milliseconds: longer than money can wait and still pay, so that a late report in
/// another spelling meets it.
pub const BALANCE_KEPT_MS: i64 = 367 * domain::time::DAY_MS;

/// The name guard: which reports of one account and amount, of payers whose names begin alike, were seen.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct GuardRecord {
    #[serde(rename = "PK")]
    pub pk: String,
    #[serde(rename = "SK")]
    sk: String,
    fmt: u8,
    pub version: u64,
    seen: Vec<OccurrenceRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    forgot: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    forgot_balanced: Option<i64>,
}

/// Short names: a guard holds up to 64 of them and every deposit rewrites it. `f` fingerprint, `w` words, `r` receipt,
/// `t` deposited at, `h` heard at, `b` balance, `p` payer, `d` deposit, `v` via; flags in `x`: `R` reversal, `M` prints
/// its minute, `S` stamped, `P` payable, `T` typed,
/// `C` its balance may be cut.
#[derive(Serialize, Deserialize, Clone, Debug)]
struct OccurrenceRecord {
    f: ByteArray<16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    w: Option<ByteArray<16>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    r: Option<ByteArray<16>>,
    t: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    h: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    b: Option<i64>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    p: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    d: Option<u64>,
    v: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    x: String,
}

const REVERSAL: char = 'R';
const MINUTE: char = 'M';
const STAMPED: char = 'S';
const PAYABLE: char = 'P';
const TYPED: char = 'T';
const MAY_BE_CUT: char = 'C';

impl OccurrenceRecord {
    fn of(seen: &Occurrence) -> Self {
        let flags = [
            (REVERSAL, seen.kind == Kind::Reversal),
            (MINUTE, seen.has_time),
            (STAMPED, seen.is_stamped),
            (PAYABLE, seen.is_payable),
            (TYPED, seen.is_typed),
            (MAY_BE_CUT, seen.balance_may_be_cut),
        ];
        Self {
            f: ByteArray::new(seen.fingerprint.into()),
            w: seen.words.map(|words| ByteArray::new(words.into())),
            r: seen.receipt.map(|receipt| ByteArray::new(receipt.into())),
            t: seen.deposited_at.ms(),
            h: seen.heard_at.map(Timestamp::ms),
            b: seen.balance,
            p: seen.printed.to_string(),
            d: seen.deposit.map(DepositId::get),
            v: seen.via.code().to_owned(),
            x: flags.into_iter().filter(|(_, on)| *on).map(|(flag, _)| flag).collect(),
        }
    }

    fn read(self, reader: &Reader<'_>) -> Result<Occurrence, StoreError> {
        let has = |flag| self.x.contains(flag);
        let deposit = reader.maybe("seen.d", self.d, DepositId::new)?;
        let kind = if has(REVERSAL) { Kind::Reversal } else { Kind::Deposit };
        if kind == Kind::Deposit {
            reader.need("seen.d", deposit)?;
        }
        Ok(Occurrence {
            kind,
            fingerprint: self.f.into_array().into(),
            words: self.w.map(|bytes| bytes.into_array().into()),
            receipt: self.r.map(|bytes| bytes.into_array().into()),
            deposited_at: Timestamp::from_ms(self.t),
            heard_at: self.h.map(Timestamp::from_ms),
            has_time: has(MINUTE),
            is_stamped: has(STAMPED),
            balance: self.b,
            balance_may_be_cut: has(MAY_BE_CUT),
            deposit,
            via: reader.need("seen.v", Via::parse(&self.v))?,
            is_payable: has(PAYABLE),
            is_typed: has(TYPED),
            printed: self.p.into(),
        })
    }
}

impl GuardRecord {
    pub fn of(key: Key, version: u64, seen: &Seen) -> Self {
        Self {
            pk: key.pk,
            sk: key.sk,
            fmt: FORMAT,
            version,
            seen: seen.occurrences.iter().map(OccurrenceRecord::of).collect(),
            forgot: seen.forgot.map(Timestamp::ms),
            forgot_balanced: seen.forgot_balanced.map(Timestamp::ms),
        }
    }

    pub fn read(self) -> Result<Seen, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        reader.is_of_format(self.fmt, FORMAT)?;
        let occurrences = self.seen.into_iter().map(|record| record.read(&reader)).collect::<Result<_, _>>()?;
        let [forgot, forgot_balanced] = [self.forgot, self.forgot_balanced].map(|at| at.map(Timestamp::from_ms));
        Ok(Seen { occurrences, forgot, forgot_balanced })
    }
}

/// The balance item: the report that told this balance of an account after this amount.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct BalanceRecord {
    #[serde(rename = "PK")]
    pub pk: String,
    #[serde(rename = "SK")]
    sk: String,
    fmt: u8,
    /// When the transfer was, and between which instants it may have been.
    pub at: i64,
    pub from: i64,
    pub until: i64,
    /// The report's sender may pay by itself, and its name can be read.
    pub pays: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deposit_id: Option<u64>,
    ttl: i64,
}

impl BalanceRecord {
    /// `None` where no balance was told.
    pub fn of(guard: &crate::recording::GuardPlace, seen: &Occurrence, now: Timestamp) -> Option<Self> {
        let key = key::balance(guard.workspace, seen.kind, guard.account, guard.amount, seen.balance?);
        Some(Self {
            pk: key.pk,
            sk: key.sk,
            fmt: super::FORMAT,
            at: seen.deposited_at.ms(),
            from: seen.deposited_at.plus_ms(-seen.span_ms()).ms(),
            until: seen.deposited_at.plus_ms(seen.span_ms()).ms(),
            pays: seen.is_payable,
            deposit_id: seen.deposit.map(DepositId::get),
            ttl: now.max(seen.deposited_at).plus_ms(BALANCE_KEPT_MS).seconds(),
        })
    }

    pub fn key(&self) -> Key {
        Key { pk: self.pk.clone(), sk: self.sk.clone() }
    }

    /// The deposit that the report made, or took back.
    pub fn deposit(&self) -> Option<DepositId> {
        self.deposit_id.and_then(DepositId::new)
    }
}
