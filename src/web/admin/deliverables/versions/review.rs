//! What a reviewer says.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, post};

use super::Numbered;
use super::number;
use super::show::{facts, page};
use crate::domain::deliverables::DeliverableError;
use crate::domain::deliverables::reviews::{self, Verdict};
use crate::web::admin::programmes::views::base;
use crate::web::{App, Problem, SignedIn, Submitted, submit};

#[post("/programmes/{programme}/deliverables/{deliverable}/versions/{number}/reviews")]
pub(super) async fn say(app: App, who: SignedIn, path: Numbered, form: Submitted) -> Result<HttpResponse, Problem> {
    let path = path.into_inner();
    let n = number(&path.2)?;
    let facts = facts(&app, &who, path).await?;
    let verdict: Verdict = form.fields.text("verdict").parse().map_err(|_| Problem::Unreadable)?;
    let (of, words) = (facts.deliverable.clone(), form.fields.text("words").to_owned());
    let back = format!("{}/deliverables/{}/versions/{n}?note=saved", base(&facts.outline), of.public_id);
    let done = submit(&app, who.context(&app), &form, move |conn, cx| {
        reviews::say(conn, cx, &of, n, (verdict, &words))?;
        Ok::<_, DeliverableError>(back)
    });
    match done.await {
        Err(DeliverableError::Invalid(faults)) => {
            page(&app, &who, &facts, (&form.fields, &faults), StatusCode::UNPROCESSABLE_ENTITY)
        }
        done => Ok(done?),
    }
}
