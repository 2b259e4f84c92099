//! Standard texts (常用语): what a desk writes again and again is kept once, at the node that says it, and used by everything below.
//! No placeholders: a person reads a text before it is sent, and changes what does not fit.

mod handlers;
mod queries;
#[cfg(test)]
mod tests;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(handlers::list_text_templates)
        .service(handlers::create_text_template)
        .service(handlers::change_text_template)
        .service(handlers::delete_text_template);
}
