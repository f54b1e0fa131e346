//! The Lambda of orders.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_runtime::Error> {
    web::serve::run(orders::router(), &[web::Purpose::Sessions]).await
}
