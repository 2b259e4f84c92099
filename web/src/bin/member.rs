//! What members who have checked in do: posts, claims, check-in, record.

fn main() {
    web::ui::begin(web::resident::MemberApp);
}
