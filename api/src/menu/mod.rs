//! The menu: what residents can order from their community, and what each item promises.
//! Read by everybody without an account; a later part of the product edits it.

mod handlers;
mod queries;
#[cfg(test)]
mod tests;

use utoipa_actix_web::service_config::ServiceConfig;

pub use queries::{ItemRow, is_offered, item, skills_by_code};

/// The operations of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config.service(handlers::list_menu_groups).service(handlers::list_menu_items).service(handlers::get_menu_item);
}
