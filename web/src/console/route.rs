//! Which page of the desk an address means.

use contract::{DispatchRuleId, MenuItemId, OrderId, OrgUnitId, RectificationId, WhistleId};

/// A page of this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    Inbox,
    Orders,
    Order(OrderId),
    Dispatch(OrderId),
    /// Finding the service for a caller.
    Pick,
    Entry(MenuItemId),
    Menu,
    NewItem,
    Item(MenuItemId),
    Versions(MenuItemId),
    Notices,
    /// Accepting many orders at once.
    Bulk,
    Callbacks,
    Rectifications,
    Rectification(RectificationId),
    Whistles,
    Whistle(WhistleId),
    Appeals,
    Wishes,
    Rules,
    NewRule,
    Rule(DispatchRuleId),
    Texts,
    /// The organisation, from one's own node on.
    Tree,
    Node(OrgUnitId),
    Teams,
    SignIn,
    Gallery,
    /// Nothing has this address.
    Nowhere,
}

impl Route {
    /// The page at this path.
    pub fn of(path: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            ["console"] => Self::Inbox,
            ["console", "orders"] => Self::Orders,
            ["console", "orders", id] => id.parse().map_or(Self::Nowhere, Self::Order),
            ["console", "orders", id, "dispatch"] => id.parse().map_or(Self::Nowhere, Self::Dispatch),
            ["console", "new"] => Self::Pick,
            ["console", "new", id] => id.parse().map_or(Self::Nowhere, Self::Entry),
            ["console", "menu"] => Self::Menu,
            ["console", "menu", "new"] => Self::NewItem,
            ["console", "menu", id] => id.parse().map_or(Self::Nowhere, Self::Item),
            ["console", "menu", id, "versions"] => id.parse().map_or(Self::Nowhere, Self::Versions),
            ["console", "notices"] => Self::Notices,
            ["console", "accept"] => Self::Bulk,
            ["console", "callbacks"] => Self::Callbacks,
            ["console", "rectifications"] => Self::Rectifications,
            ["console", "rectifications", id] => id.parse().map_or(Self::Nowhere, Self::Rectification),
            ["console", "whistles"] => Self::Whistles,
            ["console", "whistles", id] => id.parse().map_or(Self::Nowhere, Self::Whistle),
            ["console", "appeals"] => Self::Appeals,
            ["console", "wishes"] => Self::Wishes,
            ["console", "rules"] => Self::Rules,
            ["console", "rules", "new"] => Self::NewRule,
            ["console", "rules", id] => id.parse().map_or(Self::Nowhere, Self::Rule),
            ["console", "texts"] => Self::Texts,
            ["console", "org"] => Self::Tree,
            ["console", "org", id] => id.parse().map_or(Self::Nowhere, Self::Node),
            ["console", "teams"] => Self::Teams,
            ["console", "sign-in"] => Self::SignIn,
            ["console", "gallery"] => Self::Gallery,
            _ => Self::Nowhere,
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]
    use super::*;

    #[test]
    fn every_address_has_its_page() {
        let id = "01a210a4-5e51-72e1-a002-6cd5f8b3019f";
        assert_eq!(Route::of("/console"), Route::Inbox);
        assert_eq!(Route::of("/console/"), Route::Inbox);
        assert_eq!(Route::of("/console/orders/"), Route::Orders);
        assert_eq!(Route::of(&format!("/console/orders/{id}")), Route::Order(id.parse().unwrap()));
        assert_eq!(Route::of(&format!("/console/orders/{id}/dispatch")), Route::Dispatch(id.parse().unwrap()));
        assert_eq!(Route::of("/console/new"), Route::Pick);
        assert_eq!(Route::of(&format!("/console/new/{id}")), Route::Entry(id.parse().unwrap()));
        assert_eq!(Route::of("/console/menu"), Route::Menu);
        assert_eq!(Route::of("/console/menu/new"), Route::NewItem);
        assert_eq!(Route::of(&format!("/console/menu/{id}")), Route::Item(id.parse().unwrap()));
        assert_eq!(Route::of(&format!("/console/menu/{id}/versions")), Route::Versions(id.parse().unwrap()));
        assert_eq!(Route::of("/console/rules/new"), Route::NewRule);
        assert_eq!(Route::of(&format!("/console/rules/{id}")), Route::Rule(id.parse().unwrap()));
        assert_eq!(Route::of(&format!("/console/whistles/{id}")), Route::Whistle(id.parse().unwrap()));
        assert_eq!(Route::of(&format!("/console/rectifications/{id}")), Route::Rectification(id.parse().unwrap()));
        assert_eq!(Route::of("/console/callbacks/"), Route::Callbacks);
        assert_eq!(Route::of(&format!("/console/org/{id}")), Route::Node(id.parse().unwrap()));
        for nowhere in
            ["/console/whistles/x", "/console/menu/x", "/", "/orders", "/console/orders/x", "/console/new/x/1", "/console/elsewhere"]
        {
            assert_eq!(Route::of(nowhere), Route::Nowhere, "{nowhere}");
        }
    }
}
