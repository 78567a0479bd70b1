//! How our values are kept: portable column types only.
//!
//! Instants are BigInt microseconds, enums and zones text, localised text a JSON object in one Text column ([`Json`]).

use chrono::NaiveDate;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::DbError;
use crate::kernel::email::Email;
use crate::kernel::ids::{Id, PublicId};
use crate::kernel::locale::Locale;
use crate::kernel::money::Currency;
use crate::kernel::time::{Instant, Zone};

/// A JSON document in a Text column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Json(String);

impl Json {
    /// Maps and plain structs always serialise; anything else is our own mistake and told as damage.
    pub fn of<T: Serialize>(value: &T) -> Result<Json, DbError> {
        serde_json::to_string(value).map(Json).map_err(|e| DbError::Damaged(e.to_string()))
    }
    /// What was kept; [`DbError::Damaged`] where it is something else.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, DbError> {
        serde_json::from_str(&self.0).map_err(|e| DbError::Damaged(e.to_string()))
    }
    /// The document, as it lies in its column.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for Json {
    type Err = std::convert::Infallible;
    /// As it stands in its column.
    fn from_str(text: &str) -> Result<Json, Self::Err> {
        Ok(Json(text.to_owned()))
    }
}

/// A day as it is kept, `2016-05-24`: by its ten characters, for pages read thousands of them.
pub fn day(text: &str) -> Result<NaiveDate, DbError> {
    let damaged = || DbError::Damaged(format!("{text:?} is not a day"));
    let Ok([y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1]) = <[u8; 10]>::try_from(text.as_bytes()) else {
        return text.parse().map_err(|_| damaged());
    };
    let digit = |n: u32, d: &u8| d.is_ascii_digit().then(|| n * 10 + u32::from(d - b'0'));
    let number = |digits: &[u8]| digits.iter().try_fold(0, digit).ok_or_else(damaged);
    let (year, month, day) = (number(&[y0, y1, y2, y3])?, number(&[m0, m1])?, number(&[d0, d1])?);
    NaiveDate::from_ymd_opt(year.cast_signed(), month, day).ok_or_else(damaged)
}

/// The damage told when a stored text is none of an enum's.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is not a {1}")]
pub struct UnknownValue(pub String, pub &'static str);

/// Lets a type stand in a column of type `$st`, read and written by way of `$prim`, on every database.
macro_rules! sql_value {
    ($(@[$($gen:tt)*])? $t:ty, $st:ty, $prim:ty, $owned:ty, $to:expr, $from:expr) => {
        const _: () = {
            use diesel::backend::Backend;
            use diesel::deserialize::{self, FromSql, FromStaticSqlRow, Queryable};
            use diesel::expression::AsExpression;
            use diesel::internal::derives::as_expression::Bound;
            use diesel::serialize::{self, Output, ToSql};
            use diesel::sql_types::Nullable;

            impl<$($($gen)*)?> AsExpression<$st> for $t {
                type Expression = Bound<$st, Self>;
                fn as_expression(self) -> Self::Expression { Bound::new(self) }
            }
            impl<'expr, $($($gen)*)?> AsExpression<$st> for &'expr $t {
                type Expression = Bound<$st, Self>;
                fn as_expression(self) -> Self::Expression { Bound::new(self) }
            }
            impl<$($($gen)*)?> AsExpression<Nullable<$st>> for $t {
                type Expression = Bound<Nullable<$st>, Self>;
                fn as_expression(self) -> Self::Expression { Bound::new(self) }
            }
            impl<'expr, $($($gen)*)?> AsExpression<Nullable<$st>> for &'expr $t {
                type Expression = Bound<Nullable<$st>, Self>;
                fn as_expression(self) -> Self::Expression { Bound::new(self) }
            }
            impl<'e, 'x, $($($gen)*)?> AsExpression<$st> for &'x &'e $t {
                type Expression = Bound<$st, Self>;
                fn as_expression(self) -> Self::Expression { Bound::new(self) }
            }
            impl<'e, 'x, $($($gen)*)?> AsExpression<Nullable<$st>> for &'x &'e $t {
                type Expression = Bound<Nullable<$st>, Self>;
                fn as_expression(self) -> Self::Expression { Bound::new(self) }
            }
            impl<DB: Backend, $($($gen)*)?> ToSql<$st, DB> for $t where $prim: ToSql<$st, DB> {
                fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                    let to: fn(&$t) -> &$prim = $to;
                    <$prim as ToSql<$st, DB>>::to_sql(to(self), out)
                }
            }
            impl<DB: Backend, $($($gen)*)?> ToSql<Nullable<$st>, DB> for $t where $t: ToSql<$st, DB> {
                fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
                    <$t as ToSql<$st, DB>>::to_sql(self, out)
                }
            }
            impl<DB: Backend, $($($gen)*)?> FromSql<$st, DB> for $t where $owned: FromSql<$st, DB> {
                fn from_sql(bytes: DB::RawValue<'_>) -> deserialize::Result<Self> {
                    let from: fn($owned) -> std::result::Result<$t, Box<dyn std::error::Error + Send + Sync>> = $from;
                    from(<$owned as FromSql<$st, DB>>::from_sql(bytes)?)
                }
            }
            impl<DB: Backend, ST, $($($gen)*)?> Queryable<ST, DB> for $t where Self: FromStaticSqlRow<ST, DB> {
                type Row = Self;
                fn build(row: Self::Row) -> deserialize::Result<Self> { Ok(row) }
            }
        };
    };
}
pub(crate) use sql_value;

