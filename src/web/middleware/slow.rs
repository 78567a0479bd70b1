//! How long a body may take to arrive. Whoever sends none, or a byte now and then, would hold a connection and a handler for ever.

use std::cell::Cell;
use std::io::ErrorKind;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use actix_web::HttpMessage;
use actix_web::dev::{Payload, ServiceRequest};
use actix_web::error::PayloadError;
use actix_web::http::header;
use actix_web::web::Bytes;
use futures_util::stream::unfold;
use futures_util::{Stream, StreamExt};
use tokio::time::{Instant, timeout_at};

/// A file takes its time; slower than this, in bytes a second, it would never end.
const LEAST_RATE: u64 = 1_024;

/// Whether a body came too late.
#[derive(Clone, Default)]
pub(super) struct Late(Rc<Cell<bool>>);

impl Late {
    pub fn is_so(&self) -> bool {
        self.0.get()
    }
}

/// Puts a clock on the request's body: a form or a call has `wait` from its first to its last byte; a file may go on as long as it does
/// not pause for so long and keeps up the least rate.
pub(super) fn hurried(req: &mut ServiceRequest, wait: Duration) -> Late {
    let late = Late::default();
    if req.method().is_safe() {
        return late;
    }
    let body = Body { payload: req.take_payload(), begun: Instant::now(), read: 0, wait, is_file: is_file(req) };
    let noted = late.clone();
    let stream = unfold(Some(body), move |body| {
        let noted = noted.clone();
        async move {
            let mut body = body?;
            match body.next().await {
                Some(Err(Slow)) => {
                    noted.0.set(true);
                    Some((Err(PayloadError::Io(ErrorKind::TimedOut.into())), None))
                }
                Some(Ok(Ok(chunk))) => Some((Ok(chunk), Some(body))),
                Some(Ok(Err(fault))) => Some((Err(fault), None)),
                None => None,
            }
        }
    });
    // Readers of forms in several parts ask on behind the end.
    let stream: Pin<Box<dyn Stream<Item = Result<Bytes, PayloadError>>>> = Box::pin(stream.fuse());
    req.set_payload(Payload::from(stream));
    late
}

/// Files come in forms of several parts, or bare as what is neither a form nor JSON.
fn is_file(req: &ServiceRequest) -> bool {
    let kind = req.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let short = ["application/json", "application/x-www-form-urlencoded"];
    !kind.is_empty() && !short.iter().any(|own| kind.starts_with(own))
}

struct Slow;

struct Body {
    payload: Payload,
    begun: Instant,
    read: u64,
    wait: Duration,
    is_file: bool,
}

impl Body {
    async fn next(&mut self) -> Option<Result<Result<Bytes, PayloadError>, Slow>> {
        let from = if self.is_file { Instant::now() } else { self.begun };
        let Ok(chunk) = timeout_at(from + self.wait, self.payload.next()).await else { return Some(Err(Slow)) };
        let chunk = chunk?;
        if let Ok(bytes) = &chunk {
            self.read += bytes.len() as u64;
        }
        let due = self.begun.elapsed().saturating_sub(self.wait).as_secs() * LEAST_RATE;
        if self.is_file && self.read < due { Some(Err(Slow)) } else { Some(Ok(chunk)) }
    }
}
