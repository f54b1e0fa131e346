//! The item of a sequence: the last number that it gave.

use domain::WorkspaceId;
use serde::{Deserialize, Serialize};

use super::FORMAT;
use crate::{Sequence, key};

#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct SequenceRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: String,
    fmt: u8,
    last: u64,
}

impl SequenceRecord {
    /// The last number that it gave.
    pub fn last(&self) -> u64 {
        self.last
    }

    pub fn sk(&self) -> &str {
        &self.sk
    }

    /// The same numbers, counted in another workspace.
    pub fn moved(&self, to: WorkspaceId) -> Self {
        Self { pk: key::sequences(to), ..self.clone() }
    }

    /// A sequence that gave this number last.
    pub fn of(sequence: Sequence, last: u64) -> Self {
        let key = sequence.key();
        Self { pk: key.pk, sk: key.sk, fmt: FORMAT, last }
    }
}
