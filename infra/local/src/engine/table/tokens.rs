//! What the `ClientRequestToken` of a transaction means: for ten minutes the same request under it is answered as the
//! first was, and another one is refused.
//!
//! Kept here and not by the engine, which goes through every token of the last ten minutes on each transaction.

use std::collections::hash_map::{DefaultHasher, HashMap};
use std::collections::vec_deque::VecDeque;
use std::hash::{Hash, Hasher};
use std::time::{Duration, Instant};

/// As DynamoDB has it.
const KEPT_FOR: Duration = Duration::from_mins(10);
/// Some minutes of the most that this engine does. An SDK tries again within seconds.
const KEPT_MAX: usize = 100_000;

/// What a request under a token is.
pub(super) enum Known {
    /// The first one.
    New,
    /// The first one again, and what that was answered.
    Again(Vec<u8>),
    /// Another one.
    Other,
}

/// The tokens of the transactions that were committed, and what each was answered.
#[derive(Default)]
pub(super) struct Tokens {
    kept: HashMap<String, (u64, Vec<u8>)>,
    /// The same, oldest first.
    since: VecDeque<(Instant, String)>,
}

impl Tokens {
    pub fn ask(&mut self, token: &str, request: &[u8], now: Instant) -> Known {
        while self.since.front().is_some_and(|(at, _)| now.duration_since(*at) >= KEPT_FOR) {
            self.forget_oldest();
        }
        match self.kept.get(token) {
            None => Known::New,
            Some((first, answer)) if *first == hash(request) => Known::Again(answer.clone()),
            Some(_) => Known::Other,
        }
    }

    /// Keeps what a request was answered, once it is committed.
    pub fn keep(&mut self, token: String, request: &[u8], answer: &[u8], now: Instant) {
        if self.since.len() >= KEPT_MAX {
            self.forget_oldest();
        }
        self.since.push_back((now, token.clone()));
        self.kept.insert(token, (hash(request), answer.to_vec()));
    }

    fn forget_oldest(&mut self) {
        if let Some((_, token)) = self.since.pop_front() {
            self.kept.remove(&token);
        }
    }
}

fn hash(request: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    request.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_kept_for_ten_minutes_and_so_many_at_the_most() {
        let (mut tokens, start) = (Tokens::default(), Instant::now());
        tokens.keep("a".to_owned(), b"1", b"{}", start);
        assert!(matches!(tokens.ask("a", b"1", start + KEPT_FOR / 2), Known::Again(answer) if answer == b"{}"));
        assert!(matches!(tokens.ask("a", b"2", start + KEPT_FOR / 2), Known::Other));
        assert!(matches!(tokens.ask("a", b"1", start + KEPT_FOR), Known::New));
        for nth in 0..=KEPT_MAX {
            tokens.keep(nth.to_string(), b"1", b"{}", start);
        }
        assert_eq!((tokens.kept.len(), tokens.since.len()), (KEPT_MAX, KEPT_MAX));
        assert!(matches!(tokens.ask("0", b"1", start), Known::New));
        assert!(matches!(tokens.ask("1", b"1", start), Known::Again(_)));
    }
}
