//! How a person wants to be told: language, quiet hours, mail, and which kinds not by SMS.

use super::queries;
use crate::app::App;
use crate::platform::audit::{self, Change};
use crate::platform::auth::Who;
use crate::platform::db::types::Json as JsonColumn;
use crate::platform::error::{ApiError, ApiResult};
use crate::platform::extract::Json;
use crate::platform::messages::{self, BySms};
use crate::schema::notice_preferences;
use actix_web::web::Data;
use actix_web::{get, patch};
use contract::notices::{ChangePreferences, Language, NoticeKind, Preferences};
use diesel::prelude::*;

/// What somebody has chosen.
#[derive(Queryable, Selectable, Insertable, Clone, Debug, PartialEq, serde::Serialize)]
#[diesel(table_name = notice_preferences, treat_none_as_default_value = false)]
pub struct Chosen {
    pub language: Language,
    pub keeps_quiet_hours: bool,
    pub mail: Option<String>,
    pub no_sms: JsonColumn<Vec<NoticeKind>>,
    pub no_mail: JsonColumn<Vec<NoticeKind>>,
}

impl Default for Chosen {
    fn default() -> Self {
        let none = || JsonColumn(Vec::new());
        Self { language: Language::Zh, keeps_quiet_hours: true, mail: None, no_sms: none(), no_mail: none() }
    }
}

fn may_refuse_sms(kind: NoticeKind) -> bool {
    messages::entry(kind).is_some_and(|e| e.sms == BySms::MayRefuse)
}

impl Chosen {
    fn show(self) -> Preferences {
        Preferences {
            language: self.language,
            keeps_quiet_hours: self.keeps_quiet_hours,
            mail: self.mail,
            no_sms: self.no_sms.0,
            no_mail: self.no_mail.0,
            may_refuse_sms: NoticeKind::ALL.iter().copied().filter(|k| may_refuse_sms(*k)).collect(),
        }
    }

    fn changed(self, ask: &ChangePreferences) -> Self {
        let list = |asked: &Option<Vec<NoticeKind>>, now: JsonColumn<Vec<NoticeKind>>| match asked {
            Some(kinds) => {
                let mut kinds = kinds.clone();
                kinds.sort_unstable();
                kinds.dedup();
                JsonColumn(kinds)
            }
            None => now,
        };
        Self {
            language: ask.language.unwrap_or(self.language),
            keeps_quiet_hours: ask.keeps_quiet_hours.unwrap_or(self.keeps_quiet_hours),
            mail: ask.mail.clone().map_or(self.mail, |m| Some(m).filter(|m| !m.is_empty())),
            no_sms: list(&ask.no_sms, self.no_sms),
            no_mail: list(&ask.no_mail, self.no_mail),
        }
    }
}

/// How am I told?
#[utoipa::path(tag = "notices", responses((status = 200, body = Preferences, description = "What the caller has chosen")))]
#[get("/me/preferences")]
pub async fn get_preferences(app: Data<App>, who: Who) -> ApiResult<Json<Preferences>> {
    app.db.read(move |c| Ok(Json(queries::chosen(c, who.person)?.show()))).await
}

/// Change how I am told.
///
/// What is absent stays. Kinds that have to reach a person by SMS cannot be named in `no_sms`.
#[utoipa::path(tag = "notices", request_body = ChangePreferences, responses(
    (status = 200, body = Preferences, description = "What the caller has chosen now")
))]
#[patch("/me/preferences")]
pub async fn change_preferences(app: Data<App>, who: Who, Json(ask): Json<ChangePreferences>) -> ApiResult<Json<Preferences>> {
    let refused = ask.no_sms.iter().flatten().position(|k| !may_refuse_sms(*k));
    if let Some(index) = refused {
        return Err(ApiError::field(&format!("/no_sms/{index}"), "choice", "this kind has to reach you"));
    }
    let now = app.clock.now();
    app.db
        .write(move |tx| {
            crate::accounts::lock_person(tx, who.person)?;
            let before = queries::chosen(tx, who.person)?;
            let after = before.clone().changed(&ask);
            queries::put_chosen(tx, who.person, &after, now)?;
            let subject = format!("person/{}", who.person);
            let change = Change { action: "person.preferences_changed", subject, before: Some(&before), after: Some(&after) };
            audit::record(tx, &who.origin, now, &change)?;
            Ok(Json(after.show()))
        })
        .await
}
