//! Why a mail did not leave, in words for whoever runs the program.

use lettre::transport::smtp::Error;

/// What a server answers that wants another login (RFC 4954, 6; 530 also asks for TLS first).
const LOGIN: [&str; 4] = ["530", "534", "535", "538"];

/// Why a mail did not leave.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("the address is one that no mail can be sent to")]
    NoAddress,
    #[error("the mail server cannot be reached: {0}")]
    Unreachable(String),
    #[error("the mail server does not answer")]
    Silent,
    #[error("no encrypted connection to the mail server: {0}")]
    Tls(String),
    #[error("the mail server refuses the user or the password ({0})")]
    Login(String),
    #[error("the mail server asks to come again later ({0})")]
    Later(String),
    #[error("the mail server refuses the mail ({0})")]
    Refused(String),
    #[error("the mail server cannot be talked to: {0}")]
    Protocol(String),
    #[error("no mail can be written into {folder}: {error}")]
    File { folder: String, error: std::io::Error },
}

impl Failure {
    /// Whether the server would most likely say the same of this mail again.
    pub fn is_lasting(&self) -> bool {
        match self {
            Self::Refused(_) | Self::NoAddress => true,
            Self::Unreachable(_) | Self::Silent | Self::Tls(_) | Self::Login(_) => false,
            Self::Later(_) | Self::Protocol(_) | Self::File { .. } => false,
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
        if let Some(status) = error.status().map(|status| status.to_string()) {
            let told = status_of(&status, &cause);
            return match (error.is_permanent(), LOGIN.contains(&status.as_str())) {
                (true, true) => Self::Login(told),
                (true, false) => Self::Refused(told),
                (false, _) => Self::Later(told),
            };
        }
        if error.is_timeout() {
            return Self::Silent;
        }
        match (error.is_tls(), error.is_client() || error.is_response()) {
            (true, _) => Self::Tls(cause),
            (false, true) => Self::Protocol(cause),
            (false, false) => Self::Unreachable(cause),
        }
    }
}

/// The numbers of an answer, such as `550 5.1.1`. Its words may hold the address, which no log may.
fn status_of(status: &str, words: &str) -> String {
    let enhanced = words.split_whitespace().next().filter(|word| {
        word.len() <= 11 && word.split('.').count() == 3 && word.chars().all(|c| c.is_ascii_digit() || c == '.')
    });
    enhanced.map_or_else(|| status.to_owned(), |enhanced| format!("{status} {enhanced}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_told_by_its_numbers_alone() {
        assert_eq!(status_of("550", "5.1.1 <owner@example.com>: no such user"), "550 5.1.1");
        assert_eq!(status_of("550", "owner@example.com is unknown"), "550");
        assert_eq!(status_of("421", ""), "421");
    }
}
