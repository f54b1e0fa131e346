//! Phones: what is written twice. A key's item and its phone say the same, a phone's newest key has its item, and an
//! account is bound to a phone that stands.

use crate::Report;
use crate::book::Book;

pub fn check(book: &Book, report: &mut Report) {
    for item in &book.phone_keys {
        let Some(phone) = book.phones.get(&(item.workspace, item.phone)) else {
            report.add("PHONE", &item.key, "its phone does not stand");
            continue;
        };
        if !phone.keys.contains(&item.is) {
            report.add("PHONE", &item.key, "its phone has no such key, or one that ends at another time");
        }
        if phone.secret != item.secret {
            report.add("PHONE", &item.key, "its secret is not its phone's");
        }
    }
    for phone in book.phones.values() {
        let stands = |hash| book.phone_keys.iter().any(|item| item.is.hash == hash);
        if phone.keys.iter().any(|key| key.valid_until.is_none() && !stands(key.hash)) {
            report.add("PHONE", &phone.key, "its newest key has no item");
        }
    }
    for (account, workspace, phone) in &book.bound {
        if !book.phones.contains_key(&(*workspace, *phone)) {
            report.add("PHONE", account, format!("it is bound to phone {phone}, which does not stand"));
        }
    }
}
