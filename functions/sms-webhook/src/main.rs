//! The Lambda of the open webhook that takes a bank's messages from anybody.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_runtime::Error> {
    web::serve::run(sms_webhook::open()).await
}
