//! Which page an address means. Not a router's tree of types: that would be a tenth of the program.

use contract::{ActivityId, MenuItemId, OrderId, ProjectId};

/// A page of the residents' or the teams' program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    Home,
    Choose,
    Item(MenuItemId),
    /// The three screens of an order; which of them stands behind the item, see [`screen_word`].
    Order(MenuItemId),
    Orders,
    Tracked(OrderId),
    Sent(OrderId),
    Rate(String),
    /// Saying that a member was there.
    Confirm,
    /// Orders of others that one follows.
    Following,
    Followed(OrderId),
    Wishes,
    NewWish,
    Activities,
    Activity(ActivityId),
    Projects,
    Project(ProjectId),
    Tasks,
    Task(OrderId),
    SignIn,
    Me,
    Notices,
    /// Nothing has this address.
    Nowhere,
}

impl Route {
    /// The page at this path.
    pub fn of(path: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [] => Self::Home,
            ["community"] => Self::Choose,
            ["item", id] => id.parse().map_or(Self::Nowhere, Self::Item),
            ["order", id, _] => id.parse().map_or(Self::Nowhere, Self::Order),
            ["orders"] => Self::Orders,
            ["orders", id] => id.parse().map_or(Self::Nowhere, Self::Tracked),
            ["orders", id, "sent"] => id.parse().map_or(Self::Nowhere, Self::Sent),
            ["rate", token] => Self::Rate((*token).to_owned()),
            ["confirm"] => Self::Confirm,
            ["following"] => Self::Following,
            ["following", id] => id.parse().map_or(Self::Nowhere, Self::Followed),
            ["wishes"] => Self::Wishes,
            ["wishes", "new"] => Self::NewWish,
            ["activities"] => Self::Activities,
            ["activities", id] => id.parse().map_or(Self::Nowhere, Self::Activity),
            ["projects"] => Self::Projects,
            ["projects", id] => id.parse().map_or(Self::Nowhere, Self::Project),
            ["tasks"] => Self::Tasks,
            ["tasks", id] => id.parse().map_or(Self::Nowhere, Self::Task),
            ["sign-in"] => Self::SignIn,
            ["me"] => Self::Me,
            ["notices"] => Self::Notices,
            _ => Self::Nowhere,
        }
    }
}

/// `2` of `/order/{item}/2`.
pub fn screen_word(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[test]
    fn every_address_has_its_page() {
        let id = "01a210a4-5e51-72e1-a002-6cd5f8b3019f";
        assert_eq!(Route::of("/"), Route::Home);
        assert_eq!(Route::of("/wishes/new"), Route::NewWish);
        assert_eq!(Route::of(&format!("/following/{id}")), Route::Followed(id.parse().unwrap()));
        assert_eq!(Route::of(&format!("/item/{id}")), Route::Item(id.parse().unwrap()));
        assert_eq!(Route::of(&format!("/order/{id}/2")), Route::Order(id.parse().unwrap()));
        assert_eq!(Route::of(&format!("/orders/{id}/sent")), Route::Sent(id.parse().unwrap()));
        assert_eq!(Route::of(&format!("/orders/{id}/")), Route::Tracked(id.parse().unwrap()));
        assert_eq!(Route::of(&format!("/activities/{id}")), Route::Activity(id.parse().unwrap()));
        assert_eq!(Route::of("/projects/"), Route::Projects);
        assert_eq!(Route::of("/notices"), Route::Notices);
        assert_eq!(Route::of("/rate/a.1.b"), Route::Rate("a.1.b".into()));
        for nowhere in ["/item/", "/item/x", "/orders/x/sent", "/tasks/1/2", "/console"] {
            assert_eq!(Route::of(nowhere), Route::Nowhere, "{nowhere}");
        }
        assert_eq!(screen_word("/order/1/2"), "2");
    }
}
