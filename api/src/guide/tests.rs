//! The OpenAPI document: what is committed, and whether it can be relied on.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use super::{Methods, examples};
use crate::platform::extract::parse;
use crate::platform::problems::PROBLEMS;
use crate::server::document;
use crate::testing::{Backend, TestApp};
use contract::{
    Validate, accounts, activities, callbacks, check_ins, desk, dispatch, dispatch_rules, explanation, menu, notices, orders, org, photos,
    posts, projects, ratings, records, rectifications, texts, whistles, wishes,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

fn yaml() -> String {
    document().to_yaml().unwrap()
}

fn json() -> Value {
    serde_json::to_value(document()).unwrap()
}

#[test]
fn the_committed_document_is_that_of_the_code() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi.yaml");
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    let said = yaml();
    if committed != said {
        // At hand without another build.
        let aside = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/openapi.yaml");
        drop(std::fs::write(aside, &said));
    }
    assert!(
        committed == said,
        "openapi.yaml is not what the code says: run `make openapi`, or take target/openapi.yaml, and commit the file"
    );
}

/// Every operation with its path and method.
fn operations(api: &Value) -> Vec<(String, String, Value)> {
    let paths = api["paths"].as_object().unwrap();
    let of_path = |(path, item): (&String, &Value)| {
        let of_method = |(method, operation): (&String, &Value)| (path.clone(), method.clone(), operation.clone());
        item.as_object().unwrap().iter().map(of_method).collect::<Vec<_>>()
    };
    paths.iter().flat_map(of_path).collect()
}

