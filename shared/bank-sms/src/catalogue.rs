//! The page `docs/banks.md`.
pub fn page() -> String {
    String::new()
}
