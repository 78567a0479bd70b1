//! Amounts as people type them, and as they are written back.

use crate::kernel::locale::Locale;
use crate::kernel::money::Currency::{Aud, Cad, Chf, Cny, Eur, Gbp, Hkd, Jpy, Sek, Sgd, Usd};
use crate::kernel::money::{Currency, Money, MoneyFault};

#[test]
fn amounts_are_read_as_they_are_meant() {
    for (text, chosen, minor, currency) in [
        ("1.500,00 EUR", None, 150_000, Eur),
        ("1,500.00", Some(Usd), 150_000, Usd),
        ("1 500,50 €", None, 150_050, Eur),
        ("1\u{202f}500,50\u{a0}€", Some(Cny), 150_050, Eur),
        ("10万元", None, 10_000_000, Cny),
        ("3.5万", Some(Cny), 3_500_000, Cny),
        ("¥120,000", None, 12_000_000, Cny),
        ("¥120,000", Some(Jpy), 120_000, Jpy),
        ("￥３，５００", None, 350_000, Cny),
        ("人民币十万元", None, 10_000_000, Cny),
        ("三万五千元", None, 3_500_000, Cny),
        ("一亿二千万元", None, 12_000_000_000, Cny),
        ("5万欧元", None, 5_000_000, Eur),
        ("RMB 80000", None, 8_000_000, Cny),
        ("CHF 1'500.-", None, 150_000, Chf),
        ("US$1,500", None, 150_000, Usd),
        ("£2,000", None, 200_000, Gbp),
        ("1.500.000 EUR", None, 150_000_000, Eur),
        ("12,5 EUR", None, 1_250, Eur),
        ("1.234 EUR", None, 123_400, Eur),
        ("15k EUR", None, 1_500_000, Eur),
        ("JPY 1.500", None, 1_500, Jpy),
        ("0.50", Some(Eur), 50, Eur),
        ("1500", Some(Eur), 150_000, Eur),
        ("1500 euros", None, 150_000, Eur),
        ("1,5 Mio", Some(Eur), 150_000_000, Eur),
        ("1,5 Mio. €", None, 150_000_000, Eur),
        ("2 Mrd. EUR", None, 200_000_000_000, Eur),
        ("USD 1.5k", None, 150_000, Usd),
        ("€ 1'500.-", None, 150_000, Eur),
        ("1.500,- €", None, 150_000, Eur),
        ("1.500,– €", None, 150_000, Eur),
        ("1,500.-- CHF", None, 150_000, Chf),
        ("1 500.000 EUR", None, 150_000, Eur),
        ("１００", Some(Eur), 10_000, Eur),
        ("2,5万", Some(Cny), 2_500_000, Cny),
        ("1,500万元", None, 1_500_000_000, Cny),
        ("1,500万欧元", None, 1_500_000_000, Eur),
        ("1.500万元", None, 1_500_000, Cny),
        ("12万元", None, 12_000_000, Cny),
        ("12万5000元", None, 12_500_000, Cny),
        ("1亿2500万元", None, 12_500_000_000, Cny),
        ("三万", Some(Cny), 3_000_000, Cny),
        ("三万五", Some(Cny), 3_500_000, Cny),
        ("三万零五元", None, 3_000_500, Cny),
        ("一千二百三十四元", None, 123_400, Cny),
        ("一五〇〇元", None, 150_000, Cny),
        ("壹萬貳仟圓整", None, 1_200_000, Cny),
        ("五百萬日圓", None, 5_000_000, Jpy),
        ("$500", None, 50_000, Usd),
        ("$500", Some(Cad), 50_000, Cad),
        ("$500", Some(Eur), 50_000, Usd),
        ("$500 AUD", None, 50_000, Aud),
        ("500港元", None, 50_000, Hkd),
        ("500新元", None, 50_000, Sgd),
        ("10K SEK", None, 1_000_000, Sek),
        ("1.00 JPY", None, 1, Jpy),
    ] {
        assert_eq!(Money::parse(text, chosen), Ok(Money::new(minor, currency)), "{text}");
    }
}

