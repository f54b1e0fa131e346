use model::{Protocol, counterexample, explore, scenes};
fn main() {
    let name = std::env::args().nth(1).unwrap_or_default();
    for scene in scenes::quick().into_iter().filter(|scene| scene.name.contains(&name)) {
        let began = std::time::Instant::now();
        let end = explore(scene.clone(), Protocol::WHOLE, 2);
        println!("{}: {} states {} steps {:?} {:?}", scene.name, end.states, end.steps, began.elapsed(), end.broken);
        if let Some(first) = end.broken.first() {
            let prop = &first[..first.find(' ').unwrap_or(3)];
            for action in counterexample(&scene, Protocol::WHOLE, prop).unwrap_or_default() { println!("   {action:?}"); }
        }
    }
}
