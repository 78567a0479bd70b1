//! Whether an event lies within the days of its step: told, never refused, for an event may have to be where there is room.

use chrono::NaiveTime;

use super::model::{EventView, Slot, StepFace};

impl StepFace {
    /// Whether something of this lies before the step's first day or after its last; a day that is not set leaves nothing out.
    pub fn leaves_out(&self, slot: Slot) -> bool {
        let (first, last) = self.days;
        // What ends at midnight has nothing of the day that begins then.
        let over = last.and_then(|day| day.succ_opt()).map(|next| next.and_time(NaiveTime::MIN));
        first.is_some_and(|day| slot.start.date() < day) || over.is_some_and(|over| slot.end.local > over)
    }
}

impl EventView {
    /// The step that the event's own date lies outside of; none of an event that has no date, or none that holds.
    pub fn outside(&self) -> Option<&StepFace> {
        let slot = self.event.for_guests().filter(|_| self.event.time_holds())?;
        self.step.as_ref().filter(|step| step.leaves_out(slot))
    }
}
