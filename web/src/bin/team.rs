//! The teams' program.

fn main() {
    web::ui::begin(web::resident::TeamApp);
}
