//! The Lambda that works off what fell due, every minute.

use pairing::Pairing;
use runtime::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    runtime::log::to_stdout();
    let (store, clock) = runtime::connect().await?;
    let pairing = Pairing::new(store, clock);
    runtime::run_until(async |_tick: serde_json::Value, until| Ok(sweeper::handle(&pairing, until).await?)).await
}
