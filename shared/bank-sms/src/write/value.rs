//! Values as banks print them.

use crate::{name, token, word};

/// The longest owner that is read.
const OWNER_MAX_CHARS: usize = 20;

/// `1,234,567`.
pub fn grouped(krw: u64) -> String {
    let digits = krw.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A name on one line, no longer than the bank prints names.
pub(super) fn cut_name(printed: &str, limit: Option<usize>) -> String {
    let line: String = printed.chars().map(|c| if c.is_control() || c.is_whitespace() { ' ' } else { c }).collect();
    let mut cut = line.trim();
    while limit.is_some_and(|limit| name::cp949_len(cut) > limit) {
        cut = cut.char_indices().next_back().map_or("", |(last, _)| &cut[..last]);
    }
    cut.trim_end().to_owned()
}

/// `홍*동`: the first and the last letter. `None` of a name with less than two.
pub(super) fn masked_owner(owner: &str) -> Option<String> {
    let letters: Vec<char> = owner.chars().filter(|c| word::is_letter(*c)).take(OWNER_MAX_CHARS).collect();
    let (first, rest) = letters.split_first()?;
    let (last, between) = rest.split_last()?;
    let mask = "*".repeat(between.len().max(1));
    Some(if between.is_empty() { format!("{first}{mask}") } else { format!("{first}{mask}{last}") })
}

/// The account as a bank masks it; all of it, if it is too short for that.
pub(super) fn shown_account(masks: &str, account: &str) -> Option<String> {
    account_in(masks, account).or_else(|| Some(digits(account)).filter(|whole| is_read(whole)))
}

/// The account in the first of these forms that fits it: each `d` is a digit, from the front before the mask, from the
/// end behind it. A mask hides at least one digit; without a mask the form shows all of them.
pub(super) fn account_in(forms: &str, account: &str) -> Option<String> {
    let digits = digits(account);
    forms.split('|').find_map(|form| in_form(form, &digits)).filter(|printed| is_read(printed))
}

fn digits(account: &str) -> String {
    account.chars().filter(char::is_ascii_digit).collect()
}

fn in_form(form: &str, digits: &str) -> Option<String> {
    let shown = form.chars().filter(|c| *c == 'd').count();
    let mask = form.find(['*', '#']);
    let is_tail = form.starts_with('(');
    let fits = if mask.is_some() || is_tail { digits.len() > shown } else { digits.len() == shown };
    let behind_mask = if is_tail { 0 } else { mask.unwrap_or(form.len()) };
    let head = form.get(..behind_mask)?.chars().filter(|c| *c == 'd').count();
    let behind = digits.len().checked_sub(shown - head)?;
    let mut of_form = digits.chars().take(head).chain(digits.chars().skip(behind));
    fits.then(|| form.chars().map(|c| if c == 'd' { of_form.next().unwrap_or(c) } else { c }).collect())
}

/// Does the reader take it for an account?
fn is_read(printed: &str) -> bool {
    token::account(printed, 0).or_else(|| token::last_four(printed, 0)) == Some(printed.len())
}
