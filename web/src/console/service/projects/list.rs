//! Projects, newest first; writing a new one.

use super::super::activities::Both;
use super::{forms, kind, state};
use crate::api::{self, Answer, Api};
use crate::console::kept::Kept;
use crate::console::queues::{Queue, Rows, badge, dotted, queue, rows};
use crate::console::seat::{Seat, Seated};
use crate::console::steps::{Steps, Taking};
use crate::i18n::tr;
use crate::nav;
use crate::ui::{Notices, at, spoken_name};
use contract::projects::{ListedProject, OwnProjectFilter, OwnProjects, ProjectFilter, ProjectState};
use leptos::prelude::*;

/// `/console/service/projects`, `/console/service/projects?show=reported`
#[component]
pub fn ProjectsPage() -> impl IntoView {
    let is_liaison = !Seated::here().sees_service();
    let list = move || {
        let shows = if is_liaison {
            vec![("unit", tr!(activities.show_unit)), ("wanted", tr!(activities.show_wanted))]
        } else {
            let state = |s: ProjectState| (s.as_str(), state(s).0);
            let mut shows = vec![("all", tr!(activities.show_all))];
            shows.extend(
                [ProjectState::Draft, ProjectState::Open, ProjectState::InProgress, ProjectState::Reported, ProjectState::Closed]
                    .map(state),
            );
            shows
        };
        let lead = if is_liaison { tr!(activities.projects_lead_unit) } else { tr!(activities.projects_lead) };
        let (title, path, empty) = (tr!(activities.projects), "/service/projects", tr!(activities.projects_none));
        queue(Queue { title, lead, path, shows, empty }, |api, word, cursor| Box::pin(fetch(api, word, cursor)))
    };
    view! { <Both/>{list()}<New/> }
}

async fn fetch(api: Api, word: &'static str, cursor: Option<String>) -> Answer<Rows> {
    let page = if word == "wanted" {
        // What waits for a unit anywhere in the city.
        api::activities::projects(api, &ProjectFilter { state: Some(ProjectState::Open), cursor, ..ProjectFilter::default() }).await?
    } else {
        let role = if word == "unit" { OwnProjects::Unit } else { OwnProjects::Community };
        let filter = OwnProjectFilter { role: Some(role), state: word.parse().ok(), cursor, ..OwnProjectFilter::default() };
        api::activities::own_projects(api, &filter).await?
    };
    Ok((rows(page.items, |project| view! { <One project/> }.into_any()), page.next_cursor))
}

#[component]
fn One(project: ListedProject) -> impl IntoView {
    let facts = [
        Some(kind(project.kind)),
        Some(spoken_name(&project.community.name).to_owned()),
        Some(project.place),
        project.unit.map(|u| u.name),
    ];
    view! {
        <div class="queue-row">
            <div class="queue-main">
                <p class="queue-head">
                    <a href=at(&format!("/service/projects/{}", project.id)) class="queue-link row-link">{project.title}</a>
                    {badge(state(project.state))}
                </p>
                <p class="row-text">{project.description}</p>
                <p class="hint">{dotted(facts)}</p>
            </div>
        </div>
    }
}

#[component]
fn New() -> impl IntoView {
    let Seat::Desk(communities) = Seated::here() else { return ().into_any() };
    let taking = Taking::new(Kept::expect().given("project/new"), Callback::new(|()| nav::go(&at("/service/projects?show=draft"))));
    view! {
        <section class="card" aria-labelledby="new-title">
            <h2 id="new-title">{tr!(activities.project_new_title)}</h2>
            <Notices notice=taking.notice trouble=taking.trouble/>
            <Steps taking forms=vec![forms::new(&communities)]/>
        </section>
    }
    .into_any()
}
