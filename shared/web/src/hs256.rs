//! JSON web tokens by HMAC-SHA256 alone. The library brings RSA and elliptic curves along unless it is given a provider
//! of signatures, which is this one: what is refused here is not even linked.

use hmac::{Hmac, KeyInit, Mac};
use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{ErrorKind, Result, new_error};
use jsonwebtoken::signature::{self, Signer, Verifier};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::Sha256;

static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: |algorithm, key| Ok(Box::new(Hs256::of(*algorithm, key.as_bytes())?)),
    verifier_factory: |algorithm, key| Ok(Box::new(Hs256::of(*algorithm, key.try_get_as_bytes()?)?)),
    key_utils: KeyUtils::new_unimplemented(),
};

/// The rules that a token is held against: its algorithm is this one.
pub fn rules() -> Validation {
    Validation::new(Algorithm::HS256)
}

/// The header of a token that the key of this name signs.
pub fn header(kid: &str) -> Header {
    Header { kid: Some(kid.to_owned()), ..Header::new(Algorithm::HS256) }
}

/// The text of a token, signed with a secret.
pub fn sign<C: Serialize>(header: &Header, claims: &C, secret: &[u8]) -> Result<String> {
    provide();
    jsonwebtoken::encode(header, claims, &EncodingKey::from_secret(secret))
}

/// What a token says that was signed with this secret and keeps the rules.
pub fn open<C: DeserializeOwned>(text: &str, secret: &[u8], rules: &Validation) -> Result<C> {
    provide();
    jsonwebtoken::decode(text, &DecodingKey::from_secret(secret), rules).map(|token| token.claims)
}

/// The library asks for one provider a process.
fn provide() {
    // From the second time on it stands already.
    let _ = PROVIDER.install_default();
}

struct Hs256(Hmac<Sha256>);

impl Hs256 {
    fn of(algorithm: Algorithm, secret: &[u8]) -> Result<Self> {
        if algorithm != Algorithm::HS256 {
            return Err(new_error(ErrorKind::InvalidAlgorithm));
        }
        Hmac::new_from_slice(secret).map(Self).map_err(|_| new_error(ErrorKind::InvalidKeyFormat))
    }

    fn of_message(&self, message: &[u8]) -> Hmac<Sha256> {
        let mut mac = self.0.clone();
        mac.update(message);
        mac
    }
}

impl Signer<Vec<u8>> for Hs256 {
    fn try_sign(&self, message: &[u8]) -> std::result::Result<Vec<u8>, signature::Error> {
        Ok(self.of_message(message).finalize().into_bytes().to_vec())
    }
}

impl Verifier<Vec<u8>> for Hs256 {
    /// Compared in constant time.
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> std::result::Result<(), signature::Error> {
        self.of_message(message).verify_slice(signature).map_err(|_| signature::Error::new())
    }
}

impl JwtSigner for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

impl JwtVerifier for Hs256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// RFC 7515, A.1: the library's text is the standard's, not ours.
    #[test]
    fn the_token_of_the_standard_is_opened_and_no_other_secret_and_no_changed_letter() {
        let text = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly\
             9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let secret = [
            3, 35, 53, 75, 43, 15, 165, 188, 131, 126, 6, 101, 119, 123, 166, 143, 90, 179, 40, 230, 240, 84, 201, 40,
            169, 15, 132, 178, 210, 80, 46, 191, 211, 251, 90, 146, 210, 6, 71, 239, 150, 138, 180, 195, 119, 98, 61,
            34, 61, 46, 33, 114, 5, 46, 79, 8, 192, 205, 154, 245, 103, 208, 128, 163,
        ];
        let mut rules = rules();
        rules.validate_exp = false;
        let claims: Value = open(text, &secret, &rules).unwrap();
        assert_eq!(claims["iss"], "joe");
        assert!(open::<Value>(text, &secret[1..], &rules).is_err());
        assert!(open::<Value>(&text.replace("dBjft", "dBjfu"), &secret, &rules).is_err());
        let own = sign(&header("1"), &json!({"iss": "joe"}), &secret).unwrap();
        assert!(open::<Value>(&own, &secret, &Validation { required_spec_claims: [].into(), ..rules }).is_ok());
    }

    #[test]
    fn no_other_algorithm_is_served() {
        let every = [Algorithm::HS384, Algorithm::HS512, Algorithm::RS256, Algorithm::ES256, Algorithm::EdDSA];
        assert!(every.into_iter().all(|other| Hs256::of(other, b"secret").is_err()));
    }
}
