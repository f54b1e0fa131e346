use model::{Protocol, explore, mutants};
fn main() {
    let name = std::env::args().nth(1).unwrap_or_default();
    for m in mutants().into_iter().filter(|m| m.name.contains(&name)) {
        let whole = explore(m.scene.clone(), Protocol::WHOLE, 1);
        let end = explore(m.scene.clone(), Protocol::without(m.without), 1);
        println!("{}: whole {} {:?}; {} {:?} depth {}", m.name, whole.states, whole.broken, end.states, end.broken, end.longest);
    }
}
