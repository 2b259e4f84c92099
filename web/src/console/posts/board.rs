//! The board of a shift: who comes, who is there, in one tap each. For a phone at the station as much as for a desk.

use super::code::CodeCard;
use super::forms;
use super::marks::{Row, mark_all};
use super::words;
use crate::api::{self, Api};
use crate::console::kept::Kept;
use crate::console::queues::{Refresh, badge, dotted};
use crate::console::steps::{Steps, Taking};
use crate::i18n::tr;
use crate::ui::lean::live;
use crate::ui::{Heading, Notices, at, focus, icon, load, spoken_name};
use contract::ShiftId;
use contract::posts::{BoardEntry, ClaimAction, ClaimState, Shift, ShiftBoard, ShiftState};
use leptos::prelude::*;
use std::sync::Arc;

/// What the rows of a board share.
#[derive(Clone, Copy)]
pub struct Board {
    pub api: Api,
    pub shift: ShiftId,
    pub entries: RwSignal<Vec<BoardEntry>>,
    pub again: RwSignal<u32>,
    pub taking: Taking,
}

impl Board {
    /// Takes the place of what was shown of somebody.
    pub fn put(self, changed: BoardEntry) {
        let _ = self.entries.try_update(|all| {
            if let Some(entry) = all.iter_mut().find(|e| e.claim_id == changed.claim_id) {
                *entry = changed;
            }
        });
    }

    /// How many have come, of those who hold a seat.
    fn said(self) -> String {
        self.entries.with(|all| {
            let is = |states: &[ClaimState]| all.iter().filter(|e| states.contains(&e.state)).count();
            let come = is(&[ClaimState::Present, ClaimState::Completed, ClaimState::Verified, ClaimState::Disputed]);
            tr!(hosting.come, come = come, held = come + is(&[ClaimState::Held, ClaimState::Absent, ClaimState::Void]))
        })
    }
}

/// `/console/service/shifts/:id`
#[component]
pub fn BoardPage(id: ShiftId) -> impl IntoView {
    let (api, again) = (Api::expect(), RwSignal::new(0u32));
    let taking = Taking::new(
        Kept::expect().given(&format!("shift/{id}")),
        Callback::new(move |()| {
            again.update(|n| *n = n.wrapping_add(1));
            focus("board-title");
        }),
    );
    let ask = move || {
        again.track();
        async move { Ok(Arc::new((api::posts::shift(api, id).await?, api::hosting::board(api, id).await?))) }
    };
    view! {
        <a href=at("/service/shifts") class="back-link">{icon("arrow-left")}{tr!(hosting.shifts)}</a>
        <Notices notice=taking.notice trouble=taking.trouble/>
        {load(ask, move |both: Arc<(Shift, ShiftBoard)>| {
            let board = Board { api, shift: id, entries: RwSignal::new(both.1.entries.clone()), again, taking };
            shown(&both.0, board)
        })}
    }
}

fn shown(shift: &Shift, board: Board) -> AnyView {
    let steps = forms::shift_steps(shift);
    let is_near = matches!(shift.state, ShiftState::Open | ShiftState::Full | ShiftState::Running);
    let reason = (!shift.reason.is_empty()).then(|| view! { <p>{tr!(hosting.cancelled_because, reason = &shift.reason)}</p> });
    let all = |action: ClaimAction, label: fn(usize) -> String| mark_all(board, action, label);
    view! {
        <div class="order-head">
            <Heading text=shift.post_title.clone()/>
            <p class="number">{crate::posts::span(shift.starts_at, shift.ends_at)}</p>
            <p class="badges">{badge(words::shift(shift.state))}<span class="hint">{dotted([Some(spoken_name(&shift.community.name).to_owned()), Some(shift.place.clone()), Some(words::seats(shift))])}</span></p>
            {reason}
        </div>
        <div class="button-row">
            <a href=at(&format!("/service/shifts/{}/print", shift.id)) class="button button-secondary">{icon("printer")}{tr!(hosting.print)}</a>
        </div>
        {is_near.then(|| view! { <CodeCard shift=shift.id/> })}
        {(!steps.is_empty()).then(|| view! { <section class="card" aria-label=tr!(hosting.steps)><Steps taking=board.taking forms=steps alone=false/></section> })}
        <section aria-labelledby="board-title">
            <div class="list-head">
                <h2 id="board-title" tabindex="-1">{tr!(hosting.board)}</h2>
                <Refresh again=board.again/>
            </div>
            <p class="hint" role="status">{live(move || board.said())}</p>
            <div class="button-row">
                {all(ClaimAction::Attend, |n| tr!(hosting.all_attend, n = n))}
                {all(ClaimAction::Verify, |n| tr!(hosting.all_verify, n = n))}
            </div>
            {listed(board)}
        </section>
    }
    .into_any()
}

/// Each row is drawn anew when its own claim changes, and no other: what is typed or shown of somebody else stays.
fn listed(board: Board) -> AnyView {
    let is_empty = Memo::new(move |_| board.entries.with(Vec::is_empty));
    view! {
        {live(move || is_empty.get().then(|| view! { <div class="empty card"><p role="status">{tr!(hosting.nobody)}</p></div> }))}
        <ul class="queue board">
            <For each=move || board.entries.get() key=|e| (e.claim_id, e.version) children=move |entry| view! { <li class="card"><Row entry board/></li> }/>
        </ul>
    }
    .into_any()
}
