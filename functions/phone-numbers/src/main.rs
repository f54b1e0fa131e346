//! The Lambda of the phones that forward messages.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_runtime::Error> {
    web::serve::run(phone_numbers::router(), &[web::Purpose::Sessions, web::Purpose::Sealing]).await
}
