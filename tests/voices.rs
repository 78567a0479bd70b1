//! What people say and hear at an event, for walks: an agenda with slides for everybody, and a questionnaire that guests were asked to answer.

use convoke::domain::invitations::{self, Given, Source, Wish};

use crate::delegations::written;
use crate::files::{PDF, upload};
use crate::support::world::World;
use crate::support::{TestApp, TestClient};

/// At the world's event, by the pages of the desk.
pub async fn voices(app: &TestApp, world: &World, client: &TestClient) {
    office(app, world, client).await;
    coming(app, world);
    app.run_until_idle().await;
    app.mails();
    let event = format!("/programmes/cities/events/{}", world.event.event.public_id);
    agenda(client, &event).await;
    questionnaire(client, &format!("{event}/consultations")).await;
}

/// An institution got its letter, and has named somebody by telephone.
async fn office(app: &TestApp, world: &World, client: &TestClient) {
    let office = world.institution(app);
    written(app, world).await;
    let event = &world.event.event.public_id;
    let naming = format!("/programmes/cities/events/{event}/delegations/{}/delegates/new", office.public_id);
    let named = [("native_name", "李明"), ("role", "副局长"), ("how", "phone"), ("source", "Ms Chen")];
    let done = client.submit(&naming, &naming, &named).await;
    assert_eq!(done.status, 303, "{}", done.text());
}

fn coming(app: &TestApp, world: &World) {
    app.act(|conn, cx| {
        let event = invitations::event_facts(conn, world.event.event.id)?;
        let coming = Given { wish: Wish::Accepted, note: String::new(), needs: None };
        let source = Source::parse("phone", "").expect("a source");
        for seat in invitations::guests_all(conn, cx, &event, &Default::default())? {
            invitations::record_answer(conn, cx, &event, &seat.public_id, &coming, &source)?;
        }
        Ok::<_, invitations::InvitationError>(())
    });
}

async fn agenda(client: &TestClient, event: &str) {
    let form = format!("{event}/sessions/new");
    let fields = [
        ("kind", "panel"),
        ("title.en", "Networks of the city"),
        ("title.zh", "城市网络"),
        ("starts", "2016-05-24T10:00"),
        ("ends", "2016-05-24T11:00"),
        ("room", "Hall"),
    ];
    let done = client.submit(&form, &form, &fields).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let here = format!("{event}/sessions/{}", done.location().split_once("#s-").expect("its name").1);
    let page = client.get(&here).await;
    let done = upload(client, &page, &format!("{here}/slides"), "en", &[("Networks.pdf", PDF)]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let page = client.get(&here).await;
    let link = page.links().into_iter().find(|l| l.contains("/slides/")).expect("a file");
    let marked = client.submit_on(&page, &format!("{link}/audience"), &[("audience", "public")]).await;
    assert_eq!(marked.status, 303, "{}", marked.text());
}

async fn questionnaire(client: &TestClient, base: &str) {
    let submit = async |page: &str, action: &str, fields: &[(&str, &str)]| {
        let done = client.submit(page, action, fields).await;
        assert_eq!(done.status, 303, "{action}: {}", done.text());
    };
    let here = format!("{base}/before");
    submit(base, base, &[("to", "before")]).await;
    let edit = format!("{here}/edit");
    let intro =
        [("closes", "2016-05-22T18:00"), ("intro.en", "Why."), ("intro.fr", "Pourquoi."), ("intro.zh", "为何。")];
    submit(&edit, &edit, &intro).await;
    let questions = format!("{here}/questions");
    let text = [("wording.en", "A vision?"), ("wording.fr", "Une vision ?"), ("wording.zh", "愿景？"), ("limit", "60")];
    submit(&format!("{questions}/new?kind=text"), &questions, &text).await;
    let themes = format!("{here}/themes");
    submit(&themes, &themes, &[("name.en", "Green"), ("name.fr", "Vert"), ("name.zh", "绿色")]).await;
    submit(&here, &format!("{here}/state"), &[("to", "open")]).await;
    let ask = format!("{here}/ask");
    submit(&ask, &ask, &[("act", "ask")]).await;
}
