//! Signatures against vectors that were computed by another implementation (Python's hmac).

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use domain::Timestamp;

use super::*;

const SECRET: &[u8] = b"a signing key";
/// The sample of the app's own documentation.
const BODY: &str = r#"{"deviceId":"ffffffffceb0b1db0000018e937c815b","event":"sms:received","id":"Ey6ECgOkVVFjz3CL48B8C","payload":{"messageId":"abc123","message":"Android is always a sweet treat!","phoneNumber":"6505551212","simNumber":1,"receivedAt":"2024-06-22T15:46:11.000+07:00"},"webhookId":"<unique-id>"}"#;
const SECONDS: i64 = 1_719_045_971;
const OVER_BODY_AND_TIME: &str = "a8af52eb98abef8816f6bf0061ffd8a72e8a99c674735cc8773ada533a1a4105";
const OVER_BODY: &str = "0bf295376bdefaf271c54af5c323ba516447bf6bdaad680ebdabdb5c94b311d4";
const TOKEN: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhdWQiOiJodHRwczovL3BheS5leGFtcGxlLmNvbS9hcGkvdjEvd2ViaG9va3MvYmFuay1zbXMvS0VZIiwiZXhwIjoxNzE5MDQ2NTcxLCJpYXQiOjE3MTkwNDU5NzEsImlzcyI6ImFwaS5odHRwc21zLmNvbSIsIm5iZiI6MTcxOTA0NTM3MSwic3ViIjoidSJ9.Ww_qNWnjT0RUnEE_8f2cO3INaTYZJV15BRM4JBopPrc";
const PATH: &str = "/webhooks/bank-sms/KEY";
const WHOLE: Signature = Signature::Valid { covers_body: true };
const CALLER: Signature = Signature::Valid { covers_body: false };

fn at(seconds_off: i64) -> Timestamp {
    Timestamp::from_ms((SECONDS + seconds_off) * 1000)
}

fn checked(
    headers: &[(&'static str, &str)],
    path: &str,
    query: Option<&str>,
    body: &str,
    secret: &[u8],
    now: Timestamp,
) -> Signature {
    let headers: HeaderMap = headers
        .iter()
        .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap()))
        .collect();
    check(&Request { path, query, headers: &headers, body: body.as_bytes(), parts: None }, secret, now)
}

#[test]
fn a_call_without_a_signature_has_none() {
    for headers in [&[][..], &[("authorization", "Bearer our.own.token")], &[("x-timestamp", "1719045971")]] {
        assert_eq!(checked(headers, PATH, None, BODY, SECRET, at(0)), Signature::Absent);
    }
    assert_eq!(checked(&[], PATH, Some("from=1&timestamp=1719045971000"), "", SECRET, at(0)), Signature::Absent);
}

#[test]
fn sms_gate_signs_the_body_and_the_time() {
    fn signed(signature: &str, stamp: &str, body: &str, secret: &[u8], now: Timestamp) -> Signature {
        checked(&[("x-signature", signature), ("x-timestamp", stamp)], PATH, None, body, secret, now)
    }
    let stamp = SECONDS.to_string();
    for off in [-600, 0, 600] {
        assert_eq!(signed(OVER_BODY_AND_TIME, &stamp, BODY, SECRET, at(off)), WHOLE, "{off}");
    }
    assert_eq!(signed(&OVER_BODY_AND_TIME.to_uppercase(), &stamp, BODY, SECRET, at(0)), WHOLE);
    for off in [-601, 601, 86_400] {
        assert_eq!(signed(OVER_BODY_AND_TIME, &stamp, BODY, SECRET, at(off)), Signature::Invalid, "{off}");
    }
    assert_eq!(signed(OVER_BODY_AND_TIME, &stamp, BODY, b"another key", at(0)), Signature::Invalid);
    assert_eq!(signed(OVER_BODY_AND_TIME, &stamp, &BODY.replace("sweet", "sour"), SECRET, at(0)), Signature::Invalid);
    assert_eq!(signed(OVER_BODY_AND_TIME, "1719045972", BODY, SECRET, at(0)), Signature::Invalid);
    for bent in ["", "zz", &OVER_BODY_AND_TIME[..62], "é"] {
        assert_eq!(signed(bent, &stamp, BODY, SECRET, at(0)), Signature::Invalid, "{bent}");
    }
    for bent in ["", "now", "99999999999999999999", "9223372036854775807", "-9223372036854775808"] {
        assert_eq!(signed(OVER_BODY_AND_TIME, bent, BODY, SECRET, at(0)), Signature::Invalid, "{bent}");
    }
}

