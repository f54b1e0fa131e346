//! The grammar: a total reader for texts that no shape fits.

use crate::Why;
use crate::bank::Bank;
use crate::shape::Fit;

/// What such a reading names as its shape.
pub(crate) const NAME: &str = "grammar";

pub(crate) fn read(_text: &str, _start: usize) -> Result<(Option<&'static Bank>, Fit), Why> {
    Err(Why::UnknownWords)
}
