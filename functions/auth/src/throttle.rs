//! Limits on guessing: per (e-mail, source address), per source, and per e-mail address from everywhere. Counted in the
//! table before Argon2 runs, so that a flood costs writes and not a hash. Only failures stay counted.
//!
//! No flood of logins keeps everybody out: where there are too many guesses over all, each source has fewer tries. And
//! no flood, at an address or from a network, keeps its person out of a device on which they were logged in before.
//! Sign-ups are limited over all: a sign-up can wait.

use std::net::IpAddr;

use domain::time::{HOUR_MS, MINUTE_MS};
use store::StoreError;
use web::caller::Source;
use web::{App, Problem, keys};

/// The window of most limits, in milliseconds.
const WINDOW_MS: i64 = 5 * MINUTE_MS;
/// Failed tries of one e-mail address from one source in a window.
const PER_PAIR: i64 = 10;
/// Failed tries of one e-mail address from its known devices together in a window.
const PER_DEVICES: i64 = 10;
/// Failed tries from one source in a window.
const PER_SOURCE: i64 = 100;
/// Failed tries from one source in a window in which there are more than [`OVER_ALL`].
const PER_SOURCE_IN_A_FLOOD: i64 = 5;
/// Failed tries of one e-mail address from everywhere: so many, in so many milliseconds. The longer it goes on, the
/// longer the next one waits: minutes, then an hour, then six.
const PER_ACCOUNT: [(i64, i64); 3] = [(30, WINDOW_MS), (90, HOUR_MS), (300, 6 * HOUR_MS)];
/// Failed tries over all in a window, from where on it is a flood.
const OVER_ALL: i64 = 5_000;
/// Sign-ups over all in a window.
const SIGNUPS_OVER_ALL: i64 = 5_000;
/// Sign-ups from one source in a window.
const SIGNUPS_PER_SOURCE: i64 = 200;

/// Mails about a forgotten password to one e-mail address in an hour. More would help nobody: each link works.
const MAILS_PER_ADDRESS: i64 = 5;
/// Such mails that one source asks for in a window, and links that it tries.
const FORGOTTEN_PER_SOURCE: i64 = 20;

/// Whether the caller shows that its person was logged in on this device before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Device {
    Known,
    New,
}

/// What is counted, how often it may be, and in how many milliseconds.
struct Limit {
    what: String,
    most: i64,
    window_ms: i64,
}

/// Counts a try, and refuses it when there were too many.
pub async fn attempt(app: &App, email: &str, source: &Source, device: Device) -> Result<(), Problem> {
    if device == Device::Known {
        return check(app, &of_devices(email)).await.map(drop);
    }
    // The narrowest first: one that is refused by a narrow limit does not use up a wide one.
    check(app, &of_pair(email, source)).await?;
    let from_here = check(app, &of_source(source)).await?;
    for limit in of_account(email) {
        check(app, &limit).await?;
    }
    let is_flood = count(app, &over_all(), 1).await? > OVER_ALL;
    if is_flood && from_here > PER_SOURCE_IN_A_FLOOD { Err(wait(app, WINDOW_MS)) } else { Ok(()) }
}

/// Takes a try back: it was no guess. A fault here only makes the limit stricter, so it is logged and no more.
pub async fn succeeded(app: &App, email: &str, source: &Source, device: Device) {
    let limits = match device {
        Device::Known => vec![of_devices(email)],
        Device::New => {
            [of_pair(email, source), of_source(source), over_all()].into_iter().chain(of_account(email)).collect()
        }
    };
    for limit in limits {
        if let Err(error) = count(app, &limit, -1).await {
            tracing::warn!(%error, "a login could not be taken back from its throttle");
        }
    }
}

/// Counts a sign-up, and refuses it when there were too many.
pub async fn signup(app: &App, source: &Source) -> Result<(), Problem> {
    let from_here = format!("signup#{}", short(&network(source)));
    check(app, &Limit::of(from_here, SIGNUPS_PER_SOURCE)).await?;
    check(app, &Limit::of("signup".to_owned(), SIGNUPS_OVER_ALL)).await?;
    Ok(())
}

/// Counts a mail about a forgotten password, and refuses it when there were too many: also of an address that nobody
/// has.
pub async fn forgot(app: &App, email: &str, source: &Source) -> Result<(), Problem> {
    let from_here = format!("forgot#{}", short(&network(source)));
    check(app, &Limit::of(from_here, FORGOTTEN_PER_SOURCE)).await?;
    let what = format!("forgot#address#{}", short(email));
    check(app, &Limit { what, most: MAILS_PER_ADDRESS, window_ms: HOUR_MS }).await?;
    Ok(())
}

/// Counts a try of a mail's link, and refuses it when there were too many.
pub async fn reset(app: &App, source: &Source) -> Result<(), Problem> {
    let from_here = format!("reset#{}", short(&network(source)));
    check(app, &Limit::of(from_here, FORGOTTEN_PER_SOURCE)).await.map(drop)
}

impl Limit {
    /// In the usual window.
    fn of(what: String, most: i64) -> Self {
        Self { what, most, window_ms: WINDOW_MS }
    }
}

fn of_pair(email: &str, source: &Source) -> Limit {
    Limit::of(format!("login#{}#{}", short(email), short(&network(source))), PER_PAIR)
}

fn of_devices(email: &str) -> Limit {
    Limit::of(format!("device#{}", short(email)), PER_DEVICES)
}

fn of_account(email: &str) -> [Limit; PER_ACCOUNT.len()] {
    let email = short(email);
    PER_ACCOUNT.map(|(most, window_ms)| Limit { what: format!("account#{email}#{window_ms}"), most, window_ms })
}

fn of_source(source: &Source) -> Limit {
    Limit::of(format!("login#{}", short(&network(source))), PER_SOURCE)
}

fn over_all() -> Limit {
    Limit::of("login".to_owned(), OVER_ALL)
}

async fn count(app: &App, limit: &Limit, by: i64) -> Result<i64, StoreError> {
    app.store().count(&limit.what, by, limit.window_ms, app.now()).await
}

/// Counts one more, and answers how many there are now.
async fn check(app: &App, limit: &Limit) -> Result<i64, Problem> {
    let counted = count(app, limit, 1).await?;
    if counted <= limit.most { Ok(counted) } else { Err(wait(app, limit.window_ms)) }
}

/// Asks to wait for the rest of the window.
fn wait(app: &App, window_ms: i64) -> Problem {
    let rest_ms = window_ms - app.now().ms().rem_euclid(window_ms);
    Problem::too_many(u64::try_from(rest_ms / 1000 + 1).unwrap_or(1))
}

/// Whom a source is counted as: of IPv6 the network of 64 bits, of which one caller has all addresses (RFC 4291,
/// 2.5.4).
fn network(source: &Source) -> String {
    match source.0.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(address)) => format!("{:x}/64", address.to_bits() >> 64),
        Ok(IpAddr::V4(address)) => address.to_string(),
        Err(_) => source.0.clone(),
    }
}

/// A hash in place of an address: keys of the table hold no personal data.
fn short(text: &str) -> String {
    hex::encode(&keys::sha256(text.as_bytes())[..12])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_addresses_of_one_ipv6_network_are_one_source_and_an_ipv4_address_is_itself() {
        let of = |address: &str| network(&Source(address.to_owned()));
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:203.0.113.9"), of("203.0.113.9"));
        assert_ne!(of("203.0.113.9"), of("203.0.113.10"));
        assert_eq!(of("unknown"), "unknown");
    }
}
