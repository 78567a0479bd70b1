//! Tables that leave the house as files, written while they are sent.

use std::io::{self, Write};

use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Bytes;
use tokio::sync::mpsc;

use crate::tables::{CsvWriter, TableWriter, WriteError, XlsxWriter};

/// What kind of file is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TableFile {
    Csv,
    Xlsx,
}

impl TableFile {
    const fn media_type(self) -> &'static str {
        match self {
            TableFile::Csv => "text/csv; charset=utf-8",
            TableFile::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
    const fn extension(self) -> &'static str {
        match self {
            TableFile::Csv => "csv",
            TableFile::Xlsx => "xlsx",
        }
    }
}

/// Why a file broke off. The reader sees a broken download, never a file that looks whole.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error(transparent)]
    Db(#[from] crate::db::DbError),
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// One row of cells that were put together for it.
pub fn write(table: &mut dyn TableWriter, cells: &[String]) -> Result<(), ExportError> {
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    Ok(table.row(&cells)?)
}

/// Chunks on their way to the browser.
const AHEAD: usize = 4;
const CHUNK: usize = 64 * 1024;

/// Sends what is written; writing waits for a slow reader.
struct Pipe {
    sender: mpsc::Sender<Result<Bytes, io::Error>>,
    chunk: Vec<u8>,
}

impl Pipe {
    fn send(&mut self) -> io::Result<()> {
        if self.chunk.is_empty() {
            return Ok(());
        }
        let chunk = std::mem::replace(&mut self.chunk, Vec::with_capacity(CHUNK));
        let gone = |_| io::Error::new(io::ErrorKind::BrokenPipe, "the reader left");
        self.sender.blocking_send(Ok(Bytes::from(chunk))).map_err(gone)
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.chunk.extend_from_slice(bytes);
        if self.chunk.len() >= CHUNK {
            self.send()?;
        }
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        self.send()
    }
}

impl Drop for Pipe {
    /// What is left goes out with the writer; a reader who left wants it no more.
    fn drop(&mut self) {
        if let Err(gone) = self.send() {
            tracing::debug!(error = %gone, "a download was given up");
        }
    }
}

/// Sends a table called `name` as a file while `rows` writes it, on a blocking thread.
pub fn table<F>(name: &str, file: TableFile, rows: F) -> HttpResponse
where
    F: FnOnce(&mut dyn TableWriter) -> Result<(), ExportError> + Send + 'static,
{
    let (sender, mut receiver) = mpsc::channel(AHEAD);
    let broken = sender.clone();
    tokio::task::spawn_blocking(move || {
        let pipe = Pipe { sender, chunk: Vec::with_capacity(CHUNK) };
        if let Err(fault) = written(pipe, file, rows) {
            tracing::warn!(error = %fault, "a download broke off");
            let told = broken.blocking_send(Err(io::Error::other("the table could not be finished")));
            if told.is_err() {
                tracing::debug!("its reader had left");
            }
        }
    });
    let disposition = format!("attachment; filename=\"{name}.{}\"", file.extension());
    HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, file.media_type()))
        .insert_header((header::CONTENT_DISPOSITION, disposition))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .streaming(futures_util::stream::poll_fn(move |cx| receiver.poll_recv(cx)))
}

fn written<F>(pipe: Pipe, file: TableFile, rows: F) -> Result<(), ExportError>
where
    F: FnOnce(&mut dyn TableWriter) -> Result<(), ExportError>,
{
    let mut writer: Box<dyn TableWriter> = match file {
        TableFile::Csv => Box::new(CsvWriter::new(pipe).map_err(WriteError::from)?),
        TableFile::Xlsx => Box::new(XlsxWriter::new(pipe)?),
    };
    rows(writer.as_mut())?;
    writer.finish()?;
    Ok(())
}
