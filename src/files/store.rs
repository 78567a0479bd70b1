use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt, TryStreamExt};
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::prefix::PrefixStore;
use object_store::{
    ClientOptions, GetOptions, GetRange, MultipartUpload, ObjectStore, ObjectStoreExt, PutPayload, RetryConfig,
};
use tokio::task::JoinSet;

use super::FileError;
use super::incoming::{Incoming, PART, Received};
use crate::config::Config;
use crate::kernel::time::Instant;

/// Where contents and small pictures stand in the store.
pub const OBJECTS: &str = "objects";
const PICTURES: &str = "pictures";
/// Where uploads are written until they are kept.
const INCOMING: &str = "incoming";
/// The folder of an installation's files, below `data.dir`.
pub const FOLDER: &str = "files";
/// Bytes of one part of a large object on its way to a bucket.
const PART_BYTES: usize = 8 * 1024 * 1024;
/// Parts under way at one time.
const PARTS: usize = 3;
const CHUNK: usize = 256 * 1024;
/// For so long a bucket that refuses or hangs up is asked again; one that is silent is not, for that takes its whole time each time.
const INSISTING: Duration = Duration::from_secs(5);
const RETRIES: usize = 4;
/// How long a reader may pause in the middle of one, or the bucket.
const PAUSE: Duration = Duration::from_secs(15 * 60);

/// The store of files. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    objects: Arc<dyn ObjectStore>,
    /// The same for contents on their way out, which take as long as their reader does.
    leaving: Arc<dyn ObjectStore>,
    /// The folder, when contents are kept in one.
    local: Option<PathBuf>,
    incoming: PathBuf,
    limit: u64,
    /// How long a bucket may take over one question.
    wait: Duration,
}

/// A content on its way out.
pub type ByteStream = BoxStream<'static, Result<Bytes, io::Error>>;

/// A content in the store.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    pub hash: String,
    pub size: i64,
    pub modified: Instant,
}

impl Store {
    /// Opens the store of the configuration; nothing is connected yet. A folder is made where it is missing.
    pub fn open(config: &Config) -> Result<Store, FileError> {
        let folder = config.data.dir.join(FOLDER);
        let incoming = folder.join(INCOMING);
        make(&incoming)?;
        let (limit, wait) = (config.files.limit, Duration::from_secs(config.files.wait));
        let url = config.files.url.as_str();
        let Some(bucket) = url.strip_prefix("s3://") else {
            make(&folder.join(OBJECTS))?;
            let objects: Arc<dyn ObjectStore> = Arc::new(LocalFileSystem::new_with_prefix(&folder)?.with_fsync(true));
            return Ok(Store { leaving: objects.clone(), objects, local: Some(folder), incoming, limit, wait });
        };
        let place = bucket.split_once('/').unwrap_or((bucket, ""));
        let asking = ClientOptions::new().with_timeout(wait);
        let (objects, leaving) = (bucket_of(config, place, asking)?, bucket_of(config, place, patience())?);
        Ok(Store { objects, leaving, local: None, incoming, limit, wait })
    }

    /// The most bytes of one file.
    pub const fn limit(&self) -> u64 {
        self.limit
    }

    /// Whether files lie in a folder of the installation, and belong into its backup.
    pub fn folder(&self) -> Option<&Path> {
        self.local.as_deref()
    }

    /// Takes a file in, as far as the limit allows.
    pub async fn take<E>(&self, stream: impl Stream<Item = Result<Bytes, E>> + Unpin) -> Result<Incoming, FileError> {
        Incoming::take(&self.incoming, self.limit, stream).await
    }

    /// Keeps a content under its hash. Kept twice it is one; the later time stands.
    pub async fn keep(&self, received: &Received) -> Result<(), FileError> {
        let key = key(OBJECTS, &received.file.hash);
        match &self.local {
            Some(folder) => {
                let (from, to) = (received.path().to_owned(), folder.join(key.as_ref()));
                blocking(move || moved(&from, &to)).await
            }
            None => self.sent(received, &key).await,
        }
    }

    /// Takes in and keeps what is at hand, on a thread that may block: for the demonstration, which has a folder of its own.
    pub fn keep_now(&self, name: &str, bytes: &[u8]) -> Result<Received, FileError> {
        let received = Incoming::take_now(&self.incoming, bytes)?.look_now(name)?;
        let folder = self.local.as_ref().ok_or_else(|| FileError::Store("it is no folder".to_owned()))?;
        moved(received.path(), &folder.join(key(OBJECTS, &received.file.hash).as_ref()))?;
        Ok(received)
    }

    async fn sent(&self, received: &Received, key: &Key) -> Result<(), FileError> {
        match self.objects.head(key).await {
            Ok(there) if i64::try_from(there.size) == Ok(received.file.size) => return Ok(()),
            // Whoever is silent would be so for the next question as well, and it is a person who waits.
            Err(away @ object_store::Error::Generic { .. }) => return Err(away.into()),
            Ok(_) | Err(_) => {}
        }
        let mut file = tokio::fs::File::open(received.path()).await?;
        let mut upload = self.objects.put_multipart(key).await?;
        match parted(&mut file, &mut *upload).await {
            Ok(()) => Ok(()),
            Err(fault) => {
                take_back(upload);
                Err(fault)
            }
        }
    }

