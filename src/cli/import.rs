use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};

use super::say::{say, tell};
use super::sponsorships::Sponsorships;
use super::spool::Spooled;
use super::stop::Asked;
use super::{CommandError, context, parts};
use crate::config::Config;
use crate::domain::imports::{
    self, Field, Import as Imported, ImportError, Lease, Mapping, Pass, Preview, RefusedLines, Rival, Settings, Source,
    State, Upload,
};
use crate::i18n::Words;
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::ClosedList;
use crate::kernel::locale::Locale;
use crate::tables::{Certainty, ChildLimits, CsvWriter, Encoding, Separator, WriteError, fold_header};
use crate::web::AppState;
use crate::web::import_words::{reasons, refusal_headings, why_words};
use crate::work::imports::{Go, drive};

#[derive(Subcommand)]
pub enum Import {
    /// People out of a CSV or XLSX file. Lines that are known already correct and add, never remove; the same file twice adds nothing.
    Contacts(Contacts),
    /// Sponsors out of a CSV or XLSX file, all of it at once; refused lines are left out.
    Sponsorships(Sponsorships),
}

#[derive(Args)]
pub struct Contacts {
    /// A table with headings; "-" reads it from standard input, and a pipe is taken as well.
    file: PathBuf,
    /// Only say what would become of each line.
    #[arg(long)]
    dry_run: bool,
    /// UTF-8, UTF-16LE, UTF-16BE, GB18030, Big5 or windows-1252; found out when not given.
    #[arg(long)]
    encoding: Option<String>,
    /// comma, semicolon, tab or pipe; found out when not given.
    #[arg(long)]
    separator: Option<String>,
    /// The sheet of a workbook; the first visible one that looks like a table of people when not given.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// The line on which the headings stand; found among the first ones when not given.
    #[arg(long, value_name = "LINE", value_parser = clap::value_parser!(u64).range(1..))]
    headings: Option<u64>,
    /// What a column says where its heading does not tell: --map "Spalte=email". An empty field leaves the column out. "#3" is the third one.
    #[arg(long = "map", value_name = "COLUMN=FIELD")]
    map: Vec<String>,
    /// Write the refused lines with their reasons to this CSV file.
    #[arg(long, value_name = "FILE")]
    refused: Option<PathBuf>,
}

/// The command line speaks English.
const WORDS: Words = Words::new(Locale::En);
/// Refused lines that are told one by one; all of them are in the file of `--refused`.
const TOLD: usize = 10;
/// Some lines were refused, the others are in.
const SOME_REFUSED: u8 = 2;

impl From<ImportError> for CommandError {
    fn from(error: ImportError) -> Self {
        CommandError::Refused(match error {
            ImportError::File(why) => why_words(WORDS, &why),
            ImportError::Invalid(_) => {
                "no column says who the person is; name one with --map \"COLUMN=name\"".to_owned()
            }
            other => other.to_string(),
        })
    }
}

impl From<WriteError> for CommandError {
    fn from(error: WriteError) -> Self {
        CommandError::Refused(error.to_string())
    }
}

impl Import {
    pub fn run(self, config: Config) -> Result<ExitCode, CommandError> {
        match self {
            Import::Contacts(contacts) => contacts.run(config),
            Import::Sponsorships(sponsorships) => sponsorships.run(config),
        }
    }
}

impl Contacts {
    fn run(self, config: Config) -> Result<ExitCode, CommandError> {
        let fault = |fault| CommandError::File { path: self.file.display().to_string(), fault };
        let child = ChildLimits::this_program().map_err(fault)?;
        let table = Spooled::take(&self.file, &config)?;
        let mut source = Source::new(table.path(), child);
        source.encoding = self.encoding.as_deref().map(encoding).transpose()?;
        source.separator = self.separator.as_deref().map(separator).transpose()?;
        source.sheet = self.sheet.clone();
        source.header_line = self.headings;
        let preview = imports::preview(&source, 20)?;
        let mut mapping = imports::guess(preview.headers.iter().map(String::as_str));
        for by_hand in &self.map {
            set_by_hand(&mut mapping, by_hand)?;
        }
        self.try_refused()?;
        say_reading(&preview);
        say_columns(&mapping);
        let settings = Settings {
            encoding: preview.encoding,
            separator: preview.separator,
            sheet: preview.sheet.clone(),
            header_line: source.header_line,
            mapping,
        };
        let source = source.with(&settings);
        let (file_name, bytes) = (table.name.clone(), table.bytes);
        let upload = Upload { file_name, stored_name: None, bytes, format: preview.format, settings };
        let state = parts(config)?;
        let began = Instant::now();
        let import = self.bring_in(&state, &source, &upload)?;
        self.report(&state, &source, import, began.elapsed())
    }

