//! Bearer tokens: JWT, HS256 only (RFC 7519, RFC 8725). What a token says is never enough: the table is asked whether
//! it is still live.

use domain::{ClosedSet, Timestamp, Token, TokenKind, UserId};
use jsonwebtoken::{Algorithm, decode_header};
use serde::{Deserialize, Serialize};

use crate::{Code, Keys, Problem, hs256};

/// Who issues.
pub const ISSUER: &str = "lunepay";
/// Whom tokens are for.
pub const AUDIENCE: &str = "lunepay-api";
/// How long a session lives, in milliseconds: twelve hours.
pub const SESSION_MS: i64 = 12 * 60 * domain::time::MINUTE_MS;
/// How far ahead of this program's clock the one may be that dated a token, in seconds.
const CLOCKS_APART_S: i64 = 60;
/// How long a token's text may be, in bytes; a longer one is not looked at.
const LONGEST: usize = 2_048;

#[derive(Clone, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    iat: i64,
    exp: i64,
    /// Never issued, and kept to all the same (RFC 7519, 4.1.5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nbf: Option<i64>,
    jti: String,
    /// `session` or `api`.
    kind: String,
    /// Its grant is narrower than its user's rights, so its kept answers are its own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    limited: bool,
}

/// What a token with a good signature says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bearer {
    pub user: UserId,
    pub jti: String,
    pub kind: TokenKind,
    /// Its grant is narrower than its user's rights, so its kept answers are its own.
    pub limited: bool,
}

/// The text of a token, signed with the newest key.
pub fn sign(keys: &Keys, token: &Token) -> Result<String, Problem> {
    let key = keys.newest().ok_or_else(|| Problem::internal("no signing key"))?;
    let claims = Claims {
        iss: ISSUER.to_owned(),
        aud: AUDIENCE.to_owned(),
        sub: token.user.to_string(),
        iat: token.created_at.seconds(),
        exp: token.expires_at.unwrap_or(Timestamp::LATEST).seconds(),
        nbf: None,
        jti: token.jti.clone(),
        kind: token.kind.code().to_owned(),
        limited: token.grant.is_limited(),
    };
    hs256::sign(&hs256::header(&key.kid), &claims, &key.secret)
        .map_err(|_| Problem::internal("a token could not be signed"))
}

