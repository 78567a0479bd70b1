use super::*;
use crate::domain::history::{self, Entity};
use crate::kernel::page::PageRequest;
use crate::tables::{CsvWriter, TableWriter, WriteError};

#[test]
fn the_same_file_twice_adds_nothing() {
    let house = House::new();
    let text = many(2_500);
    let run = |pass| counts(&house.bring(text.as_bytes(), pass).unwrap().0);
    assert_eq!(run(Pass::Dry), (2_500, 0, 0, 0));
    assert_eq!(house.people(), 0, "a dry run writes nothing");
    assert_eq!(run(Pass::Write), (2_500, 0, 0, 0));
    assert_eq!(run(Pass::Dry), (0, 0, 2_500, 0));
    assert_eq!(run(Pass::Write), (0, 0, 2_500, 0));
    assert_eq!(house.people(), 2_500);
}

#[test]
fn one_file_brought_in_by_two_at_once_adds_each_person_once() {
    let house = House::new();
    let (upload, source) = house.upload(many(6_000).as_bytes()).unwrap();
    let begun = [house.add(&upload, Pass::Write), house.add(&upload, Pass::Write)].map(|id| house.begin(&id).unwrap());
    let (at, file) = (&house, &source);
    let done = std::thread::scope(|scope| {
        let running = begun.each_ref().map(|begun| scope.spawn(move || at.drive(file, begun, |_| Go::On)));
        running.map(|run| run.join().unwrap().counts)
    });
    assert_eq!(house.people(), 6_000);
    assert_eq!((done[0].new + done[1].new, done[0].same + done[1].same), (6_000, 6_000));
    let all = contacts::OrganisationFilter::default();
    let houses = house.db.read_now(|conn| contacts::count_organisations(conn, &house.cx, &all)).unwrap();
    assert_eq!(houses, 40);
}

#[test]
fn a_dry_run_says_what_writing_does() {
    let house = House::new();
    // Somebody who stands twice, far apart: once as before, once with more.
    let text = many(4_100)
        + "Person 7,p7@example.org,House 7\nPerson 9,p9@example.org,Another house\nNobody,,\n,x@y.example,\n";
    let (dry, _) = house.bring(text.as_bytes(), Pass::Dry).unwrap();
    assert_eq!(dry.state, State::Checked);
    let (done, _) = house.bring(text.as_bytes(), Pass::Write).unwrap();
    assert_eq!(counts(&dry), (4_101, 1, 1, 1));
    assert_eq!(counts(&done), counts(&dry));
    let refused = house.lines(&dry, Verdict::Refused);
    assert_eq!((refused[0].line, refused[0].reasons[0].field), (4_105, Some(Field::Name)));
    assert_eq!(house.lines(&done, Verdict::Changed)[0].reasons[0].field, Some(Field::Organisation));
}

#[test]
fn whoever_dies_between_two_batches_leaves_them_to_the_next() {
    let mut house = House::new();
    let (upload, source) = house.upload(many(5_000).as_bytes()).unwrap();
    let id = house.add(&upload, Pass::Write);
    let first = house.begin(&id).unwrap();
    let mut seen = Seen::default();
    let mut batches = Batches::open(&source, &upload.settings.mapping, 0).unwrap();
    let one = batches.next().unwrap().unwrap();
    house.db.write_now(|conn| settle(conn, &house.cx, &first, &one, &mut seen)).unwrap();
    // The second batch dies within its transaction.
    let two = batches.next().unwrap().unwrap();
    let died = house.db.write_now(|conn| {
        settle(conn, &house.cx, &first, &two, &mut seen)?;
        Err::<(), _>(ImportError::Gone)
    });
    assert!(died.is_err());
    assert_eq!((house.people(), house.get(&id).lines_done), (2_000, 2_000));
    assert!(house.begin(&id).is_none(), "its lease is not over");

    house.cx.machine = house.cx.machine.plus_seconds(LEASE + 1);
    let waiting = house.db().read_now(|conn| claimable(conn, &house.cx)).unwrap();
    assert_eq!(waiting.len(), 1);
    let second = house.begin(&id).unwrap();
    let late = house.db.write_now(|conn| settle(conn, &house.cx, &first, &two, &mut seen));
    assert!(matches!(late, Err(ImportError::LeaseLost)), "who lost the lease writes nothing");
    let done = house.drive(&source, &second, |_| Go::On);
    assert_eq!((done.state, counts(&done), done.lines_done), (State::Done, (5_000, 0, 0, 0), 5_000));
    assert_eq!(house.people(), 5_000);
    let told =
        house.db.read_now(|conn| history::of_entity(conn, Entity::Import, done.id.raw(), PageRequest::default()));
    let told: Vec<String> = told.unwrap().items.into_iter().map(|e| e.action).collect();
    assert_eq!(told, ["finished", "started", "uploaded"]);
}

