//! Small pictures of large ones, made when first asked for and kept beside them. A picture that cannot be drawn has none: its card says
//! what it is in words.

use std::io::Cursor;
use std::sync::Arc;

use bytes::Bytes;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, ImageReader, Limits, Rgb, RgbImage};
use tokio::sync::Semaphore;

use super::FileError;
use super::Store;
use crate::domain::files::{FileKind, Pixels};

/// The longer side, for a card of 240 pixels on a fine screen.
const SIDE: u32 = 480;
const QUALITY: u8 = 82;
/// More pixels are not unpacked for a card: 24 million take 96 MiB.
const MOST_PIXELS: i64 = 24_000_000;
const MOST_BYTES: i64 = 40 * 1024 * 1024;
const MOST_MEMORY: u64 = 128 * 1024 * 1024;

/// Draws one picture at a time.
#[derive(Clone, Debug)]
pub struct Thumbnails {
    store: Store,
    turn: Arc<Semaphore>,
}

impl Thumbnails {
    pub fn new(store: Store) -> Thumbnails {
        Thumbnails { store, turn: Arc::new(Semaphore::new(1)) }
    }

    /// Whether a picture of this kind and size is drawn small.
    pub fn can(kind: FileKind, size: i64, pixels: Option<Pixels>) -> bool {
        let few = |p: Pixels| i64::from(p.width) * i64::from(p.height) <= MOST_PIXELS;
        kind.is_picture() && size <= MOST_BYTES && pixels.is_some_and(few)
    }

    /// The small picture of a content, as JPEG; none where it cannot be drawn.
    pub async fn of(&self, hash: &str, kind: FileKind) -> Result<Option<Bytes>, FileError> {
        if let Some(known) = self.store.picture(hash).await? {
            return Ok(Some(known));
        }
        let turn = self.turn.acquire().await.map_err(|fault| FileError::Io(fault.to_string()))?;
        // Whoever waited may find it drawn.
        if let Some(known) = self.store.picture(hash).await? {
            return Ok(Some(known));
        }
        let whole = self.store.read_whole(hash).await?;
        let drawing = tokio::task::spawn_blocking(move || drawn(&whole, kind));
        let drawn = match drawing.await.map_err(|fault| FileError::Io(fault.to_string()))? {
            Ok(drawn) => Bytes::from(drawn),
            Err(fault) => {
                tracing::debug!(error = %fault, "a picture cannot be drawn small");
                return Ok(None);
            }
        };
        drop(turn);
        self.store.keep_picture(hash, drawn.clone()).await?;
        Ok(Some(drawn))
    }
}

const fn format(kind: FileKind) -> Option<ImageFormat> {
    match kind {
        FileKind::Png => Some(ImageFormat::Png),
        FileKind::Jpeg => Some(ImageFormat::Jpeg),
        FileKind::Webp => Some(ImageFormat::WebP),
        FileKind::Gif => Some(ImageFormat::Gif),
        _ => None,
    }
}

fn drawn(whole: &[u8], kind: FileKind) -> image::ImageResult<Vec<u8>> {
    let mut reader = ImageReader::new(Cursor::new(whole));
    if let Some(format) = format(kind) {
        reader.set_format(format);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let small = reader.decode()?.thumbnail(SIDE, SIDE);
    let mut out = Vec::new();
    on_paper(&small).write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY))?;
    Ok(out)
}

/// What is transparent becomes white: maps and charts are drawn for paper.
fn on_paper(picture: &DynamicImage) -> RgbImage {
    let picture = picture.to_rgba8();
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [red, green, blue, alpha] = picture.get_pixel(x, y).0;
        let mixed = |c: u8| ((u16::from(c) * u16::from(alpha) + 255 * (255 - u16::from(alpha))) / 255) as u8;
        Rgb([mixed(red), mixed(green), mixed(blue)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_become_small_and_keep_their_shape() {
        let mut large = Vec::new();
        let picture = image::RgbaImage::from_pixel(1200, 300, image::Rgba([200, 30, 30, 0]));
        picture.write_to(&mut Cursor::new(&mut large), ImageFormat::Png).unwrap();
        let small = image::load_from_memory(&drawn(&large, FileKind::Png).unwrap()).unwrap().to_rgb8();
        assert_eq!(small.dimensions(), (480, 120));
        assert!(small.get_pixel(10, 10).0.iter().all(|c| *c > 250), "what is transparent lies on white");
        assert!(drawn(&large[..large.len() / 2], FileKind::Png).is_err(), "half a picture is none");
        assert!(drawn(&large, FileKind::Jpeg).is_err(), "it is read as what it was found to be");
    }
}
