//! A bank account that a shop registered, and whether the account printed in a message is that one.

use bank_sms::PrintedAccount;
use bank_sms::bank::{self, Bank};

use crate::newtype::text_type;
use crate::time::DAY_MS;
use crate::{AccountId, PhoneId, Timestamp, WorkspaceId};

/// How many accounts a workspace may have.
pub const ACCOUNTS_MAX: usize = 100;

/// A registered bank account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
    pub id: AccountId,
    pub workspace: WorkspaceId,
    /// A known institution.
    pub bank_code: BankCode,
    pub bank_name: String,
    /// As typed, hyphens and all.
    pub number: AccountNumber,
    pub holder: String,
    /// Only an active account takes messages.
    pub is_active: bool,
    /// Its balance may be below zero: money that lifts it leaves a balance below the amount, which says nothing against
    /// it.
    pub has_overdraft: bool,
    /// The one phone whose URL may bring its messages; `None`: every phone of the workspace.
    pub phone: Option<PhoneId>,
    /// When the first message of it came over a phone's URL.
    pub verified_at: Option<Timestamp>,
    /// When an account of another workspace last fitted a message over the open URL too.
    pub contested_at: Option<Timestamp>,
    pub created_at: Timestamp,
    /// Counts the writes of this account's item.
    pub version: u64,
}

text_type!(
    /// The code of an institution (금융기관공동코드): three digits. A text and no entry of the table of banks, since an
    /// item outlives a bank that is taken out of it.
    BankCode
);

impl BankCode {
    /// The institution, when it is one that LunePay knows.
    pub fn bank(&self) -> Option<&'static Bank> {
        bank::by_code(self)
    }

    /// The family of its institution; of an unknown one, the code.
    pub fn family(&self) -> &str {
        self.bank().map_or(self, |bank| bank.family)
    }
}

/// The number of an account: 8–16 digits, hyphens allowed between them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AccountNumber(String);

impl Account {
    /// The account after a message over the open URL fitted that of another workspace too. `None`: that was noted
    /// within the last day.
    pub fn contested(&self, now: Timestamp) -> Option<Self> {
        let is_noted = self.contested_at.is_some_and(|at| now.ms() - at.ms() < DAY_MS);
        (!is_noted).then(|| Self { contested_at: Some(now), version: self.version + 1, ..self.clone() })
    }
}

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

/// Which of the accounts that fit an open message it is of: the only one. Where several fit it is nobody's, whoever was
/// first and whoever verified the number, and a person sees it.
pub fn chosen_on_open(fits: &[Account]) -> Option<&Account> {
    if let [only] = fits { Some(only) } else { None }
}

/// Whether accounts of several workspaces fit an open message.
pub fn is_contested(fits: &[Account]) -> bool {
    fits.first().is_some_and(|first| fits.iter().any(|other| other.workspace != first.workspace))
}

