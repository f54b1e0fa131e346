//! What differs between two messages of one layout.

/// The white space, spellings and optional parts of a message that its layout leaves open. The default is how banks
/// print it, with every optional part for which the transfer has a value.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// The carrier's `[Web발신]` above an SMS.
    pub has_carrier_mark: bool,
    /// One of the bank's headers.
    pub header: Option<&'static str>,
    /// Whether the header stands in brackets, where it may stand without.
    pub has_brackets: Option<bool>,
    /// Another mask than the bank's, as in `Bank::masks`.
    pub masks: Option<&'static str>,
    /// What stands for each space of the layout.
    pub space: Option<char>,
    /// Nothing stands where white space may be missing.
    pub is_glued: bool,
    /// 원 behind the amounts of holes that don't ask for it.
    pub has_won: bool,
    /// How a deposit or withdrawal came about: 전자금융.
    pub channel: &'static str,
    /// The optional parts that are printed, one bit each, in their order.
    pub optional: Option<u32>,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            has_carrier_mark: true,
            header: None,
            has_brackets: None,
            masks: None,
            space: None,
            is_glued: false,
            has_won: true,
            channel: "",
            optional: None,
        }
    }
}
