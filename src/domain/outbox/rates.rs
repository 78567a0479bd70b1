//! Token buckets: how many mails an hour may leave in all, and to one domain. Pure: time is a value, and what is kept of a bucket is two
//! instants. All workers share the buckets, so a limit is the installation's: see [`super::lease::claim`].

use std::collections::{BTreeMap, BTreeSet};

use crate::kernel::time::Instant;

const HOUR: i64 = 3_600_000_000;

/// Mails an hour; 0 sets no limit.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Limits {
    pub sender: u32,
    pub domain: u32,
}

impl Limits {
    /// Whether there is any.
    pub const fn any(self) -> bool {
        self.sender > 0 || self.domain > 0
    }
}

/// What is kept of a bucket. It fills evenly and holds at most a minute's worth, and at least one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bucket {
    /// When the tokens that were taken will have come in again; a full bucket's lies in the past.
    pub filled_at: Instant,
    /// When the last message that was put off has its turn.
    pub promised_at: Instant,
}

/// How fast a bucket fills.
#[derive(Clone, Copy, Debug)]
struct Flow {
    /// Microseconds between two tokens.
    interval: i64,
    /// Microseconds in which an empty bucket fills.
    depth: i64,
}

impl Flow {
    fn of(per_hour: u32) -> Flow {
        let per_hour = i64::from(per_hour.max(1));
        let interval = (HOUR / per_hour).max(1);
        Flow { interval, depth: interval * (per_hour / 60).max(1) }
    }
}

impl Bucket {
    /// A full one.
    pub const fn new(now: Instant) -> Bucket {
        Bucket { filled_at: now, promised_at: now }
    }
    /// No bucket is emptier than empty: a clock that was set back stops nobody for longer than that.
    fn filled_at(&self, flow: Flow, now: Instant) -> i64 {
        self.filled_at.micros().clamp(now.micros(), now.micros() + flow.depth)
    }
    fn tokens(&self, flow: Flow, now: Instant) -> i64 {
        (now.micros() + flow.depth - self.filled_at(flow, now)) / flow.interval
    }
    /// When the next token comes in.
    fn next_at(&self, flow: Flow, now: Instant) -> Instant {
        Instant::from_micros(self.filled_at(flow, now) + flow.interval - flow.depth)
    }
    fn take(&mut self, flow: Flow, now: Instant) {
        self.filled_at = Instant::from_micros(self.filled_at(flow, now) + flow.interval);
    }
    /// Promises a turn of its own to each message that finds the bucket empty, so that it is put off once and not again and again.
    fn promise(&mut self, flow: Flow, now: Instant) -> Instant {
        self.promised_at = Instant::from_micros(self.promised_at.max(now).micros() + flow.interval);
        self.promised_at
    }
}

/// The buckets that a claim looks at.
#[derive(Clone, Debug)]
pub struct Rates {
    limits: Limits,
    sender: Bucket,
    domains: BTreeMap<String, Bucket>,
    /// Domains whose bucket is no longer as it was kept.
    changed: BTreeSet<String>,
    sent: bool,
    /// By domain, the last turn given in this claim to mail that somebody waits for.
    prompt: BTreeMap<String, Instant>,
}

/// How a message waits for its turn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wait {
    /// Behind all that were put off before.
    InLine,
    /// Somebody waits for it now: the next turn there is, whoever was promised it.
    InFront,
}

impl Rates {
    pub fn new(limits: Limits, sender: Bucket) -> Rates {
        Rates {
            limits,
            sender,
            domains: BTreeMap::new(),
            changed: BTreeSet::new(),
            sent: false,
            prompt: BTreeMap::new(),
        }
    }

    pub const fn limits(&self) -> Limits {
        self.limits
    }

    /// A domain's bucket as it was kept.
    pub fn learn(&mut self, domain: String, bucket: Bucket) {
        self.domains.entry(domain).or_insert(bucket);
    }

    /// Whether a domain's bucket is known already.
    pub fn knows(&self, domain: &str) -> bool {
        self.domains.contains_key(domain)
    }

    /// The sender's bucket, if it is another than was kept.
    pub fn changed_sender(&self) -> Option<Bucket> {
        (self.limits.sender > 0 && self.sent).then_some(self.sender)
    }

    /// The domains' buckets that are others than were kept.
    pub fn changed_domains(&self) -> impl Iterator<Item = (&str, Bucket)> {
        self.changed.iter().filter_map(|d| self.domains.get(d).map(|bucket| (d.as_str(), *bucket)))
    }

    /// How many mails may leave now, at most `wanted`.
    pub fn room(&self, wanted: usize, now: Instant) -> usize {
        match self.limits.sender {
            0 => wanted,
            limit => usize::try_from(self.sender.tokens(Flow::of(limit), now)).map_or(wanted, |n| n.min(wanted)),
        }
    }

    /// One mail to this domain leaves, or must wait until the instant given (machine time). A domain nobody has learnt has a full bucket.
    pub fn take(&mut self, domain: &str, wait: Wait, now: Instant) -> Result<(), Instant> {
        if self.limits.domain > 0 {
            let flow = Flow::of(self.limits.domain);
            self.changed.insert(domain.to_owned());
            let bucket = self.domains.entry(domain.to_owned()).or_insert_with(|| Bucket::new(now));
            if bucket.tokens(flow, now) < 1 {
                return Err(match wait {
                    Wait::InLine => bucket.promise(flow, now),
                    Wait::InFront => {
                        let next = bucket.next_at(flow, now);
                        let turn = self.prompt.entry(domain.to_owned());
                        *turn.and_modify(|at| *at = Instant::from_micros(at.micros() + flow.interval)).or_insert(next)
                    }
                });
            }
            bucket.take(flow, now);
        }
        if self.limits.sender > 0 {
            self.sender.take(Flow::of(self.limits.sender), now);
            self.sent = true;
        }
        Ok(())
    }

    /// Seconds until the sender's bucket has a token again; none when it has one.
    pub fn wait_seconds(&self, now: Instant) -> Option<i64> {
        let limit = Some(self.limits.sender).filter(|limit| *limit > 0)?;
        let flow = Flow::of(limit);
        let until = self.sender.next_at(flow, now).micros();
        (self.sender.tokens(flow, now) < 1).then(|| (until - now.micros() + 999_999) / 1_000_000)
    }
}
