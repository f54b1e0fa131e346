//! How long every string may be, and what may stand in it. One place: bodies, docs and the OpenAPI document use it.

use crate::{DepositorName, NameKey};

/// `order_number`, in characters.
pub const ORDER_NUMBER: usize = 100;
/// `depositor_name`, in characters.
pub const DEPOSITOR_NAME: usize = 60;
/// `customer_email` and every other e-mail address, in characters (RFC 5321).
pub const EMAIL: usize = 254;
/// `customer_phone`, in characters.
pub const PHONE: usize = 30;
/// `memo`, in characters.
pub const MEMO: usize = 500;
/// What is searched for, in characters.
pub const SEARCH: usize = 60;
/// `metadata` of an order: how many keys it has at most.
pub const METADATA_KEYS: usize = 16;
/// `metadata` of an order: all keys and values together, in bytes of UTF-8.
pub const METADATA_BYTES: usize = 1_024;
/// Names of workspaces, people, banks, account holders and tokens, in characters.
pub const NAME: usize = 60;
/// `raw_sms`, in characters: an LMS holds 2,000 bytes; forwarders wrap it.
pub const RAW_SMS: usize = 8_000;
/// `sender`, in characters.
pub const SENDER: usize = 200;
/// Passwords, in characters: at least this many.
pub const PASSWORD_MIN: usize = 10;
/// Passwords, in characters: at most this many.
pub const PASSWORD_MAX: usize = 128;
/// `account_number` as typed, in characters.
pub const ACCOUNT_NUMBER: usize = 30;

/// What a depositor's name is searched by: the name key of what was typed, which stands somewhere in the key of each
/// name that is found. `None` where no letter or digit was typed.
pub fn name_part(typed: &DepositorName) -> Option<NameKey> {
    Some(NameKey::of(typed)).filter(|key| !key.is_empty())
}

/// Whether a line of text may be kept: no control characters, and no bidirectional overrides that would make a name
/// read differently from what it is.
pub fn is_clean_line(text: &str) -> bool {
    !text.chars().any(|c| c.is_control() || is_bidi_control(c))
}

/// Whether a text of several lines may be kept: as [`is_clean_line`], with line breaks and tabs allowed.
pub fn is_clean_text(text: &str) -> bool {
    !text.chars().any(|c| (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || is_bidi_control(c))
}

/// Whether every letter of a name is seen: two names that look alike are one. What joins or colours pictographs may
/// follow one of them.
pub fn is_seen(name: &str) -> bool {
    let mut before = ' ';
    name.chars().all(|c| {
        let joins = matches!(c, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}');
        let is_pictograph =
            matches!(before, '\u{2190}'..='\u{27ff}' | '\u{2900}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}');
        let seen = if joins { is_pictograph || (before, c) == ('\u{fe0f}', '\u{200d}') } else { !is_invisible(c) };
        before = c;
        seen
    })
}

/// Letters that show nothing: soft hyphens, fillers of 한글, zero widths, marks of direction, tags, and the selectors
/// of variants that no pictograph has (Unicode's `Default_Ignorable_Code_Point`, and the blank of Braille).
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_a_text_read_differently_from_what_it_is_is_not_kept() {
        assert!(is_clean_line("홍길동 Kim-1 ☎") && is_clean_text("첫 줄\n둘째\t줄\r\n"));
        for bent in ["\u{0}", "\u{1b}[2J", "\u{7f}", "\u{202e}홍길동", "홍\u{2066}길동\u{2069}"] {
            assert!(!is_clean_line(bent) && !is_clean_text(bent), "{bent:?}");
        }
        for name in ["홍길동", "Kim-1 ☎", "가게 👩\u{200d}🍳", "☎\u{fe0f} 가게", "é e\u{301}"] {
            assert!(is_seen(name), "{name:?}");
        }
        for letter in
            ['\u{ad}', '\u{115f}', '\u{200b}', '\u{200d}', '\u{2060}', '\u{3164}', '\u{fe0f}', '\u{feff}', '\u{e0041}']
        {
            assert!(!is_seen(&format!("홍{letter}길동")) && !is_seen(&format!("{letter}홍길동")), "{letter:?}");
        }
        for name in ["Kim-\u{200d}Lee", "가게(\u{200d}주)", "☎\u{200d}\u{200d}", "\u{200d}☎"] {
            assert!(!is_seen(name), "{name:?}");
        }
        for of_several_lines in ["홍길동\n", "\t", "\r"] {
            assert!(!is_clean_line(of_several_lines) && is_clean_text(of_several_lines), "{of_several_lines:?}");
        }
    }
}
