//! The Lambda of the phones' URLs. It has the open URL too, for a deployment without it: closed, it says so.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_runtime::Error> {
    web::serve::run(sms_webhook::phones().merge(sms_webhook::open()), &[web::Purpose::Sealing, web::Purpose::Receipts])
        .await
}
