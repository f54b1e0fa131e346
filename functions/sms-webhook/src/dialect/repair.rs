//! JSON that an app broke by putting a text into its template as it is.

/// Escapes raw control characters inside strings, and touches nothing else: no character is added to a text or taken
/// from it. What stays broken (a quote or a backslash in the text) is not guessed at.
pub fn raw_controls(text: &str) -> String {
    let mut repaired = String::with_capacity(text.len() + 64);
    let (mut in_string, mut escaped) = (false, false);
    for letter in text.chars() {
        match letter {
            // After a backslash the character is not escaped anew: `\` and a line feed are not `\\` and `n`.
            '\n' if in_string && !escaped => repaired.push_str("\\n"),
            '\r' if in_string && !escaped => repaired.push_str("\\r"),
            '\t' if in_string && !escaped => repaired.push_str("\\t"),
            '\0'..'\u{20}' if in_string && !escaped => {
                repaired.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            _ => repaired.push(letter),
        }
        in_string ^= letter == '"' && !escaped;
        escaped = in_string && !escaped && letter == '\\';
    }
    repaired
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_in_strings_are_escaped_and_nothing_else() {
        let broken = "{\n\t\"sms_message\": \"[Web발신]\n국민\t1\r\n\u{1}\", \"n\": \"1\"\n}";
        let repaired = "{\n\t\"sms_message\": \"[Web발신]\\n국민\\t1\\r\\n\\u0001\", \"n\": \"1\"\n}";
        assert_eq!(raw_controls(broken), repaired);
        for whole in ["{\"a\":\"b\\n\\\"c\\\\\"}", "{\n}", "", "\"", "{\"a\":\"b\\"] {
            assert_eq!(raw_controls(whole), whole, "left as it is");
        }
    }

    #[test]
    fn a_backslash_before_a_line_feed_stays_broken() {
        let broken = "{\"a\":\"b\\\nc\"}";
        assert_eq!(raw_controls(broken), broken);
        assert!(serde_json::from_str::<serde_json::Value>(&raw_controls(broken)).is_err());
    }
}
