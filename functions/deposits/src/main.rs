//! The Lambda of deposits and their candidates.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_runtime::Error> {
    web::serve::run(deposits::router(), &[web::Purpose::Sessions]).await
}
