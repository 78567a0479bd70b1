//! Who is named instead of somebody, or withdrawn, is whoever was seen to have the place.

use super::*;

impl House {
    fn in_stead(
        &self,
        one: &Delegation,
        place: &PublicId,
        of: &Holder,
        name: &str,
    ) -> Result<PublicId, InvitationError> {
        let new = NewDelegate { instead_of: of.clone(), ..delegate(one, name) };
        self.write(|c| name_delegate(c, &self.as_office(one.id, NOW), one.id, Some(place), &new))
    }
    fn takes_back(&self, one: &Delegation, place: &PublicId, of: &Holder) -> Result<(), InvitationError> {
        self.write(|c| withdraw_delegate(c, &self.as_office(one.id, NOW), one.id, (place, of)))
    }
    /// As a form that is opened now carries it.
    fn holder(&self, one: &Delegation) -> Holder {
        let whole = self.whole(one);
        Holder::read(&Holder::typed(whole.places[0].delegate.as_ref().map(|d| &d.public_id)))
    }
}

#[test]
fn an_old_form_replaces_and_withdraws_nobody_else() {
    let house = House::new(Rule::Alone, "");
    let office = house.office("外事办", "1");
    house.office_says(&office, "accepted", "1", NOW).unwrap();
    let empty = house.holder(&office);
    assert_eq!(empty, Holder::Nobody);
    let place = house.names(&office, "李明", NOW).unwrap();
    assert!(matches!(house.in_stead(&office, &place, &empty, "张伟"), Err(InvitationError::Stale)), "it had been free");
    let forged = Holder::read("");
    assert!(matches!(house.in_stead(&office, &place, &forged, "张伟"), Err(InvitationError::Stale)));
    assert!(matches!(house.takes_back(&office, &place, &forged), Err(InvitationError::Stale)));
    let first = house.holder(&office);
    house.in_stead(&office, &place, &first, "张伟").unwrap();
    assert!(matches!(house.in_stead(&office, &place, &first, "王芳"), Err(InvitationError::Stale)));
    assert!(matches!(house.takes_back(&office, &place, &first), Err(InvitationError::Stale)));
    let whole = house.whole(&office);
    assert_eq!(whole.places[0].delegate.as_ref().map(|d| d.name.native.as_str()), Some("张伟"));
    house.takes_back(&office, &place, &house.holder(&office)).unwrap();
    house.takes_back(&office, &place, &first).unwrap();
    assert_eq!(house.whole(&office).delegation.named, 0);
}