/// Checks a token's text: algorithm, key, signature, issuer, audience, expiry, and that its time has come. 401 for
/// anything that is not as issued.
pub fn check(keys: &Keys, text: &str, now: Timestamp) -> Result<Bearer, Problem> {
    let bad = || Problem::of(Code::TokenInvalid);
    if text.len() > LONGEST {
        return Err(bad());
    }
    let header = decode_header(text).map_err(|_| bad())?;
    // No extension is understood here, so a header that demands one is refused (RFC 7515, 4.1.11).
    let demands = header.crit.is_some();
    let key = header.kid.as_deref().and_then(|kid| keys.by_kid(kid)).ok_or_else(bad)?;
    if header.alg != Algorithm::HS256 || demands {
        return Err(bad());
    }
    let mut rules = hs256::rules();
    rules.set_issuer(&[ISSUER]);
    rules.set_audience(&[AUDIENCE]);
    rules.set_required_spec_claims(&["iss", "aud", "sub", "exp"]);
    // Times are held against this program's own clock, below.
    rules.validate_exp = false;
    let claims = hs256::open::<Claims>(text, &key.secret, &rules).map_err(|_| bad())?;
    if claims.exp <= now.seconds() {
        return Err(Problem::of(Code::TokenExpired));
    }
    let is_early = claims.nbf.is_some_and(|from| from > now.seconds());
    // What is dated later than now was dated by nobody who may: no issuer is that far ahead.
    if is_early || claims.iat > now.seconds() + CLOCKS_APART_S {
        return Err(bad());
    }
    let user = UserId::parse(&claims.sub).ok_or_else(bad)?;
    let kind = TokenKind::parse(&claims.kind).ok_or_else(bad)?;
    Ok(Bearer { user, jti: claims.jti, kind, limited: claims.limited })
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use domain::Grant;
    use hmac::{Hmac, KeyInit, Mac};
    use jsonwebtoken::Header;
    use jsonwebtoken::dangerous::insecure_decode_claims;
    use serde_json::json;
    use sha2::Sha256;

    use super::*;
    use crate::Purpose;

    fn keys() -> Keys {
        Keys::default().with(Purpose::Sessions, &"k".repeat(32)).unwrap()
    }

    fn now() -> Timestamp {
        Timestamp::from_ms(1_800_000_000_000)
    }

    fn session(jti: &str) -> Token {
        Token {
            user: UserId::new(7).unwrap(),
            jti: jti.to_owned(),
            kind: TokenKind::Session,
            number: 0,
            name: String::new(),
            grant: Grant::whole(),
            created_at: now(),
            expires_at: Some(now().plus_ms(SESSION_MS)),
            last_used_at: None,
        }
    }

    fn refusal(text: &str, at: Timestamp) -> Option<Code> {
        check(&keys(), text, at).err().map(|problem| problem.code)
    }

    #[test]
    fn a_session_is_whom_it_was_given_to_for_twelve_hours_to_the_second() {
        let text = sign(&keys(), &session("a")).unwrap();
        let bearer =
            Bearer { user: UserId::new(7).unwrap(), jti: "a".to_owned(), kind: TokenKind::Session, limited: false };
        let end = now().plus_ms(12 * 3_600 * 1_000);
        assert_eq!(check(&keys(), &text, now()).ok(), Some(bearer.clone()));
        assert_eq!(check(&keys(), &text, end.plus_ms(-1_000)).ok(), Some(bearer));
        assert_eq!(refusal(&text, end), Some(Code::TokenExpired));
    }

    #[test]
    fn a_header_that_demands_an_extension_or_another_algorithm_is_refused() {
        let keys = keys();
        let claims: Claims = insecure_decode_claims(sign(&keys, &session("a")).unwrap()).unwrap();
        let key = keys.newest().unwrap();
        let plain = hs256::header(&key.kid);
        let demanding = Header { crit: Some(vec!["exp".to_owned()]), ..plain.clone() };
        let text = |header: &Header| hs256::sign(header, &claims, &key.secret).unwrap();
        assert_eq!(refusal(&text(&plain), now()), None);
        assert_eq!(refusal(&text(&demanding), now()), Some(Code::TokenInvalid));
        // Signed all the same: the header's word alone is another.
        for other in ["HS384", "HS512", "RS256", "none"] {
            let header = URL_SAFE_NO_PAD.encode(json!({"typ": "JWT", "alg": other, "kid": key.kid}).to_string());
            let body = URL_SAFE_NO_PAD.encode(serde_json::to_string(&claims).unwrap());
            let message = format!("{header}.{body}");
            let mac = Hmac::<Sha256>::new_from_slice(&key.secret).unwrap().chain_update(&message).finalize();
            let text = format!("{message}.{}", URL_SAFE_NO_PAD.encode(mac.into_bytes()));
            assert_eq!(refusal(&text, now()), Some(Code::TokenInvalid), "{other}");
        }
    }

    #[test]
    fn a_token_is_good_from_its_time_on_to_the_second() {
        let keys = keys();
        let claims: Claims = insecure_decode_claims(sign(&keys, &session("a")).unwrap()).unwrap();
        let key = keys.newest().unwrap();
        let refused = |iat: i64, nbf: Option<i64>| {
            let dated = Claims { iat, nbf, ..claims.clone() };
            refusal(&hs256::sign(&hs256::header(&key.kid), &dated, &key.secret).unwrap(), now())
        };
        let now_s = now().seconds();
        for (iat, nbf) in [(now_s, None), (now_s + 60, None), (now_s, Some(now_s)), (now_s, Some(0))] {
            assert_eq!(refused(iat, nbf), None, "{iat} {nbf:?}");
        }
        for (iat, nbf) in [(now_s + 61, None), (i64::MAX, None), (now_s, Some(now_s + 1)), (now_s, Some(i64::MAX))] {
            assert_eq!(refused(iat, nbf), Some(Code::TokenInvalid), "{iat} {nbf:?}");
        }
    }

    #[test]
    fn a_text_of_two_kilobytes_is_looked_at_and_a_longer_one_is_not() {
        let texts: Vec<String> =
            (1_200..1_400).map(|length| sign(&keys(), &session(&"j".repeat(length))).unwrap()).collect();
        for text in &texts {
            let refused = if text.len() > 2_048 { Some(Code::TokenInvalid) } else { None };
            assert_eq!(refusal(text, now()), refused, "{} bytes", text.len());
        }
        assert!(texts.iter().any(|text| text.len() == 2_048) && texts.iter().any(|text| text.len() > 2_048));
    }
}
