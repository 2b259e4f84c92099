//! What the executor promises, and what the two databases do differently, each as a test.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use super::*;
use crate::testing::{Backend, Database, empty};
use diesel::prelude::*;
use diesel::sql_types::Text;

const BOTH: [Backend; 2] = [Backend::Sqlite, Backend::Postgres];

/// Runs a test on both databases, migrated and empty.
async fn on_both<F: AsyncFn(Db, &Database)>(test: F) {
    for backend in BOTH {
        if backend == Backend::Postgres && !Backend::has_postgres() {
            continue;
        }
        let database = empty(backend);
        migrate(&database.url, |_| {}).unwrap();
        let db = Db::open(&database.url, &rules()).unwrap();
        test(db.clone(), &database).await;
        db.drain();
    }
}

fn rules() -> config::Db {
    config::Db { durable: false, readers: 2, writers: 4, ..config::Db::default() }
}

fn put(c: &mut Conn, name: &str, value: &str) -> Result<(), DbError> {
    let insert = diesel::sql_query("INSERT INTO settings (name, value) VALUES ($1, $2)");
    insert.bind::<Text, _>(name).bind::<Text, _>(value).execute(c)?;
    Ok(())
}

async fn names(db: &Db) -> Vec<String> {
    use crate::schema::settings;
    db.read(|c| Ok::<_, DbError>(settings::table.order(settings::name).select(settings::name).load(c)?)).await.unwrap()
}

#[actix_web::test]
async fn a_failing_job_undoes_only_itself() {
    on_both(async |db, _| {
        let job = |name: &'static str, fails: bool| {
            db.write(move |c| {
                put(c, name, "x")?;
                if fails { Err(DbError::Busy) } else { Ok(()) }
            })
        };
        let (a, b, c) = futures_util::join!(job("a", false), job("b", true), job("c", false));
        assert!(a.is_ok() && b.is_err() && c.is_ok());
        assert_eq!(names(&db).await, ["a", "c"]);
    })
    .await;
}

#[actix_web::test]
async fn a_panicking_job_undoes_only_itself_and_the_thread_goes_on() {
    on_both(async |db, _| {
        let bad = db.write(|c| {
            put(c, "bad", "x")?;
            panic!("in the middle of a job");
            #[expect(unreachable_code, reason = "names the type of the closure")]
            Ok::<(), DbError>(())
        });
        let good = db.write(|c| put(c, "good", "x"));
        let (bad, good) = futures_util::join!(bad, good);
        assert!(matches!(bad, Err(DbError::Panicked)), "{bad:?}");
        good.unwrap();
        assert_eq!(names(&db).await, ["good"]);
    })
    .await;
}

#[actix_web::test]
async fn a_read_cannot_write() {
    on_both(async |db, _| {
        let refused = db.read(|c| put(c, "sneaky", "x")).await;
        assert!(refused.is_err());
        assert_eq!(names(&db).await, Vec::<String>::new());
    })
    .await;
}

#[actix_web::test]
async fn a_broken_uniqueness_has_the_same_name_on_both() {
    on_both(async |db, _| {
        use crate::schema::persons;
        let person = |id: u128| {
            let now = crate::testing::now();
            db.write(move |c| {
                crate::accounts::insert_person(c, contract::PersonId(uuid::Uuid::from_u128(id)), "13900010001", "x", now)?;
                Ok::<_, DbError>(())
            })
        };
        person(1).await.unwrap();
        match person(2).await {
            Err(DbError::Unique { key }) => assert_eq!(key, "uq_persons_phone"),
            other => panic!("{other:?}"),
        }
        let count: i64 = db.read(|c| Ok::<_, DbError>(persons::table.count().get_result(c)?)).await.unwrap();
        assert_eq!(count, 1);
    })
    .await;
}

#[actix_web::test]
async fn more_than_the_queue_holds_is_told_to_come_back() {
    for backend in BOTH {
        if backend == Backend::Postgres && !Backend::has_postgres() {
            continue;
        }
        let database = empty(backend);
        migrate(&database.url, |_| {}).unwrap();
        let db = Db::open(&database.url, &config::Db { queue: 4, writers: 1, readers: 1, ..rules() }).unwrap();
        let job = || {
            db.write(|_| {
                std::thread::sleep(Duration::from_millis(30));
                Ok::<(), DbError>(())
            })
        };
        let answers = futures_util::future::join_all((0..40).map(|_| job())).await;
        let busy = answers.iter().filter(|a| matches!(a, Err(DbError::Busy))).count();
        assert!(busy >= 30 && answers.iter().any(Result::is_ok), "{busy} were refused");
        db.drain();
    }
}

