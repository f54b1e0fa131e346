//! What an app sends instead of a value that it does not have: the placeholder of its own template.

/// Whether a text is nothing but placeholders: `%antext`, `%text%`, `{sms_message}`, `[org_content]`, `{{SMS}}`.
pub fn is_placeholder(text: &str) -> bool {
    let mut words = text.split_whitespace().peekable();
    words.peek().is_some() && words.all(|word| is_token(word) && !is_carrier_prefix(word))
}

fn is_token(word: &str) -> bool {
    let between = |open, close| word.strip_prefix(open).and_then(|rest: &str| rest.strip_suffix(close));
    let inner = between("{{", "}}")
        .or_else(|| between("{", "}"))
        .or_else(|| between("[", "]"))
        .or_else(|| between("%", "%"))
        .or_else(|| word.strip_prefix('%'));
    inner.is_some_and(|name| {
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'=' | b':'))
    })
}

/// `[KB]`, `[NH]`: a bank's name, not a placeholder.
fn is_carrier_prefix(word: &str) -> bool {
    word.starts_with('[') && !word.bytes().any(|byte| byte.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_app_did_not_fill_in_is_told() {
        for left in [
            "%antext",
            "%text%",
            "%SMSRB",
            "{sms_message}",
            "[org_content]",
            "[content]",
            "{{SMS}}",
            "{not_title}\n{notification}",
            "[receive_time:yyyy]",
        ] {
            assert!(is_placeholder(left), "{left}");
        }
        for text in [
            "",
            " ",
            "[KB]",
            "[Web발신]",
            "{",
            "{}",
            "%",
            "100%",
            "입금 10%",
            "[KB] {x}",
            "%1",
            "hello",
            "[Web발신]\n{sms_message}",
        ] {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
