//! A slip of the pen in a year is found: no plan lies farther off than thirty years, and what stood there may stay.

use convoke::db::DbError;
use diesel::RunQueryDsl;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::world::World;
use crate::support::{Page, TestApp};

const SAID: &str = "from 18 Apr 1986 to 18 Apr 2046";

#[track_caller]
fn refused(page: &Page, field: &str, typed: (&str, &str)) {
    assert_eq!(page.status, 422, "{field}: {}", page.text());
    page.says("thirty years around today");
    assert!(page.body.contains(&format!("id=\"f-{field}-error\"")), "{field} is told under its field");
    assert!(page.forms().iter().any(|form| form.value(typed.0) == Some(typed.1)), "what was typed is kept");
}

#[tokio::test]
async fn a_year_that_cannot_be_meant_is_refused_on_every_page_that_asks_for_days() {
    let app = TestApp::start();
    let world = World::build(&app);
    let client = app.member("ana@example.org", world.coordinator()).await;
    let base = "/programmes/cities";
    let event = format!("{base}/events/{}", world.event.event.public_id);

    let new = format!("{base}/events/new");
    let times =
        [("kind", "seminar"), ("title.en", "Far"), ("starts", "2106-06-01T09:00"), ("ends", "2106-06-01T17:00")];
    refused(&client.submit(&new, &new, &times).await, "starts", ("starts", "2106-06-01T09:00"));
    let step = format!("{base}/steps/{}", world.outline.steps[0].public_id);
    let page = client.submit(&step, &step, &[("ends_on", "2106-02-01")]).await;
    refused(&page, "ends_on", ("ends_on", "2106-02-01"));
    page.says(SAID);
    let new = format!("{base}/deliverables/new");
    let typed = [("kind", "report"), ("audience", "internal"), ("title.en", "Far"), ("due_on", "1916-05-24")];
    refused(&client.submit(&new, &format!("{base}/deliverables"), &typed).await, "due_on", ("due_on", "1916-05-24"));
    let edit = format!("{base}/edit");
    refused(&client.submit(&edit, &edit, &[("ends_on", "2107-03-31")]).await, "ends_on", ("ends_on", "2107-03-31"));
    let wanted = [("label.en", "Abstracts"), ("due_on", "2106-04-30")];
    let page = client.submit(&format!("{event}/deadlines/new"), &format!("{event}/deadlines/new"), &wanted).await;
    assert_eq!(page.status, 422, "{}", page.text());
    page.says("thirty years around today");
}

#[tokio::test]
async fn a_day_far_off_that_stands_there_already_stands_in_no_way() {
    let app = TestApp::start();
    let world = World::build(&app);
    let key = app.token(&app.person("ana@example.org", world.coordinator()), &["read", "write"]);
    let step = &world.outline.steps[0];
    let far = format!("UPDATE steps SET ends_on = '2106-02-01' WHERE id = {}", step.id);
    app.act(|conn, _| diesel::sql_query(far).execute(conn).map_err(DbError::from));
    let path = format!("/api/v1/programmes/cities/steps/{}", step.public_id);
    let client = app.client();
    let put = async |ends_on: &str, starts_on: &str| {
        let body: Value = json!({"state": "follow", "starts_on": starts_on, "ends_on": ends_on});
        let request = client.request(Method::PUT, &path).bearer_auth(&key).header("if-match", "*");
        crate::support::send(request.json(&body)).await
    };
    let moved = put("2106-02-01", "2016-02-01").await;
    assert_eq!(moved.status, 200, "{}", moved.body);
    let farther = put("2107-02-01", "2016-02-01").await;
    assert_eq!((farther.status, &farther.value()["errors"][0]["field"]), (422, &json!("ends_on")), "{}", farther.body);
    assert_eq!(farther.value()["errors"][0]["reason"], "far-away");
    assert!(farther.body.contains("2046"), "the limit is told: {}", farther.body);
}
