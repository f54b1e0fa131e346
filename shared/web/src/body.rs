//! Bodies as they come: JSON objects of at most 64 KiB, of few keys. What their fields say is for [`crate::form`].

use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::header;
use serde_json::{Map, Value};

use crate::{Code, Problem};

/// How large a body may be, in bytes.
pub const BODY_MAX: usize = 64 * 1024;

/// The JSON object that a request carries. `may_be_empty`: no body at all is the empty object.
pub(crate) async fn json_object(request: Request, may_be_empty: bool) -> Result<Map<String, Value>, Problem> {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let is_json = kind.is_some_and(|kind| is_json(kind.to_str().unwrap_or_default()));
    let bytes = to_bytes(request.into_body(), BODY_MAX).await.map_err(|_| Problem::of(Code::BodyTooLarge))?;
    if may_be_empty && bytes.is_empty() { Ok(Map::new()) } else { parsed(is_json, &bytes) }
}

fn parsed(is_json: bool, bytes: &[u8]) -> Result<Map<String, Value>, Problem> {
    if !is_json {
        return Err(Problem::of(Code::UnsupportedMediaType));
    }
    if has_too_many_keys(bytes) {
        return Err(Problem::of(Code::TooManyFields));
    }
    serde_json::from_slice(bytes).map_err(|_| Problem::of(Code::MalformedJson))
}

/// How many keys one object of a JSON body may have.
const KEYS_MAX: usize = 64;

/// Whether an object of a JSON text has more keys than `KEYS_MAX`: told by its colons, before any of it is read.
pub fn has_too_many_keys(json: &[u8]) -> bool {
    let (mut keys, mut in_text, mut is_escaped) = (Vec::new(), false, false);
    for byte in json {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_text => is_escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'{' => keys.push(0),
            b'}' => drop(keys.pop()),
            b':' => match keys.last_mut() {
                Some(&mut KEYS_MAX) => return true,
                Some(keys) => *keys += 1,
                None => {}
            },
            _ => {}
        }
    }
    false
}

fn is_json(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_each_object_are_counted_whatever_their_texts_hold() {
        let object = |many: usize| {
            let keys: Vec<_> = (0..many).map(|nth| format!(r#""{nth}\":{{:": "a:b\\""#)).collect();
            format!("{{{}}}", keys.join(","))
        };
        assert!(serde_json::from_str::<Value>(&object(64)).is_ok());
        let many = |json: &str| has_too_many_keys(json.as_bytes());
        assert!(!many(&object(64)) && many(&object(65)));
        let (within, beyond) = (object(64), object(65));
        assert!(!many(&format!(r#"[{within},{within}]"#)) && many(&format!(r#"[{within},{beyond}]"#)));
        assert!(!many(&format!(r#"{{"a":{within},"b":{within}}}"#)) && many(&format!(r#"{{"a":{beyond}}}"#)));
        for bent in ["", "}}}}", ":::", "{", r#"{"a"#, r#"{"a\"#, "\u{feff}{}"] {
            assert!(!many(bent), "{bent}");
        }
    }
}
