//! What a person asked for that takes longer than a request: replays, and the end of an endpoint.

use domain::{Delivery, DeliveryState, Endpoint, EndpointId, Timestamp, WorkspaceId};
use store::StoreError;
use store::events::EventTask;

use crate::{GOES_ON_FOR_MS, Notifier};

impl Notifier {
    /// Sends again what an endpoint did not take since an instant, page after page until the time is up.
    pub(crate) async fn replay(
        &self,
        workspace: WorkspaceId,
        endpoint: EndpointId,
        since: Timestamp,
        mut after: Option<String>,
    ) -> Result<(), StoreError> {
        let until = self.now().plus_ms(GOES_ON_FOR_MS);
        let Some(of) = self.store.endpoint(workspace, endpoint).await? else { return Ok(()) };
        loop {
            let (page, next) = self.store.deliveries_since(workspace, endpoint, since, after.as_deref()).await?;
            for delivery in page {
                self.send_again(&of, &delivery).await?;
            }
            if next.is_none() {
                return Ok(());
            }
            after = next;
            if self.now() >= until {
                return self.store.events.send(EventTask::Replay { workspace, endpoint, since, after }, 0).await;
            }
        }
    }

    async fn send_again(&self, endpoint: &Endpoint, delivery: &Delivery) -> Result<(), StoreError> {
        match delivery.state {
            DeliveryState::Failed | DeliveryState::Missed => {
                let again = delivery.again(endpoint, self.now());
                let written = self.store.write_delivery(&again, self.now()).await?;
                if written && again.awaits_first_try() { self.queue(&again, 0, 0).await } else { Ok(()) }
            }
            // A page that died in the middle finds here what it had begun.
            DeliveryState::Pending { .. } if delivery.awaits_first_try() => self.queue(delivery, 0, 0).await,
            DeliveryState::Pending { .. } | DeliveryState::Offered { .. } | DeliveryState::Succeeded => Ok(()),
        }
    }

    /// Forgets the deliveries of an endpoint that was deleted, until the time is up. One that still stands keeps them:
    /// the deletion was not committed.
    pub(crate) async fn forget(&self, workspace: WorkspaceId, endpoint: EndpointId) -> Result<(), StoreError> {
        if self.store.endpoint(workspace, endpoint).await?.is_some() {
            return Ok(());
        }
        let until = self.now().plus_ms(GOES_ON_FOR_MS);
        loop {
            let (page, next) = self.store.deliveries_since(workspace, endpoint, Timestamp::from_ms(0), None).await?;
            for delivery in page {
                self.store.forget_delivery(&delivery).await?;
            }
            if next.is_none() {
                return Ok(());
            }
            if self.now() >= until {
                return self.store.events.send(EventTask::Forget { workspace, endpoint }, 0).await;
            }
        }
    }
}
