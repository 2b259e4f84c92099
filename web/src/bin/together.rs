//! What residents have in common: orders they follow, wishes.

fn main() {
    web::ui::begin(web::resident::TogetherApp);
}
