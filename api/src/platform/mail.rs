//! Mail: a short text to an address, through an SMTP server, or into the log.

use super::messages::{self, Values};
use super::sms::{Sent, Undelivered};
use crate::config::{self, MailTls};
use contract::notices::{Language, NoticeKind};
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A mail that waits in the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    pub address: String,
    pub kind: NoticeKind,
    pub values: Values,
    pub language: Language,
}

impl Mail {
    /// Says no more than an SMS would: mail is read by others on its way.
    pub fn text(&self) -> String {
        messages::brief(self.kind, self.language, &self.values)
    }

    fn message(&self, from: &Mailbox) -> Result<Message, Undelivered> {
        let never = |e: &dyn std::fmt::Display| Undelivered::Never(e.to_string());
        let to: Mailbox = self.address.parse().map_err(|_| Undelivered::Never("not a mail address".to_owned()))?;
        let message = Message::builder().from(from.clone()).to(to).subject(messages::title(self.kind, self.language));
        message.header(ContentType::TEXT_PLAIN).body(self.text()).map_err(|e| never(&e))
    }
}

/// Sends mail.
pub enum Mailer {
    /// Writes that a mail would go out, to nobody in particular: for trying things out.
    Log,
    Smtp(Box<Smtp>),
}

/// A server, and the sender it is told.
pub struct Smtp {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mailer {
    /// The driver that the configuration asks for; an error when the sender is not an address or TLS cannot be set up.
    pub fn of(rules: &config::Mail) -> Result<Self, String> {
        if rules.host.is_empty() {
            return Ok(Self::Log);
        }
        let from = rules.from.parse().map_err(|e| format!("mail.from: {e}"))?;
        let tls = || TlsParameters::new(rules.host.clone()).map_err(|e| format!("mail: {e}"));
        let tls = match rules.tls {
            MailTls::None => Tls::None,
            MailTls::StartTls => Tls::Required(tls()?),
            MailTls::Implicit => Tls::Wrapper(tls()?),
        };
        let limit = Some(Duration::from_secs(rules.timeout_seconds));
        let mut server = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&rules.host).port(rules.port).tls(tls).timeout(limit);
        if !rules.user.is_empty() {
            server = server.credentials(Credentials::new(rules.user.clone(), rules.password.clone()));
        }
        Ok(Self::Smtp(Box::new(Smtp { server: server.build(), from })))
    }

    /// Sends one mail. What the server refuses for good (5xx) is not tried again.
    pub async fn send(&self, mail: &Mail) -> Sent {
        match self {
            Self::Log => {
                tracing::info!(target: "mail", kind = %mail.kind, "{}", mail.text());
                Ok(())
            }
            Self::Smtp(smtp) => {
                let refused = |e: lettre::transport::smtp::Error| {
                    let code = e.status().map_or_else(|| "no answer".to_owned(), |code| code.to_string());
                    let why = format!("the mail server: {code}");
                    if e.is_permanent() { Undelivered::Never(why) } else { Undelivered::Again(why) }
                };
                smtp.server.send(mail.message(&smtp.from)?).await.map(|_| ()).map_err(refused)
            }
        }
    }
}
