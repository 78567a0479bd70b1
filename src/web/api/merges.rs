//! Two entries for one person made one and parted again, as JSON.

use std::collections::BTreeMap;
use std::fmt::Display;

use actix_web::web::{Bytes, Path, Query, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, get, post};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use super::exchange::read;
use super::merging::{checked, listed, merged, one, outdated, parted, two};
use crate::access::{Action, Context, Denied, Scope, require};
use crate::domain::contacts;
use crate::domain::merging::{
    self, Blocked, Field, Hanging, Merge, MergeDraft, MergeError, People, Plan, Side, Stay, UndoPlan, Versions,
};
use crate::kernel::ids::PublicId;
use crate::kernel::invalid::{Invalid, Reason};
use crate::kernel::locale::Locale;
use crate::kernel::localised::Localised;
use crate::kernel::names::PersonName;
use crate::web::{ApiCaller, App, Fields, Problem};

pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(preview).service(list).service(create).service(show).service(check).service(undo);
}

/// This noun's part of the description at `/api/v1/openapi.json`.
#[derive(OpenApi)]
#[openapi(paths(preview, list, create, show, check, undo))]
pub struct Description;

/// An entry that takes part in a merge.
#[derive(Serialize, ToSchema)]
pub(super) struct MergeSideJson {
    id: String,
    /// Null where it is no longer kept.
    name: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct MergeJson {
    id: String,
    /// The entry that stayed.
    kept: MergeSideJson,
    /// The entry that went into it; its own address leads there.
    other: MergeSideJson,
    merged_at: String,
    by: Option<String>,
    undone_at: Option<String>,
    undone_by: Option<String>,
    /// Until when it can be undone.
    undo_until: String,
}

#[derive(Serialize, ToSchema)]
pub(super) struct MergesJson {
    pub(super) items: Vec<MergeJson>,
    /// The cursor of the next page, for `after`; null on the last.
    pub(super) next: Option<i64>,
}

/// What a merge would do.
#[derive(Serialize, ToSchema)]
struct MergePlanJson {
    versions: MergeVersionsJson,
    fields: Vec<MergeFieldJson>,
    /// What hangs on each, by kind.
    hangs: Vec<MergeHangsJson>,
    /// Events at which both have a seat.
    seats: Vec<MergeSeatsJson>,
    /// One of them asked not to be written to: after it neither is.
    silences: bool,
    /// Both belong to a member: it cannot be done.
    both_members: bool,
    /// Both come to one event, and one of them for an institution: it cannot be done, for a place would be lost to its office.
    both_seated: bool,
}

#[derive(Serialize, Deserialize, ToSchema, Default, Clone, Copy)]
#[serde(default, deny_unknown_fields)]
pub(super) struct MergeVersionsJson {
    pub(super) kept: i64,
    pub(super) other: i64,
}

#[derive(Serialize, ToSchema)]
pub(super) struct MergeFieldJson {
    name: String,
    kept: String,
    other: String,
    /// Whose value stays unless `choices` says otherwise: kept, other, or both (notes).
    likely: &'static str,
}

#[derive(Serialize, ToSchema)]
pub(super) struct MergeHangsJson {
    /// Of a person: addresses, affiliations, groups, tags, steps, deputies, deliverables, accounts, events, seats, mails, delegations,
    /// sessions, input, sponsorships, channels or traces. Of an organisation: people, institutions, places, courtings or channels.
    what: &'static str,
    kept: i64,
    other: i64,
}

#[derive(Serialize, ToSchema)]
struct MergeSeatsJson {
    /// The event's id; null where its guests are not for this account.
    event: Option<String>,
    /// What was answered by each.
    kept: &'static str,
    other: &'static str,
    /// Whose seat stays unless `seats` says otherwise.
    likely: &'static str,
}

#[derive(Deserialize, ToSchema, Default)]
#[serde(default, deny_unknown_fields)]
struct MergeInput {
    /// The id of the entry that stays.
    #[schema(required = true)]
    kept: String,
    /// The id of the entry that goes into it.
    #[schema(required = true)]
    other: String,
    /// The versions that were seen.
    #[schema(required = true)]
    versions: MergeVersionsJson,
    /// By field: kept, other, or both (notes). What is left out is decided as the preview says.
    choices: BTreeMap<String, String>,
    /// By event: whose seat stays where both have one.
    seats: BTreeMap<String, String>,
}

/// What undoing would do.
#[derive(Serialize, ToSchema)]
pub(super) struct UndoPlanJson {
    merge: MergeJson,
    /// How many of each kind go back.
    back: Vec<UndoBackJson>,
    /// What was changed since, and stays with the kept entry.
    stays: Vec<UndoStayJson>,
    /// too-old, undone or after: then it cannot be undone.
    blocked: Option<&'static str>,
    /// The later merge that has to be undone first.
    after: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct UndoBackJson {
    what: &'static str,
    count: i64,
}

#[derive(Serialize, ToSchema)]
pub(super) struct UndoStayJson {
    /// field, address, seat (it goes back, with the answer given by it since), answer (given since by the seat that stayed), waits, gone, key
    /// or wish.
    kind: &'static str,
    /// The field's name, the address, the event's title, the kind of what is gone, or the key of a file.
    what: Option<String>,
    count: Option<i64>,
}

/// What an entry is called, in one line; and by what it tells where entries of its kind are, and their merges.
pub(super) trait Named {
    const ENTRIES: &'static str;
    const MERGES: &'static str;
    fn named(&self) -> String;
}

impl Named for PersonName {
    const ENTRIES: &'static str = "contacts";
    const MERGES: &'static str = "merges";
    fn named(&self) -> String {
        self.native.clone()
    }
}

impl Named for Localised {
    const ENTRIES: &'static str = "organisations";
    const MERGES: &'static str = "organisation-merges";
    fn named(&self) -> String {
        self.best(Locale::En).to_owned()
    }
}

fn side_json<N: Named>(side: &Side<N>) -> MergeSideJson {
    MergeSideJson { id: side.public_id.to_string(), name: side.name.as_ref().map(N::named) }
}

pub(super) fn json_of<N: Named>(merge: &Merge<N>) -> MergeJson {
    MergeJson {
        id: merge.public_id.to_string(),
        kept: side_json(&merge.kept),
        other: side_json(&merge.other),
        merged_at: merge.merged_at.rfc3339(),
        by: merge.by.clone(),
        undone_at: merge.undone.as_ref().map(|(at, _)| at.rfc3339()),
        undone_by: merge.undone.as_ref().and_then(|(_, by)| by.clone()),
        undo_until: merge.until.rfc3339(),
    }
}

pub(super) fn fields_json<F: Display>(fields: &[Field<F>]) -> Vec<MergeFieldJson> {
    let json = |f: &Field<F>| MergeFieldJson {
        name: f.name.to_string(),
        kept: f.kept.clone(),
        other: f.other.clone(),
        likely: f.likely.as_str(),
    };
    fields.iter().map(json).collect()
}

pub(super) fn hangs_json(hangs: &[Hanging]) -> Vec<MergeHangsJson> {
    hangs.iter().map(|h| MergeHangsJson { what: h.what.as_str(), kept: h.kept, other: h.other }).collect()
}

fn plan_json(plan: &Plan) -> MergePlanJson {
    MergePlanJson {
        versions: MergeVersionsJson { kept: plan.kept.version, other: plan.other.version },
        fields: fields_json(&plan.fields),
        hangs: hangs_json(&plan.hangs),
        seats: plan
            .seats
            .iter()
            .map(|two| MergeSeatsJson {
                event: two.event.as_ref().map(|e| e.public_id.to_string()),
                kept: two.kept.answer.as_str(),
                other: two.other.answer.as_str(),
                likely: two.likely.as_str(),
            })
            .collect(),
        silences: plan.silences(),
        both_members: plan.members.is_some(),
        both_seated: plan.delegates,
    }
}

fn stay_json(stay: &Stay) -> UndoStayJson {
    let (kind, what, count) = match stay {
        Stay::Field(name) => ("field", Some((*name).to_owned()), None),
        Stay::Address(email) => ("address", Some(email.clone()), None),
        Stay::Seat(title) => ("seat", title.as_ref().map(|t| t.best(Locale::En).to_owned()), None),
        Stay::Answer(title) => ("answer", title.as_ref().map(|t| t.best(Locale::En).to_owned()), None),
        Stay::Waits(title) => ("waits", title.as_ref().map(|t| t.best(Locale::En).to_owned()), None),
        Stay::Gone { what, n } => ("gone", Some(what.to_string()), Some(*n)),
        Stay::Key(key) => ("key", Some(key.clone()), None),
        Stay::Wish => ("wish", None, None),
    };
    UndoStayJson { kind, what, count }
}

pub(super) fn undo_json<N: Named>(plan: &UndoPlan<N>) -> UndoPlanJson {
    let (blocked, after) = match &plan.blocked {
        None => (None, None),
        Some(Blocked::TooOld) => (Some("too-old"), None),
        Some(Blocked::Undone) => (Some("undone"), None),
        Some(Blocked::After { merge }) => (Some("after"), Some(merge.to_string())),
    };
    UndoPlanJson {
        merge: json_of(&plan.merge),
        back: plan.back.iter().map(|(what, count)| UndoBackJson { what: what.as_str(), count: *count }).collect(),
        stays: plan.stays.iter().map(stay_json).collect(),
        blocked,
        after,
    }
}

/// Refuses who may merge nothing before their words are looked at.
pub(super) fn may_merge(cx: &Context) -> Result<(), Denied> {
    require(&cx.actor, Action::MergeContacts, Scope::Installation)
}

pub(super) fn id_in(bad: &mut Invalid, field: &str, text: &str) -> Option<PublicId> {
    let given = if text.is_empty() { Err(Reason::Required) } else { text.parse().map_err(|_| Reason::NoSuch) };
    bad.take(field, given)
}

/// What merging two entries would do.
#[utoipa::path(get, path = "/api/v1/merges/preview", tag = "merges",
    params(
        ("kept" = String, Query, description = "The id of the entry that stays"),
        ("other" = String, Query, description = "The id of the entry that goes into it"),
    ),
    responses((status = 200, body = MergePlanJson), (status = 403), (status = 404), (status = 409), (status = 422)))]
