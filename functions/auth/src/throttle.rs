//! Limits on guessing: per (e-mail, source address), more slowly per source, and over all. Counted in the table before
//! Argon2 runs, so that a flood costs a write and not a hash. Only failures stay counted.

use std::net::IpAddr;

use domain::time::MINUTE_MS;
use web::caller::Source;
use web::{App, Problem, keys};

/// The window of each limit, in milliseconds.
const WINDOW_MS: i64 = 5 * MINUTE_MS;
/// Failed tries of one e-mail address from one source in a window.
const PER_PAIR: i64 = 10;
/// Failed tries from one source in a window.
const PER_SOURCE: i64 = 100;
/// Failed tries over all in a window.
const OVER_ALL: i64 = 5_000;
/// Sign-ups from one source in a window.
const SIGNUPS_PER_SOURCE: i64 = 200;

/// Counts a try, and refuses it when there were too many.
pub async fn attempt(app: &App, email: &str, source: &Source) -> Result<(), Problem> {
    for (what, limit) in limits(email, source) {
        check(app, &what, limit).await?;
    }
    Ok(())
}

/// Takes a try back: it was no guess. A fault here only makes the limit stricter, so it is logged and no more.
pub async fn succeeded(app: &App, email: &str, source: &Source) {
    for (what, _) in limits(email, source) {
        if let Err(error) = app.store().count(&what, -1, WINDOW_MS, app.now()).await {
            tracing::warn!(%error, "a login could not be taken back from its throttle");
        }
    }
}

/// Counts a sign-up, and refuses it when there were too many.
pub async fn signup(app: &App, source: &Source) -> Result<(), Problem> {
    check(app, &format!("signup#{}", short(&network(source))), SIGNUPS_PER_SOURCE).await?;
    check(app, "signup", OVER_ALL).await
}

fn limits(email: &str, source: &Source) -> [(String, i64); 3] {
    let (email, source) = (short(email), short(&network(source)));
    [
        (format!("login#{email}#{source}"), PER_PAIR),
        (format!("login#{source}"), PER_SOURCE),
        ("login".to_owned(), OVER_ALL),
    ]
}

async fn check(app: &App, what: &str, limit: i64) -> Result<(), Problem> {
    let now = app.now();
    let count = app.store().count(what, 1, WINDOW_MS, now).await?;
    if count <= limit {
        return Ok(());
    }
    let rest_ms = WINDOW_MS - now.ms().rem_euclid(WINDOW_MS);
    Err(Problem::too_many(u64::try_from(rest_ms / 1000 + 1).unwrap_or(1)))
}

/// Whom a source is counted as: of IPv6 the network of 64 bits, of which one caller has all addresses (RFC 4291, 2.5.4).
fn network(source: &Source) -> String {
    match source.0.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(address)) => format!("{:x}/64", address.to_bits() >> 64),
        Ok(IpAddr::V4(address)) => address.to_string(),
        Err(_) => source.0.clone(),
    }
}

/// A hash in place of an address: keys of the table hold no personal data.
fn short(text: &str) -> String {
    keys::sha256(text.as_bytes()).iter().take(12).map(|byte| format!("{byte:02x}")).collect()
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
