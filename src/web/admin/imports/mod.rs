//! Imports: a file comes in, its columns are matched, it is checked, and then brought in.

mod columns;
mod list;
mod show;
mod view;

use actix_web::web::ServiceConfig;

pub(in crate::web) use show::refused_file;

/// Fixed paths before those that name an import; all of them before those that name a person.
pub(super) fn routes(cfg: &mut ServiceConfig) {
    cfg.service(list::list).service(list::example).service(list::bring);
    cfg.service(columns::show).service(columns::save);
    cfg.service(show::refused).service(show::show).service(show::start).service(show::stop);
    cfg.service(show::ask_discard).service(show::discard);
}
