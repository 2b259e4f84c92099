//! Activities and projects.

use super::{Answer, Api};
use contract::activities::{Activity, ActivityFilter, ActivityPage, OwnActivityFilter, SignUp};
use contract::projects::{OwnProjectFilter, Project, ProjectEventPage, ProjectFilter, ProjectPage, ResidentWordPage};
use contract::{ActivityId, ProjectId};

/// What everybody may know of.
pub async fn public(api: Api, filter: &ActivityFilter) -> Answer<ActivityPage> {
    api.get_with("/activities", filter).await
}

/// One's own.
pub async fn own(api: Api, filter: &OwnActivityFilter) -> Answer<ActivityPage> {
    api.get_with("/activities/own", filter).await
}

/// One of them.
pub async fn one(api: Api, id: ActivityId) -> Answer<Activity> {
    api.get(&format!("/activities/{id}")).await
}

/// Who comes.
pub async fn sign_ups(api: Api, id: ActivityId) -> Answer<Vec<SignUp>> {
    api.get(&format!("/activities/{id}/sign-ups")).await
}

/// Projects that everybody may know of.
pub async fn projects(api: Api, filter: &ProjectFilter) -> Answer<ProjectPage> {
    api.get_with("/projects", filter).await
}

/// One's own.
pub async fn own_projects(api: Api, filter: &OwnProjectFilter) -> Answer<ProjectPage> {
    api.get_with("/projects/own", filter).await
}

/// One of them.
pub async fn project(api: Api, id: ProjectId) -> Answer<Project> {
    api.get(&format!("/projects/{id}")).await
}

/// What residents say about it, newest first.
pub async fn words(api: Api, id: ProjectId) -> Answer<ResidentWordPage> {
    api.get(&format!("/projects/{id}/words")).await
}

/// What happened to it, newest first.
pub async fn project_events(api: Api, id: ProjectId) -> Answer<ProjectEventPage> {
    api.get(&format!("/projects/{id}/events")).await
}
