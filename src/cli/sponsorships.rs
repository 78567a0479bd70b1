//! Sponsors out of a table.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::import::say_sheet;
use super::say::{say, tell};
use super::spool::Spooled;
use super::{CommandError, context, parts};
use crate::access::Denied;
use crate::config::Config;
use crate::domain::imports::Pass;
use crate::domain::programme;
use crate::domain::sponsorship::SponsorshipError;
use crate::domain::sponsorship::importing::{self, Line, Table, Verdict};
use crate::i18n::Words;
use crate::kernel::locale::Locale;
use crate::tables::ChildLimits;
use crate::web::{sponsor_reasons, sponsor_remarks, sponsor_rivals};

#[derive(Args)]
pub struct Sponsorships {
    /// A table with headings: firm, for, stage, owner, amount, currency, next action, by when, notes …; "-" reads it from standard input.
    file: PathBuf,
    /// The programme's name in addresses.
    #[arg(long)]
    programme: String,
    /// Only say what would become of each line.
    #[arg(long)]
    dry_run: bool,
    /// The sheet of a workbook; the first visible one in which anything stands when not given.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
}

/// The command line speaks English.
const WORDS: Words = Words::new(Locale::En);
/// Some lines were refused, the others are in.
const SOME_REFUSED: u8 = 2;

impl Sponsorships {
    pub fn run(self, config: Config) -> Result<ExitCode, CommandError> {
        let fault = |fault| CommandError::File { path: self.file.display().to_string(), fault };
        let child = ChildLimits::this_program().map_err(fault)?;
        let table = Table::open(Spooled::take(&self.file, &config)?.path(), child, self.sheet.clone())?;
        say_sheet(table.sheet.as_ref(), &table.sheets);
        for rival in sponsor_rivals(WORDS, &table) {
            tell!("{rival}");
        }
        let state = parts(config)?;
        let cx = context(&state);
        let (pass, parts) = if self.dry_run { (Pass::Dry, vec![table]) } else { (Pass::Write, table.parts()) };
        let bring = || -> Result<Vec<Line>, SponsorshipError> {
            let outline = state.db.read_now(|conn| programme::load(conn, &cx, &self.programme))?;
            let mut lines = Vec::new();
            for part in &parts {
                lines.extend(state.db.write_now(|conn| importing::run(conn, &cx, &outline, (part, pass)))?);
            }
            Ok(lines)
        };
        let lines = bring().map_err(|fault| {
            CommandError::Refused(match fault {
                SponsorshipError::Denied(Denied::Closed(_)) => {
                    format!(
                        "the programme {:?} is closed, and nothing in it is changed; open it again on its first page",
                        self.programme
                    )
                }
                SponsorshipError::Denied(_) => format!("there is no programme {:?}", self.programme),
                SponsorshipError::Invalid(_) => WORDS.t("sponsorship-import-no-firm"),
                other => other.to_string(),
            })
        })?;
        let mut counts = [0; 4];
        for line in &lines {
            for remark in sponsor_remarks(WORDS, line) {
                tell!("line {}: {remark}", line.line);
            }
            match &line.verdict {
                Verdict::New => counts[0] += 1,
                Verdict::Changed => counts[1] += 1,
                Verdict::Same => counts[2] += 1,
                Verdict::Refused(whys) => {
                    counts[3] += 1;
                    tell!("line {}: {}", line.line, sponsor_reasons(WORDS, whys));
                }
            }
        }
        let would = if self.dry_run { "would be " } else { "" };
        let [new, changed, same, refused] = counts;
        say!("{} lines; {would}{new} new, {changed} changed, {same} the same, {refused} refused", lines.len());
        Ok(if refused > 0 { ExitCode::from(SOME_REFUSED) } else { ExitCode::SUCCESS })
    }
}
