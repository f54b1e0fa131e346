//! The Lambda of webhook endpoints.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_runtime::Error> {
    web::serve::run(webhook_endpoints::router(), &[web::Purpose::Sessions, web::Purpose::Sealing]).await
}
