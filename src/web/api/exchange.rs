//! How bodies, pages and versions come and go, whatever the noun.

use actix_web::HttpResponse;
use actix_web::http::header;
use serde::Serialize;
use utoipa::openapi::Object;
use utoipa::openapi::schema::{ObjectBuilder, Type};

pub(super) use super::body::read;
use crate::kernel::page::PageRequest;
use crate::web::{Fields, etag};

/// The page asked for by `after` and `limit`. They were held against the description before any handler: what stands there is a number.
pub(super) fn page_of(query: &Fields) -> PageRequest {
    let number = |name: &str| query.filled(name).and_then(|text| text.parse::<i64>().ok());
    PageRequest::new(number("after"), number("limit"))
}

/// A thing as it stands, with the version to change it by.
pub(super) fn shown(version: i64, thing: impl Serialize) -> HttpResponse {
    HttpResponse::Ok().insert_header(etag(version)).json(thing)
}

/// A thing just made, and where it is.
pub(super) fn made(address: String, version: i64, thing: impl Serialize) -> HttpResponse {
    HttpResponse::Created().insert_header((header::LOCATION, address)).insert_header(etag(version)).json(thing)
}

/// A closed list of words, as the description has it.
pub(super) fn words_of(words: impl Iterator<Item = &'static str>) -> Object {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).build()
}

/// A body that is written whole. It is read out of JSON with every name known; what stands in `shows` is shown with the thing and not
/// written, so it may come back as it was shown and changes nothing. (It is written out only as the description's defaults.)
macro_rules! written {
    (
        $(#[$about:meta])*
        $vis:vis struct $name:ident {
            $($(#[$of:meta])* $fvis:vis $field:ident: $kind:ty,)*
        } shows {
            $($shown:ident),* $(,)?
        }
    ) => {
        $(#[$about])*
        #[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema, Default)]
        #[serde(default, deny_unknown_fields)]
        $vis struct $name {
            $($(#[$of])* $fvis $field: $kind,)*
            $(
                #[allow(dead_code, reason = "read to be passed over")]
                #[schema(value_type = Option<Object>, read_only)]
                #[serde(skip_serializing)]
                $shown: serde::de::IgnoredAny,
            )*
        }
    };
}
pub(super) use written;
