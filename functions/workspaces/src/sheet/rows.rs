//! How the rows of a file are read: page by page, to the end or not at all.

use std::collections::BTreeMap;

use domain::{Account, AccountId, Day, FieldFault, Timestamp, WorkspaceId};
use store::{Page, StoreError};
use web::{App, Code, FieldError, Problem};

/// How many rows a file holds at most.
const ROWS_MAX: usize = 20_000;
/// How many pages of the list are read at most: each looks at a thousand rows or more.
const PAGES_MAX: usize = 100;
/// How many rows are read at once.
pub const ROWS_AT_ONCE: usize = 1_000;

/// The rows that were read.
pub struct Gathered<T> {
    pub rows: Vec<T>,
    pages: usize,
    /// The filter by which fewer rows are asked for, and the time that it looks at.
    from: &'static str,
    at: fn(&T) -> Timestamp,
}

impl<T> Gathered<T> {
    pub fn new(from: &'static str, at: fn(&T) -> Timestamp) -> Self {
        Self { rows: Vec::new(), pages: 0, from, at }
    }

    /// Takes a page, and tells where to go on. Refuses what one file does not hold.
    pub fn take(&mut self, page: Page<T>) -> Result<Option<u64>, Problem> {
        self.rows.extend(page.rows);
        self.pages += 1;
        if self.rows.len() > ROWS_MAX || (self.pages == PAGES_MAX && page.next.is_some()) {
            let times: Vec<_> = self.rows.iter().map(self.at).collect();
            return Err(too_large(self.from, &times, ROWS_MAX));
        }
        Ok(page.next)
    }
}

/// There is more than one file holds: `fit` of these rows, newest first, would go into one.
pub fn too_large(from: &'static str, times: &[Timestamp], fit: usize) -> Problem {
    // All of this day and of those after it fit.
    let whole = times.get(fit).or(times.last()).map(|at| Day::of(*at).plus(1).start());
    let whole = whole.filter(|whole| times.iter().take(fit).any(|at| at >= whole));
    let detail = match whole {
        Some(whole) => format!("{}부터는 한 파일에 담깁니다. 그보다 앞은 기간을 나누어 받아 주세요.", whole.rfc3339()),
        None => "기간을 하루보다 짧게 나누어 받아 주세요.".to_owned(),
    };
    let error = FieldError { field: from.to_owned(), code: FieldFault::Invalid.into(), detail };
    Problem::fields(Code::ExportTooLarge, vec![error])
}

/// The accounts of a workspace, by what people call them.
pub struct Accounts(BTreeMap<AccountId, Account>);

impl Accounts {
    pub async fn read(app: &App, workspace: WorkspaceId) -> Result<Self, StoreError> {
        let all = app.store().accounts_of(workspace).await?;
        Ok(Self(all.into_iter().map(|account| (account.id, account)).collect()))
    }

    pub fn name(&self, account: AccountId) -> String {
        let name = |account: &Account| format!("{} {}", account.bank_name, account.number.as_str());
        self.0.get(&account).map_or_else(|| account.to_string(), name)
    }
}

/// Several texts as one, each once.
pub fn joined<T: AsRef<str>>(texts: impl Iterator<Item = T>) -> String {
    let mut all: Vec<String> = Vec::new();
    for text in texts {
        if !all.iter().any(|one| one == text.as_ref()) {
            all.push(text.as_ref().to_owned());
        }
    }
    all.join(", ")
}

#[cfg(test)]
mod tests {
    use domain::time::HOUR_MS;

    use super::*;

    fn at(hours: i64) -> Timestamp {
        Timestamp::from_ms(1_707_663_600_000).plus_ms(hours * HOUR_MS)
    }

    fn refusal(times: &[Timestamp], fit: usize) -> String {
        too_large("created_from", times, fit).errors.remove(0).detail
    }

    #[test]
    fn what_is_too_much_says_from_when_on_it_fits() {
        let times: Vec<_> = (0..60).rev().map(at).collect();
        // The first 30 rows reach back to 06:00 of the second day: the third day is whole.
        assert!(refusal(&times, 30).starts_with("2024-02-14T00:00:00+09:00부터"), "{}", refusal(&times, 30));
        // Of the last day alone 12 hours are there.
        assert!(refusal(&times, 5).contains("하루보다 짧게"));
        assert!(refusal(&[], 5).contains("하루보다 짧게"));
    }

    #[test]
    fn a_page_too_many_is_refused_and_never_cut() {
        let page = |rows: usize, next| Page { rows: vec![at(0); rows], next };
        let mut all = Gathered::new("created_from", |at: &Timestamp| *at);
        assert_eq!(all.take(page(ROWS_MAX, Some(7))).unwrap(), Some(7));
        assert_eq!(all.take(page(0, None)).unwrap(), None);
        assert_eq!(all.rows.len(), ROWS_MAX);
        let refused = all.take(page(1, None)).unwrap_err();
        assert_eq!(refused.code, Code::ExportTooLarge);

        let mut all = Gathered::new("created_from", |at: &Timestamp| *at);
        for _ in 1..PAGES_MAX {
            assert!(all.take(page(0, Some(7))).is_ok());
        }
        assert!(all.take(page(0, Some(7))).is_err(), "it would read for ever");
    }

    #[test]
    fn texts_are_told_once() {
        assert_eq!(joined(["가", "나", "가"].into_iter()), "가, 나");
        assert_eq!(joined(std::iter::empty::<&str>()), "");
    }
}
