//! The whole product in this process, in memory.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use anyhow::{Context, Result};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use domain::{Clock, Timestamp};
use local::product::{Product, engines};
use local::secret;
use serde_json::Value;
use tower::ServiceExt;
use web::Policy;

use crate::{Answer, Stage};

/// Where its clock stands at first.
const BEGINS_AT: &str = "2024-02-12T11:00:00+09:00";
/// The longest answer, in bytes.
const ANSWER_MAX: usize = 8 * 1024 * 1024;

/// A product that nobody else uses, and that ends with its owner.
pub struct InMemory {
    product: Product,
    api: Router,
    now_ms: Arc<AtomicI64>,
}

impl InMemory {
    pub async fn new() -> Result<Self> {
        let begins_at = Timestamp::parse(BEGINS_AT).context("no time")?;
        let now_ms = Arc::new(AtomicI64::new(begins_at.ms()));
        let clock: Clock = {
            let now_ms = Arc::clone(&now_ms);
            Arc::new(move || Timestamp::from_ms(now_ms.load(Ordering::SeqCst)))
        };
        let policy = Policy { token_calls: None, workspace_calls: None, ..Policy::default() };
        let product = Product::plain(engines(None, &clock)?, secret::keys(None)?, policy, clock).await?;
        Ok(Self { api: product.router(), product, now_ms })
    }
}

impl Stage for InMemory {
    async fn send(&self, request: Request<Body>) -> Result<Answer> {
        let response = self.api.clone().oneshot(request).await?;
        let status = response.status().as_u16();
        let bytes = to_bytes(response.into_body(), ANSWER_MAX).await?;
        let body = if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes)? };
        Ok(Answer { status, body })
    }

    fn now(&self) -> Timestamp {
        Timestamp::from_ms(self.now_ms.load(Ordering::SeqCst))
    }

    fn advance_ms(&self, ms: i64) {
        self.now_ms.fetch_add(ms, Ordering::SeqCst);
    }

    async fn drain(&self) -> Result<()> {
        self.product.poller().drain(self.product.matcher()).await?;
        Ok(())
    }

    async fn sweep(&self) -> Result<()> {
        self.product.sweep().await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Asked, Cause, Rates, Rules, ShopKind, play};

    #[tokio::test]
    async fn a_small_month_is_worked_off_in_memory() {
        let asked = Asked { kind: ShopKind::Mall, seed: 7, orders: 10, rates: Rates::High };
        let mut told = Vec::new();
        let stage = InMemory::new().await.unwrap();
        let rules = Rules::EveryPolicy.settings();
        let figures = play(&stage, asked, rules, |done, events| told.push((done, events))).await.unwrap();
        let (all, plain) = (figures.all(), figures.by_cause[&Cause::Plain]);
        assert_eq!((all.deposits, all.left, all.wrong_payer), (8, 0, 0), "{figures:?}");
        assert_eq!(plain.automatic, plain.deposits, "{figures:?}");
        let events = told.len();
        assert!(events > 100 && told.into_iter().eq((0..events).map(|done| (done, events))));
    }
}
