//! Which column of a table says what: by its heading, in any of our languages, and as our own files have it.

use super::model::Stage;
use crate::tables::fold_header;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Column {
    Firm,
    Website,
    Event,
    Stage,
    Owner,
    Package,
    Amount,
    Currency,
    InKind,
    InKindValue,
    InKindCurrency,
    NextAction,
    NextOn,
    SignedOn,
    Agreement,
    Notes,
    Declined,
    Confirm,
}

impl Column {
    /// What a refusal of its cell calls it.
    pub const fn field(self) -> &'static str {
        match self {
            Column::Firm => "organisation",
            Column::Website => "website",
            Column::Event => "event",
            Column::Stage => "stage",
            Column::Owner => "owner",
            Column::Package => "package",
            Column::Amount => "amount",
            Column::Currency => "currency",
            Column::InKind => "in_kind",
            Column::InKindValue => "in_kind_value",
            Column::InKindCurrency => "in_kind_currency",
            Column::NextAction => "next_action",
            Column::NextOn => "next_on",
            Column::SignedOn => "signed_on",
            Column::Agreement => "agreement",
            Column::Notes => "notes",
            Column::Declined => "reason",
            Column::Confirm => "confirm",
        }
    }
}

const NAMES: &[(Column, &[&str])] = &[
    (
        Column::Firm,
        &[
            "firm",
            "company",
            "organisation",
            "organization",
            "sponsor",
            "entreprise",
            "société",
            "企业",
            "公司",
            "单位",
            "赞助方",
        ],
    ),
    (Column::Website, &["website", "site", "site web", "web", "网站", "网址"]),
    (Column::Event, &["event", "for", "événement", "pour", "活动", "赞助对象"]),
    (Column::Stage, &["stage", "state", "status", "étape", "statut", "阶段", "状态"]),
    (Column::Owner, &["owner", "partner", "responsable", "负责人"]),
    (Column::Package, &["package", "formule", "套餐"]),
    (Column::Amount, &["amount", "sum", "montant", "somme", "金额"]),
    (Column::Currency, &["currency", "devise", "币种", "货币"]),
    (Column::InKind, &["in kind", "en nature", "实物支持", "实物"]),
    (Column::InKindValue, &["thought to be worth", "in kind value", "valeur estimée", "估值"]),
    (Column::InKindCurrency, &["currency of that", "in kind currency", "devise de cette valeur", "估值币种"]),
    (Column::NextAction, &["next action", "next", "prochaine démarche", "下一步行动", "下一步"]),
    (Column::NextOn, &["by when", "next on", "next date", "pour le", "截止日期"]),
    (Column::SignedOn, &["signed on", "signé le", "签署日期"]),
    (Column::Agreement, &["agreement", "convention", "协议"]),
    (Column::Notes, &["notes", "note", "备注"]),
    (Column::Declined, &["why declined", "raison du refus", "谢绝原因"]),
    (Column::Confirm, &["confirm", "why you go on", "pourquoi vous continuez", "继续的理由"]),
];

/// What a column says; none: it is left out.
pub(super) fn column(header: &str) -> Option<Column> {
    let folded = fold_header(header);
    let known = NAMES.iter().find(|(_, names)| names.iter().any(|name| fold_header(name) == folded));
    known.map(|(column, _)| *column)
}

/// What pages call the stages, beside the words of our own files.
const STAGES: &[(Stage, [&str; 2])] = &[
    (Stage::Identified, ["repéré", "已物色"]),
    (Stage::Contacted, ["contacté", "已联系"]),
    (Stage::Met, ["rencontré", "已会面"]),
    (Stage::Proposed, ["proposition faite", "已提方案"]),
    (Stage::Pledged, ["promis", "已承诺"]),
    (Stage::Signed, ["signé", "已签约"]),
    (Stage::Received, ["reçu", "已到账"]),
    (Stage::Fulfilled, ["accompli", "已履行"]),
    (Stage::Declined, ["décliné", "已谢绝"]),
];

/// The stage that a cell names, in any of our languages.
pub(super) fn stage(written: &str) -> Option<Stage> {
    let folded = fold_header(written);
    let is = |word: &&str| fold_header(word) == folded;
    let known = STAGES.iter().find(|(stage, words)| is(&stage.as_str()) || words.iter().any(is));
    known.map(|(stage, _)| *stage)
}
