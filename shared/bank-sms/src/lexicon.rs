//! Lists of words that are looked up at nearly every place of a text: by their first two bytes.

/// The words of a list, each with what it stands for; those with the same front side by side, in the order of the list.
pub(crate) struct Lexicon<T = ()>(Vec<(u16, &'static str, T)>);

impl<T: Copy> Lexicon<T> {
    /// Each word has two bytes at least.
    pub(crate) fn with(words: impl Iterator<Item = (&'static str, T)>) -> Self {
        let mut all: Vec<_> = words.map(|(word, of)| (front(word).unwrap_or_default(), word, of)).collect();
        all.sort_by_key(|(front, ..)| *front);
        Self(all)
    }

    /// The words that the text begins with, each with what it stands for and the text behind it.
    pub(crate) fn beginning<'t>(&self, text: &'t str) -> impl Iterator<Item = (&'static str, T, &'t str)> {
        let wanted = front(text);
        let start = self.0.partition_point(|(front, ..)| Some(*front) < wanted);
        let same = self.0.get(start..).unwrap_or_default().iter().take_while(move |(front, ..)| Some(*front) == wanted);
        same.filter_map(move |(_, word, of)| Some((*word, *of, text.strip_prefix(word)?)))
    }
}

impl Lexicon {
    pub(crate) fn of(words: &[&'static str]) -> Self {
        Self::with(words.iter().map(|word| (*word, ())))
    }

    /// Is it one of them?
    pub(crate) fn has(&self, word: &str) -> bool {
        self.beginning(word).any(|(.., rest)| rest.is_empty())
    }
}

fn front(text: &str) -> Option<u16> {
    text.as_bytes().first_chunk().map(|front| u16::from_be_bytes(*front))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_what_a_text_begins_with() {
        let words = Lexicon::of(&["타행", "IB", "타행이체", "이체"]);
        let found: Vec<_> = words.beginning("타행이체입금").collect();
        assert_eq!(found, [("타행", (), "이체입금"), ("타행이체", (), "입금")]);
        assert!(words.has("IB") && words.has("이체") && !words.has("I") && !words.has("") && !words.has("이체입금"));
    }
}
