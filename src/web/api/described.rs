//! The description of the interface as the program gives it: text that was derived from the code beforehand. So the program carries the
//! description and not what makes it (a megabyte), and whoever reads a change of the code sees what it changes for programs.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

/// Written by the test that holds it against the code.
pub const TEXT: &str = include_str!("../../../templates/public/api/openapi.json");

/// What is asked of it for each request.
#[derive(Deserialize)]
pub(super) struct Interface {
    pub paths: BTreeMap<String, Path>,
}

#[derive(Deserialize)]
pub(super) struct Path {
    pub get: Option<Operation>,
    pub post: Option<Operation>,
    pub put: Option<Operation>,
    pub patch: Option<Operation>,
    pub delete: Option<Operation>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Operation {
    #[serde(default)]
    pub parameters: Vec<Parameter>,
    pub request_body: Option<Body>,
}

#[derive(Deserialize)]
pub(super) struct Parameter {
    pub name: String,
    #[serde(rename = "in")]
    pub place: String,
    #[serde(default)]
    schema: Kind,
}

impl Parameter {
    /// Whether it may be given several times.
    pub fn is_list(&self) -> bool {
        self.is("array")
    }
    pub fn is_number(&self) -> bool {
        self.is("integer")
    }
    fn is(&self, wanted: &str) -> bool {
        let same = |kind: &serde_json::Value| kind == wanted;
        same(&self.schema.kind) || self.schema.kind.as_array().is_some_and(|kinds| kinds.iter().any(same))
    }
}

/// A type, or several of which it is one.
#[derive(Deserialize, Default)]
struct Kind {
    #[serde(rename = "type", default)]
    kind: serde_json::Value,
}

#[derive(Deserialize)]
pub(super) struct Body {
    pub content: BTreeMap<String, IgnoredAny>,
}

pub(super) fn interface() -> serde_json::Result<Interface> {
    serde_json::from_str(TEXT)
}
