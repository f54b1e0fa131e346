//! I17: what was sent back of a deposit is what its history tells, and falls only by a person who takes a note back.

use domain::{Deposit as Kept, DepositEvent};

use super::deposit_history::is_whole;
use crate::Report;
use crate::book::Book;

pub fn check(book: &Book, report: &mut Report) {
    for deposit in book.deposits.values() {
        let mut told = Vec::new();
        for entry in &deposit.history {
            if let DepositEvent::Returned(amount) = entry.what {
                told.push(amount);
            } else if let DepositEvent::ReturnUndone(amount) = entry.what {
                let last = told.pop();
                if is_whole(deposit) && last != Some(amount) {
                    report.add("I17", &deposit.key, "a return was taken back that was not the last one");
                }
            }
        }
        let stands = &deposit.returns;
        // Of a history whose oldest entries are gone, the newest returns are told.
        let is_told = if is_whole(deposit) { *stands == told } else { stands.ends_with(&told) };
        if !is_told {
            report.add("I17", &deposit.key, "its history tells that other money was sent back than stands there");
        }
        if stands.len() > Kept::RETURNS_MAX {
            report.add("I17", &deposit.key, format!("{} returns are noted of it", stands.len()));
        }
    }
}