#[actix_web::test]
async fn draining_commits_what_was_accepted() {
    on_both(async |db, database| {
        let jobs: Vec<_> = (0..50)
            .map(|n| {
                tokio::task::spawn_local({
                    let db = db.clone();
                    async move { db.write(move |c| put(c, &format!("k{n:02}"), "x")).await }
                })
            })
            .collect();
        tokio::task::yield_now().await;
        let closing = db.clone();
        tokio::task::spawn_blocking(move || closing.drain()).await.unwrap();
        let mut kept = 0;
        for job in jobs {
            kept += usize::from(job.await.unwrap().is_ok());
        }
        let reopened = Db::open(&database.url, &rules()).unwrap();
        assert_eq!(names(&reopened).await.len(), kept);
        assert!(kept > 0);
        reopened.drain();
    })
    .await;
}

#[actix_web::test]
async fn the_file_holds_everything_by_itself_after_draining() {
    let database = empty(Backend::Sqlite);
    migrate(&database.url, |_| {}).unwrap();
    let db = Db::open(&database.url, &rules()).unwrap();
    // Somebody else has the file open as well: closing the own connections alone leaves the write-ahead log as it is.
    let mut other = Opener::parse(&database.url, false).unwrap().open(Purpose::Read).unwrap();
    assert!(tx::answers(&mut other));
    db.write(|c| put(c, "the newest", "x")).await.unwrap();
    assert!(db.drain());
    let copy = empty(Backend::Sqlite);
    let file = |url: &str| url.trim_start_matches("sqlite:").to_owned();
    std::fs::copy(file(&database.url), file(&copy.url)).unwrap();
    let copied = Db::open(&copy.url, &rules()).unwrap();
    assert_eq!(names(&copied).await, ["the newest"]);
    copied.drain();
}

#[actix_web::test]
async fn draining_tells_when_a_reader_keeps_the_log_open() {
    let database = empty(Backend::Sqlite);
    migrate(&database.url, |_| {}).unwrap();
    let db = Db::open(&database.url, &rules()).unwrap();
    let mut reader = Opener::parse(&database.url, false).unwrap().open(Purpose::Read).unwrap();
    diesel::connection::SimpleConnection::batch_execute(&mut reader, "BEGIN; SELECT count(*) FROM settings;").unwrap();
    db.write(|c| put(c, "the newest", "x")).await.unwrap();
    assert!(!db.drain(), "the reader still sees the city of before");
    drop(reader);
    let again = Db::open(&database.url, &rules()).unwrap();
    assert_eq!(names(&again).await, ["the newest"], "nothing is lost");
    assert!(again.drain());
}

#[actix_web::test]
async fn lost_connections_are_opened_again() {
    if !Backend::has_postgres() {
        return;
    }
    let database = empty(Backend::Postgres);
    migrate(&database.url, |_| {}).unwrap();
    let db = Db::open(&database.url, &rules()).unwrap();
    db.write(|c| put(c, "before", "x")).await.unwrap();
    let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    let mut admin = Opener::parse(&database.url, false).unwrap().open(Purpose::Migrate).unwrap();
    diesel::sql_query(kill).execute(&mut admin).unwrap();
    for n in 0..20 {
        db.write(move |c| put(c, &format!("after{n}"), "x")).await.unwrap();
    }
    assert_eq!(names(&db).await.len(), 21);
    db.drain();
}

#[test]
fn several_processes_may_migrate_at_once() {
    for backend in BOTH {
        if backend == Backend::Postgres && !Backend::has_postgres() {
            continue;
        }
        let database = empty(backend);
        let run = || {
            let url = database.url.clone();
            std::thread::spawn(move || migrate(&url, |_| {}).map(|ran| ran.len()))
        };
        let threads: Vec<_> = (0..6).map(|_| run()).collect();
        let ran: Vec<usize> = threads.into_iter().map(|t| t.join().unwrap().unwrap()).collect();
        assert_eq!(ran.iter().filter(|n| **n > 0).count(), 1, "{ran:?}");
        assert!(pending(&mut Opener::parse(&database.url, false).unwrap().open(Purpose::Read).unwrap()).unwrap().is_empty());
    }
}

#[test]
fn an_address_is_never_guessed() {
    for bad in ["", "data/x.db", "mysql://x/y", "sqlite:", "postgres://h/d?schema=", "postgres://h/d?schema=a-b", "Postgres://h/d"] {
        assert!(Opener::parse(bad, true).is_err(), "{bad}");
    }
    let opener = Opener::parse("postgres://u:p@h/d?sslmode=disable&schema=city_1", true).unwrap();
    assert_eq!(opener, Opener::Postgres { url: "postgres://u:p@h/d?sslmode=disable".into(), schema: Some("city_1".into()) });
}
