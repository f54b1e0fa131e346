//! A device on which somebody was logged in: the page keeps a value of that login, and who sends it along is not kept
//! out by a flood of guesses at their address.
//!
//! The value is kept nowhere here: it is a code over the user, the time and the password's hash. So it ends after its
//! days, and with a new password. It is no password, and lets nobody in.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::time::DAY_MS;
use domain::{Timestamp, User};
use web::{App, Problem};

/// How long it counts, in milliseconds.
const LIVES_FOR_MS: i64 = 180 * DAY_MS;
/// How long its text is.
pub const LENGTH: usize = 32;

/// The value of a device on which this user is logged in now.
pub fn value(app: &App, user: &User) -> Result<String, Problem> {
    let at = app.now().ms().to_be_bytes();
    let code = app.keys.device_mac(&[&user.id.get().to_be_bytes(), &at, user.password_hash.as_bytes()])?;
    Ok(URL_SAFE_NO_PAD.encode([at.as_slice(), &code].concat()))
}

/// Whether a value is of a device of this user.
pub fn is_known(app: &App, user: &User, value: &str) -> bool {
    let Some(bytes) = URL_SAFE_NO_PAD.decode(value).ok().filter(|bytes| bytes.len() == 24) else { return false };
    let Some((at_bytes, given)) = bytes.split_first_chunk::<8>() else { return false };
    let at = Timestamp::from_ms(i64::from_be_bytes(*at_bytes));
    let lives = at <= app.now() && app.now().ms() - at.ms() < LIVES_FOR_MS;
    lives && app.keys.is_device_mac(&[&user.id.get().to_be_bytes(), at_bytes, user.password_hash.as_bytes()], given)
}
