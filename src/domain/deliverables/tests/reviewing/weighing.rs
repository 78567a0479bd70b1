//! Whether too few are left is asked in two ways: of versions that are read whole, and by one statement that brings names alone. Of
//! situations that nobody has thought of both say the same.

use diesel::RunQueryDsl;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::*;

/// So many programmes, each with all its results; `CONVOKE_REVIEW_CASES=200` by hand.
fn cases() -> u64 {
    std::env::var("CONVOKE_REVIEW_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(6)
}

struct Scene {
    db: TestDatabase,
    outline: Outline,
    people: Vec<AccountId>,
    dice: StdRng,
}

impl Scene {
    fn set(seed: u64) -> Scene {
        let db = database();
        let outline = planted(&db);
        let mut scene = Scene { db, outline, people: Vec::new(), dice: StdRng::seed_from_u64(seed) };
        let admin = context(member(Role::Administrator, None, None));
        let new = new_programme("others", &["xian"]);
        let elsewhere = scene.db.write_now(|conn| crate::domain::overview::create_from_template(conn, &admin, &new));
        let pool = scene.grants(elsewhere.expect("created").programme.id);
        scene.run("INSERT INTO files (hash, size, noted_at) VALUES ('a', 9, 1)".to_owned());
        for n in 0..5 {
            let mut new = NewAccount::parse(&format!("p{n}@example.org"), "p", "en", "UTC").expect("an account");
            for _ in 0..scene.dice.random_range(0..3) {
                let grant = scene.one(&pool);
                if !new.grants.contains(&grant) {
                    new.grants.push(grant);
                }
            }
            let made = scene.db.write_now(|conn| accounts::create(conn, &admin, &new, "x")).expect("made").id;
            if scene.dice.random_bool(0.2) {
                scene.run(format!("UPDATE accounts SET disabled_at = 1 WHERE id = {made}"));
            }
            scene.people.push(made);
        }
        scene
    }
    /// Held here, in one of its cities, elsewhere, everywhere; with and without the right to review.
    fn grants(&self, elsewhere: ProgrammeId) -> Vec<Grant> {
        let (here, cities) = (Some(self.outline.programme.id), &self.outline.cities);
        let grant = |role, programme, city| Grant { role, programme, city };
        vec![
            grant(Role::Coordinator, here, None),
            grant(Role::LocalCoordinator, here, Some(cities[0].id)),
            grant(Role::LocalCoordinator, here, Some(cities[1].id)),
            grant(Role::PrincipalInvestigator, here, None),
            grant(Role::Auditor, here, None),
            grant(Role::Editor, here, None),
            grant(Role::Coordinator, Some(elsewhere), None),
            grant(Role::Administrator, None, None),
        ]
    }
    fn run(&self, sql: String) {
        let told = sql.clone();
        let done = self.db.write_now(|conn| -> Result<usize, DbError> { Ok(diesel::sql_query(sql).execute(conn)?) });
        done.expect(&told);
    }
    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.dice.random_range(0..of.len())]
    }
    /// Somebody, or nobody whose account is known.
    fn somebody(&mut self) -> String {
        if self.dice.random_bool(0.1) {
            return "NULL".to_owned();
        }
        let at = self.dice.random_range(0..self.people.len());
        self.people[at].to_string()
    }
    /// A version of it, with files, readers and reviews. Says whether it waits for somebody named.
    fn lay(&mut self, of: &Deliverable) -> bool {
        use VersionState::{Approved, Draft, InReview, Returned};
        let (id, quorum) = (of.id, self.dice.random_range(1..4));
        let (own_work, audience) = (self.one(OwnWork::ALL), self.one(Audience::ALL));
        self.run(format!(
            "UPDATE deliverables SET quorum = {quorum}, own_work = '{own_work}', audience = '{audience}' WHERE id = {id}"
        ));
        let state = self.one(&[InReview, InReview, InReview, InReview, InReview, Draft, Returned, Approved]);
        let (author, round) = (self.somebody(), self.dice.random_range(1..3));
        self.run(format!(
            "INSERT INTO deliverable_versions \
             (public_id, version, deliverable_id, number, state, notes, author_id, round, created_at, submitted_at) \
             VALUES ('{}', 1, {id}, 1, '{state}', '', {author}, {round}, 1, 1)",
            PublicId::random()
        ));
        let version = format!("(SELECT id FROM deliverable_versions WHERE deliverable_id = {id})");
        for n in 0..self.dice.random_range(0..3) {
            let by = self.somebody();
            self.run(format!(
                "INSERT INTO deliverable_files \
                 (public_id, version_id, file_id, language, name, kind, added_by, created_at) \
                 SELECT '{}', {version}, id, 'en', '{n}.pdf', 'pdf', {by}, 1 FROM files",
                PublicId::random()
            ));
        }
        let named: Vec<AccountId> = self.people.clone().into_iter().filter(|_| self.dice.random_bool(0.5)).collect();
        for account in &named {
            self.run(format!(
                "INSERT INTO deliverable_reviewers (deliverable_id, account_id, created_at) VALUES ({id}, {account}, 1)"
            ));
        }
        for _ in 0..self.dice.random_range(0..8) {
            let (by, round, verdict) = (self.somebody(), self.dice.random_range(1..3), self.one(Verdict::ALL));
            self.run(format!(
                "INSERT INTO deliverable_reviews (public_id, version_id, account_id, round, verdict, words, at) \
                 VALUES ('{}', {version}, {by}, {round}, '{verdict}', '', 1)",
                PublicId::random()
            ));
        }
        state == InReview && !named.is_empty()
    }
    /// What is told of as stuck to somebody of this role, in both ways.
    fn stuck(&self, role: Role) -> [Vec<PublicId>; 2] {
        let p = self.outline.programme.id;
        let cx = context(member(role, Some(p), None));
        let read = self.db.read_now(|conn| -> Result<_, DeliverableError> {
            let whole = reviews::stuck(conn, &cx, p)?.into_iter().map(|one| one.deliverable.public_id).collect();
            Ok([whole, reviews::stuck_asked(&cx, p)?.tell(conn)?])
        });
        let mut both: [Vec<PublicId>; 2] = read.expect("read");
        both.iter_mut().for_each(|found| found.sort());
        both
    }
}

#[test]
fn too_few_are_left_by_either_way_of_asking() {
    let (mut waiting, mut stuck) = (0, 0);
    for seed in 0..cases() {
        let mut scene = Scene::set(seed);
        let (p, cx) = (scene.outline.programme.id, context(member(Role::Administrator, None, None)));
        for of in scene.db.read_now(|conn| all(conn, &cx, p)).expect("all") {
            waiting += usize::from(scene.lay(&of));
        }
        for role in [Role::Coordinator, Role::Editor] {
            let [whole, asked] = scene.stuck(role);
            assert_eq!(whole, asked, "seed {seed}, to a {role}");
        }
        stuck += scene.stuck(Role::Coordinator)[0].len();
    }
    assert!(0 < stuck && stuck < waiting, "of {waiting} that wait {stuck} are stuck: neither is put to the test alone");
}
