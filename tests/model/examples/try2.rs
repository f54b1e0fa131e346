use model::*;
fn main() {
    let mut named = std::collections::BTreeSet::new();
    for m in mutants() {
        let t = std::time::Instant::now();
        let whole = explore(m.scene.clone(), Protocol::WHOLE, 1);
        if !whole.broken.is_empty() { println!("!!! WHOLE broken {} {:?} {:#?}", m.name, whole.broken, counterexample(m.scene.clone(), Protocol::WHOLE)); }
        let all = explore(m.scene.clone(), Protocol::without(m.without), 1);
        let c = counterexample(m.scene.clone(), Protocol::without(m.without));
        named.extend(m.without.iter().copied());
        println!("{} whole {} states; breaks {:?} -> {:?} {} ({}) {:?} ", m.name, whole.states, all.broken.iter().map(|b| &b[..2]).collect::<Vec<_>>(), c.as_ref().map(|c| &c.0[..2]), c.as_ref().map_or(0, |c| c.1.len()), m.breaks, t.elapsed());
    }
    for (s, scene) in covered() {
        let t = std::time::Instant::now();
        let r = explore(scene.clone(), Protocol::without(&[s]), 1);
        named.insert(s);
        println!("covered {s:?} {} {:?} {:?}", r.states, r.broken, t.elapsed());
        if !r.broken.is_empty() { println!("{:#?}", counterexample(scene, Protocol::without(&[s]))); }
    }
    println!("missing: {:?}", Switch::ALL.into_iter().filter(|s| !named.contains(s)).collect::<Vec<_>>());
}
