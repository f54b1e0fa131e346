//! Writes what this version of the program writes, as the file that later versions are held to:
//! `cargo run -p tests --example formats > tests/upgrade/<release>.json`, once for a release, and never again for the
//! same.

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let (shop, written) = tests::day::spend().await;
    print!("{}", tests::day::file(&written));
    shop.end().await;
}
