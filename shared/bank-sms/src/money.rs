//! Money anywhere in a text, read or not.

use crate::fit::Fit;
use crate::read::Found;
use crate::reading::Balance;
use crate::token;

/// Is money of another country's told? A code or a sign beside a number: `USD 1,000`, `$1,000`, `1,000달러`.
pub(crate) fn has_foreign_currency(text: &str) -> bool {
    const CODES: &[&str] = &[
        "USD", "EUR", "JPY", "CNY", "CNH", "GBP", "AUD", "CAD", "HKD", "SGD", "NZD", "CHF", "THB", "VND", "TWD", "IDR",
        "PHP", "MYR", "$", "€", "¥", "￥", "£", "달러", "유로", "위안", "엔",
    ];
    let is_number = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let is_told = |code: &str, at: usize| {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + code.len()..).unwrap_or_default());
        let is_sign = !code.is_ascii() || code == "$";
        let is_word =
            is_sign || !before.ends_with(|c: char| c.is_alphanumeric()) || is_number(before.chars().next_back());
        let stands_behind = is_number(before.trim_end().chars().next_back())
            && after.chars().next().is_none_or(|c| !c.is_alphanumeric());
        let stands_before = is_word && code != "엔" && is_number(after.trim_start_matches([' ', '.']).chars().next());
        stands_behind || stands_before
    };
    // One look at each place: nearly no text has a letter that a code begins with.
    let may_begin = |c| matches!(c, 'A'..='Z' | '$' | '€' | '¥' | '￥' | '£' | '달' | '유' | '위' | '엔');
    let places = text.char_indices().filter(|(_, c)| may_begin(*c));
    places.map(|(at, _)| at).any(|at| {
        let rest = text.get(at..).unwrap_or_default();
        CODES.iter().any(|code| rest.starts_with(code) && is_told(code, at))
    })
}

/// Was the amount of a text cut? Without 원, where its bank always prints it, or at the end of a text that should not
/// end so. What may end in its amount groups the digits: `50` is cut off `50,000`.
pub(crate) fn is_cut(found: &Found, text: &str, end: usize) -> bool {
    let is_grouped =
        text.rsplit(|c: char| !c.is_ascii_digit() && c != ',').next().is_some_and(|last| last.contains(','));
    let prints_won = found.bank.is_some_and(|bank| bank.prints_won);
    let may_end = found.ends_in_amount && is_grouped;
    !found.fit.has_won && prints_won || ends_in_amount(&found.fit, text, end) && !may_end
}

/// Does the text end in its amount, without 원? `end`: where it ends, as the pieces of the fit count.
pub(crate) fn ends_in_amount(fit: &Fit, text: &str, end: usize) -> bool {
    let (number, last) = last_number(text);
    let is_other = [fit.name, fit.account].into_iter().flatten().any(|span| span.range().end == end);
    // The minutes of a time and the day of a date are no amount.
    let is_part = text.get(..number).is_some_and(|before| before.ends_with([':', '/', '.', '-']));
    !fit.has_won && last.is_some() && last == fit.amount && fit.balance.is_none() && !is_other && !is_part
}

/// Does the text end in its balance, without 원?
pub(crate) fn ends_in_balance(fit: &Fit, text: &str) -> bool {
    let Some(Balance::Known(balance)) = fit.balance else { return false };
    last_number(text).1 == Some(balance.unsigned_abs())
}

/// The number that the text ends in, and where it begins.
fn last_number(text: &str) -> (usize, Option<u64>) {
    let start = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == ',').len();
    (start, token::number(text, start).map(|(value, _)| value))
}

/// Does an amount stand anywhere: digits with 원 or with grouping?
pub(crate) fn has_amount(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_first = |at: usize| at == 0 || !bytes.get(at - 1).is_some_and(|b| b.is_ascii_digit() || *b == b',');
    (0..bytes.len()).filter(|at| bytes.get(*at).is_some_and(u8::is_ascii_digit) && is_first(*at)).any(|at| {
        let number = bytes.get(at..).unwrap_or_default();
        let length = number.iter().take_while(|b| b.is_ascii_digit() || **b == b',').count();
        let rest = text.get(at + length..).unwrap_or_default().trim_start_matches(' ');
        let units = ["원", "만원", "천원", "만 원"];
        units.iter().any(|unit| rest.starts_with(unit))
            || number.get(..length).is_some_and(|number| number.contains(&b','))
    })
}
