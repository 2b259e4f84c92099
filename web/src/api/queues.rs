//! What waits for somebody besides orders: call-backs, rectifications, whistles, appeals against ratings.

use super::{Answer, Api};
use contract::callbacks::{CallbackFilter, CallbackPage};
use contract::ratings::{AppealFilter, AppealPage};
use contract::rectifications::{Rectification, RectificationFilter, RectificationPage};
use contract::whistles::{Whistle, WhistleFilter, WhistlePage};
use contract::{RectificationId, WhistleId};

/// Orders that wait for a call, those due first, first.
pub async fn callbacks(api: Api, filter: &CallbackFilter) -> Answer<CallbackPage> {
    api.get_with("/callbacks", filter).await
}

/// Rectifications, those due first, first.
pub async fn rectifications(api: Api, filter: &RectificationFilter) -> Answer<RectificationPage> {
    api.get_with("/rectifications", filter).await
}

/// One rectification with what happened.
pub async fn rectification(api: Api, id: RectificationId) -> Answer<Rectification> {
    api.get(&format!("/rectifications/{id}")).await
}

/// Whistles, newest first.
pub async fn whistles(api: Api, filter: &WhistleFilter) -> Answer<WhistlePage> {
    api.get_with("/whistles", filter).await
}

/// One whistle.
pub async fn whistle(api: Api, id: WhistleId) -> Answer<Whistle> {
    api.get(&format!("/whistles/{id}")).await
}

/// Appeals against ratings, newest first.
pub async fn appeals(api: Api, filter: &AppealFilter) -> Answer<AppealPage> {
    api.get_with("/appeals", filter).await
}
