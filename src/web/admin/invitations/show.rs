//! A round's bare address leads to where its work stands.

use actix_web::web::Path;
use actix_web::{HttpResponse, get};

use super::rounds::RoundPath;
use crate::web::{Problem, SignedIn, see_other};

#[get("/programmes/{programme}/events/{event}/rounds/{round}")]
pub(super) async fn show(_who: SignedIn, path: Path<RoundPath>) -> Result<HttpResponse, Problem> {
    let (event, round) = (super::public_id(&path.1)?, super::public_id(&path.2)?);
    let slug: String = path.0.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    Ok(see_other(&format!("/programmes/{slug}/events/{event}/rounds/{round}/check")))
}
