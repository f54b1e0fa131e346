//! How many sendings one endpoint may have under way in this program: an endpoint that hangs holds up its own
//! deliveries, and never those of another.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::{EndpointId, WorkspaceId};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// Sendings under way to one endpoint.
const AT_ONCE: usize = 4;
/// How long a delivery waits for a slot before it goes back onto the queue: an endpoint that answers frees one sooner.
const WAITS_FOR: Duration = Duration::from_secs(1);

/// The slots of every endpoint.
#[derive(Clone, Default)]
pub struct Slots(Arc<Mutex<HashMap<(WorkspaceId, EndpointId), Arc<Semaphore>>>>);

impl Slots {
    /// A slot of an endpoint, freed when it is dropped. `None`: all are taken, and none became free.
    pub async fn take(&self, workspace: WorkspaceId, endpoint: EndpointId) -> Option<OwnedSemaphorePermit> {
        let slots = {
            // A panic in one sending says nothing about the map, which changes only here.
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(all.entry((workspace, endpoint)).or_insert_with(|| Arc::new(Semaphore::new(AT_ONCE))))
        };
        timeout(WAITS_FOR, slots.acquire_owned()).await.ok()?.ok()
    }
}