#[get("/merges/preview")]
async fn preview(app: App, who: ApiCaller, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    may_merge(&cx)?;
    let (kept, other) = two(&query)?;
    let plan = app.db.read(move |conn| merging::plan(conn, &cx, &kept, &other)).await?;
    Ok(HttpResponse::Ok().json(plan_json(&plan)))
}

/// Merges, the newest first.
#[utoipa::path(get, path = "/api/v1/merges", tag = "merges",
    params(
        ("after" = Option<i64>, Query, description = "The cursor `next` of the page before"),
        ("limit" = Option<i64>, Query, description = "At most 200"),
    ),
    responses((status = 200, body = MergesJson), (status = 403), (status = 404), (status = 422)))]
#[get("/merges")]
async fn list(app: App, who: ApiCaller, query: Query<Fields>) -> Result<HttpResponse, Problem> {
    listed::<People>(&app, &who, &query).await
}

/// Makes two entries for one person one.
#[utoipa::path(post, path = "/api/v1/merges", tag = "merges", request_body = MergeInput,
    responses((status = 201, body = MergeJson), (status = 403), (status = 404), (status = 409), (status = 412),
        (status = 422)))]
#[post("/merges")]
async fn create(app: App, who: ApiCaller, body: Bytes) -> Result<HttpResponse, Problem> {
    let cx = who.context(&app);
    may_merge(&cx)?;
    let input: MergeInput = read(&body)?;
    let draft = MergeDraft { fields: input.choices.into_iter().collect(), seats: input.seats.into_iter().collect() };
    let mut bad = Invalid::default();
    let ids = (id_in(&mut bad, "kept", &input.kept), id_in(&mut bad, "other", &input.other));
    let choices = bad.keep(draft.parse());
    let (Some(kept), Some(other), Some(choices)) = (ids.0, ids.1, choices) else { return Err(bad.into()) };
    let versions = Versions { kept: input.versions.kept, other: input.versions.other };
    let (acting, two) = (cx.clone(), (kept.clone(), other.clone()));
    let write = app.db.write_retrying(move |conn| -> Result<_, MergeError> {
        let merge = merging::merge_contacts(conn, &acting, (&kept, &other), versions, &choices)?;
        let version = contacts::contact(conn, &acting, &kept)?.version;
        Ok((merge, version))
    });
    let done = write.await;
    if !matches!(done, Err(MergeError::Stale)) {
        let (merge, version) = done?;
        return Ok(merged(&merge, version));
    }
    let looking = cx.clone();
    let read = app.db.read(move |conn| -> Result<_, MergeError> {
        let both = [contacts::contact(conn, &looking, &two.0)?, contacts::contact(conn, &looking, &two.1)?];
        Ok(both.map(|one| (one.person.id.raw(), one.version)))
    });
    Err(outdated::<People>(&app, &cx, versions, read.await?).await?)
}

