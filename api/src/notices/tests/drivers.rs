//! The ways out, against small servers that say what they are told to say.

use super::waiting;
use crate::app::App;
use crate::config::{Config, MailTls};
use crate::notices::{News, To, tell};
use crate::platform::clock::Clock;
use crate::platform::outbox::deliver;
use crate::platform::sms;
use crate::schema::outbox as o;
use crate::testing::TestApp;
use chrono::TimeDelta;
use contract::accounts::Role;
use contract::notices::NoticeKind;
use diesel::prelude::*;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};

/// Accepts one connection for each answer, and hands over what came in.
fn serve(answers: Vec<&'static str>, talk: fn(&mut BufReader<TcpStream>, &str) -> String) -> (u16, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (tell, told) = channel();
    std::thread::spawn(move || {
        for answer in answers {
            let (stream, _) = listener.accept().unwrap();
            tell.send(talk(&mut BufReader::new(stream), answer)).unwrap();
        }
    });
    (port, told)
}

/// One request, one status.
fn gateway(stream: &mut BufReader<TcpStream>, status: &str) -> String {
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).unwrap();
        if let Some((_, value)) = line.to_lowercase().split_once("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line == "\r\n" {
            break;
        }
        head.push_str(&line);
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    write!(stream.get_mut(), "HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").unwrap();
    format!("{head}\n{}", String::from_utf8(body).unwrap())
}

/// As much of SMTP as a client needs; `answer` is what it says to the recipient.
fn post_office(stream: &mut BufReader<TcpStream>, answer: &str) -> String {
    let mut said = String::new();
    let say = |stream: &mut BufReader<TcpStream>, text: &str| stream.get_mut().write_all(format!("{text}\r\n").as_bytes()).unwrap();
    say(stream, "220 test");
    let mut in_data = false;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).unwrap_or(0) == 0 {
            return said;
        }
        said.push_str(&line);
        match line.trim_end() {
            "." if in_data => {
                in_data = false;
                say(stream, "250 kept");
            }
            _ if in_data => {}
            "DATA" => {
                in_data = true;
                say(stream, "354 go on");
            }
            "QUIT" => {
                say(stream, "221 bye");
                return said;
            }
            to if to.starts_with("RCPT") => say(stream, answer),
            hello if hello.starts_with("EHLO") => say(stream, "250 test"),
            _ => say(stream, "250 ok"),
        }
    }
}

/// An application over the same database that sends for real.
async fn sending(app: &TestApp, change: impl FnOnce(&mut Config)) -> App {
    let mut config = (*app.app.config).clone();
    change(&mut config);
    let sms = sms::of(&config.sms).unwrap();
    App::build(config, app.app.db.clone(), app.app.clock.clone(), sms).await.unwrap()
}

async fn tell_resident(app: &TestApp) {
    let (rules, now) = (app.app.config.notices.clone(), app.clock.now());
    let person = app.role(Role::Resident).await.id.unwrap();
    let news = News::new(NoticeKind::OrderAccepted).with("number", "261124-0000-0001").with("item", "换灯泡").at("due", now);
    app.app.db.write(move |tx| tell(tx, &rules, now, To::Person(person), &news)).await.unwrap();
}

async fn last_error(app: &TestApp) -> Option<String> {
    app.read(|c| o::table.filter(o::last_error.is_not_null()).order(o::id.desc()).select(o::last_error).first(c)).await
}