#[test]
fn every_operation_is_described_with_examples() {
    let mut wrong = Vec::new();
    let mut ids = BTreeSet::new();
    for (path, method, operation) in operations(&json()) {
        let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
        let mut say = |what: &str| wrong.push(format!("{id} ({method} {path}): {what}"));
        if operation["summary"].as_str().is_none_or(str::is_empty) {
            say("has no summary: write a doc comment on the handler");
        }
        let mut bodies = vec![("request".to_owned(), operation["requestBody"].clone())];
        for (status, response) in operation["responses"].as_object().unwrap() {
            if response["description"].as_str().is_none_or(str::is_empty) {
                say(&format!("the response {status} has no description"));
            }
            bodies.push((status.clone(), response.clone()));
        }
        for (which, body) in bodies {
            for content in body["content"].as_object().into_iter().flat_map(|c| c.values()) {
                if content["example"].is_null() {
                    say(&format!("no example for {which}: add one to api/src/guide/examples.json under the name of the schema"));
                }
            }
        }
        assert!(ids.insert(id.clone()), "{id} is there twice");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the source says: the attribute of a handler and the name of its function.
fn handlers() -> BTreeMap<String, (String, String)> {
    let mut found = BTreeMap::new();
    for (_, text) in crate::drift::sources() {
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let Some((method, rest)) = line.strip_prefix("#[").and_then(|l| l.split_once("(\"/")) else { continue };
            if !["get", "post", "put", "patch", "delete"].contains(&method) {
                continue;
            }
            let path = rest.split('"').next().unwrap();
            let function = lines[at + 1..].iter().find_map(|l| l.split("fn ").nth(1)).unwrap();
            let name = function.split(['(', '<']).next().unwrap();
            found.insert(name.to_owned(), (method.to_owned(), format!("/api/v1/{path}")));
        }
    }
    found
}

#[test]
fn the_handlers_are_the_operations() {
    let mut handlers = handlers();
    for outside in ["healthz", "readyz", "metrics"] {
        assert!(handlers.remove(outside).is_some(), "{outside}");
    }
    let documented: BTreeMap<String, (String, String)> =
        operations(&json()).into_iter().map(|(path, method, o)| (o["operationId"].as_str().unwrap().to_owned(), (method, path))).collect();
    assert_eq!(handlers, documented, "a handler that is not in its room's `routes`, or whose operationId is not its name");
}

#[test]
fn every_reference_leads_somewhere() {
    let (api, text) = (json(), serde_json::to_string(&json()).unwrap());
    for reference in text.split("\"$ref\":\"#").skip(1) {
        let pointer = reference.split('"').next().unwrap();
        assert!(api.pointer(pointer).is_some(), "{pointer} is not in the document: add it to `loose_schemas`");
    }
}

#[test]
fn every_problem_is_documented() {
    let api = json();
    let named: String = operations(&api).iter().map(|(_, _, o)| o["responses"].to_string()).collect();
    let listed = &api["components"]["schemas"]["ProblemCode"]["enum"];
    for entry in PROBLEMS {
        let code = entry.code.as_str();
        assert!(listed.as_array().unwrap().iter().any(|c| c == code), "{code} is not a word of ProblemCode");
        // A wrong method belongs to no operation.
        assert!(named.contains(&format!("`{code}`")) || code == "method_not_allowed", "no operation says that it may answer {code}");
    }
}

/// Reads an example as the server would and writes it again: nothing may be lost or refused.
fn request<T: DeserializeOwned + Validate>(name: &str) -> String {
    let example = &examples()[name];
    assert!(parse::<T>(example.to_string().as_bytes()).is_ok(), "{name}: {example}");
    name.to_owned()
}

fn reply<T: DeserializeOwned + Serialize>(name: &str) -> String {
    let example = &examples()[name];
    let read: T = serde_json::from_value(example.clone()).unwrap_or_else(|e| panic!("{name}: {e}"));
    assert_eq!(serde_json::to_value(read).unwrap(), *example, "{name}");
    name.to_owned()
}

#[test]
fn examples_are_valid() {
    macro_rules! check {
        ($how:ident $($room:ident :: $name:ident),+ $(,)?) => { [$($how::<$room::$name>(stringify!($name))),+] };
    }
    let mut checked: BTreeSet<String> = BTreeSet::new();
    checked.extend(check!(request
        accounts::NewPhoneCode, accounts::NewSession, accounts::ChangeMe, org::ChangeTeam, org::NewOrgUnit, org::ChangeOrgUnit, org::MoveOrgUnit, org::MergeOrgUnit,
        org::SplitOrgUnit, org::CloseOrgUnit, org::NewDivision, org::NewNodeMember, org::EndNodeMember, org::NewStation, org::ChangeStation,
        org::NewTeam, org::NewTeamMember, org::EndTeamMember, orders::NewOrder, orders::ChangeDraft, orders::Step,
        orders::AcceptOrder, orders::RejectOrder, orders::StepWithText, orders::WithdrawOrder, orders::RecordContact, orders::AddMeasure,
        orders::CompleteOrder, orders::RevealContact, dispatch::DispatchOrder, dispatch::AcceptDispatch, dispatch::DeclineDispatch,
        dispatch::NameTeam, dispatch::ObjectToDispatch, dispatch::ReviewObjection, dispatch_rules::NewDispatchRule,
        dispatch_rules::ChangeDispatchRule, dispatch_rules::OrderDispatchRules, dispatch_rules::TryDispatchRules,
        ratings::RateOrder, notices::ReadNotices, notices::ChangePreferences, desk::AcceptOrders, desk::NewSavedView,
        orders::WaitFor, orders::StepWithNote, orders::AskExtension, orders::DecideExtension, orders::SplitOrder,
        texts::NewTextTemplate, texts::ChangeTextTemplate,
        ratings::RateOrder, photos::NewPhoto,
        ratings::RateOrder, menu::NewMenuGroup, menu::ChangeMenuGroup, menu::NewMenuItem, menu::ChangeMenuItem, menu::SaveMenuDraft,
        menu::PublishMenuItem, menu::OpenMenuItem,
        ratings::RateOrder, orders::ReopenOrder, callbacks::NewCallback, ratings::NewFollowUp, ratings::UnsealRater, ratings::NewAppeal,
        ratings::DecideAppeal, rectifications::RecordRaterCall, rectifications::PlanRectification, rectifications::DecideLedger,
        rectifications::GiveFeedback, rectifications::RateAgain, rectifications::CloseRectification, whistles::BlowWhistle,
        whistles::ResponderStep, whistles::ReportResult, whistles::GradeResponder, whistles::ViewWhistle,
        ratings::RateOrder, orders::AskInformation, orders::ProvideInformation, orders::ConfirmRejection, orders::ReviewRejection,
        orders::ReferOrder, orders::MergeOrder, orders::FollowOrder, wishes::NewWish, wishes::VerifyWish, wishes::RejectWish, wishes::ClaimWish,
        posts::NewPost, posts::ChangePost, posts::NewShift, posts::NewSeries, posts::ChangeShift, posts::CancelShift, posts::NewClaim,
        posts::CancelClaim, posts::BePresent, posts::ConfirmPresence, posts::RecordAttendance, posts::DecideDispute, posts::ExcuseAbsence,
        posts::ChangeVolunteer, posts::NewQualification, posts::DecideQualification, posts::RenewCalendar, records::VoidServiceLog,
        records::RequestCertificate,
        activities::NewActivity, activities::ChangeActivity, activities::CancelActivity, activities::InviteUnits, activities::AcceptInvitation,
        activities::DeclineInvitation, activities::RecordPresence, activities::CloseActivity,
        projects::NewProject, projects::ChangeProject, projects::ApplyForProject, projects::PlanProject, projects::AddProjectProgress,
        projects::ReportProject, projects::SayOnProject, projects::CloseProject, projects::ProjectReason,
        check_ins::NewCheckIn, check_ins::ResubmitCheckIn, check_ins::NewUnitCheckIn, check_ins::ResubmitUnit, check_ins::ReasonedStep, check_ins::TransferCheckIn, check_ins::EndCheckIn, check_ins::NewUnitMember, check_ins::NewLiaison, check_ins::ChangeUnitMember, check_ins::LeaveUnit, check_ins::NewImport, check_ins::NewPairing, check_ins::NewPairingItem, check_ins::NewCommitment, check_ins::DecideCommitment, check_ins::NewAdjunctMember,
    ));
    checked.extend(check!(reply
        notices::Notice, notices::NoticePage, notices::Unread, notices::Preferences, notices::EventStream,
        accounts::PhoneCodeSent, accounts::Session, accounts::Me, org::Division, org::OrgUnit, org::OrgHistory, org::NodeMembers, org::Station, org::StationPage, org::OrgUnitPage, org::Unit, org::UnitPage,
        org::Team, org::TeamPage, menu::MenuGroup, menu::MenuItem, orders::Order, orders::OrderPage, orders::Timeline, orders::RevealPage, desk::BulkResult, desk::DeskCounts, desk::SavedView, desk::SavedViewPage,
        orders::Contact, dispatch::Candidates, dispatch::TaskPage, ratings::Rating, ratings::RatingTags, ratings::RatingInvitation,
        texts::TextTemplate,
        photos::Photos, photos::PhotoAdded, photos::Picture,
        menu::ManagedItem, menu::ItemChange, menu::ClassSpans, menu::MenuItemVersion, menu::MenuDraft, org::Skill,
        callbacks::CallbackPage, ratings::Rater, ratings::UnsealingPage, ratings::Coverage, ratings::Appeal, ratings::AppealPage,
        rectifications::Rectification, rectifications::RectificationPage, whistles::Whistle, whistles::WhistlePage,
        explanation::Explanation, dispatch_rules::DispatchRule,
        dispatch_rules::DispatchRules, dispatch_rules::RuleFindings, dispatch_rules::RuleTrial,
        orders::Duplicates, orders::FollowedOrder, orders::FollowedOrderPage, orders::Urging, wishes::PublicWishPage, wishes::Wish,
        wishes::WishPage, posts::Post, posts::PostPage, posts::Shift, posts::ShiftPage, posts::Series, posts::SeriesPage, posts::Claim,
        posts::ClaimPage, posts::ShiftBoard, posts::PrintList, posts::StationCode, posts::ConfirmationCode, posts::PresenceConfirmed,
        posts::AttendanceResult, posts::Volunteer, posts::Qualification, posts::QualificationPage, posts::CalendarAddress,
        posts::CalendarFile, records::ServiceRecord, records::ServiceLog, records::ServiceLogPage, records::RecordCounts,
        records::Certificate, records::CertificatePage, records::CheckedCertificate, records::CertificateFile,
        activities::Activity, activities::ActivityPage, activities::SignUp,
        projects::Project, projects::ProjectPage, projects::ProjectEventPage, projects::ResidentWordPage,
        wishes::WishPage, check_ins::CheckIn, check_ins::CheckInPage, check_ins::CheckInEvent, check_ins::CommunityCoverage, check_ins::UnitCoverage, check_ins::OwnUnit, check_ins::UnitMember, check_ins::UnitMemberPage, check_ins::ImportJob, check_ins::ImportRowPage, check_ins::Pairing, check_ins::PairingPage, check_ins::AdjunctMember, check_ins::Handbook, check_ins::HandbookFile, check_ins::Liaison, check_ins::MemberListTemplate,
    ));
    checked.extend([reply::<contract::Problem>("Problem"), reply::<contract::ProblemExplanation>("ProblemExplanation")]);
    let all: BTreeSet<String> = examples().keys().cloned().collect();
    assert_eq!(checked, all, "an example that no test reads");
}

#[test]
fn addresses_and_their_methods() {
    let methods = Methods::of(&document());
    assert_eq!(methods.allow("/api/v1/me"), Some("GET, PATCH"));
    assert_eq!(methods.allow("/api/v1/sessions/refresh"), Some("POST"));
    assert_eq!(methods.allow("/api/v1/orders/x"), Some("GET, PATCH"));
    for nothing in ["/api/v1/me/", "/api/v1/orders//timeline", "/api/v1", "", "/api/v1/nothing"] {
        assert_eq!(methods.allow(nothing), None, "{nothing}");
    }
}

#[actix_web::test]
async fn every_problem_has_its_page() {
    let app = TestApp::new(Backend::Sqlite).await;
    let all = app.nobody().get("/problems").await.ok();
    assert_eq!(all.as_array().unwrap().len(), PROBLEMS.len());
    for entry in PROBLEMS {
        let page = app.nobody().get(&format!("/problems/{}", entry.code)).await.ok();
        assert_eq!((page["code"].as_str(), page["status"].as_u64()), (Some(entry.code.as_str()), Some(u64::from(entry.status))));
    }
    assert_eq!(app.nobody().get("/problems/nonsense").await.problem(), "404 not_found");
}
