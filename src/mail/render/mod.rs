//! From a claimed message to a letter and its bytes.
//!
//! [`load`] reads what a whole batch of messages says, each kind through its slice; [`Draft::letter`] finds the words, in the reader's
//! language, and needs no database. A message that has become pointless is told apart with its reason. The same message makes the
//! same letter at every attempt, but for its date.

mod accounts;
mod closed;
mod consultations;
mod digest;
mod door;
mod frame;
pub mod gates;
pub mod institutions;
pub mod invitations;
mod office;
mod press;
mod preview;
mod relays;
mod reminders;
mod reviews;
mod sponsors;
mod test;
mod ticket;

use super::Envelope;
use super::mime::{AutoSubmitted, BadLetter, CalendarPart, Letter, Mailbox};
use crate::access::Context;
use crate::db::{Conn, DbError};
use crate::domain::accounts::AccountError;
use crate::domain::consultations::AskTurn;
use crate::domain::digest as digests;
use crate::domain::events::NoticeId;
use crate::domain::gates::dates_mail as step_letters;
use crate::domain::gates::mail as gate_letters;
use crate::domain::invitations::mail as guests;
use crate::domain::outbox::{Claimed, Message};
use crate::kernel::ids::{AccountId, AnswerId, DelegationId, InvitationId, RoundId, SeatId};
use crate::kernel::time::Instant;

pub use office::{BadSender, Links, Office};
pub use press::Press;
pub use preview::preview;

/// What a kind of mail says to one reader; the rest of the letter is the same for all kinds.
#[derive(Clone, Debug)]
pub struct Content {
    /// The reader's name as the header shows it; may be empty.
    pub to_name: String,
    pub subject: String,
    /// Complete by itself.
    pub text: String,
    pub html: String,
    pub reply_to: Option<Mailbox>,
    pub calendar: Option<CalendarPart>,
    pub auto_submitted: AutoSubmitted,
    pub list_unsubscribe: Option<String>,
}

/// What one message says, as data.
#[derive(Clone, Debug)]
pub enum Draft {
    Account(Box<accounts::AccountMail>),
    Door(Box<door::DoorLetter>),
    Invitation(Box<guests::InvitationLetter>),
    Confirmation(Box<guests::ConfirmationLetter>),
    Consultation(Box<crate::domain::consultations::mail::AskLetter>),
    OfficeConfirmation(Box<guests::OfficeConfirmation>),
    Notice(Box<guests::NoticeLetter>),
    ReleaseRequest(Box<guests::RequestLetter>),
    RoundTest(Box<guests::TestLetter>),
    GateNudge(Box<gate_letters::NudgeLetter>),
    EventAtRisk(Box<gate_letters::RiskLetter>),
    StepDays(Box<step_letters::DaysLetter>),
    Test(test::TestMail),
    Digest(Box<digests::DigestLetter>),
    Lapse(Box<crate::domain::sponsorship::lapsing::LapseLetter>),
    Relay(Box<crate::domain::relays::mail::RelayLetter>),
    Reminder(Box<reminders::Reminder>),
    Review(Box<reviews::ReviewMail>),
}

/// What became of loading one message.
#[derive(Clone, Debug)]
pub enum Loaded {
    Draft(Draft),
    /// It has no point any more; the word says why.
    Moot(String),
}

/// Why a batch could not be loaded, or a letter not be written.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    #[error(transparent)]
    Db(#[from] DbError),
    #[error(transparent)]
    Letter(#[from] BadLetter),
    #[error("a template failed: {0}")]
    Template(#[from] askama::Error),
}

impl From<AccountError> for RenderError {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Db(error) => RenderError::Db(error),
            other => RenderError::Db(DbError::Query(other.to_string())),
        }
    }
}

