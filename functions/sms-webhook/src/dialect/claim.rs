//! What a request tells of the text's sender.
//!
//! Whoever writes the text may have written the fields beside it too: a template that puts texts into JSON as they are
//! lets a text close its string and go on. So every field that any dialect takes for a sender is looked at, whichever
//! dialect reads the request, and the claim is ambiguous where two of them disagree or a field stands twice.

use std::collections::BTreeSet;

use bank_sms::sender::is_package;
use domain::arrival::is_number;
use domain::{SenderClaim, text};
use serde_json::{Map, Value};

use super::Fields;
use super::reader::{is_filled, strings};
use super::table::{DIALECTS, Dialect};

/// The paths under which a notification's title may stand; a SIM's slot is none.
fn titles() -> impl Iterator<Item = &'static [&'static str]> {
    let all = DIALECTS.iter().filter(|dialect| dialect.name != "incoming-sms-notification");
    all.flat_map(|dialect| dialect.titles.chunks(1)).filter(|path| *path != ["card_slot"])
}

/// What a request tells of its sender. What makes no sense counts as not told.
pub fn of(dialect: &Dialect, carried: &Fields) -> SenderClaim {
    let fields = &carried.named;
    let (packages, senders): (Vec<_>, Vec<_>) = usable(fields, dialect.senders).partition(|sender| is_package(sender));
    let package = usable(fields, dialect.packages).find(|it| is_package(it)).or(packages.into_iter().next());
    let title = usable(fields, dialect.titles).next();
    let sender = senders.into_iter().next();
    let ambiguous =
        carried.is_doubled || several_senders(dialect, fields) || (package.is_some() && several_titles(&title, fields));
    SenderClaim { sender, title, package, ambiguous, unconfirmed: false }
}

/// Whether the fields name more than one sender, whatever dialect reads them. A number and an app are two.
fn several_senders(dialect: &Dialect, fields: &Map<String, Value>) -> bool {
    let named = DIALECTS.iter().flat_map(|each| each.senders.chunks(1));
    let apps = DIALECTS.iter().flat_map(|each| each.packages.chunks(1));
    let is_title = |path: &&[&str]| path.iter().any(|path| dialect.titles.contains(path));
    let senders = named.filter(|path| !is_title(path)).flat_map(|path| usable(fields, path));
    let packages =
        apps.filter(|path| !is_title(path)).flat_map(|path| usable(fields, path)).filter(|it| is_package(it));
    senders.chain(packages).map(|sender| compared(&sender)).collect::<BTreeSet<_>>().len() > 1
}

/// Whether another title stands beside the one that is read.
fn several_titles(title: &Option<String>, fields: &Map<String, Value>) -> bool {
    let all = title.iter().cloned().chain(titles().flat_map(|path| usable(fields, path)));
    all.map(|title| compared(&title)).collect::<BTreeSet<_>>().len() > 1
}

/// The values at these paths that an app filled in and that are short enough for a sender.
fn usable(fields: &Map<String, Value>, paths: &'static [&'static str]) -> impl Iterator<Item = String> {
    strings(fields, paths).filter(|it| is_filled(it) && it.chars().count() <= text::SENDER)
}

/// A sender as senders are compared: a number by its digits, at home or from abroad.
fn compared(sender: &str) -> String {
    if !is_number(sender) {
        return sender.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let digits: String = sender.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix("82").filter(|rest| sender.trim().starts_with('+') && rest.len() >= 8) {
        Some(rest) => rest.trim_start_matches('0').to_owned(),
        None => digits.trim_start_matches('0').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::dialect::table;

    fn claim(fields: Value) -> SenderClaim {
        let Value::Object(named) = fields else { panic!() };
        let carried = Fields { named, is_doubled: false };
        of(table::of(&carried.named).unwrap(), &carried)
    }

    fn told(claim: &SenderClaim) -> [Option<&str>; 3] {
        [&claim.sender, &claim.title, &claim.package].map(|it| it.as_deref())
    }

    const APP: &str = "com.example.bank";

    #[test]
    fn a_sender_a_title_and_a_package_are_three_things() {
        let number = Some("16449999");
        for (fields, expected) in [
            (json!({"text": "입금", "sentStamp": 1, "from": "16449999"}), [number, None, None]),
            (json!({"text": "입금", "sim": "notification", "from": "16449999"}), [None, number, None]),
            (json!({"from": APP, "title": "국민", "org_content": "입금"}), [None, Some("국민"), Some(APP)]),
            (json!({"from": "16449999", "title": "SIM1", "org_content": "입금"}), [number, None, None]),
            (
                json!({"notification": "입금", "not_title": "국민", "not_app_package": APP}),
                [None, Some("국민"), Some(APP)],
            ),
            (json!({"notification": "입금", "not_title": "국민", "not_app_name": "은행"}), [None, Some("국민"), None]),
            (
                json!({"antext": "입금", "antitle": "국민", "anpackage": APP, "smsrf": "%SMSRF"}),
                [None, Some("국민"), Some(APP)],
            ),
            (json!({"text": "입금", "title": "국민", "pkg": APP}), [None, Some("국민"), Some(APP)]),
            // As our page told people until now: the package stands where a sender stands.
            (json!({"text": "입금", "title": "국민", "sender": APP}), [None, Some("국민"), Some(APP)]),
            (json!({"text": "입금", "package": "은행"}), [None, None, None]),
            (json!({"text": "입금", "subject": "제목"}), [None, None, None]),
        ] {
            let claim = claim(fields.clone());
            assert_eq!((told(&claim), claim.ambiguous), (expected, false), "{fields}");
        }
    }

    #[test]
    fn a_sender_that_makes_no_sense_is_not_told_and_not_ambiguous() {
        for bad in [
            json!("1".repeat(2_000)),
            json!(["1"]),
            json!({"a": 1}),
            json!(true),
            json!(null),
            json!(" "),
            json!("{n}"),
        ] {
            let claim = claim(json!({"text": "입금", "sender": bad, "from": "16449999"}));
            assert_eq!((claim.sender.as_deref(), claim.ambiguous), (Some("16449999"), false), "{bad}");
        }
        assert_eq!(claim(json!({"text": "입금", "sender": 16_449_999})).sender.as_deref(), Some("16449999"));
    }

    #[test]
    fn two_senders_that_disagree_are_ambiguous_whatever_dialect_reads_them() {
        for (fields, ambiguous) in [
            (json!({"text": "입금", "sender": "16449999", "from": "1644-9999"}), false),
            (json!({"text": "입금", "sender": "01000000000", "from": "+82 10-0000-0000"}), false),
            (json!({"text": "입금", "sender": "16449999", "from": "01000000000"}), true),
            (json!({"text": "입금", "sender": "16449999", "from": "국민은행"}), true),
            (json!({"text": "입금", "sender": "16449999", "package": APP}), true),
            // The text made another dialect of it.
            (json!({"sms_message": "입금", "sms_number": "01000000000", "from": "16449999", "org_content": "x"}), true),
            (
                json!({"sms_message": "입금", "sms_number": "01000000000", "specversion": "1.0",
                "data": {"content": "x", "contact": "16449999"}}),
                true,
            ),
            (json!({"text": "입금", "title": "01000000000", "package": APP, "not_title": "16449999"}), true),
            (json!({"text": "입금", "title": "국민", "package": APP, "not_title": "국민"}), false),
        ] {
            assert_eq!(claim(fields.clone()).ambiguous, ambiguous, "{fields}");
        }
    }
}
