//! Telling somebody something: the one way for every room.

use super::preferences::Chosen;
use super::queries::{self, NoticeRow};
use crate::config;
use crate::platform::db::Conn;
use crate::platform::db::types::Json;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::mail::Mail;
use crate::platform::messages::{self, BySms, Values};
use crate::platform::sms::Message;
use crate::platform::{outbox, quiet};
use crate::{accounts, org};
use chrono::{DateTime, SecondsFormat, Utc};
use contract::accounts::Role;
use contract::notices::NoticeKind;
use contract::{NoticeId, OrderId, PersonId, TeamId};
use uuid::Uuid;

/// Whom something is told.
#[derive(Clone, Copy, Debug)]
pub enum To<'a> {
    /// A person with an account.
    Person(PersonId),
    /// A mobile number; the inbox is that of `person`, or of whoever has the number.
    Number { phone: &'a str, person: Option<PersonId> },
    /// Everybody who holds one of the roles at the node with this path or above it; with `auth::DESK` the desk of a community.
    Roles { roles: &'a [Role], path: &'a str },
    /// Who leads a team.
    Lead(TeamId),
}

/// Something to tell. `values` are what the texts of the kind name in braces; what they do not name is not kept.
#[derive(Clone, Debug)]
pub struct News {
    kind: NoticeKind,
    order: Option<OrderId>,
    is_urgent: bool,
    values: Values,
}

impl News {
    /// News of a kind, whose texts are in `api/messages/notices.toml`.
    pub fn new(kind: NoticeKind) -> Self {
        Self { kind, order: None, is_urgent: false, values: Values::new() }
    }

    /// The order it is about: the inbox links to it.
    #[must_use]
    pub fn about(mut self, order: OrderId) -> Self {
        self.order = Some(order);
        self
    }

    /// Also in the quiet hours, whatever its kind.
    #[must_use]
    pub fn urgent(mut self, is_urgent: bool) -> Self {
        self.is_urgent = is_urgent;
        self
    }

    /// A value. One named `x_en` goes before `x` in English texts.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.values.insert(name.to_owned(), value.into());
        self
    }

    /// An instant, read in the language of the reader.
    #[must_use]
    pub fn at(self, name: &str, at: DateTime<Utc>) -> Self {
        self.with(name, instant(at))
    }
}

/// As instants stand among the values.
pub fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Tells it, in the transaction of what it is about: a row in the inbox of each person, and by the policy of the kind and the choice of
/// the person an SMS and a mail, which wait for the end of the quiet hours unless it is urgent. Ring `app.outbox_bell` after the commit.
/// Nobody to tell (a team without a lead, a role that nobody holds) is no error.
pub fn tell(tx: &mut Conn, rules: &config::Notices, now: DateTime<Utc>, to: To<'_>, news: &News) -> ApiResult<()> {
    for (person, phone) in recipients(tx, to)? {
        tell_one(tx, rules, now, person, phone, news)?;
    }
    Ok(())
}

fn recipients(tx: &mut Conn, to: To<'_>) -> ApiResult<Vec<(Option<PersonId>, String)>> {
    let whole = |tx: &mut Conn, id: PersonId| ApiResult::Ok(vec![(Some(id), accounts::person(tx, id)?.phone)]);
    match to {
        To::Person(id) => whole(tx, id),
        To::Number { phone, person: Some(person) } => Ok(vec![(Some(person), phone.to_owned())]),
        To::Number { phone, person: None } => Ok(vec![(accounts::person_by_phone(tx, phone)?.map(|p| p.id), phone.to_owned())]),
        To::Roles { roles, path } => {
            Ok(accounts::holders_above(tx, roles, path)?.into_iter().map(|(id, phone)| (Some(id), phone)).collect())
        }
        To::Lead(team) => match org::team_row(tx, team)? {
            Some(team) => whole(tx, team.leader_id),
            None => Ok(Vec::new()),
        },
    }
}

fn tell_one(
    tx: &mut Conn,
    rules: &config::Notices,
    now: DateTime<Utc>,
    person: Option<PersonId>,
    phone: String,
    news: &News,
) -> ApiResult<()> {
    let kind = news.kind;
    let policy = messages::entry(kind).ok_or_else(|| ApiError::internal(format!("no texts for {kind}")))?;
    let chosen = match person {
        Some(person) => queries::chosen(tx, person)?,
        None => Chosen::default(),
    };
    if let Some(person_id) = person.filter(|_| policy.has_inbox()) {
        let params = Json(messages::kept_for_inbox(kind, &news.values));
        let kind = kind.as_str().to_owned();
        let row =
            NoticeRow { id: NoticeId(Uuid::now_v7()), person_id, kind, order_id: news.order, params, is_read: false, created_at: now };
        queries::insert(tx, &row)?;
    }
    let subject = match (news.order, person) {
        (Some(order), _) => format!("order/{order}"),
        (None, Some(person)) => format!("person/{person}"),
        (None, None) => "number".to_owned(),
    };
    let is_urgent = news.is_urgent || policy.urgent || !chosen.keeps_quiet_hours;
    let at = if is_urgent { now } else { quiet::sent_at(now, rules.quiet_from, rules.quiet_to) };
    let (values, language) = (messages::kept_for_sending(kind, &news.values), chosen.language);
    let by_sms = match policy.sms {
        BySms::Always => true,
        BySms::MayRefuse => !chosen.no_sms.0.contains(&kind),
        BySms::Never => false,
    };
    if by_sms {
        let message = Message { phone, template: kind, values: values.clone(), language };
        outbox::push_sms_at(tx, &subject, &message, now, at)?;
    }
    if let Some(address) = chosen.mail.filter(|_| policy.mail && !chosen.no_mail.0.contains(&kind)) {
        outbox::push_mail_at(tx, &subject, &Mail { address, kind, values, language }, now, at)?;
    }
    Ok(())
}
