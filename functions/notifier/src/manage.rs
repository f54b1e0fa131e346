//! What a person asked for that takes longer than a request: replays, and the end of an endpoint.

use domain::{DeliveryState, EndpointId, Timestamp, WorkspaceId};
use store::events::EventTask;

use crate::{Notifier, TaskError};

impl Notifier {
    /// Sends again what an endpoint did not take since an instant, a page at a time.
    pub(crate) async fn replay(
        &self,
        workspace: WorkspaceId,
        endpoint: EndpointId,
        since: Timestamp,
        after: Option<String>,
    ) -> Result<(), TaskError> {
        let (page, next) = self.store.deliveries_since(workspace, endpoint, since, after.as_deref()).await?;
        for delivery in page {
            match delivery.state {
                DeliveryState::Failed | DeliveryState::Missed => {
                    let again = delivery.again(self.now());
                    if self.store.write_delivery(&again, self.now()).await? {
                        self.queue(&again, 0).await?;
                    }
                }
                // A page that died in the middle finds here what it had begun.
                DeliveryState::Pending { .. } if delivery.tries == 0 => self.queue(&delivery, 0).await?,
                DeliveryState::Pending { .. } | DeliveryState::Succeeded => {}
            }
        }
        let Some(next) = next else { return Ok(()) };
        let task = EventTask::Replay {
            workspace_id: workspace.get(),
            endpoint_id: endpoint.get(),
            since_ms: since.ms(),
            after: Some(next),
        };
        Ok(self.store.send_event(task, 0).await?)
    }

    /// Forgets the deliveries of an endpoint that was deleted. One that still stands keeps them: the deletion was not
    /// committed.
    pub(crate) async fn forget(&self, workspace: WorkspaceId, endpoint: EndpointId) -> Result<(), TaskError> {
        if self.store.endpoint(workspace, endpoint).await?.is_some() {
            return Ok(());
        }
        let (page, next) = self.store.deliveries_since(workspace, endpoint, Timestamp::from_ms(0), None).await?;
        for delivery in page {
            self.store.forget_delivery(&delivery).await?;
        }
        let Some(_) = next else { return Ok(()) };
        let task = EventTask::Forget { workspace_id: workspace.get(), endpoint_id: endpoint.get() };
        Ok(self.store.send_event(task, 0).await?)
    }
}
