//! What holds for any text whatever, and how texts are damaged: shared by libFuzzer (`fuzz/`) and the bounded run that
//! CI makes (`main.rs` beside this file).

use bank_sms::{Message, Outcome, PrintedAccount, is_bank_message, name, normalised, read};
use std::sync::LazyLock;
use time::OffsetDateTime;
use unicode_normalization::UnicodeNormalization;

/// The texts of the corpus, the seeds of every run.
static ROWS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let rows = include_str!("../../../../tests/corpus/bank-messages.jsonl");
    let raw = |line| serde_json::from_str::<serde_json::Value>(line).ok()?["raw"].as_str().map(str::to_owned);
    rows.lines().filter_map(raw).collect()
});

const TOKENS: [&str; 24] = [
    " ",
    "\n",
    "입금",
    "출금",
    "잔액",
    "원",
    "10,000",
    "님",
    "취소",
    "(",
    ")",
    "**",
    "04/06",
    "16:15",
    "국민",
    "[KB]",
    "홍길동",
    "→",
    "\u{3000}",
    "\u{200b}",
    "(주)",
    "전자금융",
    "1",
    ",",
];

/// Any text: no panic, and what is called a deposit is one.
pub fn check(raw: &str) {
    let seed = raw.bytes().fold(7_i64, |sum, b| sum.wrapping_mul(31).wrapping_add(i64::from(b)));
    let received_at = OffsetDateTime::from_unix_timestamp(seed.rem_euclid(4_000_000_000)).unwrap();
    let sender = [None, Some("1644-9999"), Some("com.kakaobank.channel"), Some(raw)][(seed.rem_euclid(4)) as usize];
    let reading = read(&Message { raw, sender, received_at });
    is_bank_message(raw, sender);
    let plain = normalised(raw);
    assert!(!plain.contains(char::is_whitespace));
    if let Some(account) = &reading.account {
        assert_eq!(PrintedAccount::parse(account.as_printed()).as_ref(), Some(account));
    }
    for text in [raw, reading.depositor.as_deref().unwrap_or_default()] {
        let key = name::key(text);
        assert!(key.chars().all(char::is_alphanumeric));
        name::readings(text);
        name::cp949_len(text);
    }
    if reading.outcome == Outcome::Deposit {
        let amount = reading.amount.expect("a deposit has an amount");
        assert!((1..=1_000_000_000_000).contains(&amount));
        assert!(!reading.shape.is_empty());
        let digits: String = raw.nfkc().filter(char::is_ascii_alphanumeric).collect();
        assert!(digits.contains(&amount.to_string()), "{amount} does not stand in the text");
        if let Some(name) = &reading.depositor {
            assert!(!name.is_empty() && !name.contains('\n') && name.split(' ').all(|word| word != "취소"), "{name:?}");
        }
        if let (Some(balance), true) = (reading.balance.known(), reading.balance.known() >= Some(0)) {
            assert!(balance.unsigned_abs() >= amount);
        }
    }
}

/// A damaged text: `text`, or a row where that is too short to damage. `None` for one seed in six: bytes are for the
/// caller to change.
pub fn mutant(text: Option<&str>, seed: u32) -> Option<String> {
    let pick = |many: usize, salt: u32| (seed.wrapping_mul(2_654_435_761).rotate_left(salt) as usize) % many.max(1);
    let text = text.filter(|text| text.len() > 4).unwrap_or(&ROWS[pick(ROWS.len(), 3)]);
    let cut = |text: &str, salt: u32| {
        (0..=pick(text.len() + 1, salt)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
    };
    let (a, b) = (cut(text, 5), cut(text, 11));
    let (from, to) = (a.min(b), a.max(b));
    Some(match seed % 6 {
        0 => ROWS[pick(ROWS.len(), 7)].clone(),
        1 => format!("{}{}{}", &text[..a], TOKENS[pick(TOKENS.len(), 13)], &text[a..]),
        2 => format!("{}{}", &text[..from], &text[to..]),
        3 => format!("{}{}{}", &text[..to], &text[from..to], &text[to..]),
        4 => {
            let other = &ROWS[pick(ROWS.len(), 17)];
            let at = cut(other, 19);
            format!("{}{}", &text[..a], &other[at..])
        }
        _ => return None,
    })
}
