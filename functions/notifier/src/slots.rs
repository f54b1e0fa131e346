//! How many sendings one endpoint may have under way in this program: an endpoint that hangs holds up its own
//! deliveries, and never those of another. And which deliveries are in hand, so that two messages that name one
//! delivery (a promised one and the one that was given) do not send it twice at the same time.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::{DeliveryId, EndpointId, WorkspaceId};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// Sendings under way to one endpoint.
const AT_ONCE: usize = 4;
/// How long a delivery waits for a slot before it goes back onto the queue: an endpoint that answers frees one sooner.
const WAITS_FOR: Duration = Duration::from_secs(1);

/// The slots of each endpoint.
type Endpoints = HashMap<(WorkspaceId, EndpointId), Arc<Semaphore>>;
/// A delivery: its endpoint, and its id.
type Named = (EndpointId, DeliveryId);

/// The slots of every endpoint, and the deliveries in hand.
#[derive(Clone, Default)]
pub struct Slots {
    endpoints: Arc<Mutex<Endpoints>>,
    in_hand: Arc<Mutex<HashSet<Named>>>,
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

    /// A slot of an endpoint, freed when it is dropped, and whether it had to be waited for. `None`: all are taken, and
    /// none became free.
    pub async fn take(&self, workspace: WorkspaceId, endpoint: EndpointId) -> Option<(OwnedSemaphorePermit, bool)> {
        let slots = {
            // A panic in one sending says nothing about the map, which changes only here.
            let mut all = self.endpoints.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(all.entry((workspace, endpoint)).or_insert_with(|| Arc::new(Semaphore::new(AT_ONCE))))
        };
        if let Ok(free) = Arc::clone(&slots).try_acquire_owned() {
            return Some((free, false));
        }
        Some((timeout(WAITS_FOR, slots.acquire_owned()).await.ok()?.ok()?, true))
    }
}