/// One merge.
#[utoipa::path(get, path = "/api/v1/merges/{merge}", tag = "merges",
    params(("merge" = String, Path)),
    responses((status = 200, body = MergeJson), (status = 403), (status = 404)))]
#[get("/merges/{merge}")]
async fn show(app: App, who: ApiCaller, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    one::<People>(&app, &who, id.into_inner()).await
}

/// What undoing a merge would do; its ETag is the kept entry's version, to undo by.
#[utoipa::path(get, path = "/api/v1/merges/{merge}/undo", tag = "merges",
    params(("merge" = String, Path)),
    responses((status = 200, body = UndoPlanJson), (status = 403), (status = 404)))]
#[get("/merges/{merge}/undo")]
async fn check(app: App, who: ApiCaller, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    checked::<People>(&app, &who, id.into_inner()).await
}

/// Parts two entries again.
#[utoipa::path(post, path = "/api/v1/merges/{merge}/undo", tag = "merges",
    params(("merge" = String, Path)),
    responses((status = 200, body = MergeJson), (status = 403), (status = 404), (status = 409), (status = 412),
        (status = 428)))]
#[post("/merges/{merge}/undo")]
async fn undo(app: App, who: ApiCaller, req: HttpRequest, id: Path<PublicId>) -> Result<HttpResponse, Problem> {
    parted::<People>(&app, &who, &req, id.into_inner()).await
}