    /// The file for the refused lines can be written and is not the table itself: said before anybody is brought in.
    fn try_refused(&self) -> Result<(), CommandError> {
        let Some(path) = &self.refused else { return Ok(()) };
        let same = |(table, refused): (PathBuf, PathBuf)| table == refused;
        let both = self.file.canonicalize().and_then(|table| Ok((table, path.canonicalize()?)));
        if both.is_ok_and(same) {
            let text = format!("--refused: {} is the table itself, and would be written over", path.display());
            return Err(CommandError::Refused(text));
        }
        let opened = std::fs::OpenOptions::new().append(true).create(true).open(path);
        opened.map(|_| ()).map_err(|fault| CommandError::File { path: path.display().to_string(), fault })
    }

    fn bring_in(&self, state: &AppState, source: &Source, upload: &Upload) -> Result<Imported, CommandError> {
        let pass = if self.dry_run { Pass::Dry } else { Pass::Write };
        let seconds = i64::try_from(state.config.work.lease).unwrap_or(i64::MAX);
        let lease = Lease { by: PublicId::random().to_string(), seconds };
        let cx = context(state);
        let stop = Asked::watched().map_err(|fault| CommandError::File { path: upload.file_name.clone(), fault })?;
        let begun = state.db.write_now(|conn| imports::begin_at_once(conn, &cx, upload, pass, lease))?;
        let bar = bar(upload.bytes);
        let ended = drive(&state.db, &|| context(state), source, &begun, |progress| {
            bar.set_position(progress.bytes_read.unsigned_abs());
            bar.set_message(format!("{} lines, {} refused", progress.lines_done, progress.counts.refused));
            if stop.told() { Go::Leave } else { Go::On }
        });
        bar.finish_and_clear();
        let ended = ended?;
        // Left: nobody else has the file to go on with.
        if ended.state != State::Waiting {
            return Ok(ended);
        }
        let (cx, id) = (context(state), &ended.public_id);
        let stopped = state.db.write_now(|conn| {
            imports::stop(conn, &cx, id)?;
            imports::import(conn, &cx, id)
        });
        Ok(stopped?)
    }

    fn report(
        &self,
        state: &AppState,
        source: &Source,
        import: Imported,
        took: Duration,
    ) -> Result<ExitCode, CommandError> {
        let counts = import.counts;
        self.tell_refused(state, source, &import)?;
        let rate = (import.lines_done as f64 / took.as_secs_f64().max(0.001)).round();
        let (name, seconds) = (&import.file_name, took.as_secs_f64());
        let (total, would) = (counts.total(), if self.dry_run { "would be " } else { "" });
        let lines = if total == 1 { "line" } else { "lines" };
        say!(
            "{name}: {total} {lines} in {seconds:.1} s ({rate}/s); {would}{} new, {} changed, {} the same, {} refused",
            counts.new,
            counts.changed,
            counts.same,
            counts.refused
        );
        match (import.state, import.fault) {
            (State::Failed, Some(why)) => Err(CommandError::Refused(why_words(WORDS, &why))),
            (State::Stopped, _) if self.dry_run => Err(CommandError::Refused("told to stop before the end".to_owned())),
            (State::Stopped, _) => Err(CommandError::Refused(
                "told to stop before the end: what is counted is in, and the same file again brings in the rest"
                    .to_owned(),
            )),
            _ if counts.refused > 0 => Ok(ExitCode::from(SOME_REFUSED)),
            _ => Ok(ExitCode::SUCCESS),
        }
    }

    /// The first refused lines on standard error, all of them in the file asked for.
    fn tell_refused(&self, state: &AppState, source: &Source, import: &Imported) -> Result<(), CommandError> {
        let cx = context(state);
        let mut first = RefusedLines::new(import.clone());
        for line in state.db.read_now(|conn| first.next(conn, &cx))?.iter().take(TOLD) {
            tell!("line {}: {}", line.line, reasons(WORDS, &line.reasons));
        }
        if import.counts.refused > TOLD as i64 && self.refused.is_none() {
            tell!("… and {} more; --refused FILE writes them all", import.counts.refused - TOLD as i64);
        }
        let Some(path) = &self.refused else { return Ok(()) };
        let fault = |fault| CommandError::File { path: path.display().to_string(), fault };
        let file = std::io::BufWriter::new(std::fs::File::create(path).map_err(fault)?);
        let mut out = CsvWriter::new(file).map_err(fault)?;
        let mut all = RefusedLines::new(import.clone());
        let [line, why] = refusal_headings(WORDS);
        imports::write_refused::<CommandError>(
            source,
            [&line, &why],
            || Ok(state.db.read_now(|conn| all.next(conn, &cx))?),
            |whys| reasons(WORDS, whys),
            &mut out,
        )?;
        crate::tables::TableWriter::finish(Box::new(out))?;
        Ok(())
    }
}

