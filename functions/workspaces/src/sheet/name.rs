//! What a file is called: after what it holds.

use domain::{Day, Language, Timestamp};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::labels::Label;

/// All but what RFC 8187 lets stand in a name.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// What is in a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    pub kind: Label,
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    /// The states that were asked for.
    pub words: Vec<Label>,
    /// A name, an amount or the like was asked for, too.
    pub is_narrowed: bool,
}

impl Named {
    /// `주문-2024-02-01~2024-02-29-입금 확인됨.csv`
    pub fn text(&self, extension: &str, language: Language, now: Timestamp) -> String {
        let day = |at: Timestamp| Day::of(at).text();
        let (today, last) = (day(now), day(self.to.unwrap_or(now)));
        let period = match (self.from.map(day), self.to) {
            (None, None) => format!("{}-{today}", Label("전체", "all").to(language)),
            (None, Some(_)) => match language {
                Language::Ko => format!("{last}까지"),
                Language::En => format!("until-{last}"),
            },
            (Some(from), _) if from == last => from,
            (Some(from), _) => format!("{from}~{last}"),
        };
        let narrowed = self.is_narrowed.then_some(Label("검색", "filtered"));
        let words = self.words.iter().copied().chain(narrowed);
        let words: String = words.map(|word| format!("-{}", word.to(language))).collect();
        format!("{}-{period}{words}.{extension}", self.kind.to(language))
    }

    /// As browsers save it (RFC 6266): in English for those that read ASCII only.
    pub fn disposition(&self, extension: &str, language: Language, now: Timestamp) -> String {
        let (plain, own) = (self.text(extension, Language::En, now), self.text(extension, language, now));
        format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", utf8_percent_encode(&own, RESERVED))
    }
}

#[cfg(test)]
mod tests {
    use super::super::labels::of_order;
    use super::*;

    fn at(text: &str) -> Option<Timestamp> {
        Timestamp::parse(text)
    }

    #[test]
    fn a_file_is_named_after_its_days_and_states() {
        let now = at("2024-02-12T11:00:00+09:00").unwrap();
        let all =
            Named { kind: Label("주문", "orders"), from: None, to: None, words: Vec::new(), is_narrowed: false };
        let name = |named: &Named| named.text("csv", Language::Ko, now);
        assert_eq!(name(&all), "주문-전체-2024-02-12.csv");
        let (from, end) = (at("2024-02-01T00:00:00+09:00"), at("2024-02-09T23:59:59.999+09:00"));
        assert_eq!(name(&Named { from, ..all.clone() }), "주문-2024-02-01~2024-02-12.csv");
        assert_eq!(name(&Named { to: end, ..all.clone() }), "주문-2024-02-09까지.csv");
        let day = Named { from: at("2024-02-09T00:00:00+09:00"), to: end, ..all.clone() };
        assert_eq!(name(&day), "주문-2024-02-09.csv");
        let words = vec![of_order(domain::OrderStatus::Matched)];
        let some = Named { from, to: end, words, is_narrowed: true, ..all.clone() };
        assert_eq!(name(&some), "주문-2024-02-01~2024-02-09-입금 확인됨-검색.csv");
        assert_eq!(
            all.disposition("xlsx", Language::Ko, now),
            "attachment; filename=\"orders-all-2024-02-12.xlsx\"; \
             filename*=UTF-8''%EC%A3%BC%EB%AC%B8-%EC%A0%84%EC%B2%B4-2024-02-12.xlsx"
        );
    }
}