    /// The bytes of a content, or a part of them, as they are read.
    pub async fn read(&self, hash: &str, range: Option<std::ops::Range<u64>>) -> Result<ByteStream, FileError> {
        if let Some(folder) = &self.local {
            return local(folder.join(key(OBJECTS, hash).as_ref()), range).await;
        }
        let options = GetOptions { range: range.map(GetRange::Bounded), ..GetOptions::default() };
        let place = key(OBJECTS, hash);
        let begun = tokio::time::timeout(self.wait, self.leaving.get_opts(&place, options)).await;
        let got = begun.map_err(|late| FileError::Store(late.to_string()))??;
        Ok(got.into_stream().map_err(io::Error::other).boxed())
    }

    /// A whole content, of those small enough to be drawn.
    pub async fn read_whole(&self, hash: &str) -> Result<Bytes, FileError> {
        Ok(self.objects.get(&key(OBJECTS, hash)).await?.bytes().await?)
    }

    pub(super) async fn picture(&self, hash: &str) -> Result<Option<Bytes>, FileError> {
        match self.objects.get(&key(PICTURES, hash)).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(fault) => Err(fault.into()),
        }
    }

    pub(super) async fn keep_picture(&self, hash: &str, bytes: Bytes) -> Result<(), FileError> {
        self.objects.put(&key(PICTURES, hash), PutPayload::from_bytes(bytes)).await?;
        Ok(())
    }

    /// Removes a content and its small picture; what is gone already is no fault.
    pub async fn remove(&self, hash: &str) -> Result<(), FileError> {
        for room in [PICTURES, OBJECTS] {
            match self.objects.delete(&key(room, hash)).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(fault) => return Err(fault.into()),
            }
        }
        Ok(())
    }

    /// Whether the store has a content.
    pub async fn has(&self, hash: &str) -> Result<bool, FileError> {
        match self.objects.head(&key(OBJECTS, hash)).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(fault) => Err(fault.into()),
        }
    }

    /// Writes a content that nobody wants, reads it, and takes it away: whether the store works.
    pub async fn check(&self) -> Result<(), FileError> {
        let probe = Key::from(format!("{INCOMING}/{}.{PART}", crate::kernel::ids::PublicId::random()));
        let written = Bytes::from_static(b"convoke");
        match self.objects.put(&probe, PutPayload::from_bytes(written.clone())).await {
            // What is to be written need not be there, but what it is written into.
            Err(object_store::Error::NotFound { .. }) => {
                return Err(FileError::Store("there is no such bucket, or no store at this address".to_owned()));
            }
            put => put?,
        };
        let read = match self.objects.get(&probe).await {
            Ok(got) => got.bytes().await,
            Err(fault) => Err(fault),
        };
        // Nothing of it stays behind, read or not.
        let removed = self.objects.delete(&probe).await;
        let read = read?;
        removed?;
        if read == written { Ok(()) } else { Err(FileError::Store("it gave back something else".to_owned())) }
    }

    /// Everything the store holds, as it is listed.
    pub fn all(&self) -> BoxStream<'static, Result<Found, FileError>> {
        let listed = self.objects.list(Some(&Key::from(OBJECTS)));
        let found = |meta: object_store::ObjectMeta| Found {
            hash: meta.location.filename().unwrap_or_default().to_owned(),
            size: i64::try_from(meta.size).unwrap_or(i64::MAX),
            modified: Instant::from_micros(meta.last_modified.timestamp_micros()),
        };
        listed.map(move |meta| meta.map(found).map_err(FileError::from)).boxed()
    }

    /// Removes uploads that a process left behind when it died: parts older than `before`. Says how many.
    pub async fn sweep(&self, before: Instant) -> Result<usize, FileError> {
        let folder = self.incoming.clone();
        blocking(move || swept(&folder, before)).await
    }
}

/// A file of the folder as it is read: in larger pieces than the library's.
async fn local(path: PathBuf, range: Option<std::ops::Range<u64>>) -> Result<ByteStream, FileError> {
    use tokio::io::{AsyncReadExt, AsyncSeekExt};
    let mut file = match tokio::fs::File::open(&path).await {
        Ok(file) => file,
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => {
            return Err(FileError::Lost(path.file_name().unwrap_or_default().to_string_lossy().into_owned()));
        }
        Err(fault) => return Err(fault.into()),
    };
    file.set_max_buf_size(CHUNK);
    let range = range.unwrap_or(0..u64::MAX);
    if range.start > 0 {
        file.seek(io::SeekFrom::Start(range.start)).await?;
    }
    let part = file.take(range.end - range.start);
    let chunks = futures_util::stream::try_unfold(part, |mut part| async move {
        let mut chunk = BytesMut::with_capacity(CHUNK);
        let read = part.read_buf(&mut chunk).await?;
        Ok((read > 0).then(|| (chunk.freeze(), part)))
    });
    Ok(chunks.boxed())
}

