//! The residents' first program.

fn main() {
    web::ui::begin(web::resident::App);
}
