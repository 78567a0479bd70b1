//! An OpenAPI document as a person reads it: by noun, each request with what it takes and gives, each kind of object once.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::text as markdown;

pub(super) struct Reference {
    pub version: String,
    /// Safe HTML, as every text from the document below.
    pub about: String,
    pub groups: Vec<Group>,
    pub objects: Vec<Object>,
}

pub(super) struct Group {
    pub name: String,
    pub about: String,
    pub requests: Vec<Request>,
}

pub(super) struct Request {
    pub id: String,
    pub method: String,
    pub path: String,
    /// In a few words, without marks.
    pub brief: String,
    pub about: String,
    pub parameters: Vec<Property>,
    /// The body, as each media type has it.
    pub bodies: Vec<(Shape, String)>,
    pub answers: Vec<Answer>,
}

pub(super) struct Property {
    pub name: String,
    /// Of a parameter: path, query or header.
    pub place: String,
    pub shape: Shape,
    pub required: bool,
    pub about: String,
}

/// What a value is.
#[derive(Clone, Default)]
pub(super) struct Shape {
    /// Before the name, such as "list of".
    pub kind: String,
    /// An object of the document.
    pub object: Option<String>,
    /// After it: format, limits, whether it may be null.
    pub limits: String,
}

pub(super) struct Answer {
    pub status: String,
    pub about: String,
    pub shape: Option<Shape>,
}

pub(super) struct Object {
    pub name: String,
    pub about: String,
    pub properties: Vec<Property>,
}

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

pub(super) fn read(document: &Value) -> Reference {
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    for (path, item) in entries(&document["paths"]) {
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                let name = text(&operation["tags"][0]);
                let fresh = || Group { about: about_tag(document, &name), name: name.clone(), requests: Vec::new() };
                groups.entry(name.clone()).or_insert_with(fresh).requests.push(request(method, path, operation));
            }
        }
    }
    let object = |(name, schema): (&String, &Value)| Object {
        name: name.clone(),
        about: html(&schema["description"]),
        properties: properties(schema),
    };
    Reference {
        version: text(&document["info"]["version"]),
        about: html(&document["info"]["description"]),
        groups: groups.into_values().collect(),
        objects: entries(&document["components"]["schemas"]).map(object).collect(),
    }
}

fn about_tag(document: &Value, name: &str) -> String {
    let tags = document["tags"].as_array().map_or(&[][..], Vec::as_slice);
    tags.iter().find(|tag| tag["name"] == name).map(|tag| html(&tag["description"])).unwrap_or_default()
}

fn request(method: &str, path: &str, operation: &Value) -> Request {
    let told = [&operation["summary"], &operation["description"]].map(text);
    let bodies = entries(&operation["requestBody"]["content"]);
    Request {
        id: text(&operation["operationId"]),
        method: method.to_uppercase(),
        path: path.to_owned(),
        brief: text(&operation["summary"]).replace('`', ""),
        about: markdown::page_html(told.join("\n\n").trim()),
        parameters: operation["parameters"].as_array().into_iter().flatten().map(parameter).collect(),
        bodies: bodies.map(|(media, body)| (shape(&body["schema"]), media.clone())).collect(),
        answers: entries(&operation["responses"]).map(|(status, answer)| answered(status, answer)).collect(),
    }
}

fn parameter(parameter: &Value) -> Property {
    Property {
        name: text(&parameter["name"]),
        place: text(&parameter["in"]),
        shape: shape(&parameter["schema"]),
        required: parameter["required"] == true,
        about: html(&parameter["description"]),
    }
}

fn answered(status: &str, answer: &Value) -> Answer {
    let content = entries(&answer["content"]).next();
    let shaped = |(media, body): (&String, &Value)| {
        let shape = shape(&body["schema"]);
        let bare = shape.object.is_none() && shape.kind.is_empty();
        if bare { Shape { kind: media.clone(), ..Shape::default() } } else { shape }
    };
    Answer { status: status.to_owned(), about: html(&answer["description"]), shape: content.map(shaped) }
}

fn properties(schema: &Value) -> Vec<Property> {
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let property = |(name, schema): (&String, &Value)| {
        let within = alternatives(schema).find_map(|part| part.get("description"));
        Property {
            name: name.clone(),
            place: String::new(),
            shape: shape(schema),
            required: required.contains(&name.as_str()),
            about: html(schema.get("description").or(within).unwrap_or(&Value::Null)),
        }
    };
    entries(&schema["properties"]).map(property).collect()
}

/// Its alternatives, or itself.
fn alternatives(schema: &Value) -> impl Iterator<Item = &Value> {
    let parts = schema["oneOf"].as_array().map_or(std::slice::from_ref(schema), Vec::as_slice);
    parts.iter().filter(|part| part["type"] != "null")
}

fn shape(schema: &Value) -> Shape {
    let mut found = alternatives(schema).next().map(plain).unwrap_or_default();
    let nullable = schema["oneOf"].as_array().is_some_and(|parts| parts.iter().any(|p| p["type"] == "null"))
        || schema["type"].as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == "null"));
    if nullable {
        found.limits = [found.limits.as_str(), "or null"].join(" ").trim().to_owned();
    }
    found
}

fn plain(schema: &Value) -> Shape {
    if let Some(object) = schema["$ref"].as_str().and_then(|place| place.rsplit('/').next()) {
        return Shape { object: Some(object.to_owned()), ..Shape::default() };
    }
    let kinds = schema["type"].as_array().map_or(std::slice::from_ref(&schema["type"]), Vec::as_slice);
    let kind = kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null").unwrap_or_default();
    match kind {
        "array" => {
            let inner = shape(&schema["items"]);
            Shape { kind: format!("list of {}", inner.kind).trim_end().to_owned(), ..inner }
        }
        "object" if schema["additionalProperties"].is_object() => {
            let inner = shape(&schema["additionalProperties"]);
            Shape { kind: format!("{} by name", inner.kind).trim().to_owned(), ..inner }
        }
        kind => Shape { kind: kind.to_owned(), object: None, limits: limits(schema) },
    }
}

fn limits(schema: &Value) -> String {
    let mut said = Vec::new();
    if schema["format"] == "binary" {
        said.push("the bytes of a file".to_owned());
    }
    let parts: Vec<&str> = entries(&schema["properties"]).map(|(name, _)| name.as_str()).collect();
    if !parts.is_empty() {
        said.push(format!("with {}", parts.join(", ")));
    }
    if let Some(one_of) = schema["enum"].as_array() {
        said.push(format!("one of {}", one_of.iter().map(text).collect::<Vec<_>>().join(", ")));
    }
    for (key, word) in [("minimum", "at least"), ("maximum", "at most"), ("maxLength", "characters at most:")] {
        if let Some(number) = schema[key].as_i64() {
            said.push(format!("{word} {number}"));
        }
    }
    said.join(", ")
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> + Clone {
    value.as_object().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| if value.is_null() { String::new() } else { value.to_string() }, str::to_owned)
}

fn html(value: &Value) -> String {
    markdown::page_html(&text(value))
}
