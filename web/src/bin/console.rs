//! The staff's program.

fn main() {
    leptos::mount::mount_to_body(web::console::App);
}
