use std::collections::HashMap;

use diesel::prelude::*;

use super::model::{ConsultationId, PassageId, QuestionId, Theme, ThemeId, Verb};
use super::sorting::{PassageRow, Sort};
use crate::access::Context;
use crate::db::conn::each;
use crate::db::schema::{
    consultation_passages as passages, consultation_people as people, consultation_questions as questions,
    consultation_sortings as sortings, consultation_sorts as sorts, consultation_themes as themes, contacts,
};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::domain::invitations::EventFacts;
use crate::domain::programme::Hue;
use crate::kernel::ids::{EventId, PublicId};
use crate::kernel::localised::Localised;
use crate::kernel::time::Instant;

type ThemeRow = (ThemeId, PublicId, i64, Option<EventId>, Json, Hue);

/// The event's own, and those of its programme.
pub(super) fn themes(conn: &mut Conn, event: &EventFacts) -> Stored<Vec<Theme>> {
    let rows: Vec<ThemeRow> = themes::table
        .filter(themes::programme_id.eq(event.programme))
        .filter(themes::event_id.is_null().or(themes::event_id.eq(event.id)))
        .filter(themes::removed_at.is_null())
        .order(themes::id)
        .select((themes::id, themes::public_id, themes::version, themes::event_id, themes::name, themes::hue))
        .load(conn)?;
    let read = |(id, public_id, version, event, name, hue): ThemeRow| {
        Ok(Theme { id, public_id, version, event, name: name.read()?, hue })
    };
    rows.into_iter().map(read).collect()
}

pub(super) fn insert_theme(
    conn: &mut Conn,
    cx: &Context,
    event: &EventFacts,
    own: Option<EventId>,
    (name, hue): (&Localised, Hue),
) -> Stored<PublicId> {
    let public_id = PublicId::random();
    let row = (
        themes::public_id.eq(public_id.clone()),
        themes::version.eq(1_i64),
        themes::programme_id.eq(event.programme),
        themes::event_id.eq(own),
        themes::name.eq(Json::of(name)?),
        themes::hue.eq(hue),
        themes::created_at.eq(cx.now),
    );
    diesel::insert_into(themes::table).values(row).execute(conn)?;
    Ok(public_id)
}

pub(super) fn update_theme(conn: &mut Conn, before: &Theme, (name, hue): (&Localised, Hue)) -> Stored<bool> {
    let row = themes::table.filter(themes::id.eq(before.id)).filter(themes::version.eq(before.version));
    let set = (themes::version.eq(before.version + 1), themes::name.eq(Json::of(name)?), themes::hue.eq(hue));
    Ok(diesel::update(row).set(set).execute(conn)? == 1)
}

/// What was sorted into it is kept, and read no more.
pub(super) fn remove_theme(conn: &mut Conn, cx: &Context, of: &Theme) -> Stored<bool> {
    let row = themes::table.filter(themes::id.eq(of.id)).filter(themes::version.eq(of.version));
    let set = (themes::version.eq(of.version + 1), themes::removed_at.eq(Some(cx.now)));
    Ok(diesel::update(row).set(set).execute(conn)? == 1)
}

type Row = (PassageId, PublicId, i64, QuestionId, String, Option<Instant>);

