//! What people are told: their inbox, how much of it is unread, how they want to be told.

use super::{Answer, Api};
use contract::NoticeId;
use contract::notices::{ChangePreferences, Notice, NoticeFilter, NoticePage, Preferences, ReadNotices, Unread};

/// The inbox, newest first.
pub async fn list(api: Api, filter: &NoticeFilter) -> Answer<NoticePage> {
    api.get_with("/notices", filter).await
}

/// How much is unread.
pub async fn unread(api: Api) -> Answer<Unread> {
    api.get("/notices/unread").await
}

/// Marks one as read.
pub async fn read(api: Api, id: NoticeId) -> Answer<Notice> {
    api.post(&format!("/notices/{id}/reading"), &()).await
}

/// Marks everything up to this one as read.
pub async fn read_up_to(api: Api, id: NoticeId) -> Answer<Unread> {
    api.post("/notices/readings", &ReadNotices { up_to: id }).await
}

/// How one wants to be told.
pub async fn preferences(api: Api) -> Answer<Preferences> {
    api.get("/me/preferences").await
}

/// Changes how one wants to be told.
pub async fn change_preferences(api: Api, ask: &ChangePreferences) -> Answer<Preferences> {
    api.patch("/me/preferences", ask).await
}