use diesel::sql_types::{BigInt, Text};

sql_value!(Instant, BigInt, i64, i64, |v| v.micros_ref(), |v| Ok(Instant::from_micros(v)));
sql_value!(@[T: 'static] Id<T>, BigInt, i64, i64, |v| v.raw_ref(), |v| Ok(Id::new(v)));
sql_value!(PublicId, Text, str, String, |v| v.as_str(), |v| Ok(v.parse()?));
sql_value!(Email, Text, str, String, |v| v.as_str(), |v| Ok(Email::stored(v)));
sql_value!(Locale, Text, str, String, |v| v.tag(), |v| Ok(v.parse()?));
sql_value!(Currency, Text, str, String, |v| v.code(), |v| Ok(v.parse()?));
sql_value!(Zone, Text, str, String, |v| v.name(), |v| Ok(v.parse()?));
sql_value!(Json, Text, str, String, |v| v.as_str(), |v| Ok(Json(v)));

/// A closed list of words: the enum, its text in the database, in JSON and in URLs.
///
/// `text_enum! { /// doc  pub enum Answer { Accepted = "accepted", Declined = "declined" } }` gives `ALL`, `as_str`, `FromStr`,
/// serde as the same text, a place in a Text column, and what there is to choose from ([`crate::kernel::invalid::one_of`]).
macro_rules! text_enum {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }
        }
        impl $crate::kernel::invalid::ClosedList for $name {
            fn words() -> String { Self::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>().join(", ") }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }
        impl std::str::FromStr for $name {
            type Err = $crate::db::types::UnknownValue;
            fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
                match text {
                    $($text => Ok($name::$variant),)+
                    other => Err($crate::db::types::UnknownValue(other.to_owned(), stringify!($name))),
                }
            }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> std::result::Result<S::Ok, S::Error> { s.serialize_str(self.as_str()) }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> std::result::Result<Self, D::Error> {
                <String as serde::Deserialize>::deserialize(d)?.parse().map_err(serde::de::Error::custom)
            }
        }
        $crate::db::types::sql_value!(
            $name, diesel::sql_types::Text, str, String, |v| v.as_str(), |v| Ok(v.parse()?)
        );
    };
}
pub(crate) use text_enum;