/// Reads what these messages say, in their order; each kind in few statements for the whole batch.
pub fn load(
    conn: &mut Conn,
    cx: &Context,
    claimed: &[Claimed],
    reading: guests::Reading,
) -> Result<Vec<Loaded>, RenderError> {
    let wanted = Wanted::of(claimed);
    let mut loaded: Vec<Option<Loaded>> = claimed.iter().map(|_| None).collect();
    let mut put = |places: &[usize], drafts: Vec<Loaded>| {
        for (place, one) in places.iter().zip(drafts) {
            loaded[*place] = Some(one);
        }
    };
    let (places, ids) = wanted.invitations.split();
    put(&places, drafts(guests::invitation_letters(conn, cx, &ids, reading)?, Draft::Invitation));
    let (places, ids) = wanted.confirmations.split();
    put(&places, drafts(guests::confirmations(conn, cx, &ids, reading)?, Draft::Confirmation));
    let (places, ids) = wanted.consultations.split();
    put(&places, consultations::load(conn, cx, &ids, reading)?);
    let (places, ids) = wanted.notices.split();
    put(&places, drafts(guests::notice_letters(conn, cx, &ids, reading)?, Draft::Notice));
    let (places, ids) = wanted.offices.split();
    put(&places, drafts(guests::office_letters(conn, cx, &ids, reading)?, Draft::Invitation));
    let (places, ids) = wanted.office_answers.split();
    put(&places, drafts(guests::office_confirmations(conn, cx, &ids, reading)?, Draft::OfficeConfirmation));
    let (places, ids) = wanted.office_notices.split();
    put(&places, drafts(guests::office_notices(conn, cx, &ids, reading)?, Draft::Notice));
    let (places, ids) = wanted.requests.split();
    put(&places, drafts(guests::release_requests(conn, cx, &ids, reading)?, Draft::ReleaseRequest));
    let (places, ids) = wanted.round_tests.split();
    put(&places, drafts(guests::test_letters(conn, cx, &ids)?, Draft::RoundTest));
    let (places, ids) = wanted.nudges.split();
    put(&places, gates::drafts(gate_letters::nudges(conn, cx, &ids)?, Draft::GateNudge));
    let (places, ids) = wanted.risks.split();
    put(&places, gates::drafts(gate_letters::warnings(conn, cx, &ids)?, Draft::EventAtRisk));
    let (places, ids) = wanted.step_days.split();
    put(&places, gates::drafts(step_letters::days(conn, cx, &ids)?, Draft::StepDays));
    for (place, link) in wanted.links.0 {
        put(&[place], vec![accounts::load(conn, cx, link)?]);
    }
    for (place, message) in wanted.doors.0 {
        put(&[place], vec![door::load(conn, &message)?]);
    }
    let (places, ids) = wanted.relays.split();
    put(&places, relays::load(conn, cx, &ids, reading)?);
    let (places, ids) = wanted.reminders.split();
    put(&places, reminders::load(conn, cx, &ids, reading)?);
    let (places, ids) = wanted.digests.split();
    put(&places, digest::load(conn, cx, &ids)?);
    for place in wanted.tests {
        put(&[place], vec![Loaded::Draft(Draft::Test(test::TestMail { at: cx.now }))]);
    }
    let (places, ids) = wanted.lapses.split();
    put(&places, ids.into_iter().map(|id| sponsors::load(conn, id)).collect::<Result<Vec<_>, _>>()?);
    let (places, messages) = wanted.reviews.split();
    put(&places, messages.iter().map(|message| reviews::load(conn, cx, message)).collect::<Result<Vec<_>, _>>()?);
    closed::kept_back(conn, claimed, reading, loaded.into_iter().map(or_gone).collect())
}

/// Every kind is loaded; a place left empty would be a fault of ours, and is told as "gone".
fn or_gone(loaded: Option<Loaded>) -> Loaded {
    loaded.unwrap_or_else(|| Loaded::Moot("gone".to_owned()))
}

/// Places in the batch and what is to be loaded for them.
#[derive(Debug)]
struct Places<T>(Vec<(usize, T)>);

impl<T> Default for Places<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Places<T> {
    fn split(self) -> (Vec<usize>, Vec<T>) {
        self.0.into_iter().unzip()
    }
}

