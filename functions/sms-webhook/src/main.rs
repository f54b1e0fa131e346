//! The Lambda of the open webhook that takes a bank's messages from anybody. While a deployment moves the gateway's
//! routes, phones' calls may still come here: its role then makes a 500 of them, which phones send again, and not a
//! 404.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_runtime::Error> {
    web::serve::run(sms_webhook::open().merge(sms_webhook::phones()), &[web::Purpose::Receipts]).await
}
