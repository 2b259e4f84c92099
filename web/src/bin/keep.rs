//! What an office keeps: the menu, the rules of dispatching, its standard texts.

fn main() {
    web::ui::begin(web::console::KeepApp);
}
