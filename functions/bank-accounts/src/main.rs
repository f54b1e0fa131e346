//! The Lambda of bank accounts, and the institutions that LunePay knows.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_runtime::Error> {
    web::serve::run(bank_accounts::router(), &[web::Purpose::Sessions]).await
}
