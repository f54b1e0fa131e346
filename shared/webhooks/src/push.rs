//! A member's browser that is told by Web Push: where its push service takes messages, and the keys on both sides. All
//! of it is sealed as the secret of its endpoint.
//!
//! The browser's page makes the server's key too (VAPID): a pair of its own for each subscription. So no program makes
//! one, and there is none that all of them would rest on.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

/// How long a point of P-256 is, uncompressed.
pub const POINT_BYTES: usize = 65;
/// How long a private key of P-256 is.
pub const SECRET_BYTES: usize = 32;
/// How long the secret is that a browser gives out beside its point.
pub const AUTH_BYTES: usize = 16;

/// What a browser tells of itself; bytes in base64url.
#[derive(Serialize, Deserialize, Clone, PartialEq, Eq)]
pub struct Browser {
    pub url: String,
    pub p256dh: String,
    pub auth: String,
    /// The server's keys for this browser.
    pub server_key: String,
    pub server_secret: String,
    /// Where the page stands: whom the push service may turn to.
    pub page_url: String,
}

/// The keys on both sides.
pub struct Keys {
    pub point: [u8; POINT_BYTES],
    pub auth: [u8; AUTH_BYTES],
    pub server_point: [u8; POINT_BYTES],
    pub server_secret: [u8; SECRET_BYTES],
}

impl Browser {
    /// As it is sealed.
    pub fn written(&self) -> Option<Vec<u8>> {
        serde_json::to_vec(self).ok()
    }

    pub fn read(written: &[u8]) -> Option<Self> {
        serde_json::from_slice(written).ok()
    }

    /// `None`: one is of another length.
    pub fn keys(&self) -> Option<Keys> {
        Some(Keys {
            point: bytes(&self.p256dh)?,
            auth: bytes(&self.auth)?,
            server_point: bytes(&self.server_key)?,
            server_secret: bytes(&self.server_secret)?,
        })
    }
}

/// So many bytes in base64url without padding, and nothing else.
pub fn bytes<const N: usize>(text: &str) -> Option<[u8; N]> {
    URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_of_a_browser_is_read_back_and_keys_of_another_length_are_none() {
        let of = |length: usize| URL_SAFE_NO_PAD.encode(vec![4; length]);
        let browser = Browser {
            url: "https://push.example/abc".into(),
            p256dh: of(POINT_BYTES),
            auth: of(AUTH_BYTES),
            server_key: of(POINT_BYTES),
            server_secret: of(SECRET_BYTES),
            page_url: "https://pay.example".into(),
        };
        assert!(Browser::read(&browser.written().unwrap()).unwrap() == browser);
        assert_eq!(browser.keys().unwrap().server_secret, [4; SECRET_BYTES]);
        assert!(Browser { auth: of(15), ..browser.clone() }.keys().is_none());
        assert!(Browser { p256dh: format!("{}=", of(POINT_BYTES)), ..browser }.keys().is_none());
    }
}
