//! How many lines the product has, without tests, comments and empty lines, by crate:
//! `cargo run -q -p tests --example lines`. Craft is what makes this smaller without making a line denser.

use std::collections::BTreeMap;
use std::path::Path;

use tests::documents::root;

fn main() {
    let mut crates: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for folder in ["shared", "functions", "infra/local", "infra/month"] {
        walk(&root().join(folder), &mut crates);
    }
    let [mut lines, mut code] = [0, 0];
    for (name, counted) in &crates {
        println!("{:>6} {:>6}  {name}", counted[0], counted[1]);
        lines += counted[0];
        code += counted[1];
    }
    println!("{lines:>6} {code:>6}  in all (lines, and those of code)");
}

fn walk(folder: &Path, crates: &mut BTreeMap<String, [usize; 2]>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = path.to_string_lossy().into_owned();
        if path.is_dir() {
            walk(&path, crates);
        } else if name.ends_with(".rs") && name.contains("/src/") && !name.ends_with("_tests.rs") {
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            let product = text.split("\n#[cfg(test)]").next().unwrap_or_default();
            let is_code = |line: &&str| !line.trim().is_empty() && !line.trim().starts_with("//");
            let short = path.strip_prefix(root()).unwrap_or(&path).to_string_lossy().into_owned();
            let counted = crates.entry(short.split("/src/").next().unwrap_or_default().to_owned()).or_default();
            counted[0] += product.lines().count();
            counted[1] += product.lines().filter(is_code).count();
        }
    }
}
