//! Every building block in every state, on one page that needs no sign-in: to look at while designing, and for the test that checks
//! what can be read, reached and operated. What it shows is made up.

mod controls;
mod data;
mod feedback;

use crate::i18n::tr;
use crate::ui::Heading;
use leptos::prelude::*;

/// `/console/gallery`
#[component]
pub fn GalleryPage() -> impl IntoView {
    view! {
        <Heading text=tr!(gallery.title)/>
        <p class="lead">{tr!(gallery.lead)}</p>
        <controls::Buttons/>
        <controls::Fields/>
        <controls::Choices/>
        <controls::Navigation/>
        <feedback::Messages/>
        <feedback::Waiting/>
        <data::States/>
        <data::Tables/>
        <data::Facts/>
    }
}

/// A part of the gallery.
#[component]
fn Part(id: &'static str, title: String, children: Children) -> impl IntoView {
    view! {
        <section class="gallery" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            {children()}
        </section>
    }
}
