//! How many sendings are under way in this program to one endpoint, of one workspace, and to one host: what hangs holds
//! up its own deliveries, and never those of a neighbour. And which deliveries are in hand, so that two messages that
//! name one delivery (a promised one and the one that was given) do not send it twice at the same time.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::{DeliveryId, EndpointId, WorkspaceId};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// Sendings under way to one endpoint.
const TO_ENDPOINT: usize = 4;
/// Of one workspace: more than one endpoint can hold, so that another of the same shop goes on.
const OF_WORKSPACE: usize = 6;
/// To one host, which may be many shops'.
const TO_HOST: usize = 16;
/// Deliveries that wait for a slot at once: few enough that what may be sent is never behind them.
const WAITING: usize = 60;
/// How long a delivery waits for a slot before it goes back onto the queue: an endpoint that answers frees one sooner.
const WAITS_FOR: Duration = Duration::from_secs(1);
/// So many gates are kept though nobody uses them.
const KEPT: usize = 10_000;

/// What lets so many through at once.
struct Gate {
    slots: Arc<Semaphore>,
    /// How often somebody wrote what it leads to.
    written: AtomicU64,
}

/// A gate for each of some things.
struct Gates<K> {
    at_once: usize,
    all: Mutex<HashMap<K, Arc<Gate>>>,
}

impl<K: Eq + Hash> Gates<K> {
    fn new(at_once: usize) -> Arc<Self> {
        Arc::new(Self { at_once, all: Mutex::default() })
    }

    fn of(&self, key: K) -> Arc<Gate> {
        // A panic in one sending says nothing about the map, which changes only here.
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() > KEPT {
            all.retain(|_, gate| Arc::strong_count(gate) > 1 || gate.slots.available_permits() < self.at_once);
        }
        let new = || Arc::new(Gate { slots: Arc::new(Semaphore::new(self.at_once)), written: AtomicU64::new(0) });
        Arc::clone(all.entry(key).or_insert_with(new))
    }
}

/// A delivery: its endpoint, and its id.
type Named = (EndpointId, DeliveryId);

/// The slots of every endpoint, workspace and host, and the deliveries in hand.
#[derive(Clone)]
pub struct Slots {
    endpoints: Arc<Gates<(WorkspaceId, EndpointId)>>,
    workspaces: Arc<Gates<WorkspaceId>>,
    hosts: Arc<Gates<String>>,
    waiting: Arc<Semaphore>,
    in_hand: Arc<Mutex<HashSet<Named>>>,
}

impl Default for Slots {
    fn default() -> Self {
        Self {
            endpoints: Gates::new(TO_ENDPOINT),
            workspaces: Gates::new(OF_WORKSPACE),
            hosts: Gates::new(TO_HOST),
            waiting: Arc::new(Semaphore::new(WAITING)),
            in_hand: Arc::default(),
        }
    }
}

/// A slot of an endpoint, of its workspace and of its host; free when it is dropped.
pub struct Slot {
    _held: [OwnedSemaphorePermit; 3],
}

/// The gate of an endpoint, from before the endpoint was read.
pub struct Ahead {
    gate: Arc<Gate>,
    written: u64,
}

impl Ahead {
    /// Whether a sending of this program has written the endpoint since: what was read is no longer what stands.
    pub fn is_passed(&self) -> bool {
        self.gate.written.load(Ordering::Acquire) != self.written
    }

    /// The endpoint was written.
    pub fn pass(&self) {
        self.gate.written.fetch_add(1, Ordering::AcqRel);
    }
}

/// A delivery in hand, until this is dropped.
pub struct InHand {
    all: Arc<Mutex<HashSet<Named>>>,
    named: Named,
}

impl Drop for InHand {
    fn drop(&mut self) {
        self.all.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.named);
    }
}

impl Slots {
    /// Takes a delivery in hand. `None`: another message of it is being worked on, and whatever must follow, follows
    /// from that one.
    pub fn take_in_hand(&self, endpoint: EndpointId, delivery: &DeliveryId) -> Option<InHand> {
        let named = (endpoint, delivery.clone());
        let new = self.in_hand.lock().unwrap_or_else(PoisonError::into_inner).insert(named.clone());
        new.then(|| InHand { all: Arc::clone(&self.in_hand), named })
    }

    /// Where a delivery stands before it reads its endpoint.
    pub fn ahead(&self, workspace: WorkspaceId, endpoint: EndpointId) -> Ahead {
        let gate = self.endpoints.of((workspace, endpoint));
        Ahead { written: gate.written.load(Ordering::Acquire), gate }
    }

    /// A slot. `None`: none became free, or too many wait for one.
    pub async fn take(&self, ahead: &Ahead, workspace: WorkspaceId, host: &str) -> Option<Slot> {
        let (workspace, host) = (self.workspaces.of(workspace), self.hosts.of(host.to_owned()));
        let gates = [&ahead.gate.slots, &workspace.slots, &host.slots].map(Arc::clone);
        let [one, two, three] = gates.clone().map(|gate| gate.try_acquire_owned().ok());
        if let (Some(one), Some(two), Some(three)) = (one, two, three) {
            return Some(Slot { _held: [one, two, three] });
        }
        let _waits = self.waiting.try_acquire().ok()?;
        let [endpoint, workspace, host] = gates;
        // The host's last: what waits for its own shop holds nothing of a neighbour's.
        let all = async {
            let (one, two) = (endpoint.acquire_owned().await.ok()?, workspace.acquire_owned().await.ok()?);
            Some(Slot { _held: [one, two, host.acquire_owned().await.ok()?] })
        };
        timeout(WAITS_FOR, all).await.ok()?
    }
}

#[cfg(test)]
#[path = "slots_tests.rs"]
mod tests;
