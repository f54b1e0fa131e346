//! The item of a workspace's message formats: all of them, so that their number needs no counter.

use bank_sms::CustomFormat;
use domain::format::{MessageFormat, MessageFormats};
use domain::{DepositId, FormatId, Timestamp, UserId, WorkspaceId};
use serde::{Deserialize, Serialize};

use super::{FORMAT, Reader};
use crate::{StoreError, key};

#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct MessageFormatsRecord {
    #[serde(rename = "PK")]
    pk: String,
    #[serde(rename = "SK")]
    sk: String,
    fmt: u8,
    workspace_id: u64,
    formats: Vec<FormatRecord>,
    version: u64,
}

#[derive(Serialize, Deserialize, Clone, Debug)]
struct FormatRecord {
    id: u64,
    bank_code: String,
    layout: String,
    by: u64,
    at: i64,
    /// The deposits for which a person pressed.
    proved_by: Vec<u64>,
}

impl MessageFormatsRecord {
    pub fn of(formats: &MessageFormats) -> Self {
        let key = key::message_formats(formats.workspace);
        Self {
            pk: key.pk,
            sk: key.sk,
            fmt: FORMAT,
            workspace_id: formats.workspace.get(),
            formats: formats.formats.iter().map(FormatRecord::of).collect(),
            version: formats.version,
        }
    }

    pub fn read(self) -> Result<MessageFormats, StoreError> {
        let reader = Reader { pk: &self.pk, sk: &self.sk };
        Ok(MessageFormats {
            workspace: reader.need("workspace_id", WorkspaceId::new(self.workspace_id))?,
            formats: self.formats.iter().map(|format| format.read(&reader)).collect::<Result<_, _>>()?,
            version: self.version,
        })
    }
}

impl FormatRecord {
    fn of(format: &MessageFormat) -> Self {
        Self {
            id: format.id.get(),
            bank_code: format.bank().code.to_owned(),
            layout: format.format.layout().to_owned(),
            by: format.created_by.get(),
            at: format.created_at.ms(),
            proved_by: format.proved_by.iter().map(|deposit| deposit.get()).collect(),
        }
    }

    fn read(&self, reader: &Reader<'_>) -> Result<MessageFormat, StoreError> {
        let proofs = self.proved_by.iter().map(|id| DepositId::new(*id)).collect::<Option<_>>();
        Ok(MessageFormat {
            id: reader.need("formats.id", FormatId::new(self.id))?,
            format: reader.need("formats.layout", CustomFormat::parse(&self.layout, &self.bank_code))?,
            created_by: reader.need("formats.by", UserId::new(self.by))?,
            created_at: Timestamp::from_ms(self.at),
            proved_by: reader.need("formats.proved_by", proofs)?,
        })
    }
}
