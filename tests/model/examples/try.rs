use model::*;
use Amount::*; use Name::*; use Change as C;
const N: Deadline = Deadline::None; const D: Deadline = Deadline::Noon;
fn run(scene: Scene) {
    let t = std::time::Instant::now();
    let name = scene.name;
    let r = explore(scene.clone(), Protocol::WHOLE, 2);
    println!("{name}: {} states {} steps depth {} whole {} {:?} {:.1?}", r.states, r.steps, r.longest, r.whole, r.broken, t.elapsed());
    if !r.broken.is_empty() { println!("{:#?}", counterexample(scene, Protocol::WHOLE)); }
}
fn main() {
    run(Scene::named("1x1").order(A, X, N).message(A, X, 2).calls(&[Call::Place(0)]).deaths().lost_replies());
    run(Scene::named("2x2 dup").order(A, X, N).order(A, X, N).message(A, X, 2).message(A, X, 1).calls(&[Call::Place(0), Call::Place(1)]).deaths().lost_replies().at_once(3));
    run(Scene::named("2x2 dup 4").order(A, X, N).order(A, X, N).message(A, X, 2).message(A, X, 1).calls(&[Call::Place(0), Call::Place(1)]).deaths().at_once(4));
    run(Scene::named("2x2 dup cancel amend").order(A, X, N).order(A, X, N).message(A, X, 2).message(A, X, 1).calls(&[Call::Place(0), Call::Place(1), Call::Amend(0, C::Cancel), Call::Amend(1, C::Name(Xa))]).deaths().at_once(3));
    run(Scene::named("2x2 hand").waiting(A, X, N).waiting(A, X, N).message(A, X, 1).message(A, X, 1).calls(&[Call::Match(0, 1), Call::Unmatch(0), Call::Amend(0, C::Cancel)]).deaths().lost_replies().at_once(3));
    run(Scene::named("2x2 time").waiting(A, X, D).waiting(A, X, N).message(A, X, 1).message(A, X, 1).late().calls(&[Call::Amend(0, C::Deadline(N)), Call::Amend(1, C::Deadline(D)), Call::Amend(0, C::Reopen)]).deaths().lost_replies().time_passes().at_once(3));
}
