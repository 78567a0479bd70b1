//! Token buckets: how many mails an hour may leave in all, and to one domain. Pure: time is a value.
//!
//! Buckets live in the process that sends; several workers share nothing but the relay's patience, so a limit is a process's own.

use std::collections::HashMap;

use crate::kernel::time::Instant;

const HOUR: f64 = 3_600.0;

/// Mails an hour; 0 sets no limit.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Limits {
    pub sender: u32,
    pub domain: u32,
}

/// One bucket: filled evenly, holding at most a minute's worth and at least one.
#[derive(Clone, Copy, Debug)]
struct Bucket {
    per_hour: f64,
    tokens: f64,
    filled_at: Instant,
    /// When the last message that was put off has its turn.
    promised: Instant,
}

impl Bucket {
    fn new(per_hour: u32, now: Instant) -> Bucket {
        let per_hour = f64::from(per_hour);
        Bucket { per_hour, tokens: Self::most(per_hour), filled_at: now, promised: now }
    }
    fn most(per_hour: f64) -> f64 {
        (per_hour / 60.0).max(1.0)
    }
    fn fill(&mut self, now: Instant) {
        let seconds = (now.micros() - self.filled_at.micros()).max(0) as f64 / 1e6;
        self.tokens = (self.tokens + seconds * self.per_hour / HOUR).min(Self::most(self.per_hour));
        self.filled_at = now;
    }
    fn take(&mut self, now: Instant) -> bool {
        self.fill(now);
        let has = self.tokens >= 1.0;
        if has {
            self.tokens -= 1.0;
        }
        has
    }
    /// Microseconds between two tokens.
    fn interval(&self) -> i64 {
        (HOUR * 1e6 / self.per_hour) as i64
    }
    /// Promises a turn of its own to each message that finds the bucket empty, so that it is put off once and not again and again.
    fn promise(&mut self, now: Instant) -> Instant {
        self.promised = Instant::from_micros(self.promised.max(now).micros() + self.interval());
        self.promised
    }
}

/// All buckets of a worker.
#[derive(Clone, Debug)]
pub struct Rates {
    limits: Limits,
    sender: Option<Bucket>,
    domains: HashMap<String, Bucket>,
}

/// More domains than this are forgotten at once; their buckets begin full again.
const MOST_DOMAINS: usize = 20_000;

impl Rates {
    pub fn new(limits: Limits, now: Instant) -> Rates {
        let sender = (limits.sender > 0).then(|| Bucket::new(limits.sender, now));
        Rates { limits, sender, domains: HashMap::new() }
    }

    /// How many mails may leave now, at most `wanted`.
    pub fn room(&mut self, wanted: usize, now: Instant) -> usize {
        let Some(bucket) = &mut self.sender else { return wanted };
        bucket.fill(now);
        wanted.min(bucket.tokens as usize)
    }

    /// One mail to this domain leaves, or must wait until the instant given (machine time).
    pub fn take(&mut self, domain: &str, now: Instant) -> Result<(), Instant> {
        if self.limits.domain > 0 {
            if self.domains.len() > MOST_DOMAINS {
                self.domains.clear();
            }
            let limit = self.limits.domain;
            let bucket = self.domains.entry(domain.to_owned()).or_insert_with(|| Bucket::new(limit, now));
            if !bucket.take(now) {
                return Err(bucket.promise(now));
            }
        }
        if let Some(sender) = &mut self.sender {
            sender.tokens = (sender.tokens - 1.0).max(0.0);
        }
        Ok(())
    }

    /// Seconds until the sender's bucket has a token again; none when it has one.
    pub fn wait_seconds(&mut self, now: Instant) -> Option<i64> {
        let bucket = self.sender.as_mut()?;
        bucket.fill(now);
        (bucket.tokens < 1.0).then(|| ((1.0 - bucket.tokens) * HOUR / bucket.per_hour).ceil() as i64)
    }
}
