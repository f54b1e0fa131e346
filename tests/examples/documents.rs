//! Writes the generated documents: `cargo run -p tests --example documents`.

fn main() -> std::io::Result<()> {
    for (path, text) in tests::documents::generated() {
        std::fs::write(tests::documents::root().join(path), text)?;
        println!("wrote {path}");
    }
    Ok(())
}