crate::both! {
    async fn a_gateway_is_asked_again_when_it_is_broken(app) {
        app.messages().await;
        let (port, came) = serve(vec!["503 Service Unavailable", "200 OK"], gateway);
        let real = sending(&app, |c| {
            (c.sms.url, c.sms.secret, c.sms.secret_header) = (format!("http://127.0.0.1:{port}/send"), "s3cret".into(), "x-key".into());
        }).await;
        tell_resident(&app).await;
        assert_eq!(deliver(&real).await.unwrap(), 0);
        assert_eq!(last_error(&app).await.as_deref(), Some("the gateway answers 503"));
        assert_eq!(waiting(&app).await[0].2, app.clock.now() + TimeDelta::minutes(1));
        app.later(TimeDelta::minutes(1));
        assert_eq!(deliver(&real).await.unwrap(), 1);
        assert_eq!(waiting(&app).await.len(), 0);
        for request in [came.recv().unwrap(), came.recv().unwrap()] {
            let (head, body) = request.split_once("\n\n").or_else(|| request.rsplit_once("\r\n\n")).unwrap();
            assert!(head.starts_with("POST /send ") && head.to_lowercase().contains("x-key: s3cret"), "{head}");
            let body: Value = serde_json::from_str(body).unwrap();
            assert_eq!((&body["phone"], &body["template"], &body["language"]), (&json!("16000000001"), &json!("order_accepted"), &json!("zh")));
            assert!(body["text"].as_str().unwrap().starts_with("【双报到】您的点单 261124-0000-0001（换灯泡）"), "{body}");
        }
    }

    async fn what_a_gateway_refuses_is_not_asked_again(app) {
        app.messages().await;
        let (port, _came) = serve(vec!["400 Bad Request"], gateway);
        let real = sending(&app, |c| c.sms.url = format!("http://127.0.0.1:{port}/")).await;
        tell_resident(&app).await;
        assert_eq!(deliver(&real).await.unwrap(), 0);
        assert_eq!(last_error(&app).await.as_deref(), Some("the gateway answers 400"));
        assert!(waiting(&app).await[0].2 > app.clock.now() + TimeDelta::days(365));
        // Nobody there: like a broken one, and the address stays out of the database.
        let nobody = sending(&app, |c| c.sms.url = "http://127.0.0.1:1/secret-path".into()).await;
        tell_resident(&app).await;
        assert_eq!(deliver(&nobody).await.unwrap(), 0);
        let why = last_error(&app).await.unwrap();
        assert!(why.starts_with("the gateway cannot be reached") && !why.contains("secret-path"), "{why}");
        assert!(waiting(&app).await[1].2 <= app.clock.now() + TimeDelta::minutes(1));
    }

    async fn mail_goes_through_a_server(app) {
        let resident = app.role(Role::Resident).await;
        resident.patch("/me/preferences", json!({ "mail": "wang@example.org", "language": "en", "no_sms": ["order_accepted"] })).await.ok();
        app.messages().await;
        let (port, came) = serve(vec!["451 later", "250 ok", "550 nobody here"], post_office);
        let real = sending(&app, |c| {
            (c.mail.host, c.mail.port, c.mail.tls, c.mail.from) = ("127.0.0.1".into(), port, MailTls::None, "Shuangbaodao <no-reply@example.org>".into());
        }).await;
        tell_resident(&app).await;
        assert_eq!(deliver(&real).await.unwrap(), 0);
        assert_eq!(waiting(&app).await[0].2, app.clock.now() + TimeDelta::minutes(1));
        app.later(TimeDelta::minutes(1));
        assert_eq!(deliver(&real).await.unwrap(), 1);
        let mails: Vec<String> = [came.recv().unwrap(), came.recv().unwrap()].into();
        assert!(!mails[0].contains("DATA"), "{}", mails[0]);
        for part in ["MAIL FROM:<no-reply@example.org>", "RCPT TO:<wang@example.org>", "Subject: Order accepted", "Your order 261124-0000-0001"] {
            assert!(mails[1].contains(part), "{part}: {}", mails[1]);
        }
        tell_resident(&app).await;
        assert_eq!(deliver(&real).await.unwrap(), 0);
        assert!(last_error(&app).await.unwrap().starts_with("the mail server: 550"));
        assert!(waiting(&app).await[0].2 > app.clock.now() + TimeDelta::days(365));
    }
}

#[test]
fn a_driver_that_cannot_work_is_refused_at_the_start() {
    use crate::platform::mail::Mailer;
    let rules = |host: &str, from: &str| crate::config::Mail { host: host.into(), from: from.into(), ..Default::default() };
    assert!(Mailer::of(&rules("", "")).is_ok());
    assert!(Mailer::of(&rules("mail.example.org", "no address")).is_err());
    assert!(Mailer::of(&rules("mail.example.org", "双报到 <no-reply@example.org>")).is_ok());
}

#[test]
fn the_log_shows_no_codes_and_no_links() {
    use crate::platform::sms::{Message, Template};
    let values = [("code", "482913"), ("minutes", "5"), ("link", "https://x/rate/token"), ("number", "1"), ("item", "灯")];
    let values = values.map(|(n, v)| (n.to_owned(), v.to_owned()));
    for (template, secret) in [(Template::SignInCode, "482913"), (Template::OrderDone, "token"), (Template::ConfirmReminder, "token")] {
        let message =
            Message { phone: "13900000040".into(), template, values: values.clone().into(), language: contract::notices::Language::Zh };
        assert!(message.render().contains(secret));
        assert!(!message.without_secrets().render().contains(secret));
    }
}