#[test]
fn incoming_sms_signs_the_body_alone() {
    assert_eq!(checked(&[("x-signature", OVER_BODY)], PATH, None, BODY, SECRET, at(0)), WHOLE);
    assert_eq!(checked(&[("x-signature", OVER_BODY)], PATH, None, "{}", SECRET, at(0)), Signature::Invalid);
    // What was signed with a time does not pass without it.
    assert_eq!(checked(&[("x-signature", OVER_BODY_AND_TIME)], PATH, None, BODY, SECRET, at(0)), Signature::Invalid);
}

#[test]
fn sms_forwarder_signs_the_time_alone_and_encodes_it_zero_to_two_times() {
    let secret = b"secret15";
    let signs = [
        "m+hMQXSDW43gv9Bxd2/vpvqeAH2lxOgBwNJS8nUBJ9s=",
        "m%2BhMQXSDW43gv9Bxd2%2FvpvqeAH2lxOgBwNJS8nUBJ9s%3D",
        "m%252BhMQXSDW43gv9Bxd2%252FvpvqeAH2lxOgBwNJS8nUBJ9s%253D",
    ];
    for sign in signs {
        let json = format!(r#"{{"from":"1","content":"x","timestamp":"1719045971000","sign":"{sign}"}}"#);
        assert_eq!(checked(&[], PATH, None, &json, secret, at(0)), CALLER, "{sign} in JSON");
        let query = format!("from=1&content=x&timestamp=1719045971000&sign={sign}");
        assert_eq!(checked(&[], PATH, Some(&query), "", secret, at(0)), CALLER, "{sign} in a query");
        let form = [("content-type", "application/x-www-form-urlencoded")];
        assert_eq!(checked(&form, PATH, None, &query, secret, at(599)), CALLER, "{sign} in a form");
        assert_eq!(checked(&form, PATH, None, &query, secret, at(601)), Signature::Invalid, "old");
        assert_eq!(checked(&form, PATH, None, &query, SECRET, at(0)), Signature::Invalid, "another secret");
        assert_eq!(checked(&form, PATH, None, &query.replace("71000", "71001"), secret, at(0)), Signature::Invalid);
    }
    for bent in ["x", "%", "%zz", "%252525", "[sign]"] {
        let query = format!("content=x&timestamp=1719045971000&sign={bent}");
        assert_eq!(checked(&[], PATH, Some(&query), "", secret, at(0)), Signature::Invalid, "{bent}");
    }
}

#[test]
fn httpsms_sends_a_token_for_this_url() {
    let bearer = format!("Bearer {TOKEN}");
    let event = [("x-event-type", "message.phone.received"), ("authorization", bearer.as_str())];
    let body = r#"{"specversion":"1.0"}"#;
    assert_eq!(checked(&event, PATH, None, body, SECRET, at(599)), CALLER);
    assert_eq!(checked(&event, PATH, None, body, SECRET, at(600)), Signature::Invalid, "expired");
    assert_eq!(checked(&event, PATH, None, body, b"another key", at(0)), Signature::Invalid);
    assert_eq!(checked(&event, "/webhooks/bank-sms/OTHER", None, body, SECRET, at(0)), Signature::Invalid);
    assert_eq!(checked(&event, "", None, body, SECRET, at(0)), Signature::Invalid);
    let none = format!("Bearer eyJhbGciOiJub25lIn0.{}.", TOKEN.split('.').nth(1).unwrap());
    let unsigned = [("x-event-type", "message.phone.received"), ("authorization", none.as_str())];
    assert_eq!(checked(&unsigned, PATH, None, body, SECRET, at(0)), Signature::Invalid);
    // Without the event's header a bearer token is somebody else's business.
    assert_eq!(checked(&event[1..], PATH, None, body, SECRET, at(0)), Signature::Absent);
}
