pub fn has_foreign_mark(_raw: &str) -> bool {
    false
}
