//! In which language the client speaks.

use std::ffi::OsString;

use clap::ValueEnum;

use super::environment;

/// A language of the client.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lang {
    #[value(name = "ko")]
    Korean,
    #[value(name = "en")]
    English,
}

impl Lang {
    /// What `--lang` says, else the environment. Found before the command line is read, so that its help speaks it too.
    pub fn chosen(given: &[OsString]) -> Self {
        let words: Vec<&str> = given.iter().filter_map(|word| word.to_str()).collect();
        let after = words.windows(2).find_map(|pair| (pair[0] == "--lang").then(|| pair[1]));
        let said = words.iter().find_map(|word| word.strip_prefix("--lang=")).or(after);
        said.and_then(|word| Self::from_str(word, true).ok()).unwrap_or_else(Self::of_environment)
    }

    /// The first of the locale's variables that is set decides, as POSIX has it.
    fn of_environment() -> Self {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(environment::variable);
        if locale.is_some_and(|locale| locale.starts_with("ko")) { Self::Korean } else { Self::English }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flag_decides_wherever_it_stands() {
        let chosen = |words: &[&str]| Lang::chosen(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(chosen(&["lunepay", "orders", "--lang", "ko"]), Lang::Korean);
        assert_eq!(chosen(&["lunepay", "--lang=ko", "orders"]), Lang::Korean);
        assert_eq!(chosen(&["lunepay", "--lang=en"]), Lang::English);
    }
}
