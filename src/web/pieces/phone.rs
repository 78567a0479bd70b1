/// A number as it is dialled: only digits and the plus.
pub fn dial(phone: impl AsRef<str>) -> String {
    phone.as_ref().chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}