/// A batch sorted by kind.
#[derive(Debug, Default)]
struct Wanted {
    invitations: Places<InvitationId>,
    confirmations: Places<AnswerId>,
    consultations: Places<crate::domain::consultations::mail::AskOf>,
    notices: Places<(NoticeId, SeatId)>,
    offices: Places<i64>,
    office_answers: Places<i64>,
    office_notices: Places<(NoticeId, DelegationId)>,
    requests: Places<(RoundId, AccountId)>,
    round_tests: Places<guests::TestOf>,
    nudges: Places<gate_letters::NudgeOf>,
    risks: Places<gate_letters::RiskOf>,
    step_days: Places<step_letters::DaysOf>,
    links: Places<i64>,
    /// News of accounts' doors.
    doors: Places<Message>,
    tests: Vec<usize>,
    digests: Places<(AccountId, i32)>,
    lapses: Places<i64>,
    relays: Places<crate::domain::relays::mail::RelayOf>,
    reminders: Places<crate::domain::outbox::Reminded>,
    reviews: Places<Message>,
}

impl Wanted {
    fn of(claimed: &[Claimed]) -> Wanted {
        let mut wanted = Wanted::default();
        for (place, one) in claimed.iter().enumerate() {
            wanted.note(place, &one.message);
        }
        wanted
    }
    fn note(&mut self, place: usize, message: &Message) {
        match *message {
            Message::Invitation { invitation } => self.invitations.0.push((place, invitation)),
            Message::AnswerConfirmation { answer } => self.confirmations.0.push((place, answer)),
            Message::ConsultationAsk { person } => self.consultations.0.push((place, (person, AskTurn::Ask))),
            Message::ConsultationReminder { person } => self.consultations.0.push((place, (person, AskTurn::Remind))),
            Message::EventNotice { notice, seat } => self.notices.0.push((place, (NoticeId::new(notice), seat))),
            Message::DelegationInvitation { invitation } => self.offices.0.push((place, invitation)),
            Message::DelegationConfirmation { entry } => self.office_answers.0.push((place, entry)),
            Message::DelegationNotice { notice, delegation } => {
                self.office_notices.0.push((place, (NoticeId::new(notice), delegation)));
            }
            Message::ReleaseRequest { round, account } => self.requests.0.push((place, (round, account))),
            Message::AccountInvitation { link } | Message::PasswordReset { link } => self.links.0.push((place, link)),
            Message::SecondFactor { .. } | Message::AccountNews { .. } => self.doors.0.push((place, message.clone())),
            Message::RoundTest { round, seat, account, locale } => {
                self.round_tests.0.push((place, (round, seat, account, locale)))
            }
            Message::RelayTest { .. } => self.tests.push(place),
            Message::GateNudge { event, contact, ref owed, by } => {
                self.nudges.0.push((place, (event, contact, owed.clone(), by)))
            }
            Message::EventAtRisk { risk, contact, account } => self.risks.0.push((place, (risk, contact, account))),
            Message::StepDays { step, contact, before, after, by } => {
                self.step_days.0.push((place, (step, contact, before, after, by)));
            }
            Message::Digest { account, week } => self.digests.0.push((place, (account, week))),
            Message::RelayOffer { .. } | Message::RelayEmbargo { .. } => {
                self.relays.0.extend(relays::of(message).map(|of| (place, of)));
            }
            Message::Reminder { of } => self.reminders.0.push((place, of)),
            Message::ClearanceLapsed { clearance } => self.lapses.0.push((place, clearance)),
            Message::ReviewRequest { .. }
            | Message::ReviewStuck { .. }
            | Message::ChangesAsked { .. }
            | Message::VersionApproved { .. } => {
                self.reviews.0.push((place, message.clone()));
            }
        }
    }
}

fn drafts<T>(letters: guests::Letters<T>, draft: fn(Box<T>) -> Draft) -> Vec<Loaded> {
    let one = |letter: Result<T, guests::Moot>| match letter {
        Ok(letter) => Loaded::Draft(draft(Box::new(letter))),
        Err(moot) => Loaded::Moot(moot.as_str().to_owned()),
    };
    letters.into_iter().map(one).collect()
}

