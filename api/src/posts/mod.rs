//! Posts (岗位): what a community asks its checked-in members to do, in ten categories. A post has shifts, a shift has seats, and a member
//! claims one for themselves: there is no way to claim for anybody else.

mod access;
mod calendar;
mod content;
mod frame;
mod handlers;
mod lifecycle;
mod moves;
mod presence;
mod qualify;
mod queries;
mod rule;
mod seats;
mod series;
mod station;
mod sweep;
#[cfg(test)]
pub mod tests;
mod view;
mod volunteers;

use utoipa_actix_web::service_config::ServiceConfig;

pub use content::check_admission;
pub use frame::run;
pub use queries::claims::count_promises;
pub use queries::{ClaimRow, posts::of_ids as posts_of};
pub use seats::{is_on_shift, lock_person, release_all};
pub use station::letters;
pub use sweep::{Swept, once as sweep};
pub use volunteers::ensure as volunteer;

/// Rows as they are stored, for the demo city.
pub mod seeds {
    pub use super::queries::{ClaimRow, PostRow, ShiftRow, VolunteerRow};
}

/// The operations of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    use handlers::{board, calendars, claims, people, posts, presence, shifts};
    config
        .service(posts::list_posts)
        .service(posts::create_post)
        .service(posts::get_post)
        .service(posts::change_post)
        .service(posts::publish_post)
        .service(posts::pause_post)
        .service(posts::close_post)
        .service(posts::archive_post)
        .service(shifts::create_shift)
        .service(shifts::create_series)
        .service(shifts::list_series)
        .service(shifts::end_series)
        .service(shifts::list_shifts)
        .service(shifts::get_shift)
        .service(shifts::change_shift)
        .service(shifts::cancel_shift)
        .service(board::get_shift_board)
        .service(board::get_print_list)
        .service(board::record_attendance)
        .service(board::reveal_claimant)
        .service(board::list_claim_reveals)
        .service(claims::claim_shift)
        .service(claims::list_claims)
        .service(claims::get_claim)
        .service(claims::accept_seat)
        .service(claims::cancel_claim)
        .service(presence::get_station_code)
        .service(presence::be_present)
        .service(presence::sign_out)
        .service(presence::get_confirmation_code)
        .service(presence::confirm_presence)
        .service(presence::dispute_claim)
        .service(presence::answer_claim)
        .service(presence::decide_dispute)
        .service(presence::excuse_absence)
        .service(people::get_volunteer)
        .service(people::change_volunteer)
        .service(people::list_qualifications)
        .service(people::state_qualification)
        .service(people::decide_qualification)
        .service(calendars::renew_calendar)
        .service(calendars::get_calendar)
        .service(calendars::get_shift_calendar);
}