/// Every passage that stands, of those who have sent their sheet and are still known, be it by another entry.
pub(super) fn passages(conn: &mut Conn, of: ConsultationId) -> Stored<Vec<PassageRow>> {
    let rows: Vec<Row> = passages::table
        .inner_join(people::table.on(people::id.eq(passages::person_id)))
        .inner_join(contacts::table.on(contacts::id.eq(people::contact_id)))
        .inner_join(questions::table.on(questions::id.eq(passages::question_id)))
        .filter(people::consultation_id.eq(of))
        .filter(people::sent_at.is_not_null())
        .filter(contacts::erased_at.is_null().or(contacts::merged_into.is_not_null()))
        .filter(questions::removed_at.is_null())
        .filter(passages::gone_at.is_null())
        .order((questions::position, questions::id, people::id, passages::position, passages::id))
        .select((
            passages::id,
            passages::public_id,
            passages::person_id,
            passages::question_id,
            passages::body,
            passages::set_aside_at,
        ))
        .load(conn)?;
    let sorted: Vec<(PassageId, ThemeId)> = sortings::table
        .inner_join(passages::table.on(passages::id.eq(sortings::passage_id)))
        .inner_join(people::table.on(people::id.eq(passages::person_id)))
        .inner_join(themes::table.on(themes::id.eq(sortings::theme_id)))
        .filter(people::consultation_id.eq(of))
        .filter(themes::removed_at.is_null())
        .order(sortings::theme_id)
        .select((sortings::passage_id, sortings::theme_id))
        .load(conn)?;
    let mut by_passage: HashMap<PassageId, Vec<ThemeId>> = HashMap::new();
    for (passage, theme) in sorted {
        by_passage.entry(passage).or_default().push(theme);
    }
    let read = |(id, public_id, person, question, body, aside): Row| PassageRow {
        themes: by_passage.remove(&id).unwrap_or_default(),
        id,
        public_id,
        person,
        question,
        body,
        aside: aside.is_some(),
    };
    Ok(rows.into_iter().map(read).collect())
}

pub(super) fn add(conn: &mut Conn, theme: ThemeId, ids: &[PassageId]) -> Stored<()> {
    // A theme that was taken away takes nothing any more.
    let there = themes::table.filter(themes::id.eq(theme)).filter(themes::removed_at.is_null());
    if there.select(themes::id).first::<ThemeId>(conn).optional()?.is_none() {
        return Ok(());
    }
    for id in ids {
        let row = (sortings::passage_id.eq(*id), sortings::theme_id.eq(theme));
        each!(conn, c => diesel::insert_into(sortings::table).values(row).on_conflict_do_nothing().execute(c))?;
    }
    Ok(())
}

pub(super) fn take(conn: &mut Conn, theme: ThemeId, ids: &[PassageId]) -> Stored<()> {
    let rows = sortings::table.filter(sortings::theme_id.eq(theme)).filter(sortings::passage_id.eq_any(ids.to_vec()));
    diesel::delete(rows).execute(conn)?;
    Ok(())
}

pub(super) fn set_aside(conn: &mut Conn, ids: &[PassageId], at: Option<Instant>) -> Stored<()> {
    let rows = passages::table.filter(passages::id.eq_any(ids.to_vec()));
    diesel::update(rows).set(passages::set_aside_at.eq(at)).execute(conn)?;
    Ok(())
}

pub(super) fn insert_sort(
    conn: &mut Conn,
    cx: &Context,
    of: ConsultationId,
    (verb, theme): (Verb, Option<ThemeId>),
    ids: &[PassageId],
) -> Stored<PublicId> {
    let public_id = PublicId::random();
    let row = (
        sorts::public_id.eq(public_id.clone()),
        sorts::consultation_id.eq(of),
        sorts::account_id.eq(cx.actor.account()),
        sorts::theme_id.eq(theme),
        sorts::verb.eq(verb),
        sorts::passages.eq(Json::of(&ids)?),
        sorts::at.eq(cx.now),
    );
    diesel::insert_into(sorts::table).values(row).execute(conn)?;
    Ok(public_id)
}

pub(super) fn sort(conn: &mut Conn, of: ConsultationId, id: &PublicId) -> Stored<Option<Sort>> {
    let row: Option<(Verb, Option<ThemeId>, Json, Option<Instant>)> = sorts::table
        .filter(sorts::consultation_id.eq(of))
        .filter(sorts::public_id.eq(id))
        .select((sorts::verb, sorts::theme_id, sorts::passages, sorts::undone_at))
        .first(conn)
        .optional()?;
    let read = |(verb, theme, ids, undone): (Verb, Option<ThemeId>, Json, Option<Instant>)| {
        Ok(Sort { public_id: id.clone(), verb, theme, passages: ids.read()?, undone: undone.is_some() })
    };
    row.map(read).transpose()
}

pub(super) fn undone(conn: &mut Conn, cx: &Context, id: &PublicId) -> Stored<()> {
    let row = sorts::table.filter(sorts::public_id.eq(id));
    diesel::update(row).set(sorts::undone_at.eq(Some(cx.now))).execute(conn)?;
    Ok(())
}
