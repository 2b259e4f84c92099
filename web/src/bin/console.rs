//! The staff's program.

fn main() {
    web::ui::begin(web::console::App);
}
