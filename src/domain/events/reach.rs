//! A time so far off that another year was meant.

use super::model::{Event, Slot};
use crate::access::Context;
use crate::kernel::invalid::Invalid;
use crate::kernel::reach::near;
use crate::kernel::time::WallTime;

/// The times of an event as somebody would have them.
pub(super) struct Times {
    pub when: Option<Slot>,
    pub reply_by: Option<WallTime>,
    /// Our part of an event of others.
    pub own: Option<Slot>,
}

/// Whether all of them lie within reach, but for those that stood there before.
pub(super) fn within(cx: &Context, before: Option<&Event>, times: &Times) -> Result<(), Invalid> {
    let mut faults = Invalid::default();
    let was = |read: fn(&Event) -> Option<WallTime>| before.and_then(read).map(WallTime::date);
    let pairs = [
        ("starts", was(|e| e.when.map(|s| s.start)), times.when.map(|s| s.start)),
        ("ends", was(|e| e.when.map(|s| s.end)), times.when.map(|s| s.end)),
        ("reply_by", was(|e| e.reply_by), times.reply_by),
        ("slot_starts", was(|e| e.host.slot.map(|s| s.start)), times.own.map(|s| s.start)),
        ("slot_ends", was(|e| e.host.slot.map(|s| s.end)), times.own.map(|s| s.end)),
    ];
    for (field, before, after) in pairs {
        near(&mut faults, field, (before, after.map(WallTime::date)), cx.now);
    }
    faults.into_result()
}
