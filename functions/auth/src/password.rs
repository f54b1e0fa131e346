//! POST /auth/password, and how passwords are kept: Argon2id with the parameters of the OWASP cheat sheet (19 MiB, two
//! passes), each with its own salt, in PHC string form.

use std::num::NonZero;
use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use axum::extract::State;
use axum::http::StatusCode;
use domain::AuditEntry;
use domain::FieldFault;
use domain::text::{PASSWORD_MAX, PASSWORD_MIN};
use tokio::sync::Semaphore;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use web::caller::{Session, Source};
use web::field::{Bad, Described, Exact, Field, GuardedOptional, Required, Value};
use web::form::Sent;
use web::{App, Code, Problem, fields};

use crate::{throttle, tokens, weak};

/// A hash of no password: verified when there is no user, so that the answer takes as long.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGlzIGhlcmUh$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Whoever changes their own password changes nothing of a workspace.
pub(crate) const BY_ITS_OWNER: &[AuditEntry] = &[];

/// A password that somebody chooses: 10–128 characters, any but controls, untrimmed.
pub struct NewPassword;

impl Field for NewPassword {
    type Value = String;

    fn read(value: &Value) -> Result<String, Bad> {
        let given = value.as_str().ok_or_else(|| Bad::new(FieldFault::WrongType, "문자열이어야 합니다."))?;
        match given.chars().count() {
            0..PASSWORD_MIN => Err(Bad::new(FieldFault::TooShort, format!("{PASSWORD_MIN}자 이상이어야 합니다."))),
            PASSWORD_MIN..=PASSWORD_MAX => Ok(given.to_owned()),
            _ => Err(Bad::new(FieldFault::TooLong, format!("{PASSWORD_MAX}자 이하여야 합니다."))),
        }
    }

    fn schema() -> Described {
        let text = ObjectBuilder::new().schema_type(Type::String);
        text.min_length(Some(PASSWORD_MIN)).max_length(Some(PASSWORD_MAX)).into()
    }
}

/// Refuses a password that would be guessed soon. `known`: what everybody knows of its person.
pub fn must_be_strong(password: &str, known: &[&str]) -> Result<(), Bad> {
    weak::weakness(password, known).map_or(Ok(()), |weakness| Err(Bad::new(FieldFault::TooWeak, weakness.korean())))
}

/// As many hashes at once as there are cores: each takes 19 MiB and a core, so a crowd of logins waits in line instead
/// of taking the memory and the time of everything else.
static HASHES: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(1, NonZero::get)));

/// Works off the thread that serves requests, when its turn comes. The turn lasts as long as the work does, also of a
/// caller that has gone away.
async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    let turn = HASHES.acquire().await.ok()?;
    let working = tokio::task::spawn_blocking(move || {
        let done = work();
        drop(turn);
        done
    });
    working.await.ok()
}

/// Hashes a password.
pub async fn hash(password: String) -> Result<String, Problem> {
    let hashing = in_turn(move || Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()));
    hashing.await.and_then(Result::ok).ok_or_else(|| Problem::internal("a password could not be hashed"))
}

/// Whether a password is the one that was hashed; for no hash at all it takes as long and is not.
pub async fn is_right(password: String, hash: Option<String>) -> Result<bool, Problem> {
    let checking = in_turn(move || {
        let right = Argon2::default().verify_password(password.as_bytes(), hash.as_deref().unwrap_or(NOBODY)).is_ok();
        right && hash.is_some()
    });
    checking.await.ok_or_else(|| Problem::internal("a password could not be checked"))
}

fields! {
    /// The password now, and the new one.
    pub struct ChangePassword {
        current: Required<Exact<PASSWORD_MAX>>,
        new: Required<NewPassword>,
        /// Ends the API tokens too: somebody else may have made one. They live on unless said so.
        end_tokens: GuardedOptional<bool>,
    }
}

/// Changes the password and ends the caller's other sessions; API tokens too, where `end_tokens` says so.
#[utoipa::path(post, path = "/auth/password", operation_id = "change_password", tag = "auth", request_body = ChangePassword,
    responses((status = 204), (status = "4XX", body = web::problem::ProblemDocument)))]
pub async fn change(
    State(app): State<App>,
    Session(caller): Session,
    source: Source,
    body: Sent<ChangePassword>,
) -> Result<StatusCode, Problem> {
    let user = caller.person(&app).await?;
    let known = [user.email.as_str(), &user.name];
    let body = body.check_or::<NewPassword>("new", |new| must_be_strong(&new, &known));
    let ChangePassword { current, new, end_tokens } = body.finish()?;
    // Whoever has a session was logged in on this device.
    let device = throttle::Device::Known;
    throttle::attempt(&app, user.email.as_str(), &source, device).await?;
    let is_password = |password| is_right(password, Some(user.password_hash.clone()));
    if is_password(current).await? {
        if !app.store().set_password(&user, &hash(new).await?, BY_ITS_OWNER).await? {
            return Err(Problem::of(Code::Contended));
        }
    } else if !is_password(new).await? {
        return Err(Problem::of(Code::PasswordWrong));
    }
    // Also of a repeat: the password is the new one already, and the first try may have died before this.
    throttle::succeeded(&app, user.email.as_str(), &source, device).await;
    app.store().end_sessions(caller.user, Some(&caller.jti)).await?;
    if end_tokens == Some(true) {
        tokens::end_all(&app, &caller).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use argon2::password_hash::Error;
    use tokio::task::JoinSet;

    use super::*;

    #[tokio::test]
    async fn a_crowd_of_logins_hashes_as_many_at_once_as_there_are_cores() {
        let cores = std::thread::available_parallelism().unwrap().get();
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let mut crowd = JoinSet::new();
        for _ in 0..cores * 8 {
            let (now, most) = (Arc::clone(&now), Arc::clone(&most));
            crowd.spawn(in_turn(move || {
                most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                // Long enough for the others to begin, if they may.
                (0..2_000).for_each(|_| std::thread::yield_now());
                now.fetch_sub(1, Ordering::SeqCst);
            }));
        }
        assert_eq!(crowd.join_all().await.into_iter().flatten().count(), cores * 8, "each has its turn");
        assert!(most.load(Ordering::SeqCst) <= cores, "{most:?} at once on {cores} cores");
    }

    /// Algorithm, version and parameters of a PHC string, and how long its hash is.
    fn cost(phc: &str) -> (Vec<&str>, usize) {
        let parts: Vec<_> = phc.split('$').collect();
        (parts[1..4].to_vec(), parts[5].len())
    }

    #[test]
    fn to_verify_nobody_costs_what_a_person_costs() {
        let fresh = Argon2::default().hash_password(b"correct horse battery").unwrap().to_string();
        assert_eq!(cost(NOBODY), cost(&fresh));
        assert_eq!(cost(NOBODY).0, ["argon2id", "v=19", "m=19456,t=2,p=1"]);
        // One that cannot be read would be refused for that, at once.
        let refused = Argon2::default().verify_password(b"correct horse battery", NOBODY);
        assert_eq!(refused, Err(Error::PasswordInvalid));
    }
}
