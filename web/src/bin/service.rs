//! 双报到双服务 as offices and work units keep it: check-ins, lists of members, pairings.

fn main() {
    web::ui::begin(web::console::ServiceApp);
}
