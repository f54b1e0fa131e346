//! The Lambda of the public webhook that takes a bank's messages.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_runtime::Error> {
    web::serve::run(sms_webhook::router()).await
}
