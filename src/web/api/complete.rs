//! What the description says of every request in the same way: a name, what each status means, and how a refusal looks.

use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::{ArrayBuilder, KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{Components, Content, OpenApi as Document, Ref, RefOr, Required, Response};

const PROBLEM: &str = "Problem";

pub(super) fn complete(document: &mut Document) {
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            operation.operation_id = Some(name(method, path));
            bytes(operation);
            declare(operation);
            if operation.responses.responses.contains_key("428") {
                operation.parameters.get_or_insert_with(Vec::new).push(RefOr::T(if_match()));
            }
        }
    }
    let components = document.components.get_or_insert_with(Components::new);
    components.schemas.insert(PROBLEM.to_owned(), problem().into());
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let all = [
        ("get", &mut item.get),
        ("post", &mut item.post),
        ("put", &mut item.put),
        ("patch", &mut item.patch),
        ("delete", &mut item.delete),
    ];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// Method and path are an operation's own, so the name made of them is: `put_events_id_deadlines_deadline`.
fn name(method: &str, path: &str) -> String {
    let parts = path.trim_start_matches("/api/v1/").split(['/', '-', '.']);
    let parts = parts.map(|part| match part.strip_prefix('{') {
        Some(parameter) => format!("by_{}", parameter.trim_end_matches('}')),
        None => part.to_owned(),
    });
    std::iter::once(method.to_owned()).chain(parts).collect::<Vec<_>>().join("_")
}

/// Of a file the description's derivation knows only that it is bytes, which it takes for numbers in a list.
fn bytes(operation: &mut Operation) {
    let Some(RefOr::T(body)) = &mut operation.request_body else { return };
    for (media, content) in &mut body.content {
        let RefOr::T(content) = content else { continue };
        let file = ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)))
            .content_media_type("application/octet-stream");
        match media.as_str() {
            "application/octet-stream" => content.schema = Some(file.into()),
            "multipart/form-data" => {
                let form = ObjectBuilder::new().property("file", file.description(Some("The file, with its name.")));
                content.schema = Some(form.required("file").into());
            }
            _ => {}
        }
    }
}

/// Says of each status what it means, and of what every request may be refused for.
fn declare(operation: &mut Operation) {
    let queried = operation.parameters.iter().flatten().any(|parameter| match parameter {
        RefOr::T(parameter) => matches!(parameter.parameter_in, ParameterIn::Query | ParameterIn::Header),
        RefOr::Ref(_) => false,
    });
    let mut known = vec!["401", "default"];
    if queried || operation.request_body.is_some() {
        known.push("422");
    }
    if operation.request_body.is_some() {
        known.extend(["400", "415"]);
    }
    let responses = &mut operation.responses.responses;
    for status in known {
        responses.entry(status.to_owned()).or_insert_with(|| RefOr::T(Response::new("")));
    }
    for (status, response) in responses {
        let RefOr::T(response) = response else { continue };
        if response.description.is_empty() {
            meaning(status).clone_into(&mut response.description);
        }
        if response.content.is_empty() && !status.starts_with('2') {
            let content = Content::new(Some(Ref::from_schema_name(PROBLEM)));
            response.content.insert("application/problem+json".to_owned(), RefOr::T(content));
        }
    }
}

/// Of whatever is refused without it.
fn if_match() -> Parameter {
    ParameterBuilder::new()
        .name("If-Match")
        .parameter_in(ParameterIn::Header)
        .required(Required::True)
        .description(Some("The ETag that was read, or `*` for whatever there is."))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .build()
}

fn meaning(status: &str) -> &'static str {
    match status {
        "200" => "As asked.",
        "201" => "Made; `Location` says where it is.",
        "202" => "Taken, and done in a moment.",
        "204" => "Done; there is nothing to show.",
        "301" => "It went into another: `Location` says which.",
        "400" => "The body cannot be read as JSON, or `If-Match` not as a tag.",
        "401" => "No key, or one that is not good (any more).",
        "403" => "Known, and not allowed to this account or by this key.",
        "404" => "Not there, or not to be seen by this account.",
        "409" => "Not now: the reason says what stands in the way.",
        "412" => "Changed by somebody else since: read it again.",
        "413" => "Larger than the limit.",
        "415" => "The body is of another kind than what is wanted.",
        "422" => "Fields or parameters are refused, each by name and with its reason.",
        "428" => "`If-Match` is wanted, with the ETag that was read, or `*`.",
        _ => "Refused, or failed: the problem says why.",
    }
}

fn text(about: &str) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).description(Some(about))
}

fn thing(about: &str) -> ObjectBuilder {
    ObjectBuilder::new().description(Some(about))
}

/// RFC 9457, with the fields that were refused.
fn problem() -> ObjectBuilder {
    let fault = ObjectBuilder::new()
        .property("field", text("The name of the field or parameter."))
        .property("reason", text("The reason's own word, the same in every language."))
        .property("message", text("The reason in words."));
    let fault = fault.required("field").required("reason").required("message");
    let status = ObjectBuilder::new().schema_type(Type::Integer);
    let courted = ObjectBuilder::new()
        .property("organisation", text("The id of the organisation that is courted."))
        .property("organisation_name", ObjectBuilder::new())
        .property("kin", text("same: this very firm; alike: one alike."))
        .property("owner", text("Whoever courts it, by name; left out where nobody does yet."))
        .property("stage", text("How far that is."));
    let changed = ObjectBuilder::new()
        .property("field", text("Which one; left out of an act that changes no field."))
        .property(
            "before",
            text("What it was, as history keeps it; left out, like `after`, where it belongs to a person."),
        )
        .property("after", text("What it became."))
        .property("act", text("What was done, by the verb that history keeps."))
        .property("by", text("Who did it, by name; left out where no member did."))
        .property("at", text("When."));
    let changed = changed.required("act").required("at");
    ObjectBuilder::new()
        .description(Some("Why a request was refused (RFC 9457)."))
        .property("type", text("The address of a page that explains it."))
        .property("title", text("In one line, in the language asked for."))
        .property("status", status)
        .property("detail", text("What to do about it."))
        .property("instance", text("The request's id, as the log has it."))
        .property("errors", ArrayBuilder::new().items(fault))
        .property("others", ArrayBuilder::new().items(courted))
        .property("changes", ArrayBuilder::new().items(changed))
        .property(
            "theirs",
            thing(
                "Of something made of parts, such as a gate: what somebody else has saved meanwhile, as it is written.",
            ),
        )
        .property("yours", thing("Beside it, what came too late; left out where it could not be read."))
        .required("type")
        .required("title")
        .required("status")
        .required("detail")
        .required("instance")
}
