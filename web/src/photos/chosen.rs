//! The queue: what was chosen, how far each has come, one after the other on a thin line.

use super::{preview, words};
use crate::api::{self, Api, Failure};
use contract::photos::PhotoKind;
use contract::{MenuItemId, OrderId, ProblemCode};
use leptos::prelude::*;
use web_sys::File;

/// What a picture belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// An order that is still being written.
    Item(MenuItemId),
    Order(OrderId),
}

/// How far a picture has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Waits for its order, or for its turn.
    Waiting,
    /// Hundredths of it are there.
    Sending(u32),
    /// Not taken, and why; whether the same once more may work.
    Refused(String, bool),
}

/// A picture that was chosen.
#[derive(Clone)]
pub struct Chosen {
    pub no: u32,
    pub of: Of,
    pub kind: PhotoKind,
    pub name: String,
    /// A small copy, once there is one; cameras write formats that not every browser can show.
    pub preview: Option<String>,
    pub progress: Progress,
    file: File,
    key: String,
}

/// All of them.
#[derive(Clone, Copy)]
pub struct Queue {
    api: Api,
    chosen: RwSignal<Vec<Chosen>, LocalStorage>,
    next: StoredValue<u32>,
    busy: StoredValue<bool>,
    /// Counts what has arrived: the order is then at another version.
    arrived: RwSignal<u32>,
}

impl Queue {
    /// Puts it at the pages' disposal.
    pub fn provide(api: Api) {
        provide_context(Self {
            api,
            chosen: RwSignal::new_local(Vec::new()),
            next: StoredValue::new(0),
            busy: StoredValue::new(false),
            arrived: RwSignal::new(0),
        });
    }

    /// The one of this program.
    pub fn expect() -> Self {
        expect_context()
    }

    /// Those that belong to this, followed.
    pub fn of(self, of: Of, kind: PhotoKind) -> Vec<Chosen> {
        self.chosen.with(|all| all.iter().filter(|c| c.of == of && c.kind == kind).cloned().collect())
    }

    /// How many have arrived, followed.
    pub fn arrived(self) -> u32 {
        self.arrived.get()
    }

    /// Takes these in; what belongs to an order goes on its way.
    pub fn add(self, of: Of, kind: PhotoKind, files: Vec<File>) {
        for file in files {
            let no = self.next.get_value();
            self.next.set_value(no + 1);
            let (name, key) = (file.name(), api::fresh_key());
            let shown = file.clone();
            // What would be refused need not travel first.
            let progress =
                words::hopeless(&name, &file.type_(), file.size()).map_or(Progress::Waiting, |why| Progress::Refused(why, false));
            self.chosen.update(|all| all.push(Chosen { no, of, kind, name, preview: None, progress, file, key }));
            api::run(async move {
                let small = preview::of(&shown).await;
                self.change(no, |c| c.preview = small);
            });
        }
        self.go_on();
    }

    /// What was chosen while writing belongs to the order now.
    pub fn hand_over(self, item: MenuItemId, order: OrderId) {
        self.chosen.update(|all| all.iter_mut().filter(|c| c.of == Of::Item(item)).for_each(|c| c.of = Of::Order(order)));
        self.go_on();
    }

    /// Nothing of this after all.
    pub fn clear(self, of: Of) {
        self.chosen.update(|all| all.retain(|c| c.of != of));
    }

    /// Not this one after all.
    pub fn drop_one(self, no: u32) {
        self.chosen.update(|all| all.retain(|c| c.no != no));
    }

    /// Once more, under the same key.
    pub fn retry(self, no: u32) {
        self.change(no, |c| c.progress = Progress::Waiting);
        self.go_on();
    }

    fn change(self, no: u32, how: impl FnOnce(&mut Chosen)) {
        self.chosen.update(|all| {
            if let Some(one) = all.iter_mut().find(|c| c.no == no) {
                how(one);
            }
        });
    }

    fn go_on(self) {
        if self.busy.get_value() {
            return;
        }
        self.busy.set_value(true);
        api::run(async move {
            while let Some((one, order)) = self.chosen.with_untracked(|all| first_waiting(all)) {
                self.send(one, order).await;
            }
            self.busy.set_value(false);
        });
    }

    async fn send(self, one: Chosen, order: OrderId) {
        let no = one.no;
        self.change(no, |c| c.progress = Progress::Sending(0));
        let heard = move |hundredths| self.change(no, |c| c.progress = Progress::Sending(hundredths));
        match api::photos::add(self.api, order, one.kind, &one.file, &one.key, heard).await {
            Ok(_) => {
                self.drop_one(no);
                self.arrived.update(|n| *n += 1);
            }
            Err(failure) => {
                let again = may_work_again(&failure);
                self.change(no, |c| c.progress = Progress::Refused(words::refusal(&failure), again));
            }
        }
    }
}

fn first_waiting(all: &[Chosen]) -> Option<(Chosen, OrderId)> {
    all.iter().filter(|c| c.progress == Progress::Waiting).find_map(|c| match c.of {
        Of::Order(order) => Some((c.clone(), order)),
        Of::Item(_) => None,
    })
}

/// A picture that was refused for what it is stays refused.
fn may_work_again(failure: &Failure) -> bool {
    match failure {
        Failure::Offline => true,
        Failure::Problem(problem) => {
            matches!(
                problem.code,
                ProblemCode::Overloaded
                    | ProblemCode::NotReady
                    | ProblemCode::TooManyRequests
                    | ProblemCode::Internal
                    | ProblemCode::PhotosFull
            )
        }
    }
}
