//! The Lambda of matches by hand.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_runtime::Error> {
    web::serve::run(matches::router(), &[web::Purpose::Sessions]).await
}
