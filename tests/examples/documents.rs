//! Writes the generated documents: `cargo run -p tests --example documents`.

#[tokio::main]
async fn main() -> std::io::Result<()> {
    // The OpenAPI document shows them, so they are written first.
    let examples = tests::examples::file(&tests::examples::record().await);
    write(tests::examples::FILE, &examples)?;
    for (path, text) in tests::documents::generated() {
        write(path, &text)?;
    }
    Ok(())
}

fn write(path: &str, text: &str) -> std::io::Result<()> {
    std::fs::write(tests::documents::root().join(path), text)?;
    println!("wrote {path}");
    Ok(())
}
