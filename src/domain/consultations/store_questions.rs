use std::collections::HashMap;

use diesel::dsl::{count_star, max};
use diesel::prelude::*;

use super::draft::NewQuestion;
use super::model::{ConsultationId, Need, Question, QuestionId, Shape};
use super::reading::Wording;
use super::store_reading;
use crate::access::Context;
use crate::db::schema::{
    consultation_answers as answers, consultation_people as people, consultation_questions as questions,
    consultation_wordings as wordings,
};
use crate::db::types::Json;
use crate::db::{Conn, Stored};
use crate::kernel::ids::PublicId;
use crate::kernel::time::Instant;

#[derive(Queryable, Selectable)]
#[diesel(table_name = questions)]
struct Row {
    id: QuestionId,
    public_id: PublicId,
    version: i64,
    code: String,
    revision: i64,
    position: i32,
    need: Need,
    wording: Json,
    shape: Json,
}

/// Those that are asked, in their order, with how many persons have sent an answer to each: of two sheets of one person, one counts.
pub(super) fn list(conn: &mut Conn, of: ConsultationId) -> Stored<Vec<Question>> {
    let rows: Vec<Row> = questions::table
        .filter(questions::consultation_id.eq(of))
        .filter(questions::removed_at.is_null())
        .order((questions::position, questions::id))
        .select(Row::as_select())
        .load(conn)?;
    let counted: Vec<(QuestionId, i64)> = answers::table
        .inner_join(people::table.on(people::id.eq(answers::person_id)))
        .filter(people::consultation_id.eq(of))
        .filter(people::sent_at.is_not_null())
        .filter(people::id.ne_all(store_reading::outdone(conn, of)?))
        .filter(answers::replaced_at.is_null())
        .group_by(answers::question_id)
        .select((answers::question_id, count_star()))
        .load(conn)?;
    let counted: HashMap<QuestionId, i64> = counted.into_iter().collect();
    let held: Vec<(QuestionId, i64)> = answers::table
        .inner_join(people::table.on(people::id.eq(answers::person_id)))
        .filter(people::consultation_id.eq(of))
        .filter(answers::replaced_at.is_null())
        .group_by(answers::question_id)
        .select((answers::question_id, count_star()))
        .load(conn)?;
    let held: HashMap<QuestionId, i64> = held.into_iter().collect();
    let read = |row: Row| {
        Ok(Question {
            answers: counted.get(&row.id).copied().unwrap_or_default(),
            held: held.get(&row.id).copied().unwrap_or_default(),
            id: row.id,
            public_id: row.public_id,
            version: row.version,
            code: row.code,
            revision: row.revision,
            position: row.position,
            need: row.need,
            wording: row.wording.read()?,
            shape: row.shape.read()?,
        })
    };
    rows.into_iter().map(read).collect()
}

#[derive(Insertable)]
#[diesel(table_name = questions)]
struct NewRow {
    public_id: PublicId,
    version: i64,
    consultation_id: ConsultationId,
    code: String,
    revision: i64,
    position: i32,
    need: Need,
    wording: Json,
    shape: Json,
    created_at: Instant,
}

/// Behind the others.
pub(super) fn insert(
    conn: &mut Conn,
    cx: &Context,
    of: ConsultationId,
    new: &NewQuestion,
    code: Option<&str>,
) -> Stored<PublicId> {
    let last: Option<i32> =
        questions::table.filter(questions::consultation_id.eq(of)).select(max(questions::position)).first(conn)?;
    let public_id = PublicId::random();
    let row = NewRow {
        code: code.map_or_else(|| public_id.to_string(), str::to_owned),
        public_id: public_id.clone(),
        version: 1,
        consultation_id: of,
        revision: 1,
        position: last.unwrap_or_default() + 1,
        need: new.need,
        wording: Json::of(&new.wording)?,
        shape: Json::of(&new.shape)?,
        created_at: cx.now,
    };
    diesel::insert_into(questions::table).values(&row).execute(conn)?;
    Ok(public_id)
}

/// Whether the version was the one that was seen. With another revision the words until now are kept.
pub(super) fn update(
    conn: &mut Conn,
    cx: &Context,
    before: &Question,
    seen: i64,
    new: &NewQuestion,
    revision: i64,
) -> Stored<bool> {
    let row = questions::table.filter(questions::id.eq(before.id)).filter(questions::version.eq(seen));
    let set = (
        questions::version.eq(seen + 1),
        questions::revision.eq(revision),
        questions::need.eq(new.need),
        questions::wording.eq(Json::of(&new.wording)?),
        questions::shape.eq(Json::of(&new.shape)?),
    );
    if diesel::update(row).set(set).execute(conn)? != 1 {
        return Ok(false);
    }
    if revision != before.revision {
        let kept = (
            wordings::question_id.eq(before.id),
            wordings::revision.eq(before.revision),
            wordings::wording.eq(Json::of(&before.wording)?),
            wordings::shape.eq(Json::of(&before.shape)?),
            wordings::replaced_at.eq(cx.now),
        );
        diesel::insert_into(wordings::table).values(kept).execute(conn)?;
    }
    Ok(true)
}

pub(super) fn place(conn: &mut Conn, of: &Question, position: i32) -> Stored<()> {
    if of.position == position {
        return Ok(());
    }
    let row = questions::table.filter(questions::id.eq(of.id));
    let set = (questions::version.eq(of.version + 1), questions::position.eq(position));
    diesel::update(row).set(set).execute(conn)?;
    Ok(())
}

pub(super) fn remove(conn: &mut Conn, cx: &Context, id: QuestionId) -> Stored<()> {
    let row = questions::table.filter(questions::id.eq(id));
    diesel::update(row).set(questions::removed_at.eq(Some(cx.now))).execute(conn)?;
    Ok(())
}

/// The shapes a question had in earlier words to which answers were given that stand.
pub(super) fn shapes_answered(conn: &mut Conn, of: &Question) -> Stored<Vec<Shape>> {
    let revisions: Vec<i64> = answers::table
        .filter(answers::question_id.eq(of.id))
        .filter(answers::replaced_at.is_null())
        .filter(answers::revision.lt(of.revision))
        .select(answers::revision)
        .distinct()
        .load(conn)?;
    let shapes: Vec<Json> = wordings::table
        .filter(wordings::question_id.eq(of.id))
        .filter(wordings::revision.eq_any(revisions))
        .order(wordings::revision)
        .select(wordings::shape)
        .load(conn)?;
    shapes.into_iter().map(|shape| shape.read()).collect()
}

pub(super) fn wordings(conn: &mut Conn, of: QuestionId) -> Stored<Vec<Wording>> {
    let rows: Vec<(i64, Json, Instant)> = wordings::table
        .filter(wordings::question_id.eq(of))
        .order(wordings::revision.desc())
        .select((wordings::revision, wordings::wording, wordings::replaced_at))
        .load(conn)?;
    let read =
        |(revision, text, replaced_at): (i64, Json, Instant)| Ok(Wording { revision, text: text.read()?, replaced_at });
    rows.into_iter().map(read).collect()
}
