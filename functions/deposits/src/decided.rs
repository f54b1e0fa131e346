//! The answer to a decision: kept by the commit that makes it; one that was made before is answered by itself.

use axum::http::StatusCode;
use domain::Deposit;
use pairing::Decision;
use store::{Store, StoreError};
use web::answer::{Answer, IdempotencyContext, keeping};
use web::caller::DepositWriter;
use web::{App, Problem};

use crate::view::DepositView;

/// Who decides on a deposit, by which request.
pub struct Deciding<'a> {
    pub app: &'a App,
    pub writer: &'a DepositWriter,
    pub once: &'a IdempotencyContext,
}

impl Deciding<'_> {
    /// What commits a decision, and keeps its answer.
    pub fn through(&self) -> impl Fn(&Deposit) -> Result<Store, StoreError> {
        |deposit| keeping(self.app, self.answer(deposit))
    }

    /// The answer of a decision.
    pub fn answered(&self, decision: &Decision) -> Result<Answer<DepositView>, Problem> {
        match decision {
            Decision::Made(deposit) => self.answer(deposit),
            Decision::Stood(deposit) => Ok(self.answer(deposit)?.not_kept()),
        }
    }

    fn answer(&self, deposit: &Deposit) -> Result<Answer<DepositView>, Problem> {
        let view = DepositView::of(deposit, &self.writer.workspace, self.app.now());
        self.once.answer(self.app, StatusCode::OK, view)
    }
}
