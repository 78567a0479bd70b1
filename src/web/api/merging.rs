//! Merges of people and of organisations as JSON, where there is no difference.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;
use utoipa::ToSchema;

use super::exchange::{made, page_of, shown};
use super::late::{self, Standing};
use super::merges::{MergesJson, Named, id_in, json_of, may_merge, undo_json};
use crate::access::{Context, Scope};
use crate::domain::merging::{self, Kind, Merge, Versions};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::Invalid;
use crate::web::{ApiCaller, App, Fields, Problem, Seen, if_match};

type Answer = Result<HttpResponse, Problem>;

/// The ids of the two that are looked at.
pub(super) fn two(query: &Fields) -> Result<(PublicId, PublicId), Problem> {
    let mut bad = Invalid::default();
    let ids = (id_in(&mut bad, "kept", query.text("kept")), id_in(&mut bad, "other", query.text("other")));
    let (Some(kept), Some(other)) = ids else { return Err(bad.into()) };
    Ok((kept, other))
}

/// A merge that was made, with the kept entry's version.
pub(super) fn merged<N: Named>(merge: &Merge<N>, version: i64) -> HttpResponse {
    made(format!("/api/v1/{}/{}", N::MERGES, merge.public_id), version, json_of(merge))
}

/// The refusal of a merge of two that are not as they were seen: what became of each since, of the kept one first, as far as the reader
/// may know it. `now` are their numbers and versions.
pub(super) async fn outdated<K: Kind>(
    app: &App,
    cx: &Context,
    seen: Versions,
    now: [(i64, i64); 2],
) -> Result<Problem, Problem> {
    let mut changes = Vec::new();
    for ((id, version), seen) in now.into_iter().zip([seen.kept, seen.other]) {
        let standing = Standing::whole(((K::ENTITY, id), Scope::Installation), version);
        changes.extend(late::held(app, cx, Seen::Version(seen), standing).changes(version).await?);
    }
    Ok(Problem::Late { now: now[0].1, changes })
}

pub(super) async fn listed<K: Kind<Name: Named>>(app: &App, who: &ApiCaller, query: &Fields) -> Answer {
    let (cx, page) = (who.context(app), page_of(query));
    let found = app.db.read(move |conn| merging::list::<K>(conn, &cx, page)).await?;
    Ok(HttpResponse::Ok().json(MergesJson { items: found.items.iter().map(json_of).collect(), next: found.next }))
}

pub(super) async fn one<K: Kind<Name: Named>>(app: &App, who: &ApiCaller, id: PublicId) -> Answer {
    let cx = who.context(app);
    let merge = app.db.read(move |conn| merging::merge::<K>(conn, &cx, &id)).await?;
    Ok(HttpResponse::Ok().json(json_of(&merge)))
}

pub(super) async fn checked<K: Kind<Name: Named>>(app: &App, who: &ApiCaller, id: PublicId) -> Answer {
    let cx = who.context(app);
    let plan = app.db.read(move |conn| merging::check::<K>(conn, &cx, &id)).await?;
    Ok(shown(plan.version, undo_json(&plan)))
}

pub(super) async fn parted<K: Kind<Name: Named>>(
    app: &App,
    who: &ApiCaller,
    req: &HttpRequest,
    id: PublicId,
) -> Answer {
    let cx = who.context(app);
    may_merge(&cx)?;
    let seen = if_match(req)?;
    let (looking, merge) = (cx.clone(), id.clone());
    let plan = app.db.read(move |conn| merging::check::<K>(conn, &looking, &merge)).await?;
    let standing = Standing::whole(((K::ENTITY, plan.kept), Scope::Installation), plan.version);
    let held = match plan.blocked {
        // Refused below, for its own reason.
        Some(_) => late::held(app, &cx, Seen::Any, standing),
        None => late::unchanged(app, &cx, seen, standing).await?,
    };
    let version = held.version;
    let write = app.db.write_retrying(move |conn| merging::undo::<K>(conn, &cx, &id, version));
    let undone = held.done(write.await).await?;
    Ok(HttpResponse::Ok().json(json_of(&undone)))
}

/// Where an entry is that went into another: its address leads there, for as long as there is one.
#[derive(Serialize, ToSchema)]
pub(super) struct WentInto {
    /// The id of the entry that stands for both.
    merged_into: String,
    /// The merge by which it went there.
    merge: String,
}

/// The refusal of a write to an entry that is not there: one that went into another is named with the one that stands for both. It is not
/// led on to as a reading is (RFC 9110, 15.4): a body that was made for one entry would be written over another.
pub(super) async fn not_written<K: Kind<Name: Named>>(
    app: &App,
    cx: &Context,
    id: &PublicId,
    refused: impl Into<Problem>,
) -> Problem {
    let refused = refused.into();
    if !matches!(refused, Problem::NotFound) {
        return refused;
    }
    let (cx, id) = (cx.clone(), id.clone());
    match app.db.read(move |conn| merging::went_into::<K>(conn, &cx, &id)).await {
        Ok(Some((_, heir))) => {
            let address = format!("/api/v1/{}/{heir}", K::Name::ENTRIES);
            Problem::MergedAway { heir: heir.to_string(), address }
        }
        Ok(None) => refused,
        Err(fault) => fault.into(),
    }
}

/// "Look there" for an entry that went into another; "not found" for one that there never was.
pub(super) async fn moved<K: Kind<Name: Named>>(app: &App, cx: Context, id: PublicId) -> Answer {
    let found = app.db.read(move |conn| merging::went_into::<K>(conn, &cx, &id)).await?;
    let (merge, heir) = found.ok_or(Problem::NotFound)?;
    Ok(HttpResponse::MovedPermanently()
        .insert_header((header::LOCATION, format!("/api/v1/{}/{heir}", K::Name::ENTRIES)))
        .json(WentInto { merged_into: heir.to_string(), merge: merge.public_id.to_string() }))
}
