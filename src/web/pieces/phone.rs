/// A number as it is dialled: only digits and the plus, of the first where there are two, and without an extension, which is for whoever
/// picks up. Empty where nothing can be dialled.
pub fn dial(phone: impl AsRef<str>) -> String {
    let first = phone.as_ref().split(" / ").next().unwrap_or_default();
    let number = first.chars().take_while(|c| !c.is_alphabetic());
    let dialled: String = number.filter(|c| c.is_ascii_digit() || *c == '+').collect();
    if dialled.chars().any(|c| c.is_ascii_digit()) { dialled } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::dial;

    #[test]
    fn what_cannot_be_dialled_is_no_link() {
        assert_eq!(dial("+86 (352) 555-0101 ext. 12 / +33 1"), "+863525550101");
        assert_eq!(dial("02/555.12.34"), "025551234");
        assert_eq!((dial("call me maybe"), dial("+")), (String::new(), String::new()));
    }
}
