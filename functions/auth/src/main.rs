//! The Lambda of sign-up, login and API tokens.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_runtime::Error> {
    web::serve::run(auth::router(), &[web::Purpose::Sessions, web::Purpose::Sealing]).await
}
