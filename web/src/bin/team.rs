//! The teams' program.

fn main() {
    leptos::mount::mount_to_body(web::resident::TeamApp);
}
