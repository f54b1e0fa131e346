//! The Lambda of workspaces and their members, and the paths that no function has.

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_runtime::Error> {
    web::serve::run(workspaces::router(), &[web::Purpose::Sessions, web::Purpose::Sealing]).await
}
