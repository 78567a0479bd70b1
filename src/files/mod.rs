//! Files: bytes in and out. What is uploaded is written to disk as it comes, hashed on the way ([`Incoming`]), looked at by its content
//! and never by its name ([`inspect`]), and kept under its hash in the store ([`Store`]): a folder of the installation, or a bucket that
//! several nodes share. Nothing is ever held whole in memory, and nothing of an archive or a picture is unpacked to disk.
//!
//! - A file counts when it is whole, on the disk and under its final name; what broke off or was refused leaves nothing.
//! - Which contents are kept is decided by rows (`domain::files`), never by what lies in the store.
//! - Small pictures are made when first asked for, and are as good as lost at any time.

mod blocks;
mod incoming;
pub mod inspect;
mod space;
mod store;
mod thumbnails;

pub use incoming::{Incoming, Received};
pub use space::FileError;
pub use store::{ByteStream, FOLDER, Found, OBJECTS, Store};
pub use thumbnails::Thumbnails;