#[test]
fn a_stop_holds_at_a_border_and_going_on_finishes() {
    let house = House::new();
    let (upload, source) = house.upload(many(7_000).as_bytes()).unwrap();
    let id = house.add(&upload, Pass::Write);
    let begun = house.begin(&id).unwrap();
    let mut asked = false;
    let stopped = house.drive(&source, &begun, |_| {
        if !asked {
            asked = true;
            house.db.write_now(|conn| stop(conn, &house.cx, &id)).unwrap();
        }
        Go::On
    });
    assert_eq!(stopped.state, State::Stopped);
    assert_eq!((stopped.lines_done, house.people()), (4_000, 4_000));
    assert!(stopped.writable() && !stopped.editable());

    house.db.write_now(|conn| start(conn, &house.cx, &id, Pass::Write)).unwrap();
    let begun = house.begin(&id).unwrap();
    let left = house.drive(&source, &begun, |_| Go::Leave);
    assert_eq!((left.state, left.lines_done), (State::Waiting, 6_000), "who ends leaves it to the next");
    let begun = house.begin(&id).unwrap();
    let done = house.drive(&source, &begun, |_| Go::On);
    assert_eq!((done.state, counts(&done)), (State::Done, (7_000, 0, 0, 0)));
    assert_eq!(house.people(), 7_000);
}

#[test]
fn what_waits_stops_at_once() {
    let house = House::new();
    let (upload, _) = house.upload(many(3).as_bytes()).unwrap();
    let id = house.add(&upload, Pass::Dry);
    house.db.write_now(|conn| stop(conn, &house.cx, &id)).unwrap();
    assert_eq!(house.get(&id).state, State::Stopped);
    let again = house.db.write_now(|conn| stop(conn, &house.cx, &id));
    assert!(matches!(again, Err(ImportError::State(State::Stopped))));
}

#[test]
fn columns_may_change_until_something_is_written() {
    let house = House::new();
    let (upload, source) = house.upload(b"Who,Email\nAnne,a@example.fr\n").unwrap();
    let id = house.db.write_now(|conn| add(conn, &house.cx, &upload)).unwrap().1;
    let unnamed = house.db.write_now(|conn| start(conn, &house.cx, &id, Pass::Dry));
    assert!(matches!(unnamed, Err(ImportError::Invalid(_))));
    let settings = upload.settings.with_fields([Some(Field::Name), Some(Field::Email)].into_iter());
    let version = house.get(&id).version;
    house.db.write_now(|conn| set_columns(conn, &house.cx, &id, version, &settings)).unwrap();
    let stale = house.db.write_now(|conn| set_columns(conn, &house.cx, &id, version, &settings));
    assert!(matches!(stale, Err(ImportError::Stale)));
    house.db.write_now(|conn| start(conn, &house.cx, &id, Pass::Write)).unwrap();
    let begun = house.begin(&id).unwrap();
    assert_eq!(counts(&house.drive(&source, &begun, |_| Go::On)), (1, 0, 0, 0));
    let late = house.db.write_now(|conn| set_columns(conn, &house.cx, &id, house.get(&id).version, &settings));
    assert!(matches!(late, Err(ImportError::State(State::Done))));
}

