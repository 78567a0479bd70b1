//! The heartbeat: wakes the claimer now and then, and does nothing itself. What is due lives in the database.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio_cron_scheduler::{Job, JobScheduler};

use super::WorkError;

pub(super) struct Beat {
    scheduler: JobScheduler,
}

impl Beat {
    pub(super) async fn start(every: Duration, wakes: Vec<Arc<Notify>>) -> Result<Beat, WorkError> {
        let fault = |e: tokio_cron_scheduler::JobSchedulerError| WorkError::Beat(e.to_string());
        let scheduler = JobScheduler::new().await.map_err(fault)?;
        let job =
            Job::new_repeated(every, move |_, _| wakes.iter().for_each(|wake| wake.notify_one())).map_err(fault)?;
        scheduler.add(job).await.map_err(fault)?;
        scheduler.start().await.map_err(fault)?;
        Ok(Beat { scheduler })
    }

    pub(super) async fn stop(mut self) {
        if let Err(fault) = self.scheduler.shutdown().await {
            tracing::warn!(error = %fault, "the heartbeat did not stop by itself");
        }
    }
}