/// Which of a workspace's active accounts of the message's bank a message is of, over the URL of `phone`: the one that
/// the printed account fits, or, where none is printed, the only one.
pub fn chosen_on_phone<'a>(
    of_bank: &'a [Account],
    printed: Option<&PrintedAccount>,
    phone: PhoneId,
) -> Option<&'a Account> {
    let mut fits = of_bank.iter().filter(|account| {
        account.is_active
            && account.phone.is_none_or(|bound| bound == phone)
            && printed.is_none_or(|printed| printed.fits(&account.number.digits()))
    });
    let (only, None) = (fits.next()?, fits.next()) else { return None };
    Some(only)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_eight_to_sixteen_digits_and_inner_hyphens() {
        let number = AccountNumber::parse("110-123-000000").unwrap();
        assert_eq!((number.as_str(), number.digits().as_str()), ("110-123-000000", "110123000000"));
        for edge in ["12345678", "1234567890123456"] {
            assert!(AccountNumber::parse(edge).is_some(), "{edge}");
        }
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
    fn an_institution_is_known_by_its_code() {
        assert_eq!(BankCode::from("004").bank().map(|bank| bank.name), Some("국민"));
        let unknown = BankCode::from("000");
        assert!(unknown.bank().is_none() && unknown.family() == "000");
    }

    #[test]
    fn four_digits_are_enough_only_with_the_owner() {
        let printed = PrintedAccount::parse("****3823").unwrap();
        assert!(is_open_fit(&printed, Some("홍*동"), "3333011233823", "홍길동"));
        assert!(!is_open_fit(&printed, Some("김*동"), "3333011233823", "홍길동"));
        assert!(!is_open_fit(&printed, None, "3333011233823", "홍길동"));
        assert!(!is_open_fit(&printed, Some("***"), "3333011233823", "홍길동"));
        // Five are as four; six speak for themselves; three are never enough, whoever is named.
        let printed = PrintedAccount::parse("****33823").unwrap();
        assert!(!is_open_fit(&printed, None, "3333011233823", "홍길동"));
        let printed = PrintedAccount::parse("333****3823").unwrap();
        assert!(is_open_fit(&printed, None, "3333011233823", "홍길동"));
        let printed = PrintedAccount::parse("****823").unwrap();
        assert!(!is_open_fit(&printed, Some("홍길동"), "3333011233823", "홍길동"));
        assert!(!is_open_fit(&printed, None, "3333011233823", "홍길동"));
    }

    fn registered(workspace: u64, id: u64) -> Account {
        Account {
            id: AccountId::new(id).unwrap(),
            workspace: WorkspaceId::new(workspace).unwrap(),
            bank_code: "004".into(),
            bank_name: "국민은행".into(),
            number: AccountNumber::parse("110-123-000000").unwrap(),
            holder: "홍길동".into(),
            is_active: true,
            has_overdraft: false,
            phone: None,
            verified_at: None,
            contested_at: None,
            created_at: Timestamp::from_ms(0),
            version: 1,
        }
    }

    #[test]
    fn where_several_accounts_fit_an_open_message_is_nobodys_whoever_was_first_or_verified() {
        let (shop, stranger) = (registered(1, 1), registered(2, 1));
        let verified = Account { verified_at: Some(Timestamp::from_ms(100)), ..shop.clone() };
        let table = [
            (vec![shop.clone()], Some(1), false),
            (vec![shop.clone(), stranger.clone()], None, true),
            (vec![verified, stranger], None, true),
            // Two accounts of the shop itself fit a masked number.
            (vec![shop, registered(1, 2)], None, false),
            (vec![], None, false),
        ];
        for (fits, paid, contested) in table {
            assert_eq!(chosen_on_open(&fits).map(|account| account.workspace.get()), paid, "{fits:?}");
            assert_eq!(is_contested(&fits), contested, "{fits:?}");
        }
    }

    #[test]
    fn a_phone_brings_messages_of_its_own_accounts_and_of_those_without_a_phone() {
        let (one, two) = (PhoneId::new(1).unwrap(), PhoneId::new(2).unwrap());
        let bound = |id, phone| Account { phone, ..registered(1, id) };
        let printed = PrintedAccount::parse("110-***-000000").unwrap();
        let of = |accounts: &[Account], printed: Option<&PrintedAccount>, phone| {
            chosen_on_phone(accounts, printed, phone).map(|account| account.id.get())
        };
        assert_eq!(of(&[bound(1, None)], Some(&printed), one), Some(1));
        assert_eq!(of(&[bound(1, Some(one))], Some(&printed), one), Some(1));
        assert_eq!(of(&[bound(1, Some(two))], Some(&printed), one), None);
        assert_eq!(of(&[bound(1, Some(two)), bound(2, Some(one))], Some(&printed), one), Some(2));
        assert_eq!(of(&[bound(1, None), bound(2, None)], Some(&printed), one), None);
        assert_eq!(of(&[bound(1, None)], None, one), Some(1));
        assert_eq!(of(&[bound(1, None), bound(2, None)], None, one), None);
        let off = Account { is_active: false, ..bound(2, None) };
        assert_eq!(of(&[bound(1, None), off], None, one), Some(1));
        let elsewhere = PrintedAccount::parse("220-***-000000").unwrap();
        assert_eq!(of(&[bound(1, None)], Some(&elsewhere), one), None);
    }
}
