//! The signatures of forwarder apps, checked with a phone's secret.
//!
//! Pure. Which app signed is told by what it sends along:
//!
//! | app | where | over |
//! |---|---|---|
//! | capcom6 SMS Gateway | `X-Signature`, `X-Timestamp` | hex HMAC-SHA256 of the body and the seconds |
//! | Incoming SMS to URL forwarder | `X-Signature` alone | hex HMAC-SHA256 of the body |
//! | pppscn SmsForwarder | fields `sign`, `timestamp` | base64 HMAC-SHA256 of the milliseconds, a line feed and the secret |
//! | httpSMS | `X-Event-Type`, `Authorization: Bearer` | a JWT (HS256) for this URL |
//!
//! All but the second sign at the moment of each attempt, retries too, so an old signature is a phone whose clock is
//! wrong or a call that somebody kept. The second has no time in it; a kept call of it changes nothing, since the same
//! message is the same deposit.

use axum::http::header;
use domain::Timestamp;
use domain::time::MINUTE_MS;
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use serde_json::{Map, Value};
use sha2::Sha256;
use web::hs256;

use crate::dialect::{self, Request};

/// How far a signature's time may be from the server's, in milliseconds: as long as an httpSMS token lives, and enough
/// for the clock of an old phone. A repeat within it is the same message and changes nothing.
pub const FRESH_MS: i64 = 10 * MINUTE_MS;

/// Who issues the tokens of httpSMS, its self-hosted servers too.
const HTTPSMS: &str = "api.httpsms.com";

/// What a request's signature is worth.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Signature {
    /// None of the kinds that are known.
    Absent,
    /// `covers_body`: nobody changed the message on its way. Otherwise the caller knows the secret, and that is all.
    Valid { covers_body: bool },
    /// There, and wrong or not fresh.
    Invalid,
}

/// Checks a request's signature against a phone's secret.
pub fn check(request: &Request, secret: &[u8], now: Timestamp) -> Signature {
    let header = |name: &str| request.headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let judged = |valid, covers_body| if valid { Signature::Valid { covers_body } } else { Signature::Invalid };
    if let Some(signature) = header("x-signature") {
        let stamp = header("x-timestamp");
        let is_timely = stamp.is_none_or(|stamp| is_fresh(stamp, 1000, now));
        let parts = [request.body, stamp.unwrap_or_default().as_bytes()];
        return judged(is_timely && unhex(signature).is_some_and(|code| is_mac(secret, &parts, &code)), true);
    }
    if header("x-event-type").is_some()
        && let Some(token) = header(header::AUTHORIZATION.as_str()).and_then(|value| value.strip_prefix("Bearer "))
    {
        return judged(is_token(token.trim(), secret, request.path, now), false);
    }
    let fields = dialect::fields(request);
    match (string(&fields, "timestamp"), string(&fields, "sign")) {
        (Some(stamp), Some(sign)) if !sign.is_empty() => {
            let parts = [stamp.as_bytes(), b"\n", secret];
            let is_theirs = unsign(&sign).is_some_and(|code| is_mac(secret, &parts, &code));
            judged(is_theirs && is_fresh(&stamp, 1, now), false)
        }
        _ => Signature::Absent,
    }
}

fn is_fresh(stamp: &str, unit_ms: i64, now: Timestamp) -> bool {
    let at = stamp.parse::<i64>().ok().and_then(|count| count.checked_mul(unit_ms));
    at.and_then(|at| at.checked_sub(now.ms())).is_some_and(|off| (-FRESH_MS..=FRESH_MS).contains(&off))
}

/// Compared in constant time.
fn is_mac(secret: &[u8], parts: &[&[u8]], code: &[u8]) -> bool {
    // HMAC takes keys of every length, so this never refuses.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else { return false };
    parts.iter().for_each(|part| mac.update(part));
    mac.verify_slice(code).is_ok()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<_>> = text.chars().map(|digit| digit.to_digit(16).map(|digit| digit as u8)).collect();
    let digits = digits.filter(|digits| digits.len() == 64)?;
    Some(digits.chunks_exact(2).map(|pair| pair[0] * 16 + pair[1]).collect())
}

/// Base64 that is encoded for a URL once more than its carrier needs: not at all in a GET without a template, once in a
/// body, twice in a GET with one. A `+` that became a space on the way is a `+` again.
fn unsign(sign: &str) -> Option<Vec<u8>> {
    use base64::Engine;
    let mut sign = sign.to_owned();
    for _ in 0..2 {
        if sign.contains('%') {
            let encoded = format!("s={}", sign.replace(' ', "+").replace('+', "%2B"));
            sign = form_urlencoded::parse(encoded.as_bytes()).next().map(|(_, value)| value.into_owned())?;
        }
    }
    base64::engine::general_purpose::STANDARD.decode(sign.replace(' ', "+")).ok()
}

#[derive(Deserialize)]
struct Claims {
    aud: Audience,
    exp: i64,
}

/// RFC 7519, 4.1.3: one or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

impl Audience {
    /// Whether a token is for this path, whatever the host: the server does not know its own name.
    fn is(&self, path: &str) -> bool {
        let fits = |url: &String| {
            let address = url.split(['?', '#']).next().unwrap_or_default();
            !path.is_empty() && address.ends_with(path)
        };
        match self {
            Self::One(url) => fits(url),
            Self::Several(urls) => urls.iter().any(fits),
        }
    }
}

fn is_token(token: &str, secret: &[u8], path: &str, now: Timestamp) -> bool {
    let mut rules = hs256::rules();
    rules.set_issuer(&[HTTPSMS]);
    rules.set_required_spec_claims(&["iss", "aud", "exp"]);
    // Time is held against this program's own clock; the audience is a URL whose host is not known here.
    rules.validate_exp = false;
    rules.validate_aud = false;
    hs256::open::<Claims>(token, secret, &rules).is_ok_and(|claims| claims.exp > now.seconds() && claims.aud.is(path))
}

fn string(fields: &Map<String, Value>, name: &str) -> Option<String> {
    match fields.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
#[path = "signature_tests.rs"]
mod signature_tests;
