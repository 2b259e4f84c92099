//! Where a change comes from: who, which address, which request. It goes into the audit trail.

use actix_web::HttpRequest;

/// The origin of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// A person's id, `anonymous`, `system` or `cli`.
    pub actor: String,
    /// Address of the peer.
    pub address: String,
    pub request_id: String,
}

impl Origin {
    /// What the system does by itself, such as closing what has run out.
    pub fn system(job: &str) -> Self {
        Self { actor: "system".into(), address: "local".into(), request_id: job.into() }
    }

    /// What somebody does at the command line.
    pub fn cli(command: &str) -> Self {
        Self { actor: "cli".into(), address: "local".into(), request_id: command.into() }
    }

    /// From a request; `actor` is a person's id or `anonymous`.
    pub fn of(req: &HttpRequest, actor: impl Into<String>) -> Self {
        let address = req.peer_addr().map_or_else(|| "unknown".to_owned(), |a| a.ip().to_string());
        Self { actor: actor.into(), address, request_id: request_id(req) }
    }
}

/// The id of a request, as the middleware set it.
pub fn request_id(req: &HttpRequest) -> String {
    use actix_web::HttpMessage;
    req.extensions().get::<tracing_actix_web::RequestId>().map(ToString::to_string).unwrap_or_default()
}
