//! Phones: what is written twice. A key's item and its phone say the same, a phone's newest key has its item, and an
//! account is bound to a phone that stands. Each phone has its watch, which stands in the index and tells its turns in
//! turn.

use crate::book::Book;
use crate::record::phone::{Turn, Watch};
use crate::{Report, place};

pub fn check(book: &Book, report: &mut Report) {
    for item in &book.phone_keys {
        let Some(phone) = book.phones.get(&(item.workspace, item.phone)) else {
            report.add("PHONE", &item.key, "its phone does not stand");
            continue;
        };
        if !phone.keys.contains(&item.is) {
            report.add("PHONE", &item.key, "its phone has no such key, or one that ends at another time");
        }
        if phone.silent_after_minutes != item.silent_after_minutes {
            report.add("PHONE", &item.key, "its patience is not its phone's");
        }
        if phone.sender_missing != item.sender_missing {
            report.add("PHONE", &item.key, "what it says of calls without a sender is not what its phone says");
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
    for ((workspace, id), phone) in &book.phones {
        if !book.watches.iter().any(|watch| (watch.workspace, watch.phone) == (*workspace, *id)) {
            report.add("PHONE", &phone.key, "nothing watches it");
        }
    }
    for watch in &book.watches {
        check_watch(book, watch, report);
    }
    for (account, workspace, phone) in &book.bound {
        if !book.phones.contains_key(&(*workspace, *phone)) {
            report.add("PHONE", account, format!("it is bound to phone {phone}, which does not stand"));
        }
    }
}

fn check_watch(book: &Book, watch: &Watch, report: &mut Report) {
    if !book.phones.contains_key(&(watch.workspace, watch.phone)) {
        report.add("PHONE", &watch.key, "its phone does not stand");
    }
    let (pk, behind) = place::watch_due(watch.workspace, watch.phone);
    let indexed =
        watch.gsi3.as_ref().is_some_and(|(in_pk, sk)| *in_pk == pk && sk.len() == 35 && sk.ends_with(&behind));
    if !indexed {
        report.add("PHONE", &watch.key, "GSI3 does not name it");
    }
    let follows = |pair: &[Turn]| match pair {
        [one, next] => next.number == one.number + 1 && next.status != one.status && next.at >= one.at,
        _ => true,
    };
    if !watch.turns.windows(2).all(follows) {
        report.add("PHONE", &watch.key, "its turns do not follow one another");
    }
}
