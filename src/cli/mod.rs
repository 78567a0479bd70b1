//! The command line: one file a command.

mod accounts;
mod backup;
mod check;
mod demo;
mod import;
mod migrate;
mod say;
mod serve;
mod sponsorships;
mod spool;
mod stop;

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::access::{Context, Door};
use crate::app::{self, StartError};
use crate::config::{self, Config, ConfigError, DEFAULTS};
use crate::domain::accounts::AccountError;
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::kernel::time::Clock;
use crate::web::AppState;

/// Runs a research-and-outreach programme in several cities at once.
#[derive(Parser)]
#[command(name = "convoke", version, about, max_term_width = 100)]
struct Cli {
    /// A file with the keys that differ from the defaults; see --print-config.
    #[arg(long, global = true, value_name = "FILE", env = "CONVOKE_CONFIG")]
    config: Option<PathBuf>,
    /// Print every key of the configuration with its explanation and default, and end.
    #[arg(long)]
    print_config: bool,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Start the website and, unless told otherwise, the workers that send mail.
    Serve(serve::Serve),
    /// Show everything with an invented programme, in a folder of its own.
    Demo(demo::Demo),
    /// Start workers only: send mail, do what is due. Many may run on one PostgreSQL.
    Work,
    /// Bring the database's schema up to date.
    Migrate,
    /// Look at configuration, database and mail relay, and say what is wrong and how to mend it.
    Check(check::Check),
    /// Accounts of members.
    #[command(subcommand)]
    User(accounts::User),
    /// Keys for programs.
    #[command(subcommand)]
    Token(accounts::Token),
    /// Bring in people or sponsors from a spreadsheet.
    #[command(subcommand)]
    Import(import::Import),
    /// The reader of workbooks, in a process whose memory is limited; started by the import.
    #[command(name = "read-xlsx", hide = true)]
    ReadXlsx {
        file: PathBuf,
        #[arg(long)]
        sheet: Option<String>,
    },
    /// Copy the embedded database, the key and the files into a folder while work goes on.
    Backup(backup::Backup),
}

/// Why a command failed, in words for whoever typed it.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Start(#[from] StartError),
    #[error("{0}")]
    Refused(String),
    #[error("{path}: {fault}")]
    File { path: String, fault: std::io::Error },
}

impl From<AccountError> for CommandError {
    fn from(error: AccountError) -> Self {
        let words = Words::new(Locale::En);
        match error {
            AccountError::Invalid(faults) => {
                let lines: Vec<String> =
                    faults.0.iter().map(|f| format!("{}: {}", option(&f.field), words.reason(&f.reason))).collect();
                CommandError::Refused(lines.join("\n"))
            }
            other => CommandError::Refused(other.to_string()),
        }
    }
}

/// A field as whoever typed the command knows it.
fn option(field: &str) -> &str {
    match field {
        "locale" => "--language",
        "zone" => "--zone",
        "name" => "--name",
        "scopes" => "--scopes",
        other => other,
    }
}

impl From<crate::db::DbError> for CommandError {
    fn from(error: crate::db::DbError) -> Self {
        match error {
            crate::db::DbError::Newer(newer) => StartError::NewSchema { newer }.into(),
            other => CommandError::Refused(other.to_string()),
        }
    }
}

/// Parses the arguments and runs the command.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    if cli.print_config {
        say::whole(DEFAULTS);
        return ExitCode::SUCCESS;
    }
    match run(cli) {
        Ok(code) => code,
        Err(error) => {
            say::tell!("convoke: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<ExitCode, CommandError> {
    let Some(command) = cli.command else {
        use clap::CommandFactory;
        return match Cli::command().print_help() {
            Ok(()) => Ok(ExitCode::from(2)),
            Err(fault) if fault.kind() == std::io::ErrorKind::BrokenPipe => Ok(ExitCode::from(2)),
            Err(fault) => Err(CommandError::File { path: "standard output".to_owned(), fault }),
        };
    };
    if let Command::Check(check) = &command {
        return Ok(check.run(cli.config.as_deref()));
    }
    if let Command::ReadXlsx { file, sheet } = &command {
        return read_xlsx(file, sheet.as_deref());
    }
    let config = Config::load(cli.config.as_deref(), config::environment())?;
    logging(&config);
    match command {
        Command::Serve(serve) => serve.run(config),
        Command::Demo(demo) => demo.run(config),
        Command::Work => serve::work(config),
        Command::Migrate => migrate::run(&config),
        Command::User(user) => user.run(config),
        Command::Token(token) => token.run(config),
        Command::Import(import) => import.run(config),
        Command::Backup(backup) => backup.run(&config),
        Command::Check(check) => Ok(check.run(cli.config.as_deref())),
        Command::ReadXlsx { file, sheet } => read_xlsx(&file, sheet.as_deref()),
    }
}

fn read_xlsx(file: &std::path::Path, sheet: Option<&str>) -> Result<ExitCode, CommandError> {
    crate::tables::xlsx::child_main(file, sheet, std::io::stdout().lock())
        .map(|()| ExitCode::SUCCESS)
        .map_err(|fault| CommandError::File { path: file.display().to_string(), fault })
}

/// lettre logs whole bodies at debug: it stays at info whatever is asked for. The ticker and the server tell of their own beginnings and
/// ends, which is nobody's news: we say ourselves that we serve, and that we stop.
fn logging(config: &Config) {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::try_new(&config.log.level).unwrap_or_else(|_| EnvFilter::new("info"));
    let filter = ["lettre=info", "h2=info", "tokio_cron_scheduler=warn", "actix_server=warn"]
        .iter()
        .filter_map(|d| d.parse().ok())
        .fold(filter, EnvFilter::add_directive);
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        // A log that cannot be written is told on the same standard error, which panics where nobody reads it.
        .log_internal_errors(false)
        .with_ansi(std::io::stderr().is_terminal());
    let set = if config.log.format == "json" { log.json().try_init() } else { log.with_target(false).try_init() };
    if set.is_err() {
        say::tell!("convoke: a log was set up already");
    }
}

/// The parts for a command that works on the data and ends.
fn parts(config: Config) -> Result<AppState, CommandError> {
    let state = app::build(config, Clock::Machine)?;
    app::ensure_ready(&state)?;
    Ok(state)
}

/// The command line acts for the installation's owner.
fn context(state: &AppState) -> Context {
    Context::system("command", Door::Command, state.clock.now(), state.clock.machine(), state.keys.clone())
}
