//! Why somebody does something is said in free words: each has a limit that is told, and what was typed is kept.

use crate::support::TestApp;
use crate::support::world::World;

#[tokio::test]
async fn a_reason_that_is_too_long_is_told_its_limit_and_kept() {
    let app = TestApp::start();
    let world = World::build(&app);
    let client = app.member("ana@example.org", world.coordinator()).await;
    let base = "/programmes/cities";
    let p = world.outline.programme.id;
    let deliverable = app.read(|conn, cx| convoke::domain::deliverables::all(conn, cx, p)).remove(0).public_id;
    let event = format!("{base}/events/{}", world.event.event.public_id);
    let deliverable = format!("{base}/deliverables/{deliverable}");
    let person = format!("/people/{}", world.guests[0].person.public_id);
    let step = format!("{base}/steps/{}", world.outline.steps[0].public_id);
    for (page, action, field, limit) in [
        (format!("{event}/state?to=cancelled"), format!("{event}/state"), "reason.en", 1_000),
        (format!("{event}/state?to=postponed"), format!("{event}/state"), "reason.en", 1_000),
        (format!("{deliverable}/state?to=draft"), format!("{deliverable}/state"), "reason", 500),
        (format!("{person}/do-not-contact"), format!("{person}/do-not-contact"), "reason", 500),
        (step.clone(), step.clone(), "reason", 500),
    ] {
        let long = "because ".repeat(limit / 8 + 1).trim_end().to_owned() + "!";
        assert!(long.len() > limit);
        let refused = client.submit(&page, &action, &[(field, &long)]).await;
        assert_eq!(refused.status, 422, "{page}: {}", refused.text());
        refused.says(&limit.to_string());
        assert_eq!(refused.form(&action).value(field), Some(long.as_str()), "{page}");
    }
}
