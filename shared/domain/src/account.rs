//! A bank account that a shop registered, and whether the account printed in a message is that one.

use bank_sms::PrintedAccount;
use bank_sms::bank::{self, Bank};

use crate::{AccountId, Timestamp, WorkspaceId};

/// A registered bank account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
    pub id: AccountId,
    pub workspace: WorkspaceId,
    /// Three digits, a known institution (금융기관공동코드).
    pub bank_code: String,
    pub bank_name: String,
    /// As typed, hyphens and all.
    pub number: AccountNumber,
    pub holder: String,
    /// Only an active account takes messages.
    pub is_active: bool,
    pub created_at: Timestamp,
    /// Counts the writes of this account's item.
    pub version: u64,
}

/// The number of an account: 8–16 digits, hyphens allowed between them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AccountNumber(String);

impl AccountNumber {
    /// `None` when the text holds anything but digits and single inner hyphens, or not 8–16 digits.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        let hyphens = text.split('-').all(|group| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit()));
        (hyphens && (8..=16).contains(&digits)).then(|| Self(text.to_owned()))
    }

    /// As typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The digits alone.
    pub fn digits(&self) -> String {
        self.0.chars().filter(char::is_ascii_digit).collect()
    }
}

/// Whether a printed account tells enough to be believed on the open webhook, where anybody may post: six visible
/// digits, or four and the printed owner agreeing with the registered holder.
pub fn is_open_fit(printed: &PrintedAccount, owner: Option<&str>, registered_digits: &str, holder: &str) -> bool {
    let enough = match printed.visible_digits() {
        0..=3 => false,
        4 | 5 => owner.is_some_and(|owner| owner_agrees(owner, holder)),
        _ => true,
    };
    enough && printed.fits(registered_digits)
}

/// Whether a printed, usually masked owner (`홍*동`) can be this holder (`홍길동`): the same length, and every
/// character that is not masked the same. At least two characters must be visible.
fn owner_agrees(printed: &str, holder: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<_>>();
    let (printed, holder) = (letters(printed), letters(holder));
    let masked = |c: &char| matches!(c, '*' | '•' | '○' | '#');
    let visible = printed.iter().filter(|c| !masked(c)).count();
    visible >= 2 && printed.len() == holder.len() && printed.iter().zip(&holder).all(|(p, h)| masked(p) || p == h)
}

/// The institution of a code, when it is one that LunePay knows.
pub fn institution(code: &str) -> Option<&'static Bank> {
    bank::by_code(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_eight_to_sixteen_digits_and_inner_hyphens() {
        assert_eq!(AccountNumber::parse("110-123-000000").unwrap().digits(), "110123000000");
        for bent in [
            "",
            "1234567",
            "12345678901234567",
            "-12345678",
            "123--45678",
            "1234 5678",
            "110-***-000000",
            "１２３４５６７８",
        ] {
            assert_eq!(AccountNumber::parse(bent), None, "{bent:?}");
        }
    }

    #[test]
    fn four_digits_are_enough_only_with_the_owner() {
        let printed = PrintedAccount::parse("****3823").unwrap();
        assert!(is_open_fit(&printed, Some("홍*동"), "3333011233823", "홍길동"));
        assert!(!is_open_fit(&printed, Some("김*동"), "3333011233823", "홍길동"));
        assert!(!is_open_fit(&printed, None, "3333011233823", "홍길동"));
        assert!(!is_open_fit(&printed, Some("***"), "3333011233823", "홍길동"));
    }
}
