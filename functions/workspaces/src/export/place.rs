//! Where an export stands between two parts.

use domain::{AuditId, Timestamp};
use web::page::Position;

/// What is read, in this order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    Workspace,
    Members,
    Accounts,
    Phones,
    Endpoints,
    Formats,
    Orders,
    Deposits,
    Messages,
    AuditLog,
    /// All of it as the table keeps it: for another installation.
    Records,
}

impl Stage {
    const ALL: [Self; 11] = [
        Self::Workspace,
        Self::Members,
        Self::Accounts,
        Self::Phones,
        Self::Endpoints,
        Self::Formats,
        Self::Orders,
        Self::Deposits,
        Self::Messages,
        Self::AuditLog,
        Self::Records,
    ];

    fn next(self) -> Option<Self> {
        Self::ALL.into_iter().skip_while(|stage| *stage != self).nth(1)
    }
}

/// Where an export goes on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// The entry of the audit log that tells of it.
    pub begun: AuditId,
    /// The number of the part, from 1.
    pub part: u16,
    pub stage: Stage,
    /// The last row of the stage that was read, as a position of its list; `None`: none yet.
    pub after: Option<Vec<u8>>,
}

impl Place {
    /// The beginning of an export.
    pub fn begin(begun: AuditId) -> Self {
        Self { begun, part: 1, stage: Stage::Workspace, after: None }
    }

    /// Behind a row of the same stage.
    pub fn behind(&self, row: Vec<u8>) -> Self {
        Self { after: Some(row), ..self.clone() }
    }

    /// Whether records were read before it.
    pub fn is_in_records(&self) -> bool {
        self.stage == Stage::Records && self.after.is_some()
    }

    /// At the next stage; `None` behind the last.
    pub fn next_stage(&self) -> Option<Self> {
        self.stage.next().map(|stage| Self { stage, after: None, ..self.clone() })
    }

    /// Where the list of the stage goes on.
    pub fn list<I: Position>(&self) -> Option<I> {
        I::from_bytes(self.after.as_ref()?)
    }
}

impl Position for Place {
    fn to_bytes(&self) -> Vec<u8> {
        let stage = Stage::ALL.iter().position(|stage| *stage == self.stage).and_then(|at| u8::try_from(at).ok());
        let head = [self.begun.to_bytes(), self.part.to_be_bytes().to_vec(), vec![stage.unwrap_or(u8::MAX)]].concat();
        [head, self.after.clone().unwrap_or_default()].concat()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (at, rest) = bytes.split_first_chunk::<8>()?;
        let (nonce, rest) = rest.split_first_chunk::<4>()?;
        let (part, rest) = rest.split_first_chunk::<2>()?;
        let (stage, after) = rest.split_first()?;
        Some(Self {
            begun: AuditId { at: Timestamp::from_ms(i64::from_be_bytes(*at)), nonce: u32::from_be_bytes(*nonce) },
            part: u16::from_be_bytes(*part),
            stage: *Stage::ALL.get(usize::from(*stage))?,
            after: (!after.is_empty()).then(|| after.to_vec()),
        })
    }
}
