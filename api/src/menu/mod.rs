//! The menu: what residents can order from their community, and what each item promises. Everybody reads it without an account.
//! The city's office keeps the menu of all communities, each community opens and closes what is on it and adds items of its own.
//! What residents are told of an item is published in versions that never change; an order keeps the one it was ordered with.

mod drafts;
mod handlers;
mod queries;
mod rules;
#[cfg(test)]
mod tests;
mod versions;
mod view;
mod writes;

use utoipa_actix_web::service_config::ServiceConfig;

pub use queries::{ItemRow, item, skills_by_code};
pub use rules::check_offered;
pub use versions::{VersionRow, version};

/// The operations of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::groups::list_menu_groups)
        .service(handlers::groups::create_menu_group)
        .service(handlers::groups::change_menu_group)
        .service(handlers::groups::end_menu_group)
        .service(handlers::read::list_menu_items)
        .service(handlers::items::create_menu_item)
        .service(handlers::read::get_menu_item)
        .service(handlers::items::change_menu_item)
        .service(handlers::items::end_menu_item)
        .service(handlers::items::open_menu_item)
        .service(handlers::items::list_managed_items)
        .service(handlers::publishing::get_menu_draft)
        .service(handlers::publishing::save_menu_draft)
        .service(handlers::publishing::publish_menu_item)
        .service(handlers::publishing::list_menu_versions)
        .service(handlers::publishing::list_menu_changes)
        .service(handlers::read::list_deadline_classes)
        .service(handlers::read::list_skills);
}
