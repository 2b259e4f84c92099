//! Activities and projects.

use serde::{Deserialize, Serialize};

/// Activities (为民服务活动).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Activities {
    /// People an activity may ask for; 500 at most.
    pub max_people: i32,
    /// Hours an activity may last.
    pub max_hours: i64,
    /// Units that may be invited to one activity, those that declined among them.
    pub max_invitations: usize,
    /// How often somebody may sign up for one activity, the places they gave back among them.
    pub sign_ups_per_person: i64,
}

impl Default for Activities {
    fn default() -> Self {
        Self { max_people: 500, max_hours: 72, max_invitations: 200, sign_ups_per_person: 3 }
    }
}

/// Projects (服务项目, 民生难题).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Projects {
    /// Residents whose word is asked for before a project is closed out; with fewer the community gives a reason.
    pub words_needed: i64,
    /// Units that may apply for one project at the same time.
    pub max_applications: usize,
    /// How often a unit may apply for one project, what it took back among them.
    pub applications_per_unit: usize,
}

impl Default for Projects {
    fn default() -> Self {
        Self { words_needed: 3, max_applications: 20, applications_per_unit: 3 }
    }
}

/// What is wrong with them.
pub fn fault(activities: &Activities, projects: &Projects) -> Option<&'static str> {
    if !(1..=500).contains(&activities.max_people) || !(1..=168).contains(&activities.max_hours) || activities.max_invitations == 0 {
        return Some("activities: 1 to 500 people, 1 to 168 hours, and at least one invitation");
    }
    if activities.sign_ups_per_person < 1 || projects.applications_per_unit == 0 {
        return Some("activities and projects: somebody signs up, and a unit applies, at least once");
    }
    let is_wrong = !(0..=1000).contains(&projects.words_needed) || projects.max_applications == 0;
    is_wrong.then_some("projects: words of 0 to 1000 residents, and at least one application")
}
