//! The residents' own things: orders, messages, settings.

fn main() {
    web::ui::begin(web::resident::MineApp);
}
