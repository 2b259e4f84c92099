//! What the classes of the menu promise.

use contract::Span;
use contract::menu::{ClassSpans, StageSpans};
use serde::{Deserialize, Serialize};

/// The menu.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Menu {
    /// How long each stage may take for an item of a class (danger, utilities, home, general, complex), in spans such as 30m, 4wh, 3wd.
    /// A change holds for versions that are published from then on.
    pub deadlines: ClassSpans,
}

impl Default for Menu {
    fn default() -> Self {
        use Span::{Minutes as M, WorkingDays as D, WorkingMinutes as W};
        let of =
            |acceptance, dispatch, take, first_contact, completion| StageSpans { acceptance, dispatch, take, first_contact, completion };
        // 30 min / 2 h, 2 h / 24 h, 4 office hours / 3 working days, 1 / 5 and 1 / 15 working days until contact and completion.
        let deadlines = ClassSpans {
            danger: of(M(15), M(15), M(30), M(30), M(2 * 60)),
            utilities: of(M(2 * 60), M(60), M(2 * 60), M(2 * 60), M(24 * 60)),
            home: of(W(2 * 60), W(2 * 60), W(2 * 60), W(4 * 60), D(3)),
            general: of(W(4 * 60), W(4 * 60), W(4 * 60), D(1), D(5)),
            complex: of(D(1), D(1), W(4 * 60), D(1), D(15)),
        };
        Self { deadlines }
    }
}