#[test]
fn what_reads_in_two_ways_is_asked_about() {
    for text in ["1.500 EUR", "1,500 EUR", "€1.500", "CHF 1.500"] {
        let Err(MoneyFault::Ambiguous { one, other }) = Money::parse(text, None) else { panic!("{text}") };
        assert_eq!((one.minor, other.minor), (150_000, 150), "{text}");
        for said in [one, other] {
            assert_eq!(Money::parse(&said.plain(), Some(said.currency)), Ok(said), "its own way of writing is plain");
        }
    }
    for (text, first, second) in [("1.500 Mio EUR", 150_000_000_000, 150_000_000), ("1.234k €", 123_400_000, 123_400)]
    {
        let Err(MoneyFault::Ambiguous { one, other }) = Money::parse(text, None) else { panic!("{text}") };
        assert_eq!((one.minor, other.minor), (first, second), "{text}");
    }
}

#[test]
fn what_is_no_amount_is_refused() {
    use MoneyFault::{Decimals, NoCurrency, OutOfRange, Unreadable};
    for (text, fault) in [
        ("1500", NoCurrency),
        ("", Unreadable),
        ("EUR", Unreadable),
        ("about 1500 EUR", Unreadable),
        ("-5 EUR", OutOfRange { currency: Eur }),
        ("−1.500 €", OutOfRange { currency: Eur }),
        ("€-5", OutOfRange { currency: Eur }),
        ("(500) EUR", OutOfRange { currency: Eur }),
        ("零元", OutOfRange { currency: Cny }),
        ("5-10万元", Unreadable),
        ("3€50", Unreadable),
        ("1500 EUR 2000", Unreadable),
        ("1500 2000 EUR", Unreadable),
        ("15 00 EUR", Unreadable),
        ("1'50 EUR", Unreadable),
        ("三元五", Unreadable),
        ("三元五角", Unreadable),
        ("万元", Unreadable),
        ("二三万元", Unreadable),
        ("一百一千元", Unreadable),
        ("一万一万元", Unreadable),
        ("9亿亿亿亿亿元", Unreadable),
        ("九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九九元", Unreadable),
        ("九千万亿元", OutOfRange { currency: Cny }),
        ("1.50 JPY", Decimals { digits: 0 }),
        ("1.123456789012345 EUR", Decimals { digits: 2 }),
        ("1,50,000.00 EUR", Unreadable),
        ("1.5.0 EUR", Unreadable),
        ("5 EUR USD", Unreadable),
        ("1.2345 EUR", Decimals { digits: 2 }),
        ("0 EUR", OutOfRange { currency: Eur }),
        ("99999999999999999 EUR", OutOfRange { currency: Eur }),
        ("99999999999999999999999999999 EUR", OutOfRange { currency: Eur }),
    ] {
        assert_eq!(Money::parse(text, None), Err(fault), "{text}");
    }
}

#[test]
fn amounts_are_written_as_people_write_them() {
    let shown = |minor, currency| {
        let money = Money::new(minor, currency);
        [Locale::En, Locale::Fr, Locale::Zh].map(|l| money.shown(l).replace('\u{a0}', " ").replace('\u{202f}', "_"))
    };
    assert_eq!(shown(150_050, Eur), ["€1,500.50", "1_500,50 €", "1,500.50欧元"]);
    assert_eq!(shown(12_000_000, Cny), ["CN¥120,000", "120_000 yuans", "¥120,000"]);
    assert_eq!([0, 150, 200].map(|minor| shown(minor, Cny)[1].clone()), ["0 yuan", "1,50 yuan", "2 yuans"]);
    assert_eq!(shown(1_500, Jpy), ["JP¥1,500", "1_500 JPY", "1,500日元"]);
    assert_eq!(shown(99, Chf), ["CHF 0.99", "0,99 CHF", "0.99瑞士法郎"]);
    assert_eq!(Money::new(150_050, Eur).plain(), "1500.50");
    assert_eq!(Money::new(1_500, Jpy).plain(), "1500");
}

#[test]
fn every_currency_reads_its_own_writing() {
    for currency in Currency::ALL {
        assert_eq!(currency.code().parse(), Ok(currency));
        for minor in [1, 150, 1_234_567, 100_000_000] {
            let money = Money::new(minor, currency);
            for locale in Locale::ALL {
                match Money::parse(&money.shown(locale), None) {
                    Ok(read) => assert_eq!(read, money, "{}", money.shown(locale)),
                    // A whole amount of thousands, with one group: the reader is asked.
                    Err(MoneyFault::Ambiguous { one, .. }) => assert_eq!(one, money),
                    Err(fault) => panic!("{}: {fault:?}", money.shown(locale)),
                }
            }
        }
    }
}
