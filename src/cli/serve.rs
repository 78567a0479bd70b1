use std::process::ExitCode;

use actix_web::web::Data;
use clap::Args;

use super::say::say;
use super::stop::Stop;
use super::{CommandError, context};
use crate::app::{self, StartError};
use crate::config::Config;
use crate::db::DatabaseUrl;
use crate::domain::accounts;
use crate::kernel::time::Clock;
use crate::web::AppState;

#[derive(Args)]
pub struct Serve {
    /// Serve pages only; `convoke work` sends the mail elsewhere.
    #[arg(long)]
    no_work: bool,
}

impl Serve {
    pub fn run(self, config: Config) -> Result<ExitCode, CommandError> {
        let state = app::build(config, Clock::Machine)?;
        app::ensure_ready(&state)?;
        app::note_pages(&state)?;
        let state = Data::new(state);
        first_link(&state)?;
        let roles = if self.no_work { Roles::Web } else { Roles::Both };
        run(state, roles)
    }
}

pub fn work(config: Config) -> Result<ExitCode, CommandError> {
    let state = app::build(config, Clock::Machine)?;
    app::ensure_ready(&state)?;
    app::ensure_links(&state)?;
    run(Data::new(state), Roles::Work)
}

/// What a process does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Roles {
    Web,
    Work,
    Both,
}

/// Runs until told to stop (SIGTERM, SIGINT), then drains.
pub fn run(state: Data<AppState>, roles: Roles) -> Result<ExitCode, CommandError> {
    if roles == Roles::Work {
        state.db.leave_to_workers();
    }
    actix_web::rt::System::new().block_on(async move {
        let server = match roles {
            Roles::Work => None,
            Roles::Web | Roles::Both => {
                let listener = app::listen(&state.config.server.bind)?;
                let address = listener.local_addr().map_err(StartError::Server)?;
                tidy(&state).await;
                tracing::info!(%address, public = state.config.base_url(), "serving");
                Some(app::server(state.clone(), listener)?)
            }
        };
        let engine = match roles {
            Roles::Web => None,
            Roles::Work | Roles::Both => Some(app::engine(&state)?),
        };
        if roles == Roles::Work {
            tracing::info!(database = %state.db.url(), connections = state.config.mail.connections, "working");
        }
        let handle = server.as_ref().map(|s| s.handle());
        let serving = server.map(actix_web::rt::spawn);
        Stop::listen().map_err(StartError::Server)?.asked().await;
        tracing::info!("stopping: what is under way is finished first");
        let pages = async {
            if let Some(handle) = handle {
                handle.stop(true).await;
            }
        };
        let mails = async {
            if let Some(engine) = engine {
                engine.stop().await;
            }
        };
        futures_util::future::join(pages, mails).await;
        if let Some(serving) = serving {
            serving.await.map_err(|e| StartError::Engine(e.to_string()))?.map_err(StartError::Server)?;
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// An embedded database has one server, and this one listens already: what uploads left behind when an earlier one was ended is nobody's.
/// Where several nodes may share the folder, it goes after a day.
async fn tidy(state: &AppState) {
    if !matches!(state.db.url(), DatabaseUrl::Sqlite(_)) {
        return;
    }
    match state.files.sweep(state.clock.machine()).await {
        Ok(0) => {}
        Ok(files) => tracing::info!(files, "what broke off with an earlier server was removed"),
        Err(fault) => tracing::warn!(error = %fault, "what broke off with an earlier server could not be removed"),
    }
}

/// There is no default password: a new installation is opened by a link printed once at its start.
fn first_link(state: &AppState) -> Result<(), CommandError> {
    let cx = context(state);
    if let Some(secret) = state.db.write_now(|conn| accounts::make_setup_link(conn, &cx))? {
        let base = state.config.base_url();
        say!(
            "\nThis installation has no administrator yet. Make the first within a day at\n\n    {base}/set-up/{}\n",
            secret.expose()
        );
    }
    Ok(())
}
