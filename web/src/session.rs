//! Who is signed in. The access token lives in memory only; the refresh cookie, which no script can read, brings it back.

use contract::accounts::{self, Me};
use leptos::prelude::*;

/// Remembers that there is a cookie to try: visitors who never signed in cause no refused request.
const HINT: &str = "sbd.signed_in";

/// The session, for every page.
#[derive(Clone, Copy)]
pub struct Session {
    current: RwSignal<Option<accounts::Session>>,
    me: Memo<Option<Me>>,
}

impl Session {
    /// Nobody is signed in until the cookie has been tried.
    pub fn provide() -> Self {
        let current = RwSignal::new(None::<accounts::Session>);
        let me = Memo::new(move |_| current.with(|s| s.as_ref().map(|s| s.me.clone())));
        let this = Self { current, me };
        provide_context(this);
        this
    }

    /// The one of this program.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Who is signed in; pages follow, but not each new token.
    pub fn me(self) -> Option<Me> {
        self.me.get()
    }

    /// Like [`Session::me`], without following.
    pub fn me_untracked(self) -> Option<Me> {
        self.current.with_untracked(|s| s.as_ref().map(|s| s.me.clone()))
    }

    /// The token and when it ends, as long as there is one.
    pub fn token(self) -> Option<(String, chrono::DateTime<chrono::Utc>)> {
        self.current.with_untracked(|s| s.as_ref().map(|s| (s.access_token.clone(), s.expires_at)))
    }

    /// Somebody signed in, or the token was renewed.
    pub fn opened(self, session: accounts::Session) {
        if let Some(storage) = storage() {
            let _ = storage.set_item(HINT, "1");
        }
        self.current.set(Some(session));
    }

    /// What one may change about oneself was changed.
    pub fn renamed(self, me: Me) {
        self.current.update(|s| {
            if let Some(s) = s {
                s.me = me;
            }
        });
    }

    /// The session is over.
    pub fn closed(self) {
        if let Some(storage) = storage() {
            let _ = storage.remove_item(HINT);
        }
        if self.current.with_untracked(Option::is_some) {
            self.current.set(None);
        }
    }

    /// Whether a refresh is worth a try.
    pub fn may_resume(self) -> bool {
        storage().and_then(|s| s.get_item(HINT).ok().flatten()).is_some()
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
