use super::*;
use tokio::task::JoinSet;
use tokio::time::Instant;

fn workspace(n: u64) -> WorkspaceId {
    WorkspaceId::new(n).unwrap()
}

/// Takes a slot of an endpoint that never answers, and holds it for good; gives up when there is none.
async fn hang(slots: Slots, of: u64, endpoint: u64, host: String) -> bool {
    let ahead = slots.ahead(workspace(of), EndpointId::new(endpoint).unwrap());
    let Some(_slot) = slots.take(&ahead, workspace(of), &host).await else { return false };
    std::future::pending().await
}

/// How long a delivery of another workspace waits for its slot, while all those hang.
async fn wait_of_a_neighbour(slots: &Slots, host: &str) -> Duration {
    let (began, ahead) = (Instant::now(), slots.ahead(workspace(999), EndpointId::new(1).unwrap()));
    let _slot = slots.take(&ahead, workspace(999), host).await.expect("a neighbour finds a slot");
    began.elapsed()
}

/// Time goes on only once every task waits.
async fn settle() {
    tokio::time::sleep(Duration::from_millis(1)).await;
}

#[tokio::test(start_paused = true)]
async fn thirty_workspaces_whose_ten_endpoints_hang_delay_no_neighbour() {
    let (slots, mut tasks) = (Slots::default(), JoinSet::new());
    for of in 1..=30 {
        for endpoint in 1..=10 {
            for _ in 0..8 {
                tasks.spawn(hang(slots.clone(), of, endpoint, format!("{of}.{endpoint}.example")));
            }
        }
    }
    settle().await;
    assert_eq!(wait_of_a_neighbour(&slots, "neighbour.example").await, Duration::ZERO);
    let at_once = slots.workspaces.of(workspace(7)).slots.available_permits();
    assert_eq!(at_once, 0, "a workspace that hangs holds all its slots");
    let began = Instant::now();
    let mut gone = 0;
    while gone < 30 * (80 - OF_WORKSPACE) {
        assert_eq!(tasks.join_next().await.map(Result::unwrap), Some(false));
        gone += 1;
    }
    assert!(began.elapsed() <= WAITS_FOR, "what finds no slot goes back in a second");
    assert_eq!(tasks.len(), 30 * OF_WORKSPACE, "each workspace has its own and no more under way");
    assert_eq!(wait_of_a_neighbour(&slots, "neighbour.example").await, Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn a_host_that_hangs_holds_its_own_slots_and_no_others() {
    let (slots, mut tasks) = (Slots::default(), JoinSet::new());
    for of in 1..=20 {
        for _ in 0..4 {
            tasks.spawn(hang(slots.clone(), of, 1, "shared.example".to_owned()));
        }
    }
    settle().await;
    assert_eq!(slots.hosts.of("shared.example".to_owned()).slots.available_permits(), 0);
    assert_eq!(wait_of_a_neighbour(&slots, "other.example").await, Duration::ZERO);
    for _ in 0..80 - TO_HOST {
        assert_eq!(tasks.join_next().await.map(Result::unwrap), Some(false));
    }
    assert_eq!(tasks.len(), TO_HOST);
}

#[tokio::test(start_paused = true)]
async fn one_endpoint_that_hangs_leaves_its_workspace_two_slots() {
    let (slots, mut tasks) = (Slots::default(), JoinSet::new());
    for _ in 0..10 {
        tasks.spawn(hang(slots.clone(), 1, 1, "hangs.example".to_owned()));
    }
    settle().await;
    let (began, ahead) = (Instant::now(), slots.ahead(workspace(1), EndpointId::new(2).unwrap()));
    let one = slots.take(&ahead, workspace(1), "answers.example").await;
    let two = slots.take(&ahead, workspace(1), "answers.example").await;
    assert!(one.is_some() && two.is_some() && began.elapsed().is_zero());
}

#[test]
fn what_was_read_before_the_endpoint_was_written_is_no_longer_what_stands() {
    let slots = Slots::default();
    let of = |endpoint| slots.ahead(workspace(1), EndpointId::new(endpoint).unwrap());
    let (before, other) = (of(1), of(2));
    assert!(!before.is_passed());
    of(1).pass();
    assert!(before.is_passed() && !of(1).is_passed() && !other.is_passed());
}
