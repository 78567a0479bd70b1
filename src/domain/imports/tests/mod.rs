mod columns;
mod files;
mod runs;

use std::path::PathBuf;

use super::*;
use crate::access::{Context, Door};
use crate::db::Db;
use crate::domain::contacts::{self, Filter};
use crate::kernel::ids::PublicId;
use crate::kernel::time::Instant;
use crate::kernel::token::Keys;
use crate::tables::{ChildLimits, Format};
use crate::testing::{TestDatabase, database};
use crate::work::imports::{Go, drive};

/// A file, a database and a clock that stands.
struct House {
    db: TestDatabase,
    cx: Context,
}

const LEASE: i64 = 60;

fn lease() -> Lease {
    Lease { by: PublicId::random().to_string(), seconds: LEASE }
}

impl House {
    fn new() -> House {
        let now: Instant = "2016-04-18T08:00:00Z".parse().unwrap();
        House { db: database(), cx: Context::system("test", Door::Command, now, now, Keys::new([7; 32])) }
    }
    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.db.folder().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }
    /// Looks at a file as the upload does.
    fn upload(&self, bytes: &[u8]) -> Result<(Upload, Source), ImportError> {
        let path = self.file("upload.csv", bytes);
        let source = Source::new(&path, ChildLimits::new(PathBuf::from("/nowhere")));
        let preview = preview(&source, 20)?;
        let mapping = guess(preview.headers.iter().map(String::as_str));
        let settings = Settings {
            encoding: preview.encoding,
            separator: preview.separator,
            sheet: None,
            header_line: None,
            mapping,
        };
        let upload = Upload {
            file_name: "upload.csv".to_owned(),
            stored_name: Some("upload.csv".to_owned()),
            bytes: bytes.len() as u64,
            format: Format::Csv,
            settings,
        };
        let source = source.with(&upload.settings);
        Ok((upload, source))
    }
    fn add(&self, upload: &Upload, pass: Pass) -> PublicId {
        let act = |conn: &mut crate::db::Conn| {
            let (_, id) = add(conn, &self.cx, upload)?;
            start(conn, &self.cx, &id, pass)?;
            Ok::<_, ImportError>(id)
        };
        self.db.write_now(act).unwrap()
    }
    fn get(&self, id: &PublicId) -> Import {
        self.db.read_now(|conn| import(conn, &self.cx, id)).unwrap()
    }
    fn begin(&self, id: &PublicId) -> Option<Begun> {
        let of = self.get(id).id;
        self.db.write_now(|conn| begin(conn, &self.cx, of, lease())).unwrap()
    }
    fn drive(&self, source: &Source, begun: &Begun, after: impl FnMut(&Progress) -> Go) -> Import {
        drive(&self.db, &|| self.cx.clone(), source, begun, after).unwrap()
    }
    /// From the file to the end.
    fn bring(&self, bytes: &[u8], pass: Pass) -> Result<(Import, Source), ImportError> {
        let (upload, source) = self.upload(bytes)?;
        upload.settings.mapping.check()?;
        let id = self.add(&upload, pass);
        let begun = self.begin(&id).unwrap();
        Ok((self.drive(&source, &begun, |_| Go::On), source))
    }
    fn lines(&self, import: &Import, verdict: Verdict) -> Vec<Line> {
        let page = crate::kernel::page::PageRequest::new(None, Some(200));
        self.db.read_now(|conn| lines(conn, &self.cx, import, import.pass, verdict, page)).unwrap().items
    }
    fn people(&self) -> i64 {
        self.db.read_now(|conn| contacts::count(conn, &self.cx, &Filter::default())).unwrap()
    }
    fn db(&self) -> &Db {
        &self.db
    }
}

/// New, changed, the same, refused.
fn counts(import: &Import) -> (i64, i64, i64, i64) {
    let c = import.counts;
    (c.new, c.changed, c.same, c.refused)
}

/// A table of so many people.
fn many(people: usize) -> String {
    let mut text = "Name,Email,Organisation\n".to_owned();
    for n in 0..people {
        text.push_str(&format!("Person {n},p{n}@example.org,House {}\n", n % 40));
    }
    text
}
