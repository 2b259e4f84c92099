//! The residents' program.

fn main() {
    web::ui::begin(web::resident::App);
}
