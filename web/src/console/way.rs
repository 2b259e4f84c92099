//! Where somebody can go from their seat.

use super::seat::Seat;
use crate::i18n::tr;
use crate::nav;

/// A place one can go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Inbox,
    Orders,
    New,
    Callbacks,
    Rectifications,
    Whistles,
    Appeals,
    Wishes,
    Rules,
    Texts,
    Menu,
    Org,
    Teams,
    CheckIns,
    Posts,
    Activities,
    /// The units whose lists somebody keeps.
    Units,
    Members,
    Pairings,
    Coverage,
}

impl Way {
    /// The ways of a seat, in their order.
    pub fn of(seat: &Seat, keeps_menu: bool, is_liaison: bool) -> Vec<Self> {
        let all: &[Self] = match seat {
            Seat::Desk(_) => &[
                Self::Inbox,
                Self::Orders,
                Self::New,
                Self::Callbacks,
                Self::Rectifications,
                Self::Whistles,
                Self::Appeals,
                Self::Wishes,
                Self::CheckIns,
                Self::Posts,
                Self::Activities,
                Self::Rules,
                Self::Texts,
                Self::Menu,
                Self::Teams,
                Self::Org,
            ],
            Seat::Street(_) => &[
                Self::Inbox,
                Self::Orders,
                Self::Callbacks,
                Self::Rectifications,
                Self::Whistles,
                Self::Appeals,
                Self::CheckIns,
                Self::Activities,
                Self::Rules,
                Self::Texts,
                Self::Menu,
                Self::Teams,
                Self::Org,
            ],
            Seat::City(_) => &[
                Self::Inbox,
                Self::Orders,
                Self::Rectifications,
                Self::Whistles,
                Self::Appeals,
                Self::CheckIns,
                Self::Activities,
                Self::Rules,
                Self::Texts,
                Self::Menu,
                Self::Teams,
                Self::Org,
            ],
            Seat::Grid(_) => &[Self::New],
            Seat::Caller(_) => &[Self::Callbacks, Self::Rectifications],
            Seat::Department => &[Self::Whistles],
            Seat::Liaison => &[Self::Units, Self::Members, Self::Pairings, Self::Coverage],
            Seat::Nobody | Seat::NotStaff | Seat::NoBusiness => &[],
        };
        // Who keeps a list besides another work finds it behind the unit.
        let unit = (is_liaison && seat.has_business() && *seat != Seat::Liaison).then_some(Self::Units);
        all.iter().copied().filter(|w| *w != Self::Menu || keeps_menu).chain(unit).collect()
    }

    /// Its place below the root of the program.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Inbox => "/",
            Self::Orders => "/orders",
            Self::New => "/new",
            Self::Callbacks => "/callbacks",
            Self::Rectifications => "/rectifications",
            Self::Whistles => "/whistles",
            Self::Appeals => "/appeals",
            Self::Wishes => "/wishes",
            Self::Rules => "/rules",
            Self::Texts => "/texts",
            Self::Menu => "/menu",
            Self::Org => "/org",
            Self::Teams => "/teams",
            Self::CheckIns => "/service/check-ins",
            Self::Posts => "/service/posts",
            Self::Activities => "/service/activities",
            Self::Units => "/service/units",
            Self::Members => "/service/members",
            Self::Pairings => "/service/pairings",
            Self::Coverage => "/service/coverage",
        }
    }

    /// Its icon.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Inbox => "alarm-clock",
            Self::Orders => "clipboard-list",
            Self::New => "phone-call",
            Self::Callbacks => "phone",
            Self::Rectifications => "wrench",
            Self::Whistles => "siren",
            Self::Appeals => "scale",
            Self::Wishes => "heart-handshake",
            Self::Rules => "route",
            Self::Texts => "message-square-text",
            Self::Menu => "file-text",
            Self::Org => "house-heart",
            Self::Teams => "users",
            Self::CheckIns => "badge-check",
            Self::Posts => "hand-helping",
            Self::Activities => "users",
            Self::Units => "house",
            Self::Members => "users",
            Self::Pairings => "heart-handshake",
            Self::Coverage => "map-pin",
        }
    }

    /// What it is called.
    pub fn name(self) -> String {
        match self {
            Self::Inbox => tr!(console.nav_inbox),
            Self::Orders => tr!(console.nav_orders),
            Self::New => tr!(console.nav_new),
            Self::Callbacks => tr!(queues.callbacks),
            Self::Rectifications => tr!(queues.rectifications),
            Self::Whistles => tr!(queues.whistles),
            Self::Appeals => tr!(queues.appeals),
            Self::Wishes => tr!(wishes.title),
            Self::Rules => tr!(rules.title),
            Self::Texts => tr!(texts.title),
            Self::Menu => tr!(console.nav_menu),
            Self::Org => tr!(org.title),
            Self::Teams => tr!(org.teams),
            Self::CheckIns => tr!(service.nav_check_ins),
            Self::Posts => tr!(service.nav_posts),
            Self::Activities => tr!(service.nav_activities),
            Self::Units => tr!(service.nav_units),
            Self::Members => tr!(service.nav_members),
            Self::Pairings => tr!(service.nav_pairings),
            Self::Coverage => tr!(service.nav_coverage),
        }
    }

    /// Whether the page at this path belongs to it. Those without an inbox begin at their first way.
    pub fn is_at(self, path: &str, is_first: bool) -> bool {
        let path = path.trim_end_matches('/');
        let under = |root: &str| nav::is_under(path, root);
        match self {
            Self::Inbox => path == "/console" || path == "/console/accept",
            // What else a desk keeps of check-ins is reached from their list.
            Self::CheckIns => {
                ["check-ins", "pairings", "adjunct-members", "coverage"].iter().any(|p| under(&format!("/console/service/{p}")))
            }
            Self::Posts => ["posts", "shifts", "qualifications"].iter().any(|p| under(&format!("/console/service/{p}"))),
            Self::Activities => ["activities", "projects"].iter().any(|p| under(&format!("/console/service/{p}"))),
            Self::Members => ["members", "imports"].iter().any(|p| under(&format!("/console/service/{p}"))),
            other => under(&format!("/console{}", other.path())) || (is_first && path == "/console"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_has_the_ways_of_its_work() {
        assert_eq!(Way::of(&Seat::Department, true, false), [Way::Whistles]);
        assert!(Way::of(&Seat::NotStaff, true, false).is_empty());
        assert_eq!(Way::of(&Seat::Department, false, true), [Way::Whistles, Way::Units]);
        assert_eq!(Way::of(&Seat::Liaison, false, true), [Way::Units, Way::Members, Way::Pairings, Way::Coverage]);
        let desk = Seat::Desk(Vec::new());
        assert!(Way::of(&desk, true, false).contains(&Way::Menu) && !Way::of(&desk, false, false).contains(&Way::Menu));
    }

    #[test]
    fn a_page_belongs_to_one_way() {
        assert!(Way::Inbox.is_at("/console/", true) && !Way::Inbox.is_at("/console/orders", true));
        assert!(Way::Rules.is_at("/console/rules/new", false) && !Way::Rules.is_at("/console/", false));
        assert!(Way::Whistles.is_at("/console", true), "where there is no inbox");
        assert!(Way::CheckIns.is_at("/console/service/pairings/1", false) && !Way::Units.is_at("/console/service/check-ins", true));
    }
}
