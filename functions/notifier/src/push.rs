//! Web Push: a message for a browser, encrypted for that browser alone (RFC 8291 over RFC 8188), and signed for the
//! push service that hands it on (VAPID, RFC 8292). The service reads neither the text nor whom it is about.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::Timestamp;
use ring::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use ring::agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral};
use ring::hkdf::{HKDF_SHA256, KeyType, Salt};
use ring::rand::{SecureRandom, SystemRandom};
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use serde_json::json;
use webhooks::push::{Browser, Keys, POINT_BYTES};
use webhooks::{Target, sign};

/// How long the service keeps a message for a browser that is not there, in seconds: what is older is read on the page.
const KEPT_FOR_S: u32 = 12 * 60 * 60;
/// How long a signature is good for: half of what services take.
const SIGNED_FOR_S: i64 = 12 * 60 * 60;
/// The size of a record (RFC 8188): a message is one.
const RECORD_BYTES: u32 = 4096;
const SALT_BYTES: usize = 16;
/// After the last record's text.
const END: u8 = 2;

/// What is posted to the push service.
pub struct Pushed {
    pub body: Vec<u8>,
    pub headers: [(&'static str, String); 6],
}

/// A text for a browser. `None`: its keys are none, or the text is too long.
pub fn push(browser: &Browser, target: &Target, text: &str, now: Timestamp) -> Option<Pushed> {
    let keys = browser.keys()?;
    let random = SystemRandom::new();
    let mut salt = [0; SALT_BYTES];
    random.fill(&mut salt).ok()?;
    let ours = EphemeralPrivateKey::generate(&ECDH_P256, &random).ok()?;
    let our_point = ours.compute_public_key().ok()?;
    let theirs = UnparsedPublicKey::new(&ECDH_P256, &keys.point);
    let body = agree_ephemeral(ours, &theirs, |shared| {
        encrypted(&Exchange { shared, ours: our_point.as_ref(), theirs: &keys.point }, &keys.auth, salt, text)
    });
    let headers = [
        ("user-agent", sign::USER_AGENT.to_owned()),
        ("content-type", "application/octet-stream".to_owned()),
        ("content-encoding", "aes128gcm".to_owned()),
        ("ttl", KEPT_FOR_S.to_string()),
        ("urgency", "high".to_owned()),
        ("authorization", signed(&keys, &browser.page_url, target, now)?),
    ];
    Some(Pushed { body: body.ok()??, headers })
}

/// What both sides of an exchange know.
struct Exchange<'a> {
    shared: &'a [u8],
    /// The points of the server's key for this message, and of the browser's.
    ours: &'a [u8],
    theirs: &'a [u8],
}

/// RFC 8291, 3.3 and 3.4; the header of RFC 8188, 2.1.
fn encrypted(exchange: &Exchange<'_>, auth: &[u8], salt: [u8; SALT_BYTES], text: &str) -> Option<Vec<u8>> {
    let Exchange { shared, ours, theirs } = exchange;
    let room = RECORD_BYTES as usize - AES_128_GCM.tag_len() - 1;
    if text.len() > room || ours.len() != POINT_BYTES {
        return None;
    }
    let info = [b"WebPush: info\0", *theirs, *ours].concat();
    let secret = derived::<32>(auth, shared, &info)?;
    let key = derived::<16>(&salt, &secret, b"Content-Encoding: aes128gcm\0")?;
    let nonce = derived::<12>(&salt, &secret, b"Content-Encoding: nonce\0")?;
    let cipher = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key).ok()?);
    let mut record = [text.as_bytes(), &[END]].concat();
    // The key is this message's alone.
    cipher.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut record).ok()?;
    let header = [&salt[..], &RECORD_BYTES.to_be_bytes(), &[u8::try_from(POINT_BYTES).ok()?], *ours];
    Some([header.concat(), record].concat())
}

struct Bytes<const N: usize>;

impl<const N: usize> KeyType for Bytes<N> {
    fn len(&self) -> usize {
        N
    }
}

fn derived<const N: usize>(salt: &[u8], secret: &[u8], info: &[u8]) -> Option<[u8; N]> {
    let mut out = [0; N];
    let pieces = [info];
    let extracted = Salt::new(HKDF_SHA256, salt).extract(secret);
    extracted.expand(&pieces, Bytes::<N>).ok()?.fill(&mut out).ok()?;
    Some(out)
}

/// The header `Authorization` (RFC 8292, 2 and 3): whoever the browser named sends this, to this service, now.
fn signed(keys: &Keys, page_url: &str, target: &Target, now: Timestamp) -> Option<String> {
    let random = SystemRandom::new();
    let (secret, public) = (&keys.server_secret, &keys.server_point);
    let key = EcdsaKeyPair::from_private_key_and_public_key(&ECDSA_P256_SHA256_FIXED_SIGNING, secret, public, &random);
    let mut claims = json!({"aud": target.origin(), "exp": now.seconds() + SIGNED_FOR_S});
    // Services that read it take nothing else; a page on this machine has no such address.
    if page_url.starts_with("https://") {
        claims["sub"] = page_url.into();
    }
    let encoded = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let told = format!("{}.{}", encoded(br#"{"typ":"JWT","alg":"ES256"}"#), encoded(claims.to_string().as_bytes()));
    let signature = key.ok()?.sign(&random, told.as_bytes()).ok()?;
    Some(format!("vapid t={told}.{}, k={}", encoded(signature.as_ref()), encoded(public)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(text).unwrap()
    }

    /// RFC 8291, 5 and appendix A.
    #[test]
    fn the_example_of_the_standard_comes_out() {
        let shared = bytes("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs");
        let ours = bytes("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
        let theirs = bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
        let salt = bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap();
        let exchange = Exchange { shared: &shared, ours: &ours, theirs: &theirs };
        let text = "When I grow up, I want to be a watermelon";
        let body = encrypted(&exchange, &bytes("BTBZMqHH6r4Tts7J_aSIgg"), salt, text).unwrap();
        let told = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        assert_eq!(URL_SAFE_NO_PAD.encode(&body), told);
        assert_eq!(encrypted(&exchange, b"auth", salt, &"x".repeat(4080)), None, "one record");
    }
}