/// On standard error, and only where somebody looks.
fn bar(bytes: u64) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(bytes);
    match ProgressStyle::with_template("{wide_bar} {bytes}/{total_bytes}  {msg}  {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(fault) => {
            tracing::debug!(error = %fault, "the bar keeps its own style");
            bar
        }
    }
}

fn encoding(text: &str) -> Result<Encoding, CommandError> {
    let names: Vec<&str> = Encoding::ALL.iter().map(|e| e.label()).collect();
    Encoding::from_label(text)
        .ok_or_else(|| CommandError::Refused(format!("--encoding is one of {}", names.join(", "))))
}

fn separator(text: &str) -> Result<Separator, CommandError> {
    let sign = match text {
        "\\t" => "\t",
        text => text,
    };
    let by_sign = || Separator::ALL.into_iter().find(|s| [s.byte()] == *sign.as_bytes());
    let names: Vec<&str> = Separator::ALL.iter().map(|s| s.label()).collect();
    Separator::from_label(text)
        .or_else(by_sign)
        .ok_or_else(|| CommandError::Refused(format!("--separator is one of {}", names.join(", "))))
}

/// `Spalte=email`: the column by its heading, the field by its name.
fn set_by_hand(mapping: &mut Mapping, by_hand: &str) -> Result<(), CommandError> {
    let refused = |text: String| CommandError::Refused(text);
    let (header, name) =
        by_hand.rsplit_once('=').ok_or_else(|| refused(format!("--map {by_hand:?} must read \"COLUMN=FIELD\"")))?;
    let field = match name.trim() {
        "" => None,
        name => {
            let unknown = |_| refused(format!("there is no field {name:?}; fields are {}", Field::words()));
            Some(name.parse::<Field>().map_err(unknown)?)
        }
    };
    let folded = fold_header(header);
    let at = mapping.0.iter().position(|c| c.header == header.trim() || fold_header(&c.header) == folded);
    let numbered = || header.trim().strip_prefix('#')?.parse::<usize>().ok()?.checked_sub(1);
    let at = at.or_else(|| numbered().filter(|at| *at < mapping.0.len()));
    let Some(at) = at else {
        let all: Vec<&str> = mapping.headers().collect();
        return Err(refused(format!("there is no column {header:?}; the headings are {}", all.join(", "))));
    };
    // What was chosen by hand takes the field from the column that was only guessed.
    if let Some(field) = field.filter(|f| !f.many()) {
        mapping.0.iter_mut().filter(|c| c.field == Some(field)).for_each(|c| c.field = None);
    }
    mapping.0[at].field = field;
    Ok(())
}

/// Of a workbook with several sheets, which one is read.
pub(super) fn say_sheet(sheet: Option<&String>, all: &[String]) {
    if let (Some(sheet), true) = (sheet, all.len() > 1) {
        let others: Vec<&str> = all.iter().filter(|other| *other != sheet).map(String::as_str).collect();
        tell!("read the sheet {sheet:?}; --sheet NAME reads another: {}", others.join(", "));
    }
}

/// How a text was read, found out or told: a wrong guess shows here.
fn say_reading(preview: &Preview) {
    say_sheet(preview.sheet.as_ref(), &preview.sheets);
    if let (Some(encoding), Some(separator)) = (preview.encoding, preview.separator) {
        tell!("read as {}, separated by {}", encoding.label(), separator.label());
        if preview.certainty == Certainty::Doubtful {
            tell!("few letters tell the encoding, or some tell otherwise; --encoding NAME reads it by another");
        }
    }
}

fn say_columns(mapping: &Mapping) {
    let said: Vec<String> =
        mapping.0.iter().map(|c| format!("{} -> {}", c.header, c.field.map_or("(left out)", Field::as_str))).collect();
    tell!("columns: {}", said.join(", "));
    for Rival { at, read, field } in mapping.rivals() {
        let [left, taken] = [at, read].map(|at| mapping.0.get(at).map_or("", |column| column.header.as_str()));
        let (nth, first) = (at + 1, read + 1);
        tell!(
            "{left:?} (column {nth}) says {field} too and is left out, for {taken:?} (column {first}) is read; --map \"#{nth}={field}\" reads it instead"
        );
    }
}