impl Draft {
    /// The words, for this reader.
    pub fn content(
        &self,
        press: &mut Press,
        office: &Office,
        claimed: &Claimed,
        links: Links,
    ) -> Result<Content, RenderError> {
        match self {
            Draft::Account(mail) => mail.content(office, claimed.locale, links),
            Draft::Test(mail) => mail.content(office, claimed.locale),
            Draft::Door(letter) => door::content(letter, office, claimed.locale),
            Draft::Digest(letter) => digest::content(letter, office, links),
            Draft::Relay(letter) => relays::content(letter, office, links),
            Draft::Reminder(mail) => mail.content(office, claimed.locale, links),
            Draft::Review(mail) => mail.content(office, claimed.locale),
            Draft::Lapse(letter) => sponsors::lapse(letter, office, claimed.locale),
            Draft::Invitation(letter) => {
                let letter = guests::InvitationLetter { reader: masked(&letter.reader, links), ..(**letter).clone() };
                // Of institutions' letters each has words of its own.
                let printed = match letter.office {
                    Some(_) => invitations::invitation(&letter, &office.base_url)?,
                    None => press.print(&letter, &office.base_url)?,
                };
                Ok(from_guests(printed))
            }
            Draft::OfficeConfirmation(letter) => {
                let letter = guests::OfficeConfirmation { reader: masked(&letter.reader, links), ..(**letter).clone() };
                Ok(from_guests(institutions::confirmation(&letter, &office.base_url)?))
            }
            Draft::Confirmation(letter) => {
                let letter = guests::ConfirmationLetter { reader: masked(&letter.reader, links), ..(**letter).clone() };
                Ok(from_guests(invitations::confirmation(&letter, &office.base_url)?))
            }
            Draft::Consultation(letter) => consultations::content(letter, office, links),
            Draft::Notice(letter) => {
                let letter = guests::NoticeLetter { reader: masked(&letter.reader, links), ..(**letter).clone() };
                Ok(from_guests(invitations::notice(&letter, &office.base_url)?))
            }
            Draft::GateNudge(letter) => gates::nudge(letter, claimed.locale, &office.base_url),
            Draft::EventAtRisk(letter) => gates::warning(letter, claimed.locale, &office.base_url),
            Draft::StepDays(letter) => gates::days(letter, claimed.locale, &office.base_url),
            Draft::RoundTest(test) => Ok(from_guests(invitations::test_of(test, &office.base_url)?)),
            Draft::ReleaseRequest(letter) => Ok(from_guests(invitations::release_request(letter, &office.base_url)?)),
        }
    }

    /// The whole letter. `now` is programme time, for its date.
    pub fn letter(
        &self,
        press: &mut Press,
        office: &Office,
        claimed: &Claimed,
        now: Instant,
        links: Links,
    ) -> Result<Letter, RenderError> {
        let content = self.content(press, office, claimed, links)?;
        Ok(Letter {
            message_id: claimed.message_id(&office.host),
            date: now,
            from: office.from.clone(),
            reply_to: content.reply_to,
            to: Mailbox { name: content.to_name, email: claimed.email.clone() },
            subject: content.subject,
            text: content.text,
            html: content.html,
            calendar: content.calendar,
            locale: claimed.locale,
            auto_submitted: content.auto_submitted,
            list_unsubscribe: content.list_unsubscribe,
        })
    }
}

/// The reader, with secrets only where the links live.
fn masked(reader: &guests::Reader, links: Links) -> guests::Reader {
    guests::Reader {
        answer_token: links.token(&reader.answer_token).to_owned(),
        stop_token: links.token(&reader.stop_token).to_owned(),
        ..reader.clone()
    }
}

fn from_guests(rendered: invitations::Rendered) -> Content {
    Content {
        to_name: rendered.to_name,
        subject: rendered.subject,
        text: rendered.text,
        html: rendered.html,
        reply_to: rendered.reply_to,
        calendar: rendered.calendar,
        auto_submitted: AutoSubmitted::Generated,
        list_unsubscribe: rendered.list_unsubscribe,
    }
}

/// From and to whom a message goes.
pub fn envelope(office: &Office, claimed: &Claimed) -> Envelope {
    Envelope { from: office.from.email.clone(), to: claimed.email.clone() }
}
