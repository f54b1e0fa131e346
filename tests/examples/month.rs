//! A month of a shop, played against the product:
//!
//! ```sh
//! cargo run -p tests --example month
//! cargo run -p tests --example month -- --shop mall --seed 7 --orders 300 --high --causes --unseen
//! ```
//!
//! `--causes` prints a row for each cause, `--unseen` what no proposal told. `--low` and `--high` are half of the
//! causes, and half as many again. `--settings '{"tie_policy": "OLDEST"}'` plays it under these. `--write` writes the
//! tables of `docs/automation.md`.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use month::{Asked, Figures, Rates, Rules, ShopKind};
use strum::IntoEnumIterator;
use tests::documents::{read, root};
use tests::month::{PATH, SHOPS, block, play, row, with};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let is_said = |word: &str| words.iter().any(|said| said == word);
    let after = |word: &str| words.iter().position(|said| said == word).and_then(|at| words.get(at + 1));
    let number = |word: &str, usual| after(word).map_or(usual, |number| number.parse().expect("a number"));
    let rates = Rates::iter().find(|rates| is_said(&format!("--{}", <&str>::from(rates)))).unwrap_or(Rates::Mid);
    let mut text = read(PATH);
    let rules: Vec<(&str, Option<&str>)> = match after("--settings") {
        Some(settings) => vec![("with these settings", Some(settings))],
        None => Rules::iter().map(|rules| (rules.into(), rules.settings())).collect(),
    };
    for (name, settings) in rules {
        let mut months = Vec::new();
        println!("\n{name}\n{}", row(SHOPS[0], &SHOPS[1..]));
        for kind in ShopKind::iter().filter(|kind| after("--shop").is_none_or(|shop| shop == <&str>::from(kind))) {
            let asked = Asked { kind, seed: number("--seed", 1), orders: number("--orders", 1_200), rates };
            let figures = play(asked, settings).await;
            print(&figures, kind, is_said("--causes"), is_said("--unseen"));
            months.push(figures);
        }
        if is_said("--write") {
            text = with(&text, name, &block(&months));
        }
    }
    if is_said("--write") {
        std::fs::write(root().join(PATH), text).unwrap();
    }
}

fn print(figures: &Figures, kind: ShopKind, with_causes: bool, with_unseen: bool) {
    println!("{}", row(kind.into(), figures.cells()));
    figures.wrong.iter().for_each(|line| println!("to another customer: {line}"));
    if with_causes {
        figures.by_cause.iter().for_each(|(cause, of)| println!("{}", row(cause.into(), of.cells())));
    }
    if with_unseen {
        let (explained, first) = figures.named;
        println!("under another name: {explained} proposed rightly, {first} of them at first");
        figures.unseen.iter().for_each(|line| println!("{line}"));
    }
}
