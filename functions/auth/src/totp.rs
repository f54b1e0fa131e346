//! Codes of authenticator apps (TOTP, RFC 6238, with what all apps understand: SHA-1, six digits, 30 seconds), and the
//! recovery codes beside them.

use domain::second_factor::RecoveryHash;
use domain::{Email, SecondFactor, Timestamp, UserId};
use totp_rs::{Builder, Secret, Totp};
use web::{App, Problem, keys};

/// How many random bytes the app and the server share (RFC 4226, 4: 160 bits).
const SECRET: usize = 20;
/// How many random bytes a recovery code has: no guess of a copied table finds one.
const RECOVERY: usize = 10;
/// A code of the step before or after counts too: clocks differ, and typing takes time (RFC 6238, 5.2).
const SKEW: u16 = 1;

/// A secret to be shared, as it is told once and as it is kept.
pub struct NewSecret {
    /// Base32, for typing it into the app.
    pub text: String,
    /// `otpauth://…`, for the QR code.
    pub url: String,
    pub sealed: Vec<u8>,
}

/// Makes a secret for a person's app.
pub fn new_secret(app: &App, user: UserId, email: &Email) -> Result<NewSecret, Problem> {
    let secret: [u8; SECRET] = random()?;
    let totp = totp(&secret, email.as_str())?;
    let url = totp.to_url().map_err(|_| Problem::internal("the URL of a second factor could not be written"))?;
    Ok(NewSecret { text: totp.secret().to_base32(), url, sealed: sealed(app, user, &secret)? })
}

/// The factor as it is once this code was used: six digits of the app, or a recovery code. `None`: it is neither, or
/// was used before.
pub fn after(app: &App, factor: &SecondFactor, code: &str) -> Result<Option<SecondFactor>, Problem> {
    let code: String = code.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').collect();
    if code.len() != 6 {
        return Ok(factor.after_recovery(&keys::sha256(code.to_ascii_uppercase().as_bytes())));
    }
    // A secret that no key opens any more is no fault: its person has recovery codes.
    let Some(opened) = app.keys.secrets().open(&sealed_for(factor.user), &factor.secret) else { return Ok(None) };
    let step = totp(&opened.secret, "")?.check(&code, seconds(app.now()));
    let after = step.and_then(|step| factor.after_step(step));
    match after {
        Some(after) if opened.stale => {
            Ok(Some(SecondFactor { secret: sealed(app, after.user, &opened.secret)?, ..after }))
        }
        after => Ok(after),
    }
}

/// New recovery codes, as they are told once and as they are kept.
pub fn recovery_codes() -> Result<(Vec<String>, Vec<RecoveryHash>), Problem> {
    let mut codes = Vec::new();
    for _ in 0..SecondFactor::RECOVERY_CODES {
        codes.push(Secret::from(random::<RECOVERY>()?.to_vec()).to_base32());
    }
    let hashes = codes.iter().map(|code| keys::sha256(code.as_bytes())).collect();
    let shown = |code: &String| code.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-");
    Ok((codes.iter().map(shown).collect(), hashes))
}

fn totp(secret: &[u8], account: &str) -> Result<Totp, Problem> {
    let builder = Builder::new().with_secret(secret.to_vec()).with_skew(SKEW);
    let builder = builder.with_issuer(Some("LunePay")).with_account_name(account);
    builder.build().map_err(|_| Problem::internal("a second factor could not be set up"))
}

fn seconds(now: Timestamp) -> u64 {
    u64::try_from(now.seconds()).unwrap_or_default()
}

fn sealed_for(user: UserId) -> String {
    format!("second factor {user}")
}

fn sealed(app: &App, user: UserId, secret: &[u8]) -> Result<Vec<u8>, Problem> {
    app.keys.secrets().seal(&sealed_for(user), secret).map_err(|error| Problem::internal(&error.to_string()))
}

fn random<const N: usize>() -> Result<[u8; N], Problem> {
    keys::random().map_err(|_| Problem::internal("no random bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, its SHA-1 rows: six of the eight digits.
    #[test]
    fn codes_are_those_of_the_rfc() {
        let totp = totp(b"12345678901234567890", "owner@example.com").unwrap();
        let rows = [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")];
        for (at, code) in rows {
            assert_eq!(totp.check(code, at), Some(at / 30), "{at}");
            assert_eq!(totp.check(code, at + 30), Some(at / 30), "the step before counts");
            assert_eq!(totp.check(code, at + 90), None);
        }
    }

    #[test]
    fn recovery_codes_are_read_as_they_are_shown() {
        let (codes, hashes) = recovery_codes().unwrap();
        assert_eq!(codes.len(), SecondFactor::RECOVERY_CODES);
        for (code, hash) in codes.iter().zip(hashes) {
            assert_eq!(code.len(), 19, "{code}: 80 bits in four groups");
            assert_eq!(keys::sha256(code.replace('-', "").as_bytes()), hash);
        }
    }
}
