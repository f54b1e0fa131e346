//! The message formats that a shop adds for its own bank's messages, where nobody could read them.

use bank_sms::custom::Hole;
use bank_sms::{Bank, CustomFormat, Meaning};

use crate::{ClosedSet, DepositId, FormatId, Refusal, Timestamp, UserId, WorkspaceId};

/// What a person marks on a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MarkKind(pub Hole);

impl ClosedSet for MarkKind {
    fn all() -> impl Iterator<Item = Self> {
        Hole::ALL.into_iter().map(Self)
    }

    fn code(self) -> &'static str {
        self.0.code()
    }
}

/// What a piece of a message is to the reader.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PieceMeaning(pub Meaning);

impl ClosedSet for PieceMeaning {
    fn all() -> impl Iterator<Item = Self> {
        Meaning::ALL.into_iter().map(Self)
    }

    fn code(self) -> &'static str {
        self.0.code()
    }
}

/// A format that an owner added.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MessageFormat {
    pub id: FormatId,
    pub format: CustomFormat,
    pub created_by: UserId,
    pub created_at: Timestamp,
    /// Deposits that it read and that a person released or matched: the first [`MessageFormat::PROOFS`].
    pub proved_by: Vec<DepositId>,
}

impl MessageFormat {
    /// How many of its deposits people must have released or matched before others pay by themselves.
    pub const PROOFS: usize = 5;

    /// Whether its deposits pay by themselves.
    pub fn is_proved(&self) -> bool {
        self.proved_by.len() >= Self::PROOFS
    }

    pub fn bank(&self) -> &'static Bank {
        self.format.bank()
    }
}

/// All formats of a workspace, oldest first: one item.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MessageFormats {
    pub workspace: WorkspaceId,
    pub formats: Vec<MessageFormat>,
    /// Counts the writes of the item; 0 where there is none.
    pub version: u64,
}

impl MessageFormats {
    /// The most formats of a workspace.
    pub const MAX: usize = 50;

    /// A workspace that has none.
    pub fn none(workspace: WorkspaceId) -> Self {
        Self { workspace, formats: Vec::new(), version: 0 }
    }

    pub fn get(&self, id: FormatId) -> Option<&MessageFormat> {
        self.formats.iter().find(|format| format.id == id)
    }

    /// With one more.
    pub fn with(&self, format: MessageFormat) -> Result<Self, Refusal> {
        if self.formats.len() >= Self::MAX {
            return Err(Refusal::TooManyFormats);
        }
        let same = |other: &&MessageFormat| other.format == format.format;
        if let Some(stands) = self.formats.iter().find(same) {
            return Err(Refusal::FormatExists(stands.id));
        }
        let mut after = self.next();
        after.formats.push(format);
        Ok(after)
    }

    /// Without one; `None` when there is no such one.
    pub fn without(&self, id: FormatId) -> Option<Self> {
        self.get(id)?;
        let mut after = self.next();
        after.formats.retain(|format| format.id != id);
        Some(after)
    }

    /// With a deposit that a format read and that a person released or matched; `None` when that changes nothing.
    pub fn proved(&self, id: FormatId, deposit: DepositId) -> Option<Self> {
        let mut after = self.next();
        let format = after.formats.iter_mut().find(|format| format.id == id)?;
        if format.is_proved() || format.proved_by.contains(&deposit) {
            return None;
        }
        format.proved_by.push(deposit);
        Some(after)
    }

    fn next(&self) -> Self {
        Self { version: self.version + 1, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(id: u64) -> MessageFormat {
        MessageFormat {
            id: FormatId::new(id).unwrap(),
            format: CustomFormat::parse(&format!("[KB] {{in=별빛입금}} {{won}} 끝{id}"), "004").unwrap(),
            created_by: UserId::new(1).unwrap(),
            created_at: Timestamp::from_ms(id.cast_signed()),
            proved_by: Vec::new(),
        }
    }

    #[test]
    fn fifty_formats_stand_and_each_text_once() {
        let mut all = MessageFormats::none(WorkspaceId::new(1).unwrap());
        for id in 1..=50 {
            all = all.with(format(id)).unwrap();
        }
        assert_eq!(all.version, 50);
        assert_eq!(all.with(format(51)), Err(Refusal::TooManyFormats));
        let fewer = all.without(FormatId::new(7).unwrap()).unwrap();
        assert!(fewer.get(FormatId::new(7).unwrap()).is_none() && fewer.formats.len() == 49);
        assert_eq!(fewer.without(FormatId::new(7).unwrap()), None);
        let again = MessageFormat { id: FormatId::new(51).unwrap(), ..format(8) };
        assert_eq!(fewer.with(again), Err(Refusal::FormatExists(FormatId::new(8).unwrap())));
    }

    #[test]
    fn five_deposits_prove_a_format_and_each_counts_once() {
        let (id, deposit) = (FormatId::new(1).unwrap(), |n| DepositId::new(n).unwrap());
        let mut all = MessageFormats::none(WorkspaceId::new(1).unwrap()).with(format(1)).unwrap();
        for n in 1..=5 {
            assert!(!all.get(id).unwrap().is_proved());
            all = all.proved(id, deposit(n)).unwrap();
            assert_eq!(all.proved(id, deposit(n)), None, "the same deposit again");
        }
        assert!(all.get(id).unwrap().is_proved());
        assert_eq!(all.proved(id, deposit(6)), None);
        assert_eq!(all.proved(FormatId::new(2).unwrap(), deposit(6)), None);
    }
}
