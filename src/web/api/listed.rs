//! Lists that come whole have the shape of those that come page by page.

use actix_web::HttpResponse;
use serde::Serialize;
use utoipa::ToSchema;

/// A list that comes whole.
#[derive(Serialize, ToSchema)]
pub(super) struct ListJson<T> {
    pub items: Vec<T>,
    /// The cursor of the next page; always null, for there is none.
    pub next: Option<i64>,
}

impl<T: Serialize> ListJson<T> {
    /// Answers with all of them.
    pub fn answer(items: impl IntoIterator<Item = T>) -> HttpResponse {
        HttpResponse::Ok().json(items.into_iter().collect::<ListJson<T>>())
    }
}

impl<T> FromIterator<T> for ListJson<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> ListJson<T> {
        ListJson { items: items.into_iter().collect(), next: None }
    }
}
