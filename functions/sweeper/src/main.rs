//! The Lambda that expires due orders and forgets what has stayed long enough, every minute.

use pairing::Pairing;
use runtime::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    runtime::log::to_stdout();
    let (store, clock) = runtime::connect().await?;
    let pairing = Pairing::new(store, clock);
    runtime::run(async |_tick: serde_json::Value| Ok(sweeper::handle(&pairing).await?)).await
}
