//! Secrets and signatures, as *Standard Webhooks* has them: `whsec_` and base64 of 24–64 bytes; `v1,` and base64 of the
//! HMAC-SHA256 of `id.timestamp.body`, one for each live secret.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::{Delivery, Endpoint, Timestamp};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// How many random bytes a secret has.
const SECRET_BYTES: usize = 32;
/// What a secret's text begins with.
const PREFIX: &str = "whsec_";

/// A new secret.
pub fn secret() -> Result<[u8; SECRET_BYTES], getrandom::Error> {
    let mut bytes = [0; SECRET_BYTES];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// A secret as its owner is shown it, once.
pub fn shown(secret: &[u8]) -> String {
    format!("{PREFIX}{}", STANDARD.encode(secret))
}

/// What a secret is sealed for, so that it cannot be moved to another endpoint.
pub fn sealed_for(workspace: domain::WorkspaceId, endpoint: domain::EndpointId) -> String {
    format!("endpoint {workspace}/{endpoint}")
}

/// Who sends it.
pub const USER_AGENT: &str = concat!("LunePay-Webhooks/", env!("CARGO_PKG_VERSION"));

/// The secrets of an endpoint that sign now, newest first; `open` takes off the seal. Empty: none can be opened.
pub fn secrets(endpoint: &Endpoint, now: Timestamp, open: impl Fn(&str, &[u8]) -> Option<Vec<u8>>) -> Vec<Vec<u8>> {
    let sealed_for = sealed_for(endpoint.workspace, endpoint.id);
    endpoint.signing(now).filter_map(|secret| open(&sealed_for, &secret.sealed)).collect()
}

/// The endpoint with its secrets under the server's newest key, so that the older one can go some day. `reseal` gives
/// what is under an older one. `None`: nothing is.
pub fn sealed_anew(endpoint: &Endpoint, reseal: impl Fn(&str, &[u8]) -> Option<Vec<u8>>) -> Option<Endpoint> {
    let sealed_for = sealed_for(endpoint.workspace, endpoint.id);
    let mut after = Endpoint { version: endpoint.version + 1, ..endpoint.clone() };
    for secret in &mut after.secrets {
        if let Some(sealed) = reseal(&sealed_for, &secret.sealed) {
            secret.sealed = sealed;
        }
    }
    (after.secrets != endpoint.secrets).then_some(after)
}

/// What goes with a body that nobody verifies.
pub fn plain_headers() -> [(&'static str, String); 2] {
    [("user-agent", USER_AGENT.to_owned()), ("content-type", "application/json".to_owned())]
}

/// What goes with the body of a delivery, signed now.
pub fn headers(delivery: &Delivery, secrets: &[Vec<u8>], now: Timestamp) -> [(&'static str, String); 5] {
    let (id, timestamp_s) = (delivery.event.to_string(), now.seconds());
    let signatures = signatures(secrets, &id, timestamp_s, &delivery.body);
    [
        ("user-agent", USER_AGENT.to_owned()),
        ("content-type", "application/json".to_owned()),
        ("webhook-id", id),
        ("webhook-timestamp", timestamp_s.to_string()),
        ("webhook-signature", signatures),
    ]
}

/// The header `webhook-signature`: one signature for each secret, separated by spaces.
pub fn signatures(secrets: &[Vec<u8>], id: &str, timestamp_s: i64, body: &str) -> String {
    let one = |secret: &Vec<u8>| {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret).ok()?;
        mac.update(format!("{id}.{timestamp_s}.{body}").as_bytes());
        Some(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
    };
    // HMAC takes keys of every length, so none is left out.
    secrets.iter().filter_map(one).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use standardwebhooks::Webhook;

    const BODY: &str = r#"{"type":"ping","data":{"text":"홍길동"}}"#;
    const AT: i64 = 1_707_703_200;

    /// Whether the reference library signs the same, which is how it verifies; not by our own code.
    fn is_valid(secret: &[u8], id: &str, signatures: &str, body: &str) -> bool {
        let expected = Webhook::new(&shown(secret)).unwrap().sign(id, AT, body.as_bytes()).unwrap();
        signatures.split(' ').any(|signature| signature == expected)
    }

    #[test]
    fn the_reference_library_takes_our_signatures_and_no_others() {
        let (ours, other) = (secret().unwrap(), secret().unwrap());
        let signature = signatures(&[ours.to_vec()], "evt_1_o55_3", AT, BODY);
        assert!(is_valid(&ours, "evt_1_o55_3", &signature, BODY));
        assert!(!is_valid(&other, "evt_1_o55_3", &signature, BODY));
        assert!(!is_valid(&ours, "evt_1_o55_4", &signature, BODY));
        assert!(!is_valid(&ours, "evt_1_o55_3", &signature, "{}"));
        assert!(!is_valid(&ours, "evt_1_o55_3", &signatures(&[ours.to_vec()], "evt_1_o55_3", AT + 1, BODY), BODY));
    }

    #[test]
    fn while_two_secrets_sign_either_verifies() {
        let (new, old) = (secret().unwrap(), secret().unwrap());
        let signature = signatures(&[new.to_vec(), old.to_vec()], "evt_1_o55_3", AT, BODY);
        assert_eq!(signature.split(' ').count(), 2);
        assert!(is_valid(&new, "evt_1_o55_3", &signature, BODY) && is_valid(&old, "evt_1_o55_3", &signature, BODY));
    }

    #[test]
    fn no_two_secrets_are_the_same() {
        assert_ne!(secret().unwrap(), secret().unwrap());
        assert!(shown(&secret().unwrap()).starts_with("whsec_"));
    }
}
