//! The answer to a decision: kept by the commit that makes it; one that was made before is answered by itself.

use domain::Deposit;
use pairing::Decision;
use web::Problem;
use web::answer::Answer;

use crate::view::DepositView;

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
