//! The answer to a decision: kept by the commit that makes it; one that was made before is answered by itself.

use domain::Deposit;
use pairing::Decision;
use store::{Store, StoreError};
use web::answer::Answer;
use web::{App, Problem};

use crate::view::DepositView;

/// The store that keeps an answer with what it commits.
pub fn store(app: &App, answer: Result<Answer<DepositView>, Problem>) -> Result<Store, StoreError> {
    match answer {
        Ok(answer) => Ok(answer.store(app)),
        Err(_) => Err(StoreError::Rejected("an answer cannot be kept".to_owned())),
    }
}

/// The answer of a decision.
pub fn answer(
    decision: Decision,
    answer: impl Fn(&Deposit) -> Result<Answer<DepositView>, Problem>,
) -> Result<Answer<DepositView>, Problem> {
    match decision {
        Decision::Made(deposit) => answer(&deposit),
        Decision::Stood(deposit) => Ok(answer(&deposit)?.not_kept()),
    }
}
