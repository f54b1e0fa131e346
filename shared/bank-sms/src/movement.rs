//! What kind of movement a text tells of, from its direction word and the words around it.

use crate::fit::Fit;
use crate::reading::Movement;
use crate::word::{self, Direction};

/// The kind of a movement that was read.
pub(crate) fn of(direction: Direction, fit: &Fit, text: &str) -> Movement {
    let piece =
        |span: Option<crate::fit::Span>| span.and_then(|span| text.get(span.range())).unwrap_or_default().trim();
    of_words(direction, piece(fit.way), piece(fit.name), piece(fit.memo))
}

/// The same, of the words themselves.
pub(crate) fn of_words(direction: Direction, way: &str, name: &str, memo: &str) -> Movement {
    let channel = ["입금", "출금"].iter().find_map(|word| way.strip_suffix(word)).unwrap_or(way).trim();
    match direction {
        Direction::InReversed => Movement::Reversal,
        Direction::OutReversed => Movement::Refund,
        Direction::Returned => Movement::Returned,
        Direction::In if [channel, name, memo].into_iter().any(word::is_salary) => Movement::Salary,
        Direction::In if [channel, name, memo].into_iter().any(word::is_interest) => Movement::Interest,
        Direction::Out if way.contains("카드") || way.ends_with("결제") => Movement::Card,
        Direction::Out if name.ends_with("수수료") => Movement::Fee,
        Direction::In | Direction::Out => Movement::Transfer,
    }
}