/// Sends a file in parts, some at a time, and makes one of them.
async fn parted(file: &mut tokio::fs::File, upload: &mut dyn MultipartUpload) -> Result<(), FileError> {
    let mut under_way = JoinSet::new();
    loop {
        let part = next_part(file).await?;
        if part.is_empty() {
            break;
        }
        if under_way.len() >= PARTS {
            arrived(under_way.join_next().await)?;
        }
        under_way.spawn(upload.put_part(PutPayload::from_bytes(part)));
    }
    while let Some(done) = under_way.join_next().await {
        arrived(Some(done))?;
    }
    upload.complete().await?;
    Ok(())
}

async fn next_part(file: &mut tokio::fs::File) -> io::Result<Bytes> {
    use tokio::io::AsyncReadExt;
    let mut part = BytesMut::with_capacity(PART_BYTES);
    while part.len() < PART_BYTES && file.read_buf(&mut part).await? > 0 {}
    Ok(part.freeze())
}

fn arrived(done: Option<Result<object_store::Result<()>, tokio::task::JoinError>>) -> Result<(), FileError> {
    match done {
        Some(Ok(part)) => Ok(part?),
        Some(Err(fault)) => Err(FileError::Io(fault.to_string())),
        None => Ok(()),
    }
}

/// The bucket forgets the parts that came; if it does not, its own rules will. Nobody waits for that: what kept the parts from arriving
/// may keep this as well.
fn take_back(mut upload: Box<dyn MultipartUpload>) {
    tokio::spawn(async move {
        if let Err(fault) = upload.abort().await {
            tracing::warn!(error = %fault, "an upload to the store could not be taken back");
        }
    });
}

fn key(room: &str, hash: &str) -> Key {
    let shelf = hash.get(..2).unwrap_or("00");
    Key::from(format!("{room}/{shelf}/{hash}"))
}

fn bucket_of(
    config: &Config,
    (bucket, prefix): (&str, &str),
    client: ClientOptions,
) -> Result<Arc<dyn ObjectStore>, FileError> {
    // Whoever was first in this process chose ring too.
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        tracing::debug!("a provider of cryptography was there already");
    }
    let files = &config.files;
    let insisting = INSISTING.min(Duration::from_secs(files.wait) / 2);
    let mut builder = AmazonS3Builder::new()
        .with_client_options(client)
        .with_retry(RetryConfig { max_retries: RETRIES, retry_timeout: insisting, ..RetryConfig::default() })
        .with_bucket_name(bucket)
        .with_region(&files.region)
        .with_access_key_id(&files.key_id)
        .with_secret_access_key(&files.secret)
        // One by one: not every store that speaks S3 removes many at once.
        .with_disable_bulk_delete(true);
    if !files.endpoint.is_empty() {
        builder = builder.with_endpoint(&files.endpoint).with_allow_http(files.endpoint.starts_with("http://"));
    }
    Ok(Arc::new(PrefixStore::new(builder.build()?, prefix)))
}

/// A file leaves as fast as its reader takes it, who may be far away: there is no limit for the whole of it, but one for a pause.
fn patience() -> ClientOptions {
    ClientOptions::new().with_timeout_disabled().with_read_timeout(PAUSE)
}

/// For its owner's eyes only.
fn make(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Onto its shelf under its final name, and the shelf onto the disk.
fn moved(from: &Path, to: &Path) -> Result<(), FileError> {
    let shelf = to.parent().unwrap_or(to);
    make(shelf)?;
    fs::rename(from, to)?;
    fs::File::open(shelf)?.sync_all()?;
    Ok(())
}

fn swept(folder: &Path, before: Instant) -> Result<usize, FileError> {
    let mut removed = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let part = entry.path().extension().is_some_and(|e| e == PART);
        let modified: chrono::DateTime<chrono::Utc> = match entry.metadata().and_then(|m| m.modified()) {
            Ok(at) => at.into(),
            // Its upload has just ended.
            Err(_) => continue,
        };
        if part && modified.timestamp_micros() < before.micros() {
            match fs::remove_file(entry.path()) {
                Ok(()) => removed += 1,
                Err(gone) if gone.kind() == io::ErrorKind::NotFound => {}
                Err(fault) => return Err(fault.into()),
            }
        }
    }
    Ok(removed)
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, FileError> + Send + 'static,
) -> Result<T, FileError> {
    tokio::task::spawn_blocking(work).await.map_err(|fault| FileError::Io(fault.to_string()))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use object_store::ClientConfigKey;

    #[test]
    fn whoever_reads_slowly_is_not_cut_off_and_whoever_has_gone_is() {
        let patience = patience();
        assert_eq!(patience.get_config_value(&ClientConfigKey::Timeout), None, "a large file takes its time");
        assert!(patience.get_config_value(&ClientConfigKey::ReadTimeout).is_some(), "a pause ends");
    }
}
