/// One entry of an object's history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Past {
    /// What happened, as a sentence.
    pub what: String,
    pub who: String,
    /// "3 minutes ago".
    pub ago: String,
    /// "18 Apr 2016, 10:12".
    pub exact: String,
    /// RFC 3339, for machines.
    pub machine: String,
    /// Why, or by which door.
    pub note: Option<String>,
    /// Field, before, after.
    pub changes: Vec<(String, String, String)>,
}

/// What has become of a thing since a page of it was shown, for whoever acted by that page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Since {
    pub lead: String,
    /// The newest first; none where its history is not for the reader.
    pub entries: Vec<Past>,
}
