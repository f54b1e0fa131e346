//! The Lambda of the inbox.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_runtime::Error> {
    web::serve::run(messages::router(), &[web::Purpose::Sessions, web::Purpose::Receipts]).await
}