#[test]
fn refused_lines_come_back_as_a_table() {
    let house = House::new();
    let text = b"Name,Email,Extra\nAnne,a@example.fr,1\n=cmd(),nowhere,2\nB,b@@example.fr,3\n,c@example.fr,4\nD,d@example.fr,5,six,7\n";
    let (import, source) = house.bring(text, Pass::Write).unwrap();
    assert_eq!(counts(&import), (1, 0, 0, 4));
    #[derive(Debug)]
    enum Fault {
        Import(#[expect(dead_code, reason = "shown by Debug when the test fails")] ImportError),
        Write(#[expect(dead_code, reason = "shown by Debug when the test fails")] WriteError),
    }
    impl From<ImportError> for Fault {
        fn from(error: ImportError) -> Fault {
            Fault::Import(error)
        }
    }
    impl From<WriteError> for Fault {
        fn from(error: WriteError) -> Fault {
            Fault::Write(error)
        }
    }
    let path = house.db.folder().join("refused.csv");
    let mut out = CsvWriter::new(std::fs::File::create(&path).unwrap()).unwrap();
    let mut refused = RefusedLines::new(import);
    write_refused::<Fault>(
        &source,
        ["Line", "Reason"],
        || Ok(house.db.read_now(|conn| refused.next(conn, &house.cx))?),
        |whys| whys[0].key.clone(),
        &mut out,
    )
    .unwrap();
    Box::new(out).finish().unwrap();
    let written = std::fs::read_to_string(&path).unwrap();
    assert_eq!(
        written,
        "\u{FEFF}Line,Reason,Name,Email,Extra\r\n3,email-no-at,'=cmd(),nowhere,2\r\n4,email-no-at,B,b@@example.fr,3\r\n5,required,,c@example.fr,4\r\n6,ragged,D,d@example.fr,5,six,7\r\n"
    );
}

/// What somebody wrote by hand stays, and the same file once more says nothing new.
#[test]
fn a_role_without_an_organisation_stands_below_the_notes() {
    let house = House::new();
    let notes = |house: &House| {
        let found = house.db.read_now(|conn| {
            let ids = contacts::matching_ids(conn, &house.cx, &Filter::default())?;
            Ok::<_, contacts::ContactError>(contacts::contacts(conn, &ids)?.remove(0).notes)
        });
        found.unwrap()
    };
    house.bring(b"Name,Email,Notes\nAnne,anne@example.fr,Met in Lyon\n", Pass::Write).unwrap();
    let text = b"Name,Email,Role\nAnne,anne@example.fr,chief\n";
    let (import, _) = house.bring(text, Pass::Write).unwrap();
    assert_eq!((counts(&import), notes(&house).as_str()), ((0, 1, 0, 0), "Met in Lyon\nRole: chief"));
    let (import, _) = house.bring(text, Pass::Write).unwrap();
    assert_eq!((counts(&import), notes(&house).as_str()), ((0, 0, 1, 0), "Met in Lyon\nRole: chief"));
    let (import, _) = house.bring(b"Name,Email,Role\nBea,bea@example.fr,cook\n", Pass::Write).unwrap();
    assert_eq!(counts(&import), (1, 0, 0, 0), "nobody is refused for it");
    let full = format!("Name,Email,Notes\nCleo,cleo@example.fr,{}\n", "x".repeat(9_995));
    house.bring(full.as_bytes(), Pass::Write).unwrap();
    let (import, _) = house.bring(b"Name,Email,Role\nCleo,cleo@example.fr,cook\n", Pass::Write).unwrap();
    assert_eq!(counts(&import), (0, 0, 1, 0), "notes grow no longer than a form takes them");
}

#[test]
fn files_are_forgotten_after_their_time() {
    let mut house = House::new();
    let (import, _) = house.bring(many(3).as_bytes(), Pass::Dry).unwrap();
    assert!(house.db.write_now(|conn| expired(conn, &house.cx)).unwrap().is_empty());
    house.cx.now = house.cx.now.plus_days(KEPT_DAYS + 1);
    let old = house.db.write_now(|conn| expired(conn, &house.cx)).unwrap();
    assert_eq!(old, [(import.id, "upload.csv".to_owned())]);
    house.db.write_now(|conn| forget(conn, &house.cx, import.id)).unwrap();
    let after = house.get(&import.public_id);
    assert_eq!((after.stored_name, after.counts.new), (None, 3));
    assert!(house.lines(&import, Verdict::New).is_empty());
    let gone = house.db.write_now(|conn| start(conn, &house.cx, &import.public_id, Pass::Write));
    assert!(matches!(gone, Err(ImportError::Gone)));
}

#[test]
fn a_command_that_died_holds_nothing() {
    let mut house = House::new();
    let (upload, _) = house.upload(many(3).as_bytes()).unwrap();
    let upload = Upload { stored_name: None, ..upload };
    let begun = house.db.write_now(|conn| begin_at_once(conn, &house.cx, &upload, Pass::Write, lease())).unwrap();
    house.cx.machine = house.cx.machine.plus_seconds(LEASE + 1);
    assert!(house.db.read_now(|conn| claimable(conn, &house.cx)).unwrap().is_empty(), "nobody else has its file");
    house.db.write_now(|conn| expired(conn, &house.cx)).unwrap();
    assert_eq!(house.get(&begun.import.public_id).state, State::Stopped);
}

#[test]
fn somebody_changed_by_two_lines_far_apart_is_changed_once() {
    let house = House::new();
    house.bring(b"Name,Email,Organisation\nAnne,anne@example.org,\n", Pass::Write).unwrap();
    let line = "Anne,anne@example.org,House of Anne\n";
    let text = many(1) + line + many(2_500).split_once('\n').unwrap().1 + line;
    let (dry, _) = house.bring(text.as_bytes(), Pass::Dry).unwrap();
    let (done, _) = house.bring(text.as_bytes(), Pass::Write).unwrap();
    assert_eq!((dry.counts.changed, counts(&dry)), (1, counts(&done)));
}
